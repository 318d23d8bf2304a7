"""Drafts on both databases: kept answer by answer, changed only by the window that stands."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from core.applications.drafts import MAX_PAGES, Typed
from core.applications.steps import Draft, stand
from core.bootstrap import Core
from core.citizens.model import Citizen
from core.db.tables import answers, attachments, outbox
from core.errors import NotFound, Refused, WrongAnswer, WrongFile
from core.forms.model import Document, Field, Form
from tests.core.small import field, opened_core
from tests.filing import citizen_of, page

SNILS = "112-233-445 95"


@pytest.fixture
async def core(database_url: str, tmp_path: Path) -> AsyncIterator[Core]:
    async with opened_core(database_url, tmp_path) as opened:
        yield opened


def put_form(core: Core, *fields: Field, documents: tuple[Document, ...] = (), version: str = "1") -> None:
    """Give the service `roof` another form, as a new version of the catalogue would."""
    services: dict[str, Any] = core.catalogue.services  # type: ignore[assignment]  # a dict behind the mapping
    services["roof"] = replace(services["roof"], form=Form(version, fields, documents))


async def started(core: Core, citizen: Citizen, anew: bool = False) -> Draft:
    draft_id = await core.drafts.start(citizen, core.catalogue.services["roof"], anew=anew)
    return await core.drafts.view(citizen.id, draft_id)


async def said(core: Core, citizen: Citizen, draft: Draft, text: str, message_id: int = 5) -> Draft:
    return await core.drafts.answer(citizen, draft.id, Typed(text, citizen.telegram_id, message_id))


async def pressed(core: Core, citizen: Citizen, draft: Draft, action: str) -> Draft:
    return await core.drafts.press(citizen, draft.id, draft.version, action, {})


async def count(core: Core, table: Any, *where: Any) -> int:
    async with core.works.look() as conn:
        return int(await conn.scalar(select(func.count()).select_from(table).where(*where)) or 0)


async def test_each_answer_is_kept_before_the_next_is_asked(core: Core) -> None:
    put_form(core, field("town", "text"), field("street", "text"))
    citizen = await citizen_of(core)
    draft = await said(core, citizen, await started(core, citizen), "Тверь")
    assert draft.answers == {"town": "Тверь"}
    again = await started(core, citizen)
    assert again.id == draft.id
    assert stand(again).number == 2


async def test_a_draft_started_anew_drops_the_old_one(core: Core) -> None:
    put_form(core, field("town", "text"))
    citizen = await citizen_of(core)
    old = await said(core, citizen, await started(core, citizen), "Тверь")
    new = await started(core, citizen, anew=True)
    assert new.id != old.id
    assert (await core.drafts.view(citizen.id, old.id)).state == "cancelled"
    assert await count(core, answers) == 0
    assert [one.id for one in await core.drafts.opened(citizen.id)] == [new.id]


async def test_starting_twice_at_once_makes_one_draft(core: Core) -> None:
    citizen = await citizen_of(core)
    service = core.catalogue.services["roof"]
    found = await asyncio.gather(*(core.drafts.start(citizen, service) for _ in range(5)))
    assert len(set(found)) == 1


async def test_a_wrong_answer_changes_nothing_but_its_message_is_deleted(core: Core) -> None:
    put_form(core, field("snils", "snils"))
    citizen = await citizen_of(core)
    draft = await started(core, citizen)
    with pytest.raises(WrongAnswer):
        await said(core, citizen, draft, "112-233-445 96", message_id=5)
    assert await core.drafts.view(citizen.id, draft.id) == draft
    assert await count(core, outbox, outbox.c.topic == "telegram.delete") == 1
    await said(core, citizen, draft, SNILS, message_id=6)
    assert await count(core, outbox, outbox.c.topic == "telegram.delete") == 2


async def test_words_at_a_document_and_files_at_a_question_are_refused(core: Core) -> None:
    put_form(core, field("town", "text"), documents=(Document("photo", {"ru": "Фото"}),))
    citizen = await citizen_of(core)
    draft = await started(core, citizen)
    with pytest.raises(Refused, match="text-expected"):
        await core.drafts.expected(citizen, draft.id)
    await said(core, citizen, draft, "Тверь")
    with pytest.raises(Refused, match="file-expected"):
        await said(core, citizen, draft, "сейчас")
    assert (await core.drafts.expected(citizen, draft.id)).id == "photo"


async def test_a_button_of_an_older_window_is_refused(core: Core) -> None:
    put_form(core, replace(field("way", "choice"), options=("По почте", "Лично")), field("town", "text"))
    citizen = await citizen_of(core)
    draft = await started(core, citizen)
    after = await pressed(core, citizen, draft, "pick:1")
    assert after.answers == {"way": "Лично"}
    for action in ("pick:0", "pick:9", "submit", "sel:999"):
        with pytest.raises(Refused, match="step-passed"):
            await pressed(core, citizen, draft, action)
    assert (await core.drafts.view(citizen.id, draft.id)).answers == {"way": "Лично"}


async def test_one_button_pressed_five_times_at_once_acts_once(core: Core) -> None:
    put_form(core, replace(field("ways", "multichoice"), options=("По почте", "Лично")))
    citizen = await citizen_of(core)
    draft = await started(core, citizen)
    ended = await asyncio.gather(
        *(pressed(core, citizen, draft, "toggle:1") for _ in range(5)), return_exceptions=True
    )
    assert sum(isinstance(one, Draft) for one in ended) == 1
    after = await core.drafts.view(citizen.id, draft.id)
    assert after.pending["chosen"] == ["Лично"]


async def test_another_s_draft_is_not_found(core: Core) -> None:
    anna, boris = await citizen_of(core), await citizen_of(core, 1002, "+79161234568")
    draft = await started(core, anna)
    with pytest.raises(NotFound, match="draft-unknown"):
        await core.drafts.view(boris.id, draft.id)
    with pytest.raises(NotFound, match="draft-unknown"):
        await said(core, boris, draft, "Тверь")
    with pytest.raises(NotFound, match="draft-unknown"):
        await pressed(core, boris, draft, "cancel")


async def test_a_changed_form_asks_only_what_is_new(core: Core) -> None:
    put_form(core, field("town", "text"), field("house", "text"))
    citizen = await citizen_of(core)
    draft = await said(core, citizen, await started(core, citizen), "Тверь")
    await said(core, citizen, draft, "пять")
    put_form(core, field("town", "text"), field("house", "integer"), field("floor", "text"), version="2")
    changed = await core.drafts.view(citizen.id, draft.id)
    assert changed.form_changed
    assert changed.answers == {"town": "Тверь"}
    after = await said(core, citizen, changed, "5")
    assert not after.form_changed
    assert after.answers == {"town": "Тверь", "house": 5}
    assert stand(after).number == 3


async def test_what_did_not_fit_a_changed_form_never_comes_back(core: Core) -> None:
    put_form(core, field("town", "text"), field("house", "text"))
    citizen = await citizen_of(core)
    draft = await said(core, citizen, await started(core, citizen), "Тверь")
    await said(core, citizen, draft, "пять")
    put_form(core, field("floor", "text"), field("town", "text"), field("house", "integer"), version="2")
    after = await said(core, citizen, await core.drafts.view(citizen.id, draft.id), "2")
    assert after.answers == {"floor": "2", "town": "Тверь"}
    assert await count(core, answers) == 2


async def test_a_tap_never_answers_a_question_that_was_not_on_the_screen(core: Core) -> None:
    put_form(core, field("day", "date"))
    citizen = await citizen_of(core)
    held = await said(core, citizen, await started(core, citizen), "1.2.20")
    assert stand(held).kind == "confirm"
    put_form(core, field("other", "date"), field("day", "date"), version="2")
    with pytest.raises(Refused, match="step-passed"):
        await pressed(core, citizen, held, "yes")
    standing = stand(await core.drafts.view(citizen.id, held.id))
    assert standing.kind == "question"
    assert standing.field is not None
    assert standing.field.id == "other"


async def test_a_day_of_the_calendar_is_held_to_the_rules_of_a_typed_one(core: Core) -> None:
    put_form(core, field("birth_date", "date"))
    citizen = await citizen_of(core)
    draft = await started(core, citizen)
    with pytest.raises(Refused, match="step-passed"):
        await pressed(core, citizen, draft, "day:1968-03-14")
    draft = await pressed(core, citizen, draft, "calendar")
    assert draft.pending["calendar"] == "y1980"
    draft = await pressed(core, citizen, draft, "calendar:1968-03")
    for impossible in ("day:2999-01-01", "day:1968-02-31"):
        with pytest.raises(WrongAnswer):
            await pressed(core, citizen, draft, impossible)
    after = await pressed(core, citizen, draft, "day:1968-03-14")
    assert after.answers == {"birth_date": "1968-03-14"}


async def test_pages_of_a_document(core: Core) -> None:
    put_form(core, documents=(Document("photo", {"ru": "Фото"}),))
    citizen = await citizen_of(core)
    draft = await started(core, citizen)
    for data in (b"one", b"two", b"one"):
        draft = await core.drafts.attach(citizen, draft.id, "photo", file=page(data), name="п.pdf", album="g")
    assert len(draft.attached["photo"].pages) == 2
    log = draft.pending["log"]
    assert isinstance(log, list)
    assert [one["again"] for one in log] == [False, False, True]
    draft = await core.drafts.refuse(citizen, draft.id, "photo", WrongFile("file-damaged"), "g")
    log = draft.pending["log"]
    assert isinstance(log, list)
    assert log[-1]["code"] == "file-damaged"
    cleared = await pressed(core, citizen, draft, "pages_clear")
    assert cleared.attached == {}
    assert await core.files.listing(citizen.id) == ([], 0)
    assert stand(cleared).kind == "document"
    kept = await core.drafts.attach(citizen, draft.id, "photo", file=page(), name="п.pdf")
    assert stand(await pressed(core, citizen, kept, "pages_done")).kind == "review"


async def test_a_document_takes_only_so_many_files(core: Core) -> None:
    put_form(core, documents=(Document("photo", {"ru": "Фото"}),))
    citizen = await citizen_of(core)
    draft = await started(core, citizen)
    for at in range(MAX_PAGES):
        await core.drafts.attach(citizen, draft.id, "photo", file=page(f"{at}".encode()), name="п.pdf")
    with pytest.raises(Refused, match="pages-too-many"):
        await core.drafts.attach(citizen, draft.id, "photo", file=page(b"more"), name="п.pdf")


async def test_a_page_for_a_document_that_does_not_stand_is_refused(core: Core) -> None:
    documents = (Document("photo", {"ru": "Фото"}), Document("scan", {"ru": "Скан"}))
    put_form(core, documents=documents)
    citizen = await citizen_of(core)
    draft = await started(core, citizen)
    with pytest.raises(Refused, match="step-passed"):
        await core.drafts.attach(citizen, draft.id, "scan", file=page(), name="п.pdf")


async def test_optional_documents_skipped_together_may_be_sent_after_all(core: Core) -> None:
    documents = tuple(Document(name, {"ru": name}, optional=True) for name in ("a", "b", "c"))
    put_form(core, documents=documents)
    citizen = await citizen_of(core)
    draft = await pressed(core, citizen, await started(core, citizen), "skip_rest")
    assert stand(draft).kind == "review"
    draft = await pressed(core, citizen, draft, "list:0")
    draft = await pressed(core, citizen, draft, "item:1")
    draft = await core.drafts.attach(citizen, draft.id, "b", file=page(), name="п.pdf")
    draft = await pressed(core, citizen, draft, "pages_done")
    assert stand(draft).kind == "review"
    assert [len(draft.attached[name].pages) for name in ("a", "b", "c")] == [0, 1, 0]


async def test_cancelling_leaves_nothing_typed_behind(core: Core) -> None:
    put_form(core, field("town", "text"), documents=(Document("photo", {"ru": "Фото"}),))
    citizen = await citizen_of(core)
    draft = await said(core, citizen, await started(core, citizen), "Тверь")
    draft = await core.drafts.attach(citizen, draft.id, "photo", file=page(), name="п.pdf")
    draft = await pressed(core, citizen, draft, "cancel")
    assert stand(draft).kind == "cancel"
    draft = await pressed(core, citizen, draft, "cancel_no")
    assert stand(draft).kind == "document"
    draft = await pressed(core, citizen, draft, "cancel")
    draft = await pressed(core, citizen, draft, "cancel_yes")
    assert draft.state == "cancelled"
    assert await count(core, answers) == await count(core, attachments) == 0
    assert await core.files.listing(citizen.id) == ([], 0)
    with pytest.raises(Refused, match="step-passed"):
        await said(core, citizen, draft, "Тверь")
