"""Searching line by line: JSON queries in, JSON answers out, for scripts and measurements."""

import json
import os
import re
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from core.catalogue.load import load_catalogue
from core.catalogue.search.engine import Search

_SURROGATE = re.compile(r"[\ud800-\udfff]")

CATALOGUE = Path(__file__).parents[3] / "catalogue"


def open_search(directory: Path = CATALOGUE, cache_dir: Path | None = None) -> Search:
    """The search over a folder's catalogue. Without `cache_dir`, what was read is kept under `OKNO_HOME`."""
    kept = cache_dir or Path(os.environ.get("OKNO_HOME") or "var") / "cache"
    return Search.build(load_catalogue(directory, kept), kept)


def batch(lines: Iterable[str], search: Search | None = None) -> Iterator[str]:
    """For a line `{"q": …}` a line `{"q", "hits": [{"id", "score"}], "ms"}`; a bad one gets `{"error"}`."""
    search = search or open_search()
    search.find("паспорт")  # The dictionary is read on first use: that is no query's own time.
    for line in lines:
        if line.strip():
            answer = _answer(line, search)
            readable = json.dumps(answer, ensure_ascii=False)
            # Half of a surrogate pair is legal in JSON but has no UTF-8; escaped it passes through.
            yield json.dumps(answer) if _SURROGATE.search(readable) else readable


def _answer(line: str, search: Search) -> dict[str, object]:
    try:
        query = json.loads(line)["q"]
    except (ValueError, KeyError, TypeError):
        return {"error": 'expected a line like {"q": "паспорт"}'}
    if not isinstance(query, str):
        return {"error": "q must be text"}
    start = time.perf_counter()
    hits = search.find(query)
    took = (time.perf_counter() - start) * 1000
    return {"q": query, "hits": [{"id": hit.id, "score": hit.score} for hit in hits], "ms": round(took, 3)}
