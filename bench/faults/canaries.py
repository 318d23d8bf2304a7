"""I8: what citizens are called, their phones and the numbers they typed lie nowhere but in the vault."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from redis.asyncio import Redis
from sqlalchemy import text

from bench.faults.citizens import CANARY, Town
from bench.faults.house import POSTGRES
from core.db.engine import Database

_DIGITS = re.compile(rb"\d{9,}")
_NAME = re.compile(re.escape(CANARY.encode()) + rb"|" + re.escape(CANARY.encode("unicode_escape")))


async def leaks(town: Town) -> list[str]:
    """Where something personal was found, and of which sort; never the thing itself."""
    numbers = planted(town)
    places: list[tuple[str, bytes]] = [("log", town.house.world.log.read_bytes())]
    places += [("buttons", await _buttons(town))]
    places += await _database(town)
    if town.house.kind == POSTGRES:
        places += [("Redis", await _redis(town))]
    found = []
    for place, data in places:
        if _NAME.search(data):
            found.append(f"a name in {place}")
        if any(run in numbers for run in _DIGITS.findall(data)):
            found.append(f"a number in {place}")
    return found


def planted(town: Town) -> set[bytes]:
    """Runs of nine digits and more out of everything typed, and all phones."""
    typed = [str(value) for one in town.filed for value in _strings(list(one.answers.values()))]
    bare = [re.sub(r"[\s()+-]", "", one) for one in typed]
    found = {run.encode() for one in (*typed, *bare) for run in re.findall(r"\d{9,}", one)}
    return found | {f"7916{at + 1:07}".encode() for at in range(len(town.people))}


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        for one in value:
            yield from _strings(one)
    elif value is not None:
        yield str(value)


async def _buttons(town: Town) -> bytes:
    calls = await town.house.world.calls("sendMessage")
    return repr([call["args"].get("reply_markup") for call in calls]).encode()


async def _database(town: Town) -> list[tuple[str, bytes]]:
    if town.house.kind != POSTGRES:
        home: Path = town.house.world.service_home
        return [(path.name, path.read_bytes()) for path in home.glob("okno.db*")]
    database, found = Database(town.house.world.database), []
    async with database.read() as conn:
        names = list(await conn.scalars(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")))
        for name in names:
            rows = (await conn.execute(text(f'SELECT * FROM "{name}"'))).all()
            cells = (cell for row in rows for cell in row if isinstance(cell, str | bytes))
            found.append((name, b"\n".join(c.encode() if isinstance(c, str) else bytes(c) for c in cells)))
    await database.close()
    return found


async def _redis(town: Town) -> bytes:
    kept = b""
    async with Redis.from_url(town.house.world.env["REDIS_URL"]) as redis:
        async for key in redis.scan_iter(match=f"{town.house.world.env['OKNO_REDIS_PREFIX']}*"):
            kind = await redis.type(key)
            value = await (redis.hgetall(key) if kind == b"hash" else redis.get(key))
            kept += bytes(key) + repr(value).encode() + (value if isinstance(value, bytes) else b"")
    return kept
