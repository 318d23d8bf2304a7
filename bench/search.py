"""Finding a service in one's own words, beside what a search is usually built with; one process per engine.

`python -m bench search --queries FILE` measures other queries, JSON lines `{"q", "kind", "want"}`.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench._search.engines import ENGINES
from bench._search.made import made_queries
from bench._search.queries import ROOM, Query, read_queries
from bench._search.run import CATALOGUE
from core.catalogue.load import load_catalogue

NONSENSE = CATALOGUE.parent / "tests" / "core" / "catalogue" / "nonsense.txt"
LARGE, FEW = 10_000, 60
HEAD = "top-1, top-3, nonsense refused, p50, p99, index built in, memory"


def measure(queries: Path | None = None) -> dict[str, str]:
    with tempfile.TemporaryDirectory() as place:
        asked = Path(place) / "asked.jsonl"
        _write(asked, list(read_queries(queries)) if queries else _default())
        figures = {"engine": HEAD}
        per_kind: dict[str, str] = {}
        for name in ENGINES:
            found = _run(name, 1, asked)
            figures[name] = _told(found)
            if name == "Okno":
                per_kind = {f"Okno, {kind}": _share(row) for kind, row in sorted(found["kinds"].items())}
                per_kind |= {f"Okno, {hard}": f"{ms:.1f} ms" for hard, ms in found["hard"].items()}
        for name in ENGINES:
            figures[f"{name}, {LARGE:,} services"] = _told(
                _run(name, LARGE, asked, FEW if name != "Okno" else 0)
            )
        if queries is None:
            figures |= _more(Path(place))
    return figures | per_kind


def _default() -> list[Query]:
    nonsense = [Query(line, "nonsense", ()) for line in NONSENSE.read_text(encoding="utf-8").splitlines()]
    return [*read_queries(ROOM / "dev.jsonl"), *nonsense]


def _more(place: Path) -> dict[str, str]:
    """What the search was never tuned on: half of our own queries, and queries made by a seed."""
    sets = {
        "Okno, own queries held out": list(read_queries(ROOM / "own.jsonl", half=1)),
        "Okno, made from 300 services": list(made_queries(load_catalogue(CATALOGUE), seed=77)),
    }
    figures = {}
    for name, queries in sets.items():
        file = place / "more.jsonl"
        _write(file, queries)
        figures[name] = _told(_run("Okno", 1, file))
    return figures


def _write(file: Path, queries: Sequence[Query]) -> None:
    rows = [{"q": query.text, "kind": query.kind, "want": query.want} for query in queries]
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def _run(name: str, services: int, asked: Path, most: int = 0) -> dict[str, Any]:
    command = [sys.executable, "-m", "bench._search.run", name, str(services), str(asked)]
    done = subprocess.run(
        [*command, *([str(most)] if most else [])], capture_output=True, text=True, check=True
    )
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return result


def _told(found: dict[str, Any]) -> str:
    if "missing" in found:
        return f"not measured: {found['missing']}"
    kinds = found["kinds"]
    true = [sum(row[place] for kind, row in kinds.items() if kind != "nonsense") for place in range(3)]
    refused = kinds.get("nonsense")
    parts = [
        f"{true[1] / true[0]:.1%}, {true[2] / true[0]:.1%}" if true[0] else "–, –",
        f"{refused[1] / refused[0]:.0%}" if refused else "–",
        "{:.2f} ms, {:.2f} ms".format(*found["took"])
        + " (of processor time {:.2f}, {:.2f})".format(*found["used"]),
        f"{found['build']:.1f} s" + (f" (kept: {found['load']:.2f} s)" if "load" in found else ""),
        f"{found['memory']:.0f} MB",
    ]
    return ", ".join(parts)


def _share(row: Sequence[int]) -> str:
    return f"{row[0]} queries, {row[1] / row[0]:.1%}, {row[2] / row[0]:.1%}"


def main(options: Sequence[str]) -> int:
    if len(options) != 2 or options[0] != "--queries":
        print("bench: after `search` only --queries FILE is understood", file=sys.stderr)
        return 2
    for figure, value in measure(Path(options[1])).items():
        print(f"| {figure} | {value} |", flush=True)
    return 0
