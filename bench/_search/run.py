"""One engine measured in a process of its own: `python -m bench._search.run ENGINE SERVICES FILE [MOST]`."""

import gc
import json
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Sequence
from pathlib import Path

import psutil

from bench._search.engines import ENGINES, Find, ServerUnavailable
from bench._search.grow import grown
from bench._search.hard import HARD
from bench._search.queries import Query, read_queries
from core.catalogue.load import load_catalogue
from core.catalogue.model import Catalogue
from core.catalogue.search import Search, morphology

CATALOGUE = Path(__file__).parents[2] / "catalogue"


def main(name: str, services: str, file: str, most: str = "100000") -> None:
    queries = list(read_queries(Path(file)))[: int(most)]
    catalogue = load_catalogue(CATALOGUE)
    if int(services) > len(catalogue.services):
        catalogue = grown(catalogue, int(services))
    morphology.lemmas("паспорт")  # The dictionary is no part of an index.
    gc.collect()
    before, began = psutil.Process().memory_info().rss, time.perf_counter()
    try:
        with ENGINES[name](catalogue) as find:
            find("паспорт")
            gc.collect()
            built = time.perf_counter() - began
            memory = psutil.Process().memory_info().rss - before
            figures: dict[str, object] = {"build": built, "memory": memory / 1e6} | answers(find, queries)
            if name == "Okno":
                figures["hard"] = hard(find)
        print(json.dumps(figures | (kept(catalogue) if name == "Okno" else {})))
    except ServerUnavailable as missing:
        print(json.dumps({"missing": str(missing)}))


def kept(catalogue: Catalogue) -> dict[str, float]:
    """What the index costs when it comes from its kept file, as it does at every start but the first.

    Counted by allocation: after a build the process holds pages that the index does not need.
    """
    with tempfile.TemporaryDirectory() as place:
        Search.build(catalogue, Path(place))
        began = time.perf_counter()
        Search.build(catalogue, Path(place))
        load = time.perf_counter() - began
        tracemalloc.start()
        search = Search.build(catalogue, Path(place))
        gc.collect()
        memory = tracemalloc.get_traced_memory()[0]
        tracemalloc.stop()
        del search
    return {"load": load, "memory": memory / 1e6}


def answers(find: Find, queries: Sequence[Query]) -> dict[str, object]:
    """Milliseconds (p50, p99) by the clock and of this processor; by kind how many queries there are, how
    many are right at the top and among three."""
    took: list[float] = []
    used: list[float] = []
    kinds: dict[str, list[int]] = {}
    for query in queries:
        began, before = time.perf_counter(), time.thread_time()
        found = find(query.text)
        used.append((time.thread_time() - before) * 1000)
        took.append((time.perf_counter() - began) * 1000)
        first = found[:1] == [] if not query.want else bool(set(found[:1]) & set(query.want))
        three = first if not query.want else bool(set(found[:3]) & set(query.want))
        counted = kinds.setdefault(query.kind, [0, 0, 0])
        for place, more in enumerate((1, first, three)):
            counted[place] += more
    return {"took": _percentiles(took), "used": _percentiles(used), "kinds": kinds}


def hard(find: Find) -> dict[str, float]:
    """Milliseconds of this processor for what is hard on purpose, the median of nine."""
    spent = {}
    for name, query in HARD.items():
        times = []
        for _ in range(9):
            before = time.thread_time()
            find(query)
            times.append((time.thread_time() - before) * 1000)
        spent[name] = sorted(times)[4]
    return spent


def _percentiles(values: Sequence[float]) -> list[float]:
    ordered = sorted(values)
    return [ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.99)]]


if __name__ == "__main__":
    main(*sys.argv[1:])
