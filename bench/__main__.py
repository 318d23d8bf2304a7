"""Measures what the documents quote: `make bench`, or `make bench ARGS="catalogue start"` for some of it.

A measurement is a module here with `measure()`; it tells figures by name with their units, or rows with a
peer beside them (`bench._table.Figure`). The first line of its docstring says what is measured and how.
Every one runs in a process of its own; together they print one Markdown table. A soak takes half an hour and
the search has a table of its own: these are asked for by name, `make soak` and `make bench-search`.
"""

import importlib
import signal
import subprocess
import sys
from pathlib import Path

from bench._table import head, line, machine, rows

ROOM = Path(__file__).parent
APART = {"soak", "search"}  # too long for every time; the search has a table of its own
ROWS = "--rows"


def names() -> list[str]:
    return sorted(path.stem for path in ROOM.glob("*.py") if not path.stem.startswith("_"))


def show(name: str) -> None:
    """Measure, and print the rows alone."""
    module = importlib.import_module(f"bench.{name}")
    for figure in rows(module.measure()):
        print(line(name, figure), flush=True)


def show_alone(name: str) -> None:
    """Measure, and print a table that has columns of its own."""
    module = importlib.import_module(f"bench.{name}")
    print(f"\n## {name}: {(module.__doc__ or '').strip().splitlines()[0]}\n", flush=True)
    for figure, value in module.measure().items():
        print(f"| {figure} | {value} |", flush=True)


def main(wanted: list[str]) -> int:
    if wanted[:1] == [ROWS]:
        show(wanted[1])
        return 0
    if wanted == ["search"]:
        show_alone("search")
        return 0
    if wanted[:1] == ["soak"] or (len(wanted) > 1 and wanted[0] in names() and wanted[1].startswith("-")):
        return int(importlib.import_module(f"bench.{wanted[0]}").main(wanted[1:]))
    unknown = [name for name in wanted if name not in names()]
    if unknown:
        print(
            f"bench: no measurement called {', '.join(unknown)}; there are: {', '.join(names())}",
            file=sys.stderr,
        )
        return 2
    print(f"Measured on {machine()}.\n\n{head()}", flush=True)
    todo = wanted or [name for name in names() if name not in APART]
    return max(_apart(name) for name in todo)


def _apart(name: str) -> int:
    """One measurement in a process of its own, which is told when this one is to end."""
    process = subprocess.Popen([sys.executable, "-m", "bench", ROWS, name])
    try:
        return process.wait()
    except BaseException:
        process.terminate()
        process.wait()
        raise


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that what was started is stopped
    sys.exit(main(sys.argv[1:]))
