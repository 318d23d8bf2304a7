"""News on both databases: told once, kept always, sent unless its category is off."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from core.bootstrap import Core
from core.db.tables import outbox
from core.errors import Refused
from core.notifications.model import CATEGORIES, Notice
from core.notifications.posting import tell
from tests.core.small import opened_core
from tests.filing import citizen_of


@pytest.fixture
async def core(database_url: str, tmp_path: Path) -> AsyncIterator[Core]:
    async with opened_core(database_url, tmp_path) as opened:
        yield opened


async def told(core: Core, citizen_id: int, key: str, category: str = "status", **params: Any) -> None:
    async with core.works.work() as work:
        await tell(work, Notice(citizen_id, category, "status-in_work", key, params))
        await work.commit()


async def going_out(core: Core) -> int:
    async with core.works.look() as conn:
        return len((await conn.execute(select(outbox.c.id).where(outbox.c.topic == "telegram.notice"))).all())


async def test_the_same_news_is_told_once(core: Core) -> None:
    citizen = await citizen_of(core)
    for _ in range(3):
        await told(core, citizen.id, "one", number="410-377-258")
    news, total = await core.notifications.latest(citizen.id)
    assert (total, [one.params for one in news]) == (1, [{"number": "410-377-258"}])
    assert await going_out(core) == 1


async def test_news_of_a_category_switched_off_is_kept_but_not_sent(core: Core) -> None:
    citizen = await citizen_of(core)
    assert await core.notifications.switches(citizen.id) == dict.fromkeys(CATEGORIES, True)
    await core.notifications.switch(citizen.id, "status", False)
    await told(core, citizen.id, "one")
    assert (await going_out(core), await core.notifications.unseen(citizen.id)) == (0, 1)
    await core.notifications.switch(citizen.id, "status", True)
    await told(core, citizen.id, "two")
    assert (await going_out(core), await core.notifications.unseen(citizen.id)) == (1, 2)


async def test_security_is_never_silent(core: Core) -> None:
    citizen = await citizen_of(core)
    with pytest.raises(Refused, match="category-unknown"):
        await core.notifications.switch(citizen.id, "security", False)
    await told(core, citizen.id, "one", "security")
    assert await going_out(core) == 1


async def test_news_comes_by_page_newest_first_and_is_new_until_seen(core: Core) -> None:
    citizen, other = await citizen_of(core), await citizen_of(core, 2002, "+79160000002")
    for n in range(8):
        await told(core, citizen.id, f"news {n}", n=n)
    await told(core, other.id, "not theirs")
    first, total = await core.notifications.latest(citizen.id)
    second, _ = await core.notifications.latest(citizen.id, 6)
    assert ([one.params["n"] for one in (*first, *second)], total) == (list(range(8))[::-1], 8)
    await core.notifications.mark_seen(citizen.id, first[0].id)
    assert await core.notifications.unseen(citizen.id) == 7
    await core.notifications.mark_seen(citizen.id)
    assert await core.notifications.unseen(citizen.id) == 0
    assert await core.notifications.unseen(other.id) == 1
