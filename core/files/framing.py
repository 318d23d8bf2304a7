"""What else may be wrong with a photographed page: a burnt-out patch on it, an edge that cuts through it."""

from dataclasses import dataclass

from PIL import Image, ImageStat

_GRID = 48
_BURNT = 250
_PAPER_MEDIAN = 232
_STRIP = 0.01
_CELLS = 24
_STROKES = 0.2


@dataclass(frozen=True, slots=True)
class Measures:
    """`sharpness`: variance of the Laplacian in the sharpest of 16 tiles; `brightness`: mean grey, 0–255;
    `glare`: share of the picture that is burnt out inside it; `cut`: how much of one side is crossed by
    strokes as strong as the page's own (0–1)."""

    sharpness: float
    brightness: float
    glare: float
    cut: float


def glare_in(grey: Image.Image) -> float:
    """The share of white patches that lie wholly inside a picture that is not white itself.

    A scan is white from edge to edge and has no glare; a reflection is an island in a darker page.
    """
    if ImageStat.Stat(grey).median[0] >= _PAPER_MEDIAN:
        return 0.0
    cells = list(grey.resize((_GRID, _GRID), Image.Resampling.BOX).tobytes())
    burnt = {at for at, value in enumerate(cells) if value >= _BURNT}
    outside = [at for at in burnt if _at_border(at)]
    while outside:  # what touches the border is a window or a white table, not a reflection
        at = outside.pop()
        if at in burnt:
            burnt.discard(at)
            outside += [near for near in _beside(at) if near in burnt]
    return len(burnt) / len(cells)


def _at_border(at: int) -> bool:
    row, column = divmod(at, _GRID)
    return row in {0, _GRID - 1} or column in {0, _GRID - 1}


def _beside(at: int) -> tuple[int, ...]:
    """The neighbours of a cell that is not at the border, and of one that is, those there are."""
    row, column = divmod(at, _GRID)
    near = ((row - 1, column), (row + 1, column), (row, column - 1), (row, column + 1))
    return tuple(r * _GRID + c for r, c in near if 0 <= r < _GRID and 0 <= c < _GRID)


def cut_in(edges: Image.Image, sharpness: float) -> float:
    """The largest share, over the four sides, of a narrow strip whose strokes are as strong as the page's."""
    if sharpness <= 0:
        return 0.0
    width, height = edges.size
    deep_x, deep_y = max(int(width * _STRIP), 4), max(int(height * _STRIP), 4)
    strips = (
        (0, 0, width, deep_y),
        (0, height - deep_y, width, height),
        (0, 0, deep_x, height),
        (width - deep_x, 0, width, height),
    )
    return max(_crossed(edges.crop(box), sharpness * _STROKES) for box in strips)


def _crossed(strip: Image.Image, strong: float) -> float:
    along = max(strip.size)
    step = max(along // _CELLS, 1)
    wide = strip.width >= strip.height
    boxes = [
        (at, 0, min(at + step, along), strip.height) if wide else (0, at, strip.width, min(at + step, along))
        for at in range(0, along, step)
    ]
    return sum(ImageStat.Stat(strip.crop(box)).var[0] >= strong for box in boxes) / len(boxes)
