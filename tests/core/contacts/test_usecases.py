"""Contacts: verified by a code, one account's at a time, one of a kind the main one."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import select

from core.citizens.model import Citizen
from core.codes.model import Verdict
from core.contacts import rows
from core.contacts.model import masked
from core.contacts.usecases import Contacts
from core.db.tables import citizens, outbox, profile_values
from core.db.uow import Works
from core.errors import NotFound, Refused, WrongAnswer
from tests.core.codes.test_usecases import later, somebody
from tests.core.works import opened

PHONE, MAIL = "+79161234567", "anna@example.ru"


@pytest.fixture
async def works(database_url: str) -> AsyncIterator[Works]:
    async with opened(database_url) as made:
        made.clock.movable = True
        yield made


async def yes(citizen: Citizen) -> bool:
    return True


async def no(citizen: Citizen) -> bool:
    return False


def contacts_of(works: Works) -> Contacts:
    return Contacts(works, yes, 100, abroad=False)


async def last_code(works: Works) -> str:
    async with works.look() as conn:
        found = await conn.execute(
            select(outbox).where(outbox.c.topic.like("%.code")).order_by(outbox.c.id.desc()).limit(1)
        )
        row = found.one()
    payload = works.vault.service.open_json(row.payload_sealed, f"outbox:payload:{row.id}")
    return str(payload["code"])


async def with_verified(works: Works, citizen: Citizen, kind: str, value: str) -> int:
    contacts = contacts_of(works)
    contact_id = await contacts.add(citizen, kind, value)
    assert await contacts.confirm(citizen, contact_id, await last_code(works)) is Verdict.RIGHT
    return contact_id


async def test_the_right_code_verifies_and_registers(works: Works) -> None:
    contacts, anna = contacts_of(works), await somebody(works)
    contact_id = await contacts.add(anna, "email", MAIL)
    (before,) = await contacts.of(anna.id)
    assert (before.value, before.verified, before.main) == (MAIL, False, False)
    assert (await contacts.begun(anna)) == before
    wrong = "111111" if await last_code(works) != "111111" else "222222"
    assert await contacts.confirm(anna, contact_id, wrong) is Verdict.WRONG
    assert await contacts.confirm(anna, contact_id, await last_code(works)) is Verdict.RIGHT
    assert await contacts.confirm(anna, contact_id, await last_code(works)) is Verdict.USED
    (after,) = await contacts.of(anna.id)
    assert (after.verified, after.main, after.source) == (True, True, "code")
    assert await contacts.begun(anna) is None
    async with works.look() as conn:
        assert await rows.verified(conn, works.vault, "email", MAIL) == anna.id
        assert await conn.scalar(select(citizens.c.registered_at)) is not None
        assert await conn.scalar(select(profile_values.c.path)) == "profile.email"


async def test_one_account_holds_a_contact(works: Works) -> None:
    contacts, anna, boris = contacts_of(works), await somebody(works), await somebody(works, 2)
    await with_verified(works, anna, "phone", PHONE)
    later(works, 61)
    theirs = await contacts.add(boris, "phone", PHONE)
    with pytest.raises(Refused) as taken:
        await contacts.confirm(boris, theirs, await last_code(works))
    assert taken.value.code == "contact-taken"
    assert not (await contacts.of(boris.id))[0].verified
    assert (await contacts.of(anna.id))[0].verified


async def test_two_at_once_and_one_gets_it(works: Works) -> None:
    people = [await somebody(works, number) for number in range(1, 9)]

    async def claim(one: Citizen) -> bool:
        async with works.work() as work:
            try:
                await rows.add_verified(work, one.id, "phone", PHONE, "telegram")
            except Refused:
                return False
            await work.commit()
            return True

    assert sum(await asyncio.gather(*(claim(one) for one in people))) == 1


async def test_the_main_one_and_its_heir(works: Works) -> None:
    contacts, anna = contacts_of(works), await somebody(works)
    first = await with_verified(works, anna, "phone", PHONE)
    second = await with_verified(works, anna, "phone", "+79161234568")
    assert [one.main for one in await contacts.of(anna.id)] == [True, False]
    await contacts.make_main(anna, second)
    assert (await contacts.of(anna.id))[0].id == second
    await contacts.drop(anna, second)
    (left,) = await contacts.of(anna.id)
    assert (left.id, left.main) == (first, True)
    with pytest.raises(Refused) as last:
        await contacts.drop(anna, first)
    assert last.value.code == "contact-last"


async def test_an_unverified_one_is_never_the_main(works: Works) -> None:
    contacts, anna, boris = contacts_of(works), await somebody(works), await somebody(works, 2)
    waits = await contacts.add(anna, "email", MAIL)
    for who in (anna, boris):
        with pytest.raises(NotFound):
            await contacts.make_main(who, waits)
    with pytest.raises(NotFound):
        await contacts.drop(boris, waits)
    await contacts.drop(anna, waits)
    assert await contacts.of(anna.id) == []


async def test_nothing_without_consent(works: Works) -> None:
    anna = await somebody(works)
    with pytest.raises(Refused) as refused:
        await Contacts(works, no, 100, abroad=False).add(anna, "email", MAIL)
    assert refused.value.code == "consent-first"


async def test_sms_go_to_russian_mobile_numbers_unless_it_is_said_otherwise(works: Works) -> None:
    for number in ("+380 44 279 45 67", "+1 202 555 0143", "8 800 100 70 00", "+7 495 123 45 67"):
        with pytest.raises((Refused, WrongAnswer)):
            contacts_of(works).read("phone", number)
    assert contacts_of(works).read("phone", "8 916 123 45 67").value == PHONE
    abroad = Contacts(works, yes, 100, abroad=True)
    assert abroad.read("phone", "+380 44 279 45 67").value == "+380442794567"


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        ("phone", PHONE, "+7 916 •••-••-67"),
        ("email", MAIL, "a•••@example.ru"),
    ],
)
def test_shown_so_that_only_its_owner_knows_it(kind: str, value: str, shown: str) -> None:
    assert masked(kind, value) == shown
