"""Searches that did not help: shown only once three people wrote them, and never with a name or a number."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import select

from core.db.tables import lost_searches
from core.db.uow import Works
from core.searches.model import NOTHING, OPERATOR, REWORDED, Lost, without_people
from core.searches.usecases import LostSearches
from tests.core.works import citizen_in, opened


@pytest.fixture
async def works(database_url: str) -> AsyncIterator[Works]:
    async with opened(database_url) as made:
        yield made


async def test_words_are_shown_once_three_people_wrote_them(works: Works) -> None:
    lost = LostSearches(works)
    people = [await citizen_in(works, number) for number in range(1, 4)]
    for person in people[:2] * 3:
        await lost.ended(person, "Купить ЛУНУ", NOTHING)
    assert await lost.report() == []
    await lost.ended(people[2], "купить луну", REWORDED)
    await lost.took(people[2], "купить луну", "land-purchase")
    assert await lost.report() == [Lost("купить луну", 3, {NOTHING: 2, REWORDED: 1}, ("land-purchase",))]


async def test_what_was_taken_counts_for_those_words_alone(works: Works) -> None:
    lost, who = LostSearches(works), await citizen_in(works, 1)
    await lost.ended(who, "луна", OPERATOR)
    await lost.took(who, "солнце", "roof-repair")
    async with works.look() as conn:
        assert (await conn.execute(select(lost_searches.c.took))).scalars().all() == [None]


async def test_no_row_joins_two_queries_of_one_person(works: Works) -> None:
    lost, who = LostSearches(works), await citizen_in(works, 1)
    await lost.ended(who, "луна", NOTHING)
    await lost.ended(who, "солнце", NOTHING)
    async with works.look() as conn:
        rows = (await conn.execute(select(lost_searches))).all()
    assert len({bytes(row.person_index) for row in rows}) == 2


async def test_what_is_old_is_dropped(works: Works) -> None:
    lost, who = LostSearches(works), await citizen_in(works, 1)
    await lost.ended(who, "луна", NOTHING)
    await lost.forget(0)
    async with works.look() as conn:
        assert (await conn.execute(select(lost_searches))).all() == []


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("Паспорт 4510 123456", "паспорт"),
        ("+7 916 123-45-67", "+ --"),
        ("ещё  ЁЛКА", "еще елка"),
        ("12345", ""),
        ("", ""),
        ("а" * 200, "а" * 80),
    ],
)
def test_digits_never_stay(query: str, words: str) -> None:
    assert without_people(query) == words
