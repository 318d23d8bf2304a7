"""What a measurement says: rows of one Markdown table, Okno's figure beside its peer's from the same run."""

import platform
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import psutil

COLUMNS = ("what", "Okno", "beside it", "ratio", "goal", "met")


@dataclass(frozen=True, slots=True)
class Figure:
    """One row. `met` is None where the row only informs."""

    what: str
    okno: str
    peer: str = ""
    ratio: str = ""
    goal: str = ""
    met: bool | None = None


Figures = Iterable[Figure]


def at_least(what: str, okno: str, peer: str, ratio: float, goal: float) -> Figure:
    """A row whose ratio to the peer must not be below the goal."""
    return Figure(what, okno, peer, f"{ratio:.2f}", f"≥ {goal:g}", round(ratio, 2) >= goal)


def at_most(what: str, okno: str, peer: str, ratio: float, goal: float) -> Figure:
    """A row whose ratio to the peer must not be above the goal."""
    return Figure(what, okno, peer, f"{ratio:.2f}", f"≤ {goal:g}", round(ratio, 2) <= goal)


def below(what: str, value: float, unit: str, goal: float, digits: int = 0) -> Figure:
    """A row with no peer: the value itself must not be above the goal."""
    return Figure(
        what, f"{value:,.{digits}f} {unit}", goal=f"≤ {goal:g} {unit}", met=round(value, digits) <= goal
    )


def rows(told: Figures | Mapping[str, str]) -> list[Figure]:
    """A measurement may also tell plain figures by name: they have neither peer nor goal."""
    return [Figure(*item) for item in told.items()] if isinstance(told, Mapping) else list(told)


def head() -> str:
    return _line(COLUMNS) + "\n" + _line(["---"] * len(COLUMNS))


def line(room: str, figure: Figure) -> str:
    met = {True: "yes", False: "**no**", None: ""}[figure.met]
    return _line((f"{room}: {figure.what}", figure.okno, figure.peer, figure.ratio, figure.goal, met))


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def machine() -> str:
    """The machine as a sentence: figures without one are worth nothing."""
    cpuinfo = Path("/proc/cpuinfo").read_text() if Path("/proc/cpuinfo").exists() else ""
    model = next(
        (one.partition(":")[2].strip() for one in cpuinfo.splitlines() if one.startswith("model name")),
        platform.processor() or platform.machine(),
    )
    memory = psutil.virtual_memory().total / 2**30
    return (
        f"{psutil.cpu_count()} cores of {model}, {memory:.0f} GB, "
        f"Python {platform.python_version()}, {platform.system()}"
    )
