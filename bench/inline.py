"""Inline mode from a letter typed to the cards shown: the whole service over its sandbox, in one process."""

import asyncio
import tempfile
import time
from pathlib import Path

from tests.okno import start

TYPED = ("загран", "потерял паспорт", "pfuhfy", "справка о несудимости", "маткапитал", "запись к врачу", "")
ROUNDS = 15


def measure() -> dict[str, str]:
    return asyncio.run(_measure())


async def _measure() -> dict[str, str]:
    with tempfile.TemporaryDirectory() as place:
        okno, stop = await start(Path(place) / "home")
        try:
            person = await okno.person()
            took = []
            for query in TYPED * ROUNDS:
                began = time.perf_counter()
                answer = await okno.sim("POST", "/sim/inline", {"user": person.id, "query": query})
                took.append((time.perf_counter() - began) * 1000)
                assert answer["answered"], query
        finally:
            await stop()
    took.sort()
    p50, p99 = took[len(took) // 2], took[int(len(took) * 0.99)]
    return {"a query answered, p50 and p99": f"{p50:.0f} ms, {p99:.0f} ms"}
