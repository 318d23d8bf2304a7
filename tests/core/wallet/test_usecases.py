"""The wallet: kept sealed, shown to its owner alone, reminded of in time, on both databases."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from core.bootstrap import Core
from core.citizens.model import Citizen
from core.db.accounts import wallet
from core.db.memory import advance_clock
from core.db.tables import files, notifications, outbox, profile_values
from core.errors import NotFound, Refused, WrongAnswer
from core.files.inspect import Inspected
from core.ids import new_id
from core.wallet.kinds import KINDS
from core.wallet.model import ENDLESS, EXPIRED, EXPIRING, MOST_PAGES, UNFINISHED, VALID, Kept, Question
from tests.core.small import opened_core
from tests.filing import citizen_of

LICENCE = KINDS["driving_licence"]


@pytest.fixture
async def core(database_url: str, tmp_path: Path) -> AsyncIterator[Core]:
    async with opened_core(database_url, tmp_path) as opened:
        opened.clock.movable = True
        hour = opened.clock.now().astimezone(opened.clock.zone).hour
        await later(opened, (12 - hour) / 24)
        yield opened


async def later(core: Core, days: float) -> None:
    await advance_clock(core.database, core.clock, days * 86_400)
    await core.housekeeping.minute()


def question(document_id: int, field_id: str, kind: str = "driving_licence") -> Question:
    field = KINDS[kind].field(field_id)
    assert field is not None
    return Question(document_id, KINDS[kind], field)


async def answered(core: Core, who: Citizen, document_id: int, field_id: str, text: str) -> None:
    asked = question(document_id, field_id)
    parsed = await core.wallet.answer(who, asked, text, chat=who.telegram_id, message_id=new_id() % 10**9)
    if parsed.confirm:
        await core.wallet.settle(who, asked, parsed.value)


async def licence(core: Core, who: Citizen, days: int) -> Kept:
    """A whole licence that ends in so many days."""
    document_id, today = new_id(), core.clock.today()
    await answered(core, who, document_id, "driving_licence", "77 12 345678")
    await core.wallet.settle(who, question(document_id, "licence_categories"), None)
    await answered(core, who, document_id, "licence_issued", f"{today - timedelta(days=3000):%d.%m.%Y}")
    await answered(core, who, document_id, "licence_until", f"{today + timedelta(days=days):%d.%m.%Y}")
    return await core.wallet.one(who.id, document_id)


def picture(seed: int = 1) -> Inspected:
    return Inspected("jpg", "image/jpeg", 1, 900, 1200, (), b"picture %d" % seed)


async def test_it_is_made_by_its_first_answer_and_says_what_is_missing(core: Core) -> None:
    who, document_id = await citizen_of(core), new_id()
    assert await core.wallet.listing(who.id) == []
    await answered(core, who, document_id, "driving_licence", "77 12 345678")
    (kept,) = await core.wallet.listing(who.id)
    missing = kept.missing()
    assert (kept.id, kept.status(core.clock.today())) == (document_id, UNFINISHED)
    assert missing is not None
    assert missing.id == "licence_categories"
    async with core.works.look() as conn:
        sealed = await conn.scalar(select(wallet.c.fields_sealed))
        deleted = await conn.scalar(select(func.count()).where(outbox.c.topic == "telegram.delete"))
    assert sealed is not None
    assert b"345678" not in sealed
    assert deleted == 1, "a number's message is taken out of the chat"


async def test_a_wrong_answer_keeps_nothing_but_its_message_goes(core: Core) -> None:
    who = await citizen_of(core)
    with pytest.raises(WrongAnswer):
        await answered(core, who, new_id(), "driving_licence", "без номера")
    assert await core.wallet.listing(who.id) == []
    async with core.works.look() as conn:
        assert await conn.scalar(select(func.count()).where(outbox.c.topic == "telegram.delete")) == 1


@pytest.mark.parametrize(("days", "status"), [(91, VALID), (90, EXPIRING), (0, EXPIRING), (-1, EXPIRED)])
async def test_its_chip_follows_its_days(core: Core, days: int, status: str) -> None:
    assert (await licence(core, await citizen_of(core), days)).status(core.clock.today()) == status


async def test_what_never_ends_says_so(core: Core) -> None:
    who, document_id = await citizen_of(core), new_id()
    asked = question(document_id, "snils", "snils")
    await core.wallet.answer(who, asked, "112-233-445 95", chat=1, message_id=1)
    kept = await core.wallet.one(who.id, document_id)
    assert kept.status(core.clock.today()) == ENDLESS
    known = (await core.citizens.profile(who.id))["profile.snils"]
    assert (known.value, known.source) == ("11223344595", "documents")


async def test_the_profile_s_own_word_is_left_alone(core: Core) -> None:
    who = await citizen_of(core)
    await core.citizens.remember(who.id, {"profile.snils": "08765430300"}, "citizen")
    asked = question(new_id(), "snils", "snils")
    await core.wallet.answer(who, asked, "112-233-445 95", chat=1, message_id=1)
    assert (await core.citizens.profile(who.id))["profile.snils"].value == "08765430300"


async def test_another_s_document_is_not_found(core: Core) -> None:
    who, other = await citizen_of(core), await citizen_of(core, 2, "+79160000002")
    kept = await licence(core, who, 400)
    with pytest.raises(NotFound):
        await core.wallet.one(other.id, kept.id)
    with pytest.raises(NotFound):
        await core.wallet.delete(other, kept.id)
    with pytest.raises(NotFound):
        await core.wallet.clear_pages(other, kept.id)
    with pytest.raises(Exception, match=r"document-unknown|value-unknown"):
        await answered(core, other, kept.id, "driving_licence", "11 11 111111")
    assert (await core.wallet.one(who.id, kept.id)).values["driving_licence"] == "77 12 345678"


async def test_pages_are_kept_once_in_order_and_go_with_the_document(core: Core) -> None:
    who = await citizen_of(core)
    kept = await licence(core, who, 400)
    assert await core.wallet.add_page(who, kept.id, LICENCE, picture(1), "front.jpg")
    assert await core.wallet.add_page(who, kept.id, LICENCE, picture(2), "back.jpg")
    assert not await core.wallet.add_page(who, kept.id, LICENCE, picture(1), "again.jpg")
    pages = (await core.wallet.one(who.id, kept.id)).pages
    assert [(await core.files.read(who.id, one))[0].name for one in pages] == ["front.jpg", "back.jpg"]
    assert [one.id for one in await core.wallet.fitting(who.id, "driving_licence_scan")] == [kept.id]
    await core.wallet.clear_pages(who, kept.id)
    assert await core.wallet.fitting(who.id, "driving_licence_scan") == []
    await core.wallet.add_page(who, kept.id, LICENCE, picture(3), "new.jpg")
    await core.wallet.delete(who, kept.id)
    async with core.works.look() as conn:
        assert await conn.scalar(select(func.count()).select_from(files)) == 0
        assert await conn.scalar(select(func.count()).select_from(wallet)) == 0
    with pytest.raises(NotFound):
        await core.wallet.delete(who, kept.id)


async def test_fifty_pages_at_once_fill_it_and_no_more(core: Core) -> None:
    who, document_id = await citizen_of(core), new_id()
    done = await asyncio.gather(
        *(core.wallet.add_page(who, document_id, LICENCE, picture(n), f"{n}.jpg") for n in range(30)),
        return_exceptions=True,
    )
    assert done.count(True) == MOST_PAGES
    assert all(one is True or isinstance(one, Refused) for one in done)
    assert len((await core.wallet.one(who.id, document_id)).pages) == MOST_PAGES


async def test_a_form_s_files_are_kept_once(core: Core) -> None:
    who = await citizen_of(core)
    async with core.works.work() as work:
        file_id, _ = await core.files.keep(work, who.id, b"page", "p.jpg", "image/jpeg", "draft:1")
        await work.commit()
    values = {"driving_licence": "77 12 345678", "licence_until": "нет"}
    made = await core.wallet.keep(who, LICENCE, [file_id], values)
    assert made is not None
    kept = await core.wallet.one(who.id, made)
    assert (kept.values, len(kept.pages)) == ({"driving_licence": "77 12 345678"}, 1)
    assert kept.pages[0] != file_id, "a copy of its own: it outlives the form"
    assert await core.wallet.keep(who, LICENCE, [file_id], values) is None
    assert len(await core.wallet.listing(who.id)) == 1


async def told(core: Core) -> int:
    async with core.works.look() as conn:
        return int(
            await conn.scalar(select(func.count()).where(notifications.c.kind == "document-expires")) or 0
        )


async def test_it_is_reminded_of_thrice_and_never_at_night(core: Core) -> None:
    await licence(core, await citizen_of(core), 100)
    await later(core, 9)
    assert await told(core) == 0
    await later(core, 0.5)
    assert await told(core) == 0
    await later(core, 1)
    assert await told(core) == 0, "the day has come, and it is night"
    await later(core, 0.5)
    assert await told(core) == 1
    await later(core, 1)
    assert await told(core) == 1
    await later(core, 59)
    assert await told(core) == 2
    await later(core, 23)
    assert await told(core) == 3
    await later(core, 30)
    assert await told(core) == 3


async def test_a_new_day_begins_its_reminders_anew(core: Core) -> None:
    who = await citizen_of(core)
    kept = await licence(core, who, 20)
    await later(core, 1)
    assert await told(core) == 0, "kept with twenty days left: the card has said so"
    await later(core, 14)
    assert await told(core) == 1
    new = core.clock.today() + timedelta(days=92)
    await core.wallet.settle(who, question(kept.id, "licence_until"), new.isoformat())
    await later(core, 3)
    assert await told(core) == 2


async def test_the_profile_learns_nothing_of_a_child_s_certificate(core: Core) -> None:
    who = await citizen_of(core)
    asked = question(new_id(), "child_full_name", "birth_certificate")
    await core.wallet.answer(who, asked, "Иванова Мария Петровна", chat=1, message_id=1)
    async with core.works.look() as conn:
        paths = list(await conn.scalars(select(profile_values.c.path)))
    assert "profile.full_name" not in paths
