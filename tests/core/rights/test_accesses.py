"""Looks by the staff: what the citizen reads about them, on both databases."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import select

from core.db.accounts import accesses
from core.db.uow import Works
from core.rights.accesses import listing, note
from tests.core.works import citizen_in, opened


@pytest.fixture
async def works(database_url: str) -> AsyncIterator[Works]:
    async with opened(database_url) as made:
        yield made


async def test_a_citizen_reads_who_looked_at_what_and_why_the_latest_first(works: Works) -> None:
    anna, boris = await citizen_in(works, 1), await citizen_in(works, 2)
    async with works.work() as work:
        await note(work, anna, "Мария, оператор", "review", "Проверка личности")
        await note(work, anna, "Пётр, оператор", "documents", "Обращение И-7F3K")
        await work.commit()
    seen, total = await listing(works, anna, limit=1)
    assert (total, [(one.staff, one.what, one.why) for one in seen]) == (
        2,
        [("Пётр, оператор", "documents", "Обращение И-7F3K")],
    )
    assert await listing(works, boris) == ([], 0)
    async with works.look() as conn:
        sealed = list(await conn.scalars(select(accesses.c.why_sealed)))
    assert not any("Обращение".encode() in one for one in sealed)
