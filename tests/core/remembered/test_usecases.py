"""What an account remembers: sealed, thinned, put away and brought back, on both databases."""

import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import select

from core.db.tables import remembered
from core.db.uow import Works
from core.remembered.model import ARCHIVED, DELETED, DEPARTMENTS, HISTORY, LISTED, PINNED, STEPS
from core.remembered.usecases import MOST, Remembered
from tests.core.works import citizen_in, opened


@pytest.fixture
async def works(database_url: str) -> AsyncIterator[Works]:
    async with opened(database_url) as made:
        yield made


async def test_the_newest_search_is_first_and_the_same_one_is_kept_once(works: Works) -> None:
    kept, who = Remembered(works), await citizen_in(works, 1)
    for query in ("загран", "Права", "права", "загран"):
        await kept.search(who, query)
    assert [one.value for one in await kept.queries(who)] == ["загран", "Права"]


async def test_the_oldest_gives_way_and_what_is_pinned_does_not(works: Works) -> None:
    kept, who = Remembered(works), await citizen_in(works, 1)
    await kept.put(who, "first", PINNED)
    for number in range(MOST["service"] + 3):
        await kept.visit(who, f"service-{number}")
    listed = [one.value for one in await kept.services(who)]
    assert listed[:2] == ["first", f"service-{MOST['service'] + 2}"]
    assert len(listed) == MOST["service"] + 1
    assert "service-0" not in listed


async def test_put_away_and_brought_back(works: Works) -> None:
    kept, who = Remembered(works), await citizen_in(works, 1)
    for one in ("roof", "road"):
        await kept.visit(who, one)
    await kept.put(who, "roof", ARCHIVED)
    await kept.put(who, "road", DELETED)
    assert await kept.services(who) == []
    assert [one.value for one in await kept.archive(who)] == ["roof"]
    await kept.put(who, "roof", LISTED)
    await kept.visit(who, "road")
    assert {one.value for one in await kept.services(who)} == {"roof", "road"}
    assert await kept.state_of(who, "roof") == LISTED


async def test_one_does_not_see_anothers(works: Works) -> None:
    kept, mine, theirs = Remembered(works), await citizen_in(works, 1), await citizen_in(works, 2)
    await kept.search(theirs, "загран")
    await kept.put(theirs, "roof", PINNED)
    assert await kept.queries(mine) == [] == await kept.services(mine)
    assert await kept.state_of(mine, "roof") is None


async def test_clearing_leaves_what_was_kept_on_purpose(works: Works) -> None:
    kept, who = Remembered(works), await citizen_in(works, 1)
    await kept.search(who, "загран")
    await kept.visit(who, "road")
    await kept.put(who, "roof", PINNED)
    await kept.clear(who)
    assert await kept.queries(who) == []
    assert [one.value for one in await kept.services(who)] == ["roof"]


async def test_a_history_switched_off_takes_nothing_in(works: Works) -> None:
    kept, who = Remembered(works), await citizen_in(works, 1)
    assert await kept.switches(who) == {DEPARTMENTS: True, HISTORY: True, STEPS: True}
    await kept.switch(who, HISTORY, False)
    await kept.search(who, "загран")
    await kept.visit(who, "road")
    assert await kept.queries(who) == [] == await kept.services(who)
    with pytest.raises(ValueError, match="nothing"):
        await kept.switch(who, "nothing", True)


async def test_what_is_old_goes_and_pins_stay(works: Works) -> None:
    kept, who = Remembered(works), await citizen_in(works, 1)
    await kept.search(who, "загран")
    await kept.put(who, "roof", PINNED)
    await kept.forget(90)
    assert len(await kept.queries(who)) == 1
    await kept.forget(0)
    assert await kept.queries(who) == []
    assert [one.value for one in await kept.services(who)] == ["roof"]


async def test_words_lie_sealed(works: Works) -> None:
    kept, who = Remembered(works), await citizen_in(works, 1)
    await kept.search(who, "канарейка")
    async with works.look() as conn:
        row = (await conn.execute(select(remembered))).one()
    assert "канарейка".encode() not in bytes(row.value_sealed) + bytes(row.value_index)
    if works.database.on_sqlite:
        file = Path(str(works.database.engine.url.database))
        with sqlite3.connect(file) as raw:
            assert not raw.execute(
                "select * from remembered where value_sealed like '%канарейка%'"
            ).fetchall()
