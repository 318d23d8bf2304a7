"""Pictures: decoded for real, turned upright, written anew without metadata, and judged for readability."""

import io
from collections.abc import Iterator

from PIL import Image, ImageFilter, ImageOps, ImageStat

from core.errors import WrongFile
from core.files.framing import Measures, cut_in, glare_in

MAX_PIXELS = 40_000_000
KEPT_PIXELS = 16_000_000
"""Larger pictures are scaled down to this: 4000×4000 reads well and prints at A4."""

_BLURRED_BELOW = 45.0
_DARK_BELOW = 55.0
_SMALL_SIDE = 300
_LAPLACE = ImageFilter.Kernel((3, 3), (0, 1, 0, 1, -4, 1, 0, 1, 0), scale=1, offset=128)
_DECODERS = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP"}

# Our own limit comes first and has its words; Pillow's would warn at a half of its own and raise at twice.
Image.MAX_IMAGE_PIXELS = None


def clean_picture(data: bytes, kind: str, target: str) -> tuple[bytes, tuple[int, int], Measures]:
    """(bytes in `target` format, size, what was measured). Raises WrongFile, or what Pillow raises."""
    with Image.open(io.BytesIO(data), formats=(_DECODERS[kind],)) as picture:
        width, height = picture.size
        if width * height > MAX_PIXELS:
            raise WrongFile(
                "file-pixels", megapixels=width * height // 1_000_000, limit=MAX_PIXELS // 1_000_000
            )
        if getattr(picture, "n_frames", 1) > 1:
            raise WrongFile("file-animated")
        if kind == "jpg" and width * height > KEPT_PIXELS:
            picture.draft(
                "RGB", (width // 2, height // 2)
            )  # the decoder itself halves: a quarter of the memory
        picture.load()
        if picture.width * picture.height > KEPT_PIXELS:  # first of all, while there is one copy in memory
            scale = (KEPT_PIXELS / (picture.width * picture.height)) ** 0.5
            picture.thumbnail((int(picture.width * scale), int(picture.height * scale)))
        flat = _flat(ImageOps.exif_transpose(picture), target)
    out = io.BytesIO()
    if target == "jpg":
        flat.save(out, "JPEG", quality=90, optimize=True)
    else:
        flat.save(out, "PNG")
    return out.getvalue(), flat.size, _measured(flat)


def _flat(picture: Image.Image, target: str) -> Image.Image:
    """Plain pixels: no profile, no text chunks, no transparency where the format has none."""
    mode = picture.mode
    if mode in ("1", "L", "RGB"):
        flat = picture
    elif mode in ("I;16", "I", "F"):
        deep = (
            mode == "I;16"
        )  # scanners write 16 bits a point; a plain conversion would clip them all to white
        flat = (picture.convert("I").point(lambda value: value / 256) if deep else picture).convert("L")
    elif "A" in mode or "transparency" in picture.info:
        layer = picture.convert("RGBA")
        flat = Image.new("RGB", layer.size, "white")
        flat.paste(layer, mask=layer.getchannel("A"))
    else:
        flat = picture.convert("RGB")
    if target == "jpg" and flat.mode == "1":
        flat = flat.convert("L")
    fresh = flat.copy()
    fresh.info = {}
    return fresh


def doubts_about(size: tuple[int, int], sharpness: float, brightness: float) -> Iterator[str]:
    """Why a department may not accept the picture: `small`, `dark`, `blurred`."""
    if min(size) < _SMALL_SIDE:
        yield "small"
    if brightness < _DARK_BELOW:
        yield "dark"
    if sharpness < _BLURRED_BELOW:
        yield "blurred"


def _measured(picture: Image.Image) -> Measures:
    """The sharpest tile counts, because a sheet is mostly empty and a face on a plain wall is mostly wall."""
    grey = picture.convert("L")
    grey.thumbnail((1000, 1000))
    brightness = ImageStat.Stat(grey).mean[0]
    if min(grey.size) < 12:
        return Measures(0.0, brightness, 0.0, 0.0)
    edges = grey.filter(_LAPLACE).crop((1, 1, grey.width - 1, grey.height - 1))
    step_x, step_y = max(edges.width // 4, 1), max(edges.height // 4, 1)
    tiles = [
        edges.crop((left, top, min(left + step_x, edges.width), min(top + step_y, edges.height)))
        for left in range(0, edges.width - step_x + 1, step_x)
        for top in range(0, edges.height - step_y + 1, step_y)
    ]
    sharpness = max(ImageStat.Stat(tile).var[0] for tile in tiles)
    return Measures(sharpness, brightness, glare_in(grey), cut_in(edges, sharpness))
