"""Messages claimed, sent and settled a second, against a bare SKIP LOCKED loop that sends the same ones.

Both have at most eight in flight and send to the same fifty chats through one sandbox process with its limits
off; the rate is that of the sandbox's ledger, from the first message to the last. Rounds take turns.
"""

import asyncio
import statistics
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import asyncpg

from bench._notices import add_notices
from bench._people import Person, World, world_of
from bench._processes import Process, Troupe, troupe
from bench._table import Figure, at_least
from core.outbox.model import Lane

CHATS = 50
MESSAGES = 600  # in a round
ROUNDS = 4


def measure() -> list[Figure]:
    with tempfile.TemporaryDirectory() as home, troupe(Path(home)) as here:
        return asyncio.run(_measure(here))


async def _measure(here: Troupe) -> list[Figure]:
    sandbox = here.sandbox()
    sandbox.wait_for("/sim/users")
    scale = here.at_scale()
    okno, bare = here.service("okno", scale), here.peer("skip_locked", **scale)
    okno.wait_for("/health")
    async with world_of(sandbox) as world:
        await world.send_updates_to(okno)
        people = [await world.person() for _ in range(CHATS)]
        for person in people:
            await person.say("/start")
        chats = [person.id for person in people]
        shown = await _one_notice(world, scale, people[0])
        rates: dict[str, list[float]] = {"okno": [], "bare": []}
        for count in [MESSAGES // 5, *[MESSAGES] * ROUNDS]:
            since = await _suspend(bare, world)
            await add_notices(scale, chats, count, Lane.MASS)
            rates["okno"].append(await _rate(world, since, count))
            okno.stat.suspend()
            bare.stat.resume()
            since = await world.cursor()
            await _add_bare(scale, chats, count, shown)
            rates["bare"].append(await _rate(world, since, count))
            okno.stat.resume()
    return _figures(rates["okno"][1:], rates["bare"][1:])


async def _suspend(process: Process, world: World) -> int:
    process.stat.suspend()
    return await world.cursor()


async def _one_notice(world: World, scale: Mapping[str, str], person: Person) -> tuple[str, str]:
    """The text (HTML) and the button of the notice, for the peer to send the same."""
    since = await world.cursor()
    await add_notices(scale, [person.id], 1, Lane.MASS)
    await _rate(world, since, 1)
    window = (await person.look())[-1]
    return window.html, window.labels[0]


async def _add_bare(
    scale: Mapping[str, str], chats: Sequence[int], count: int, shown: tuple[str, str]
) -> None:
    connection = await asyncpg.connect(scale["DATABASE_URL"].replace("+asyncpg", ""))
    rows = [(chats[at % len(chats)], *shown) for at in range(count)]
    await connection.executemany("INSERT INTO queue (chat, body, button) VALUES ($1, $2, $3)", rows)
    await connection.close()


async def _rate(world: World, since: int, count: int) -> float:
    """Messages a second, once all of them have arrived."""
    calls: list[dict[str, Any]] = []
    async with asyncio.timeout(180):
        while len(calls) < count:
            await asyncio.sleep(0.2)
            if await world.cursor() - since >= count:
                calls = [one for one in await world.calls("sendMessage", since) if one["applied"]]
    took = float(calls[-1]["at"]) - float(calls[0]["at"])
    return (len(calls) - 1) / took if took else 0.0


def _figures(okno: Sequence[float], bare: Sequence[float]) -> list[Figure]:
    ratio = statistics.median(ours / theirs for ours, theirs in zip(okno, bare, strict=True))
    beside = f"{statistics.median(bare):.0f}/s, a bare SKIP LOCKED loop"
    return [at_least("messages sent and settled", f"{statistics.median(okno):.0f}/s", beside, ratio, 0.7)]
