"""Transactions on both databases: nobody's update is lost, and nothing half done is seen."""

import asyncio

import pytest
from sqlalchemy import insert, select, update

from core.db.memory import OtherBot, remember_bot
from core.db.tables import counters
from core.db.uow import Works, next_number
from tests.core.works import opened


async def test_a_hundred_numbers_taken_at_once_are_a_hundred(database_url: str) -> None:
    async with opened(database_url) as works:

        async def take() -> int:
            async with works.work() as work:
                number = await next_number(work.conn, "applications")
                await asyncio.sleep(0)
                await work.commit()
            return number

        assert sorted(await asyncio.gather(*(take() for _ in range(100)))) == list(range(1, 101))


async def add_by_reading(works: Works) -> None:
    """Read, think, write: what loses updates where a transaction begins with reading alone."""
    async with works.work() as work:
        value = await work.conn.scalar(select(counters.c.value).with_for_update())
        await asyncio.sleep(0)
        await work.conn.execute(update(counters).values(value=(value or 0) + 1))
        await work.commit()


async def test_no_update_is_lost_between_reading_and_writing(database_url: str) -> None:
    async with opened(database_url) as works:
        async with works.work() as work:
            await work.conn.execute(insert(counters).values(name="n", value=0))
            await work.commit()
        await asyncio.gather(*(add_by_reading(works) for _ in range(60)))
        async with works.look() as conn:
            assert await conn.scalar(select(counters.c.value)) == 60


async def test_without_commit_nothing_happened(database_url: str) -> None:
    async with opened(database_url) as works:
        async with works.work() as work:
            await work.conn.execute(insert(counters).values(name="n", value=1))
        async with works.look() as conn:
            assert (await conn.execute(select(counters))).all() == []


async def test_a_database_remembers_its_bot(database_url: str) -> None:
    async with opened(database_url) as works:
        await remember_bot(works.database, 7)
        await remember_bot(works.database, 7)
        with pytest.raises(OtherBot, match="bot 7, not to 8"):
            await remember_bot(works.database, 8)
