"""Migrations: up, down and up again on both databases, with no drift between them and the tables."""

import asyncio

from sqlalchemy import insert, inspect, select

from core.db.engine import Database
from core.db.migrate import downgrade, drift, head, revision_of, upgrade
from core.db.tables import counters, metadata


async def tables(database: Database) -> set[str]:
    async with database.engine.connect() as conn:
        return set(await conn.run_sync(lambda sync: inspect(sync).get_table_names()))


async def test_up_is_what_the_tables_say(database_url: str) -> None:
    database = Database(database_url)
    await upgrade(database)
    await drift(database)
    assert await tables(database) == {*metadata.tables, "alembic_version"}
    async with database.read() as conn:
        assert await revision_of(conn) == head()
    await database.close()


async def test_down_and_up_again_step_by_step(database_url: str) -> None:
    database = Database(database_url)
    await upgrade(database)
    async with database.write() as conn:
        await conn.execute(insert(counters).values(name="applications", value=41))
        await conn.commit()
    await downgrade(database, "0001")
    await upgrade(database)
    await drift(database)
    async with database.read() as conn:
        assert await conn.scalar(select(counters.c.value)) == 41
    await downgrade(database, "base")
    assert await tables(database) == {"alembic_version"}
    await upgrade(database)
    await drift(database)
    await database.close()


async def test_processes_that_start_together_migrate_once(database_url: str) -> None:
    databases = [Database(database_url) for _ in range(1 if database_url.startswith("sqlite") else 4)]
    await asyncio.gather(*(upgrade(one) for one in databases))
    await drift(databases[0])
    for one in databases:
        await one.close()
