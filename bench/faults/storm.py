"""Killed at random moments, over and over, while a town files applications and departments answer.

`people` live at once; the autopilot of the departments moves each application on. Afterwards everything is
left to calm down and the oracle compares Telegram's ledger and the departments' books with the database.
"""

import asyncio
import contextlib
import random
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from bench.faults import oracle
from bench.faults.calm import quiet
from bench.faults.citizens import Town
from bench.faults.house import Ground, House
from tests.faults.filing import SHORT

AUTOPILOT_S = 2.0
_AFTERWARDS_S = 600.0
_STILL_STARTING = 0.15  # so often it dies whether or not it has come so far as to hear
# How many calls to Telegram may be done before a kill: counted in work, not in time, a storm strikes at the
# same sort of moments on a slow machine as on a quick one.
_LIVES = ((0, 4), (4, 20), (20, 60))
_LONGEST_LIFE_S = 10.0

# What else goes wrong while the storm lasts; cancelled when it is over.
Trouble = Callable[[House, random.Random], Awaitable[None]]


@dataclass
class Storm:
    """How bad it gets. It lasts `seconds` at least; after `longest_s` nobody is killed any more."""

    kills: int
    people: int
    replicas: int = 1
    seconds: float = 0.0
    longest_s: float = 6 * 3600.0
    trouble: Trouble | None = None
    services: Sequence[str] = SHORT
    progress: Callable[[str], None] = field(default=lambda _: None)


@dataclass
class Outcome:
    """A storm that is over."""

    kills: int
    verdict: oracle.Verdict
    seconds: float

    def line(self) -> str:
        return f"{self.kills} kills: {self.verdict.line()}; {self.seconds:.0f} s"


async def rage(ground: Ground, kind: str, seed: int, storm: Storm) -> Outcome:
    """One storm from the first citizen to the verdict."""
    began = time.monotonic()
    async with ground.house(kind, seed, storm.replicas) as house:
        town = Town(house, storm.services, random.Random(f"town {seed}"))
        await house.start()
        await house.world.sim("POST", "/sim/autopilot", {"seconds": AUTOPILOT_S})
        living = [asyncio.create_task(town.live()) for _ in range(storm.people)]
        try:
            kills = await _struck(house, storm, random.Random(f"kills {seed}"), town)
            await house.hears()
            town.over.set()
            await asyncio.wait(living, timeout=_AFTERWARDS_S)
        finally:
            for task in living:
                task.cancel()
            ended = await asyncio.gather(*living, return_exceptions=True)
        town.stuck += [repr(one) for one in ended if isinstance(one, BaseException)]
        await quiet(town)
        return Outcome(kills, await oracle.judge(town, storm.kills), time.monotonic() - began)


async def _struck(house: House, storm: Storm, rng: random.Random, town: Town) -> int:
    """How many kills it came to."""
    began, kill = time.monotonic(), 0
    troubled = asyncio.ensure_future(_nothing() if storm.trouble is None else storm.trouble(house, rng))
    try:
        while kill < storm.kills and time.monotonic() < began + storm.longest_s:
            replica = rng.choice(house.replicas)
            if rng.random() > _STILL_STARTING:
                await replica.hears()
                await _worked(house, rng.randint(*rng.choice(_LIVES)))
            await asyncio.sleep(rng.uniform(0.0, 0.3))
            await replica.kill()
            replica.spawn()
            kill += 1
            if kill % 50 == 0:
                storm.progress(f"{kill} kills, {len(town.filed)} forms, {len(town.stuck)} stuck")
        await asyncio.sleep(max(0.0, began + storm.seconds - time.monotonic()))
    finally:
        if troubled.done():
            troubled.result()
        troubled.cancel()
        await asyncio.gather(troubled, return_exceptions=True)
    return kill


async def _worked(house: House, calls: int) -> None:
    """Until Telegram was called so often from now on, or for the longest of lives."""
    since = await house.world.cursor()
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(_LONGEST_LIFE_S):
            while await house.world.cursor() < since + calls:
                await asyncio.sleep(0.02)


async def _nothing() -> None:
    return
