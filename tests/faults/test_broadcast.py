"""F5: killed over and over in the middle of a mass mail; nobody sends one yet, but its lane is there."""

import asyncio
import random
from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from bench.faults.house import Ground, House
from core.bootstrap import open_works
from core.db.engine import Database
from core.db.tables import outbox
from core.db.uow import Works
from core.outbox.dispatcher import HANDS
from core.outbox.model import Lane, Outgoing
from core.settings import load_settings

PEOPLE, EACH = 100, 50
KILLS = {"sqlite": 100, "postgres": 20}
SERVICE = "passport-rf-validity-check"


async def put(works: Works, chat: int, count: int) -> None:
    async with works.work() as work:
        for at in range(count):
            until = (date(2030, 1, 1) + timedelta(days=at)).isoformat()
            params = {"service": SERVICE, "draft": at, "until": until}
            payload = {"chat": chat, "kind": "draft-reminder", "params": params}
            order = f"chat:{chat}"
            await work.send(Outgoing("telegram.notice", order, payload, Lane.MASS, f"mass:{chat}:{at}"))
        await work.commit()


async def announce(house: House, chats: list[int]) -> None:
    world = house.world
    settings = load_settings(
        _env_file=None,
        bot_token=world.env["BOT_TOKEN"],
        database_url=world.env.get("DATABASE_URL", ""),
        okno_home=world.service_home,
        encryption_keys=world.env.get("ENCRYPTION_KEYS", ""),
    )
    works = await open_works(settings)
    for chat in chats:
        await put(works, chat, EACH)
    await works.database.close()


async def left(house: House) -> int:
    database = Database(house.world.database)
    async with database.read() as conn:
        waiting = select(func.count()).where(outbox.c.state.in_(("new", "sending")))
        found = int(await conn.scalar(waiting) or 0)
    await database.close()
    return found


async def arrived(house: House) -> Counter[tuple[int, str]]:
    """Copies of each message that Telegram has shown, with or without the mark of a repeat."""
    found: Counter[tuple[int, str]] = Counter()
    for call in await house.world.calls("sendMessage"):
        text: Any = call["args"].get("text", "")
        if call["applied"] and "Вы не закончили заявление" in text:
            found[int(call["args"]["chat_id"]), _unmarked(text)] += 1
    return found


def _unmarked(text: str) -> str:
    return text.partition("</i>\n")[2] if text.startswith("<i>Повтор") else text


@pytest.mark.fault("F5")
@pytest.mark.whole
@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
async def test_a_mass_mail_killed_over_and_over_reaches_everybody(ground: Ground, kind: str) -> None:
    """F5: everybody gets every message; second copies only of what was in flight at a kill, never a third."""
    rng, kills = random.Random(5), KILLS[kind]
    async with ground.house(kind, 5, replicas=2) as house:
        await house.start()
        people = [await house.world.person() for _ in range(PEOPLE)]
        await asyncio.gather(*(one.say("/start") for one in people))
        await announce(house, [one.id for one in people])
        for _ in range(kills):
            await asyncio.sleep(rng.uniform(0.2, 0.8) if kind == "sqlite" else rng.uniform(1.0, 4.0))
            replica = rng.choice(house.replicas)
            await replica.kill()
            replica.spawn()
        await house.hears()
        async with asyncio.timeout(240):
            while await left(house):
                await asyncio.sleep(0.3)
        copies = await arrived(house)
    assert len(copies) == PEOPLE * EACH
    assert max(copies.values()) <= 2
    assert sum(count - 1 for count in copies.values()) <= HANDS * kills
