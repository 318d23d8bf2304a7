"""Applications once sent, on both databases: numbers, departments' words, the list, the card."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from core.applications.model import Application, Decision, Event, Needs
from core.applications.rows import needs_text
from core.bootstrap import Core
from core.citizens.model import Citizen
from core.db.tables import drafts, outbox, stray_events
from core.errors import NotFound, Refused
from tests.core.small import opened_core
from tests.filing import citizen_of, file_application, finish

START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
NAME = "Смирнова Анна Петровна"
SNILS = "112-233-445 95"


Opening = Callable[[], AbstractAsyncContextManager[Core]]


@pytest.fixture
def opening(database_url: str, tmp_path: Path) -> Opening:
    return lambda: opened_core(database_url, tmp_path)


@pytest.fixture
async def core(opening: Opening) -> AsyncIterator[Core]:
    async with opening() as opened:
        yield opened


def event(number: str, status: str, minute: int = 0, **more: Any) -> Event:
    at = START + timedelta(minutes=minute)
    return Event(more.pop("event_id", f"{number}-{status}-{minute}"), number, status, at, **more)


async def sent(core: Core, topic: str) -> list[dict[str, Any]]:
    """The payloads waiting in the outbox."""
    async with core.works.look() as conn:
        rows = await conn.execute(select(outbox).where(outbox.c.topic == topic).order_by(outbox.c.id))
        return [
            core.works.vault.service.open_json(row.payload_sealed, f"outbox:payload:{row.id}") for row in rows
        ]


async def opened_application(core: Core, citizen: Citizen, number: str) -> Application:
    return (await core.applications.card(citizen.id, number)).application


# Submitting


async def test_a_draft_becomes_an_application_once(core: Core) -> None:
    citizen = await citizen_of(core)
    draft_id = await core.drafts.start(citizen, core.catalogue.services["roof"])
    number = await finish(core, citizen, draft_id, {"snils": SNILS})
    again = await core.applications.submit(citizen, draft_id, 1)
    assert again == number
    assert (await core.applications.counts(citizen.id)) == {"active": 1, "finished": 0, "all": 1}
    assert len(await sent(core, "department.submit")) == 1


async def test_what_was_typed_and_sent_is_in_the_application(core: Core) -> None:
    citizen = await citizen_of(core)
    number = await file_application(
        core, citizen, "wall", {"full_name": NAME, "snils": SNILS, "reason": "Крыша течёт"}
    )
    card = await core.applications.card(citizen.id, number)
    typed = {"full_name": NAME, "snils": "11223344595", "reason": "Крыша течёт"}
    assert card.application.answers.items() >= typed.items()
    assert (card.application.status, card.application.fee, card.application.department) == (
        "submitted",
        1500,
        "mvd",
    )
    assert [(one.document, one.name, one.source) for one in card.files] == [
        ("photo", "photo.pdf", f"sent {number}")
    ]
    assert [past.status for past in card.history] == ["submitted"]


async def test_a_draft_that_is_not_reviewed_is_not_sent(core: Core) -> None:
    citizen = await citizen_of(core)
    draft_id = await core.drafts.start(citizen, core.catalogue.services["roof"])
    draft = await core.drafts.view(citizen.id, draft_id)
    with pytest.raises(Refused, match="step-passed"):
        await core.applications.submit(citizen, draft_id, draft.version)


async def test_another_citizens_draft_is_not_sent(core: Core) -> None:
    citizen, other = await citizen_of(core), await citizen_of(core, 2002, "+79160000002")
    draft_id = await core.drafts.start(citizen, core.catalogue.services["roof"])
    with pytest.raises(NotFound, match="draft-unknown"):
        await core.applications.submit(other, draft_id, 1)


async def test_a_sent_form_teaches_the_profile_but_not_over_the_citizens_own_word(core: Core) -> None:
    citizen = await citizen_of(core)
    await core.citizens.remember(citizen.id, {"profile.full_name": "Смирнова Анна"}, "citizen")
    first = await file_application(core, citizen, "roof", {"full_name": NAME, "snils": SNILS})
    known = await core.citizens.profile(citizen.id)
    assert known["profile.full_name"].value == "Смирнова Анна"
    assert (known["profile.snils"].value, known["profile.snils"].source) == (
        "11223344595",
        f"application {first}",
    )
    second = await file_application(core, citizen, "door", {"snils": "160-722-394 47"})
    known = await core.citizens.profile(citizen.id)
    assert (known["profile.snils"].value, known["profile.snils"].source) == (
        "16072239447",
        f"application {second}",
    )
    assert known["profile.phone"].source == "telegram"


# The department's side


async def test_a_departments_word_is_shown_and_told_once(core: Core) -> None:
    citizen = await citizen_of(core)
    number = await file_application(core, citizen, "roof")
    word = event(number, "in_work", stage="Проверка", comment="Ждите")
    assert await core.applications.apply_event("mvd", word) is True
    assert await core.applications.apply_event("mvd", word) is False
    card = await core.applications.card(citizen.id, number)
    assert (card.application.status, card.application.stage) == ("in_work", "Проверка")
    assert [(past.status, past.comment) for past in card.history] == [
        ("submitted", None),
        ("in_work", "Ждите"),
    ]
    notices = await sent(core, "telegram.notice")
    assert [(one["kind"], one["params"]["number"], one["params"]["comment"]) for one in notices] == [
        ("status-in_work", number, "Ждите")
    ]


async def test_a_late_word_stands_in_the_history_only(core: Core) -> None:
    citizen = await citizen_of(core)
    number = await file_application(core, citizen, "roof")
    await core.applications.apply_event("mvd", event(number, "approved", 10))
    assert await core.applications.apply_event("mvd", event(number, "registered", 1)) is False
    card = await core.applications.card(citizen.id, number)
    assert card.application.status == "approved"
    assert [(past.status, past.late) for past in card.history] == [
        ("submitted", False),
        ("registered", True),
        ("approved", False),
    ]
    assert [one["kind"] for one in await sent(core, "telegram.notice")] == ["status-approved"]


async def test_a_word_about_nobodys_application_is_kept_for_an_alarm(core: Core) -> None:
    citizen = await citizen_of(core)
    number = await file_application(core, citizen, "roof")
    for department, asked in (("mvd", "000-000-000"), ("fns", number)):
        with pytest.raises(NotFound, match="application-unknown"):
            await core.applications.apply_event(department, event(asked, "issued"))
    assert (await opened_application(core, citizen, number)).status == "submitted"
    async with core.works.look() as conn:
        strays = (await conn.execute(select(stray_events.c.department, stray_events.c.event_id))).all()
    assert sorted(tuple(row) for row in strays) == [
        ("fns", f"{number}-issued-0"),
        ("mvd", "000-000-000-issued-0"),
    ]


async def test_a_decision_arrives_and_stays_with_the_documents(core: Core) -> None:
    citizen = await citizen_of(core)
    number = await file_application(core, citizen, "roof")
    paper = Decision("../Решение\u202efdp.exe.pdf", "application/pdf", b"%PDF decision")
    await core.applications.apply_event("mvd", event(number, "ready"), paper)
    card = await core.applications.card(citizen.id, number)
    decision = next(one for one in card.files if one.document == "decision")
    assert "/" not in decision.name
    assert "\u202e" not in decision.name
    stored, data = await core.files.read(citizen.id, decision.file_id)
    assert (data, stored.source) == (b"%PDF decision", f"application {number}")
    assert [one["file"] for one in await sent(core, "telegram.file")] == [decision.file_id]


async def test_an_ended_application_is_active_no_more(core: Core) -> None:
    citizen = await citizen_of(core)
    number = await file_application(core, citizen, "roof")
    await core.applications.apply_event("mvd", event(number, "rejected", reason="Нет подписи"))
    assert await core.applications.apply_event("mvd", event(number, "approved", 5)) is False
    lines, total = await core.applications.listing(citizen.id, "finished")
    assert ([line.number for line in lines], total) == ([number], 1)
    assert await core.applications.listing(citizen.id, "active") == ([], 0)


# Adding


NEEDS = Needs(("snils",), ("photo",))


async def asked_for_more(core: Core, citizen: Citizen) -> tuple[Application, int]:
    number = await file_application(core, citizen, "roof", {"snils": SNILS})
    await core.applications.apply_event("mvd", event(number, "needs_documents", needs=NEEDS))
    application = await opened_application(core, citizen, number)
    text = needs_text(application.needs)
    assert text is not None
    draft_id = await core.drafts.supplement(citizen, application.id, core.catalogue.services["roof"], text)
    return application, draft_id


async def test_only_what_is_missing_is_asked_and_the_number_stays(core: Core) -> None:
    citizen = await citizen_of(core)
    application, draft_id = await asked_for_more(core, citizen)
    assert application.wants_more
    draft = await core.drafts.view(citizen.id, draft_id)
    assert [one.id for one in draft.form.fields] == ["snils"]
    number = await finish(core, citizen, draft_id, {"snils": "160-722-394 47"}, b"%PDF another")
    assert number == application.number
    card = await core.applications.card(citizen.id, number)
    assert card.application.answers["snils"] == "16072239447"
    assert not card.application.wants_more
    assert [past.status for past in card.history][-1] == "added"
    assert len(card.files) == 2
    assert len(await sent(core, "department.submit")) == 2


async def test_what_was_asked_for_meanwhile_still_waits(core: Core) -> None:
    citizen = await citizen_of(core)
    application, draft_id = await asked_for_more(core, citizen)
    later = Needs(("reason",), ())
    await core.applications.apply_event("mvd", event(application.number, "needs_documents", 9, needs=later))
    await finish(core, citizen, draft_id, {"snils": SNILS})
    assert (await opened_application(core, citizen, application.number)).needs == later


async def test_nothing_is_added_to_what_has_ended(core: Core) -> None:
    citizen = await citizen_of(core)
    application, draft_id = await asked_for_more(core, citizen)
    assert [one.id for one in await core.drafts.opened(citizen.id)] == [draft_id]
    await core.applications.apply_event("mvd", event(application.number, "rejected", 9))
    assert await core.drafts.opened(citizen.id) == []  # «Продолжить» is not offered any more
    with pytest.raises(Refused, match="application-ended"):
        await finish(core, citizen, draft_id, {"snils": SNILS})
    assert await core.drafts.opened(citizen.id) == []


# The citizen's side


async def test_anothers_number_and_one_that_does_not_exist_answer_alike(core: Core) -> None:
    citizen, other = await citizen_of(core), await citizen_of(core, 2002, "+79160000002")
    number = await file_application(core, citizen, "roof")
    errors = []
    for asked in (number, "410-377-258"):
        with pytest.raises(NotFound) as caught:
            await core.applications.card(other.id, asked)
        errors.append((caught.value.code, set(caught.value.params)))
        with pytest.raises(NotFound, match="number-unknown"):
            await core.applications.withdraw(other, asked)
    assert errors[0] == errors[1]
    assert (await opened_application(core, citizen, number)).status == "submitted"


async def test_withdrawing_ends_it_tells_the_department_and_drops_what_was_being_added(core: Core) -> None:
    citizen = await citizen_of(core)
    application, draft_id = await asked_for_more(core, citizen)
    await core.applications.withdraw(citizen, application.number)
    await core.applications.withdraw(citizen, application.number)
    card = await core.applications.card(citizen.id, application.number)
    assert (card.application.status, card.application.wants_more) == ("withdrawn", False)
    assert [past.status for past in card.history] == ["submitted", "needs_documents", "withdrawn"]
    assert await sent(core, "department.withdraw") == [{"department": "mvd", "number": application.number}]
    async with core.works.look() as conn:
        state = await conn.scalar(select(drafts.c.state).where(drafts.c.id == draft_id))
    assert state == "cancelled"


async def test_it_is_too_late_to_withdraw_after_the_decision(core: Core) -> None:
    citizen = await citizen_of(core)
    number = await file_application(core, citizen, "roof")
    await core.applications.apply_event("mvd", event(number, "approved"))
    with pytest.raises(Refused, match="withdraw-too-late"):
        await core.applications.withdraw(citizen, number)


async def test_the_list_is_by_page_newest_first(core: Core) -> None:
    citizen = await citizen_of(core)
    numbers = [await file_application(core, citizen, "roof") for _ in range(7)]
    first, total = await core.applications.listing(citizen.id, "all")
    second, _ = await core.applications.listing(citizen.id, "all", 1)
    assert ([line.number for line in (*first, *second)], total) == (numbers[::-1], 7)
    assert len(first) == 6


async def test_charges_are_what_still_costs_money_awaiting_payment_first(core: Core) -> None:
    citizen = await citizen_of(core)
    numbers = [
        await file_application(core, citizen, name) for name in ("wall", "roof", "door", "wall", "door")
    ]
    await core.applications.apply_event("mvd", event(numbers[0], "awaiting_payment"))
    await core.applications.apply_event("mvd", event(numbers[3], "rejected"))
    await core.applications.withdraw(citizen, numbers[4])
    charges = await core.applications.charges(citizen.id)
    assert [(line.number, line.fee) for line in charges] == [(numbers[0], 1500), (numbers[2], 300)]


async def test_everything_is_there_after_a_restart(opening: Opening) -> None:
    async with opening() as core:
        citizen = await citizen_of(core)
        number = await file_application(core, citizen, "roof", {"full_name": NAME})
        await core.applications.apply_event("mvd", event(number, "in_work", stage="Проверка"))
    async with opening() as core:
        card = await core.applications.card(citizen.id, number)
        assert replace(card.application, answers={}).stage == "Проверка"
        assert card.application.answers["full_name"] == NAME
        assert [past.status for past in card.history] == ["submitted", "in_work"]
