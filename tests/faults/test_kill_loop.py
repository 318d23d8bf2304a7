"""Killed over and over at random while five people fill forms and departments speak to them.

The oracle knows what was typed, what Telegram has applied (its ledger) and what the departments have: every
form has one number and the answers that were typed; every piece of news was shown once or twice, the second
time marked, or stands in its list. Only what a department said too late, behind newer news, is history alone.
"""

import asyncio
import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest
from sqlalchemy import select

from core.catalogue.model import Service
from core.db.engine import Database
from core.db.tables import application_events, applications
from core.forms.model import Value
from tests.faults.filing import SHORT, filler
from tests.processes import Somebody, World
from tests.sample import WHOLE

KILLS = 200 if WHOLE else 20
PEOPLE = 5
STATUSES = ("registered", "in_work", "approved", "ready")


@dataclass
class Kept:
    """What one person did, for the oracle."""

    person: Somebody
    numbers: list[str] = field(default_factory=list)
    typed: dict[str, Mapping[str, Value]] = field(default_factory=dict)
    services: dict[str, Service] = field(default_factory=dict)


async def lives(kept: Kept, services: Mapping[str, Service], seed: int, over: asyncio.Event) -> None:
    """Fill one form after another, each heard of by its department, until the kills are over."""
    rng = random.Random(seed)
    turn = seed
    while not over.is_set():
        service = services[SHORT[turn % len(SHORT)]]
        turn += 1
        filling = filler(kept.person, service, rng.getrandbits(30))
        number = await filling.fill()
        kept.numbers.append(number)
        kept.typed[number] = dict(filling.given)
        kept.services[number] = service
        await speak(kept, number)


async def speak(kept: Kept, number: str) -> None:
    """The department gets the application, sooner or later, and says its words about it."""
    world = kept.person.world
    department = kept.services[number].department
    async with asyncio.timeout(60):
        while not any(one["number"] == number for one in await inbox(world, department)):
            await asyncio.sleep(0.1)
    for status in STATUSES:
        await world.decide(department, number, status, comment=words(number, status))


def words(number: str, status: str) -> str:
    return f"Слово «{status}» о {number}."


async def inbox(world: World, department: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (await world.sim("GET", f"/sim/departments/{department}/inbox"))[
        "applications"
    ]
    return found


async def shown(world: World, told: str) -> list[str]:
    """Copies that Telegram has applied, in the order they came."""
    sent = await world.calls("sendMessage")
    return [one["args"]["text"] for one in sent if one["applied"] and told in one["args"]["text"]]


async def judge(kept: Kept) -> tuple[int, int]:
    """Returns how many pieces of news were shown twice, and how many in the list alone."""
    world, twice, listed = kept.person.world, 0, 0
    assert len(set(kept.numbers)) == len(kept.numbers)
    for number in kept.numbers:
        department = kept.services[number].department
        mine = [one for one in await inbox(world, department) if one["number"] == number]
        assert len(mine) == 1
        assert mine[0]["answers"] == kept.typed[number]
        for status in STATUSES:
            copies = await shown(world, words(number, status))
            assert len(copies) <= 2, f"{len(copies)} copies of {status}"
            assert all("Повтор" in text for text in copies[1:])
            twice += len(copies) == 2
            if not copies and not await came_late(world, number, status):
                assert await in_the_list(kept.person, words(number, status)), f"{number}: {status} is lost"
                listed += 1
    return twice, listed


async def came_late(world: World, number: str, status: str) -> bool:
    """Whether the event reached us only behind a newer one: the department tries again, we were dead."""
    database = Database(world.database)
    known = select(application_events.c.current).join(
        applications, applications.c.id == application_events.c.application_id
    )
    async with database.read() as conn:
        found = await conn.scalar(
            known.where(applications.c.number == number, application_events.c.status == status)
        )
    await database.close()
    assert found is not None, f"{number}: {status} never arrived"
    return not found


async def in_the_list(person: Somebody, told: str) -> bool:
    await person.say("/menu")
    await person.tap("Уведомления")
    while told not in (await person.window()).text:
        if "›" not in " ".join((await person.window()).labels):
            return False
        await person.tap("›")
    return True


@pytest.mark.parametrize("seed", [20_261_122])
async def test_nothing_is_lost_however_often_it_dies(
    any_world: World, services: Mapping[str, Service], seed: int
) -> None:
    world, rng, over = any_world, random.Random(seed), asyncio.Event()
    kills = KILLS if "DATABASE_URL" not in world.env else KILLS // 4  # there a dead one's claims take seconds
    await world.start()
    people = [Kept(await world.person()) for _ in range(PEOPLE)]
    await asyncio.gather(*(one.person.confirmed() for one in people))
    living = [asyncio.create_task(lives(one, services, seed + at, over)) for at, one in enumerate(people)]
    for _ in range(kills):
        await asyncio.sleep(rng.uniform(0.1, 1.0))
        await world.kill()
        world.spawn()
        await asyncio.sleep(rng.choice([0.0, 0.4, 1.2]))  # now and then it dies while it is still starting
    await world.hears()
    over.set()
    await asyncio.gather(*living)
    await settled(world, people)
    judged = [await judge(one) for one in people]
    print(
        f"{kills} kills, {sum(len(one.numbers) for one in people)} forms, "
        f"{sum(one[0] for one in judged)} news twice, {sum(one[1] for one in judged)} in the list alone"
    )


async def settled(world: World, people: list[Kept]) -> None:
    """Until nothing new is shown for a while."""
    quiet, seen = 0, -1
    async with asyncio.timeout(120):
        while quiet < 5:
            now = len(await world.calls("sendMessage"))
            quiet, seen = (quiet + 1 if now == seen else 0), now
            await asyncio.sleep(0.7)
    for one in people:
        await one.person.until(words(one.numbers[-1], STATUSES[-1]), timeout=60)
