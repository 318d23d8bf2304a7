"""Kept statements do what they would do the usual way: in the same transaction, with the same errors."""

import pytest
from sqlalchemy import bindparam, insert, select, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from core.db.kept import Kept, among
from core.db.tables import citizens, counters
from core.db.uow import Works
from tests.core.works import citizen_in, opened

ADD = Kept(insert(counters).values(name=bindparam("called"), value=bindparam("worth")))
RAISE = Kept(
    update(counters).where(counters.c.name == bindparam("called")).values(value=counters.c.value + 1)
)
VALUE = Kept(select(counters.c.name, counters.c.value).where(counters.c.name == bindparam("called")))
SOME = Kept(lambda dialect: select(counters.c.name).where(among(dialect, counters.c.name, "names")))
END_THE_OTHERS = """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()"""
PERSON = select(citizens).where(citizens.c.id == bindparam("citizen"))


async def value_of(works: Works, name: str) -> int | None:
    async with works.look() as conn:
        row = await VALUE.row(conn, called=name)
    return row.value if row is not None else None


async def test_it_belongs_to_the_transaction_it_runs_in(database_url: str) -> None:
    async with opened(database_url) as works:
        async with works.work() as work:
            await ADD.run(work.conn, called="lost", worth=1)
        assert await value_of(works, "lost") is None
        async with works.work() as work:
            await ADD.run(work.conn, called="kept", worth=1)
            assert await RAISE.run(work.conn, called="kept") == 1
            await work.conn.execute(update(counters).values(value=counters.c.value + 10))
            assert await RAISE.run(work.conn, called="nobody") == 0
            assert await value_of(works, "kept") is None, "nobody sees it yet"
            await work.commit()
        assert await value_of(works, "kept") == 12


async def test_its_rows_are_those_of_the_usual_way(database_url: str) -> None:
    async with opened(database_url) as works:
        await citizen_in(works, 7)
        async with works.look() as conn:
            usual = (await conn.execute(PERSON, {"citizen": 7})).one()
            kept = await Kept(PERSON).row(conn, citizen=7)
        assert kept._asdict() == dict(usual._mapping)


async def test_a_list_is_one_parameter(database_url: str) -> None:
    async with opened(database_url) as works, works.work() as work:
        await ADD.run_many(work.conn, [{"called": name, "worth": 0} for name in "abc"])
        for names in ([], ["a"], ["a", "c", "z"]):
            found = await SOME.rows(work.conn, names=names)
            assert sorted(row.name for row in found) == [name for name in names if name != "z"]


async def test_a_second_row_of_one_key_is_refused_in_the_usual_words(database_url: str) -> None:
    async with opened(database_url) as works, works.work() as work:
        await ADD.run(work.conn, called="twice", worth=1)
        with pytest.raises(IntegrityError):
            await ADD.run(work.conn, called="twice", worth=1)


async def test_connections_that_broke_are_dropped_together(postgres_url: str) -> None:
    async with opened(postgres_url) as works:
        async with works.look() as one, works.look() as other:
            for conn in (one, other):
                assert await VALUE.row(conn, called="x") is None
        async with works.look() as conn:
            others = text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
            )
            await conn.execute(others)
            await conn.execute(text("SELECT pg_sleep(0.2)"))
            with pytest.raises(DBAPIError):
                async with works.look() as dead:
                    await VALUE.row(dead, called="x")
        for _ in range(3):
            assert await value_of(works, "x") is None
