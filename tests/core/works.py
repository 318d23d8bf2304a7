"""A migrated database with its units of work, on whichever database the test runs."""

import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy import insert

from core.clock import Clock
from core.db.engine import Database
from core.db.migrate import upgrade
from core.db.tables import citizens
from core.db.uow import Works
from core.db.vault import MasterKeys, Vault
from core.wake import Wake

KEYS = ("k1:" + "A" * 43 + "=",)


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[Works]:
    database = Database(url)
    await upgrade(database)
    works = Works(database, Vault(MasterKeys.parse(KEYS)), Clock(), Wake())
    async with database.write() as conn:
        await works.vault.prepare(conn)
        await conn.commit()
    async with database.read() as conn:
        await works.vault.prepare(conn)
    try:
        yield works
    finally:
        await database.close()


async def citizen_in(works: Works, number: int) -> int:
    """Somebody who is known, with a data key; returns their id."""
    async with works.database.write() as conn:
        await conn.execute(insert(citizens).values(id=number, level="standard", created_at=works.clock.now()))
        await works.vault.key(conn, number)
        await conn.commit()
    return number


def seeded() -> random.Random:
    return random.Random(7)
