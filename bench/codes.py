"""Whether an answer's time tells that an account exists: asked of one that does, and one that does not."""

import asyncio
import math
import random
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from bench._table import Figure
from core.citizens.model import Citizen
from core.ids import new_id
from core.logs import configure_logs
from tests.okno import Okno, start

ASKED = 400  # of each kind
GOAL = 0.01  # the least p at which nobody can say that the two differ (FAULTS T16)
BORN = "1968-03-14"

Ask = Callable[[Citizen, str], Awaitable[None]]


def measure() -> list[Figure]:
    return asyncio.run(_measure())


async def _measure() -> list[Figure]:
    configure_logs("ERROR", json=True)  # nobody of these has a chat to be told in
    with tempfile.TemporaryDirectory() as place:
        okno, stop = await start(Path(place) / "home", codes_a_day=10_000_000)
        try:
            here = [await _owner(okno, f"+7916{at:07}") for at in range(ASKED + 20)]
            ways = {"a recovery by number": _by_sim(okno), "a code to a contact": _by_code(okno)}
            return [await _compared(okno, what, here, ask) for what, ask in ways.items()]
        finally:
            await stop()


async def _owner(okno: Okno, phone: str) -> str:
    """An account with a phone and a birth date."""
    citizen = await okno.core.citizens.meet(new_id() >> 12, "ru")
    await okno.core.citizens.decide_consent(citizen, True, "ru")
    await okno.core.citizens.register(citizen, phone)
    await okno.core.citizens.remember(citizen.id, {"profile.birth_date": BORN}, "citizen")
    return phone


def _by_sim(okno: Okno) -> Ask:
    async def ask(asker: Citizen, phone: str) -> None:
        await okno.core.recoveries.by_sim(asker, phone, BORN)

    return ask


def _by_code(okno: Okno) -> Ask:
    async def ask(asker: Citizen, phone: str) -> None:
        await okno.core.contacts.add(asker, "phone", phone)

    return ask


async def _compared(okno: Okno, what: str, here: Sequence[str], ask: Ask) -> Figure:
    """Both kinds in one random order, so that whatever else the machine does falls on both alike."""
    nowhere = [f"+7903{at:07}" for at in range(len(here))]
    order = [(True, phone) for phone in here] + [(False, phone) for phone in nowhere]
    random.Random(7).shuffle(order)
    took: dict[bool, list[float]] = {True: [], False: []}
    for exists, phone in order:
        asker = await okno.core.citizens.meet(new_id() >> 12, "ru")
        await okno.core.citizens.decide_consent(asker, True, "ru")
        began = time.perf_counter()
        await ask(asker, phone)
        took[exists].append((time.perf_counter() - began) * 1000)
    warm = {exists: values[20:] for exists, values in took.items()}
    p = kolmogorov_smirnov(warm[True], warm[False])
    medians = [sorted(values)[len(values) // 2] for values in warm.values()]
    shown = f"p = {p:.2f} (medians {medians[0]:.2f} and {medians[1]:.2f} ms)"
    return Figure(f"{what}: exists and does not, KS of {ASKED} each", shown, goal=f"p > {GOAL}", met=p > GOAL)


def kolmogorov_smirnov(one: Sequence[float], other: Sequence[float]) -> float:
    """How likely two samples of one distribution lie as far apart as these (the asymptotic two-sided p)."""
    merged = sorted([(value, 0) for value in one] + [(value, 1) for value in other])
    seen, distance = [0, 0], 0.0
    for at, (value, whose) in enumerate(merged):
        seen[whose] += 1
        if at + 1 == len(merged) or merged[at + 1][0] != value:
            distance = max(distance, abs(seen[0] / len(one) - seen[1] / len(other)))
    root = math.sqrt(len(one) * len(other) / (len(one) + len(other)))
    scaled = (root + 0.12 + 0.11 / root) * distance
    if scaled < 0.2:
        return 1.0
    total: float = sum((-1.0) ** (k - 1) * math.exp(-2 * k * k * scaled * scaled) for k in range(1, 101))
    return min(1.0, max(0.0, 2 * total))
