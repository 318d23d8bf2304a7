"""Migrations while others work: two versions at once, nobody held up for long, nothing lost on the way."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from itertools import pairwise

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import MetaData, insert, inspect, select, text
from sqlalchemy.engine import Connection

from core.db.engine import Database
from core.db.migrate import (
    LOCK_TIMEOUT_S,
    config_for,
    downgrade,
    drift,
    head,
    holds,
    revision_of,
    upgrade,
)
from core.db.tables import counters
from tests.core.db.older import tables_of, work

REVISIONS = [one.revision for one in ScriptDirectory.from_config(config_for()).walk_revisions()][::-1]
STEPS = list(pairwise(REVISIONS))


@asynccontextmanager
async def traffic(url: str, older: MetaData) -> AsyncIterator[list[float]]:
    """Two processes of the older version that work all the time; yields how long each transaction took."""
    took: list[float] = []
    ended = asyncio.Event()

    async def process() -> None:
        database = Database(url)
        try:
            while not ended.is_set():
                began = time.monotonic()
                async with database.write() as conn:
                    await work(conn, older)
                took.append(time.monotonic() - began)
        finally:
            await database.close()

    working = [asyncio.create_task(process()) for _ in range(2)]
    try:
        yield took
    finally:
        ended.set()
        await asyncio.gather(*working)


@pytest.mark.parametrize(("older", "newer"), STEPS, ids=[newer for _, newer in STEPS])
async def test_each_revision_goes_up_and_down_under_the_version_before_it(
    postgres_url: str, older: str, newer: str
) -> None:
    """F29: code that knows only the older tables works before, during and after; no statement of it fails."""
    database = Database(postgres_url)
    await upgrade(database, older)
    known = await tables_of(database)
    async with traffic(postgres_url, known) as took:
        for move, to in ((upgrade, newer), (downgrade, older), (upgrade, newer)):
            before = len(took)
            await move(database, to)
            async with asyncio.timeout(15):
                while len(took) < before + 4:
                    await asyncio.sleep(0.01)
    async with database.read() as conn:
        assert await revision_of(conn) == newer
    assert max(took) < LOCK_TIMEOUT_S + 20
    await database.close()


LOCKED = """
SELECT DISTINCT relname FROM pg_locks JOIN pg_class ON pg_class.oid = relation
WHERE pid = pg_backend_pid() AND relkind IN ('r', 'p') AND mode IN
    ('ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock')
"""


def taken(conn: Connection, move: Callable[..., None], to: str) -> set[str]:
    """The tables of before that a change holds against others when it is done."""
    before = set(inspect(conn).get_table_names())
    move(config_for(conn), to)
    return before & set(conn.scalars(text(LOCKED)))


@pytest.mark.parametrize(("older", "newer"), STEPS, ids=[newer for _, newer in STEPS])
async def test_a_revision_says_every_table_that_it_takes_from_others(
    postgres_url: str, older: str, newer: str
) -> None:
    """One that is taken later, while others are held, is a deadlock with somebody's turn."""
    database = Database(postgres_url)
    await upgrade(database, newer)
    for move, to in ((command.downgrade, older), (command.upgrade, newer)):
        async with database.engine.begin() as conn:
            found = await conn.run_sync(taken, move, to)
        assert found <= {*holds(newer), "alembic_version"}
    await database.close()


@pytest.mark.parametrize(("older", "newer"), STEPS, ids=[newer for _, newer in STEPS])
async def test_the_version_before_works_with_the_newest_tables(
    database_url: str, older: str, newer: str
) -> None:
    """While a deploy rolls, old processes meet the new tables: what they leave out must have a default."""
    database = Database(database_url)
    await upgrade(database, older)
    known = await tables_of(database)
    await upgrade(database, newer)
    async with database.write() as conn:
        await work(conn, known)
    await database.close()


async def test_all_the_way_down_and_up_keeps_what_both_ends_know(database_url: str) -> None:
    database = Database(database_url)
    await upgrade(database)
    async with database.write() as conn:
        await conn.execute(insert(counters).values(name="applications", value=41))
        await conn.commit()
    for older, _ in reversed(STEPS):
        await downgrade(database, older)
    for _, newer in STEPS:
        await upgrade(database, newer)
        async with database.read() as conn:
            assert await conn.scalar(select(counters.c.value)) == 41
    await drift(database)
    await database.close()


async def test_a_migration_that_must_wait_lets_everybody_else_go_on(postgres_url: str) -> None:
    """Somebody reads `inbox` for long: the change waits half a second, lets go, and comes again."""
    database, busy, other = (Database(postgres_url) for _ in range(3))
    await upgrade(database, "0001")
    async with busy.write() as reader:
        await reader.execute(text("SELECT count(*) FROM inbox"))
        migration = asyncio.create_task(upgrade(database))
        await asyncio.sleep(LOCK_TIMEOUT_S / 2)
        assert not migration.done()
        began = time.monotonic()
        async with other.write() as conn:  # queues behind the change that waits
            await conn.execute(text("UPDATE inbox SET tries = 0"))
            await conn.commit()
        assert time.monotonic() - began < LOCK_TIMEOUT_S + 20
        await asyncio.sleep(LOCK_TIMEOUT_S + 0.5)
        assert not migration.done()
    await migration
    await drift(database)
    for one in (database, busy, other):
        await one.close()


async def test_an_older_version_starts_on_a_newer_database(database_url: str) -> None:
    """A process of the old version that restarts while a deploy rolls must not stay away."""
    database = Database(database_url)
    await upgrade(database)
    async with database.write() as conn:
        await conn.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        await conn.commit()
    await upgrade(database)
    async with database.read() as conn:
        assert await revision_of(conn) == "9999"
    async with database.write() as conn:
        await conn.execute(text(f"UPDATE alembic_version SET version_num = '{head()}'"))
        await conn.commit()
    await drift(database)
    await database.close()
