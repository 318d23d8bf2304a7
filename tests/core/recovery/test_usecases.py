"""Two at once, and who may do what: the rest is seen through the front door (tests/bot/dialogs)."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import select, update

from core.citizens.model import Citizen
from core.citizens.values import put_values
from core.contacts import rows as contacts
from core.db.accounts import recoveries, secrets
from core.db.tables import telegram_accounts
from core.db.uow import Works
from core.errors import NotFound, Refused
from core.files.store import Files
from core.recovery.usecases import Recoveries
from tests.core.codes.test_usecases import later, somebody
from tests.core.works import opened

PHONE = "+79161234567"


@pytest.fixture
async def works(database_url: str) -> AsyncIterator[Works]:
    async with opened(database_url) as made:
        made.clock.movable = True
        yield made


async def owner_in(works: Works) -> Citizen:
    owner = await somebody(works, 1)
    async with works.work() as work:
        await contacts.add_verified(work, owner.id, "phone", PHONE, "telegram")
        await put_values(work, owner.id, {"profile.birth_date": "1968-03-14"}, "citizen")
        await work.commit()
    return owner


def unregistered(one: Citizen) -> Citizen:
    return Citizen(one.id, one.telegram_id, "none", "ru", False)


async def only(works: Works) -> int:
    async with works.look() as conn:
        return int((await conn.execute(select(recoveries.c.id))).scalar_one())


async def test_asked_twice_it_is_one_and_used_twenty_times_it_is_once(works: Works, tmp_path: Path) -> None:
    room, owner = Recoveries(works, Files(works, tmp_path)), await owner_in(works)
    asker = unregistered(await somebody(works, 2))
    for _ in range(2):
        await room.by_sim(asker, PHONE, "1968-03-14")
    recovery = await only(works)
    await room.go_on()
    later(works, 24 * 3600 + 1)
    await asyncio.gather(*(room.go_on() for _ in range(5)))
    tries = await asyncio.gather(
        *(room.regain(asker, recovery, alone=False) for _ in range(20)), return_exceptions=True
    )
    assert sum(one is None for one in tries) == 1
    assert all(one is None or isinstance(one, NotFound) for one in tries)
    async with works.look() as conn:
        linked = select(telegram_accounts.c.citizen_id).where(
            telegram_accounts.c.user_id == asker.telegram_id
        )
        assert await conn.scalar(linked) == owner.id
        kept = (await conn.execute(select(secrets).where(secrets.c.citizen_id == owner.id))).one()
    assert kept.frozen_until > works.clock.now()
    assert kept.password_must_change


async def test_only_the_owner_stops_it_and_in_time(works: Works, tmp_path: Path) -> None:
    room, owner = Recoveries(works, Files(works, tmp_path)), await owner_in(works)
    asker, stranger = unregistered(await somebody(works, 2)), await somebody(works, 3)
    await room.by_sim(asker, PHONE, "1968-03-14")
    recovery = await only(works)
    for other in (asker, stranger):
        with pytest.raises(NotFound):
            await room.stop(other, recovery)
    await room.stop(owner, recovery)
    await room.stop(owner, recovery)
    later(works, 24 * 3600 + 1)
    await room.go_on()
    with pytest.raises(NotFound):
        await room.regain(asker, recovery, alone=False)
    async with works.database.write() as conn:
        await conn.execute(update(recoveries).values(state="done"))
        await conn.commit()
    with pytest.raises(Refused) as over:
        await room.stop(owner, recovery)
    assert over.value.code == "recovery-over"
