"""Labelled queries: JSON lines `{"q", "kind", "want"}`; any id of `want` is right, with none nothing is.

`dev.jsonl` came with the task of this project, by its authors; `own.jsonl` is ours,
written for services drawn by chance before the search was tuned on any of them (`half` 0 served for
tuning, 1 was only measured).
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOM = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Query:
    """A query, its kind, and the ids that are right; none when nothing is."""

    text: str
    kind: str
    want: tuple[str, ...]


def read_queries(file: Path, half: int | None = None) -> Iterator[Query]:
    """The queries of a file, all of them or those of one half."""
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.strip():
            row = json.loads(line)
            if half is not None and row["half"] != half:
                continue
            yield Query(row["q"], row["kind"], tuple(row["want"]))
