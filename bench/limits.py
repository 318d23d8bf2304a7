"""With Telegram's limits on, PostgreSQL and Redis: how fast people are answered, alerts go out, news arrives.

Turns: thirty people's words a second, evenly, each answered by a new message, which is all that Telegram lets
a bot send. Alerts: a backlog is sent for 45 s, as the sandbox's ledger saw it. Events: departments decide on
applications while nothing else happens, and once more beside that backlog.
"""

import asyncio
import tempfile
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bench._notices import add_notices
from bench._people import Person, World, world_of
from bench._processes import Troupe, troupe
from bench._table import Figure, below
from bench.turns import in_crowds, open_form
from core.outbox.model import Lane

PER_S = 30.0
TURNS = 900
PEOPLE = 150
FILING = 8
BACKLOG = 20_000
ALERTS_S = 45.0
STATUSES = ("registered", "in_work", "approved", "ready", "issued")
DEPARTMENT = "mincifry"


def measure() -> list[Figure]:
    with tempfile.TemporaryDirectory() as home, troupe(Path(home)) as here:
        return asyncio.run(_measure(here))


async def _measure(here: Troupe) -> list[Figure]:
    sandbox = here.sandbox(limits=True)
    sandbox.wait_for("/sim/users")
    scale = here.at_scale()
    okno = here.service("okno", scale, limits=True)
    okno.wait_for("/health")
    async with world_of(sandbox) as world:
        await world.send_updates_to(okno)
        people = [await world.person() for _ in range(PEOPLE)]
        await in_crowds(_greeted(person) for person in people)
        filed = await _filed(world)
        turns = await _turns(world, people)
        quiet = await _events(world, filed, STATUSES[:2])
        chats = [person.id for person in people]
        return [
            *_waits("answered, 30 words a second", turns),
            *await _alerts(world, scale, chats, filed, quiet),
        ]


async def _greeted(person: Person) -> None:
    await person.say("/start")


async def _filed(world: World) -> dict[str, Person]:
    """Applications by number, one of each person's."""
    filed: dict[str, Person] = {}

    async def one() -> None:
        person = await world.person()
        await open_form(person)
        for label in ("Оставить", "Да", "Отправить"):
            await person.tap(label)
        before = set(filed)
        async with asyncio.timeout(60):
            while set(filed) == before or person not in filed.values():
                for application in await _inbox(world):
                    filed.setdefault(application, person)
                await asyncio.sleep(0.2)

    for _ in range(FILING):  # one after another: a new number is the one just filed
        await one()
    return filed


async def _inbox(world: World) -> list[str]:
    found = await world.sim("GET", f"/sim/departments/{DEPARTMENT}/inbox")
    return [str(one["number"]) for one in found["applications"]]


async def _turns(world: World, people: Sequence[Person]) -> list[float]:
    """Seconds from words written to the message under them, as the ledger saw it."""
    since, written = await world.cursor(), defaultdict[int, list[float]](list)
    began, tasks = time.monotonic(), []
    for number in range(TURNS):
        await asyncio.sleep(max(0.0, began + number / PER_S - time.monotonic()))
        person = people[number % len(people)]
        written[person.id].append(time.time())
        tasks.append(asyncio.create_task(person.write("потерял паспорт")))
    await asyncio.gather(*tasks)
    return await _matched(world, since, written)


async def _matched(world: World, since: int, asked: Mapping[int, Sequence[float]]) -> list[float]:
    """Each chat's messages answer what was asked in it, one for one and in order."""
    wanted = sum(len(times) for times in asked.values())
    async with asyncio.timeout(120):
        while len(answers := await _answers(world, since, asked)) < wanted:
            await asyncio.sleep(0.5)
    seen = defaultdict[int, list[float]](list)
    for call in answers:
        seen[int(call["args"]["chat_id"])].append(float(call["at"]))
    return [at - was for chat, times in asked.items() for was, at in zip(times, seen[chat], strict=False)]


async def _answers(world: World, since: int, asked: Mapping[int, object]) -> list[dict[str, Any]]:
    calls = await world.calls("sendMessage", since)
    return [one for one in calls if one["applied"] and int(one["args"]["chat_id"]) in asked]


async def _events(world: World, filed: Mapping[str, Person], statuses: Sequence[str]) -> list[float]:
    """Seconds from a department's decision to the citizen's message."""
    since, decided = await world.cursor(), defaultdict[int, list[float]](list)
    for status in statuses:
        for number, person in filed.items():
            decided[person.id].append(time.time())
            body = {"number": number, "status": status}
            await world.sim("POST", f"/sim/departments/{DEPARTMENT}/decide", body)
            await asyncio.sleep(0.2)
    return await _matched(world, since, decided)


async def _alerts(
    world: World,
    scale: Mapping[str, str],
    chats: Sequence[int],
    filed: Mapping[str, Person],
    quiet: Sequence[float],
) -> list[Figure]:
    await add_notices(scale, chats, BACKLOG, Lane.MASS)
    await asyncio.sleep(3)
    since, began = await world.cursor(), time.time()
    await asyncio.sleep(ALERTS_S)
    calls = [one for one in await world.calls("sendMessage", since) if one["at"] < began + ALERTS_S]
    busy = await _events(world, filed, STATUSES[2:])
    sent = sum(one["applied"] for one in calls) / ALERTS_S / PER_S * 100
    refused = sum(one["status"] == 429 for one in calls) / max(len(calls), 1) * 100
    return [
        Figure("alerts, of the 30/s allowed", f"{sent:.1f} %", goal="≥ 99 %", met=round(sent, 1) >= 99),
        below("of these refused with 429", refused, "%", 0.1, digits=2),
        below("event to citizen, p95", _at(quiet, 95), "s", 2, digits=2),
        below(f"the same beside a backlog of {BACKLOG:,} alerts, p95", _at(busy, 95), "s", 2, digits=2),
    ]


def _waits(what: str, waits: Sequence[float]) -> list[Figure]:
    return [
        Figure(f"{what}, p50", f"{_at(waits, 50):.2f} s"),
        below(f"{what}, p99", _at(waits, 99), "s", 1, digits=2),
    ]


def _at(waits: Sequence[float], percent: int) -> float:
    return sorted(waits)[min(len(waits) - 1, len(waits) * percent // 100)]
