"""The same thing ten times, fifty times at once, or in the wrong order: one effect, always an answer."""

import asyncio
import itertools
import json
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Table, func, select

from core.db.tables import application_events, applications, consents, drafts, stray_events
from core.signature import HEADER, sign
from tests.okno import Okno, Person, free_port, start
from tests.opening import open_form

SECRET = "w" * 64
FORM = "ROSTRUD-509"  # a text, an INN, a region


@pytest.fixture
async def hooked(place: dict[str, Any], tmp_path: Path, _catalogue_cache: Path) -> AsyncIterator[Okno]:
    """A service that hears by webhook, so that updates can be made up."""
    port = free_port()
    okno, stop = await start(
        tmp_path / "home",
        port=port,
        cache=_catalogue_cache,
        webhook_url=f"http://127.0.0.1:{port}",
        webhook_secret=SECRET,
        **place,
    )
    yield okno
    await stop()


@pytest.fixture
def okno(okno_there: Okno) -> Okno:
    return okno_there


async def deliver(okno: Okno, update: dict[str, Any]) -> int:
    headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
    async with okno.session.post(okno.url + "/telegram", json=update, headers=headers) as answer:
        return answer.status


def made_up(person: Person, update_id: int, text: str) -> dict[str, Any]:
    who = {"id": person.id, "is_bot": False, "first_name": "Анна"}
    chat = {"id": person.id, "type": "private", "first_name": "Анна"}
    body = {"message_id": 900_000 + update_id % 1000, "date": int(time.time()), "chat": chat, "from": who}
    return {"update_id": update_id, "message": {**body, "text": text}}


def pressed(person: Person, update_id: int, message: int, data: str) -> dict[str, Any]:
    who = {"id": person.id, "is_bot": False, "first_name": "Анна"}
    chat = {"id": person.id, "type": "private", "first_name": "Анна"}
    press = {"id": str(update_id), "from": who, "chat_instance": "1", "data": data}
    return {
        "update_id": update_id,
        "callback_query": {**press, "message": {"message_id": message, "date": 0, "chat": chat}},
    }


async def count(okno: Okno, table: Any) -> int:
    async with okno.core.works.look() as conn:
        return int(await conn.scalar(select(func.count()).select_from(table)) or 0)


async def ready_form(okno: Okno) -> Person:
    person = await okno.person()
    await person.register()
    await open_form(okno, person, FORM)
    return person


async def draft_version(okno: Okno) -> int:
    async with okno.core.works.look() as conn:
        return int(await conn.scalar(select(drafts.c.version)) or 0)


@pytest.mark.fault("F18")
async def test_an_update_delivered_ten_times_is_one_answer(hooked: Okno) -> None:
    """F18: at once and again later; each delivery is told 200, the answer is taken once."""
    person = await ready_form(hooked)
    update = made_up(person, 5_000_001, "ООО «Ромашка»")
    version = await draft_version(hooked)
    assert await asyncio.gather(*(deliver(hooked, update) for _ in range(10))) == [200] * 10
    await hooked.quiet()
    said = len(await person.messages())
    assert await deliver(hooked, update) == 200
    await hooked.quiet()
    assert len(await person.messages()) == said
    assert await draft_version(hooked) == version + 1
    assert "ИНН" in (await person.window()).text


@pytest.mark.fault("F18")
async def test_a_press_that_the_app_sends_again_has_one_effect(hooked: Okno) -> None:
    """F18: another update, another press id, the same tap: the same answer, the window that stands now."""
    person = await ready_form(hooked)
    await person.say("ООО «Ромашка»")
    window = await person.window()
    version = await draft_version(hooked)
    back = window.data("Назад")
    for n in range(3):
        assert await deliver(hooked, pressed(person, 5_000_100 + n, window.id, back)) == 200
    await hooked.quiet()
    assert await draft_version(hooked) == version + 1
    assert "Вопрос 1" in (await person.window()).text


@pytest.mark.fault("F19")
@pytest.mark.parametrize("order", list(itertools.permutations(range(3)))[1:])
async def test_presses_and_words_in_the_wrong_order_do_no_harm(hooked: Okno, order: tuple[int, ...]) -> None:
    """F19: whatever comes first, the draft stands at a question that the window shows."""
    person = await ready_form(hooked)
    await person.say("ООО «Ромашка»")
    window = await person.window()
    updates = [
        made_up(person, 5_000_201, "7707083893"),
        pressed(person, 5_000_202, window.id, window.data("Назад")),
        made_up(person, 5_000_203, "Москва"),
    ]
    for place in order:
        assert await deliver(hooked, updates[place]) == 200
    await hooked.quiet()
    shown = (await person.window()).text
    assert "Вопрос" in shown or "Проверьте" in shown or "Уточните" in shown
    assert await hooked.core.inbox.listing(["parked"]) == []


async def card(okno: Okno) -> Person:
    """At a service's card, nothing begun."""
    person = await okno.person()
    await person.register()
    await person.say("MVD-115")
    if not any("Начать" in label for label in (await person.window()).labels):
        await person.tap((await person.window()).labels[0])
    return person


async def consenting(okno: Okno) -> Person:
    person = await okno.person()
    await person.say("/start")
    await person.tap("Зарегистрироваться")
    return person


async def reviewing(okno: Okno) -> Person:
    person = await okno.person()
    await person.register()
    await open_form(okno, person, "MVD-115")
    await person.say("4510 123456")
    return person


async def withdrawing(okno: Okno) -> Person:
    person, number = await filed(okno)
    await person.say(f"/status {number}")
    await person.tap("Отозвать")
    return person


@pytest.mark.fault("F25")
@pytest.mark.parametrize(
    ("way", "label", "table"),
    [
        (consenting, "Согласен", consents),
        (card, "Начать", drafts),
        (reviewing, "Отправить", applications),
        (withdrawing, "тозвать", applications),
    ],
    ids=["consent", "start", "send", "withdraw"],
)
async def test_fifty_taps_on_what_cannot_be_undone_are_one(
    okno: Okno, way: Callable[[Okno], Awaitable[Person]], label: str, table: Table
) -> None:
    """F25: one effect, every tap answered, and the person can go on."""
    person = await way(okno)
    window = await person.window()
    body = {"user": person.id, "message_id": window.id, "data": window.data(label)}
    answers = await asyncio.gather(*(okno.sim("POST", "/sim/taps", body) for _ in range(50)))
    await okno.quiet()
    assert all(one["answered"] for one in answers)
    assert await count(okno, table) == 1
    if way is withdrawing:
        async with okno.core.works.look() as conn:
            assert list(await conn.scalars(select(applications.c.status))) == ["withdrawn"]
    window = await person.say("/menu")
    assert any("Услуги" in text for text in window.labels)


@pytest.mark.fault("F26")
async def test_two_devices_and_old_windows_lead_to_the_living_one(okno: Okno) -> None:
    """F26: every button of every old window: answered, and one tap later the living window is the last."""
    person = await ready_form(okno)
    await person.say("ООО «Ромашка»")
    old = [
        one
        for one in await person.messages()
        if any("data" in b for row in one.raw.get("buttons") or [] for b in row)
    ]
    await person.say("7707083893")
    await person.say("/menu")
    for window in old:
        for row in window.raw["buttons"]:
            for button in row:
                if "data" not in button:
                    continue
                await person.tap_data(window, button["data"])
                assert (await person.window()).labels, button
    assert await okno.core.inbox.listing(["parked"]) == []


# What departments say


async def told(okno: Okno, department: str, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    raw = json.dumps(body).encode()
    secret = okno.settings.departments_secret.get_secret_value()
    headers = {HEADER: sign(secret, raw, time.time()), "Content-Type": "application/json"}
    address = f"{okno.url}/api/departments/{department}/events"
    async with okno.session.post(address, data=raw, headers=headers) as answer:
        return answer.status, await answer.json()


async def filed(okno: Okno) -> tuple[Person, str]:
    person = await okno.person()
    await person.register()
    await open_form(okno, person, "MVD-115")
    await person.say("4510 123456")
    await person.tap("Отправить")
    found = (await person.until("отправлено. Номер")).text
    return person, next(
        word.strip(".,:") for word in found.split() if word[:3].isdigit() and word.count("-") == 2
    )


@pytest.mark.fault("F23")
async def test_departments_repeat_and_contradict_themselves(okno: Okno) -> None:
    """F23: newest first, everything three times: one alert for the newest, the rest is history only."""
    person, number = await filed(okno)
    began = datetime.now(UTC)
    events = [
        {
            "event_id": name,
            "number": number,
            "status": name,
            "occurred_at": (began + timedelta(seconds=at)).isoformat(),
        }
        for at, name in enumerate(("registered", "in_work", "approved"))
    ]
    for event in [*reversed(events), *events, *reversed(events)]:
        status, _ = await told(okno, "mvd", event)
        assert status == 200
    await okno.quiet()
    alerts = [one.text for one in await person.messages() if number in one.text and "обрен" in one.text]
    assert len(alerts) == 1
    assert not any("В работе" in one.text for one in await person.messages())
    assert await count(okno, application_events) == 3
    assert "обрен" in (await person.say(f"/status {number}")).text


@pytest.mark.fault("F23")
async def test_an_application_nobody_knows_is_kept_for_a_day_and_then_alarms(
    okno: Okno, caplog: pytest.LogCaptureFixture
) -> None:
    """F23: perhaps it is on its way; after 24 hours a person has to look."""
    event = {
        "event_id": "lost-1",
        "number": "111-111-118",
        "status": "in_work",
        "occurred_at": datetime.now(UTC).isoformat(),
    }
    for _ in range(3):
        status, said = await told(okno, "mvd", event)
        assert status == 404
        assert "number" in said["error"]
    assert await count(okno, stray_events) == 1
    await okno.sim("POST", "/sim/clock", {"advance_s": 23 * 3600})
    await okno.core.housekeeping.minute()
    assert await count(okno, stray_events) == 1
    with caplog.at_level(logging.ERROR):
        await okno.sim("POST", "/sim/clock", {"advance_s": 2 * 3600})
        async with asyncio.timeout(60):
            while await count(okno, stray_events):
                await asyncio.sleep(0.1)
    alarms = [str(record.msg) for record in caplog.records if "application_unknown" in str(record.msg)]
    assert len(alarms) == 1
    assert "lost-1" in alarms[0]
