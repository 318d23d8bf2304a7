"""The longest there is: forty long answers, long comments, long lists, two phones at once. Nothing is refused
by Telegram, nothing is lost, every page can be reached."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import update

from core.db.tables import applications
from tests.bot.hostile.people import (
    Standing,
    citizen_of,
    fill_up,
    from_bot,
    stand_at_document,
    stand_at_kind,
    without_flood_measure,
)
from tests.core.files.uploads import picture, sheet
from tests.filing import citizen_of as registered
from tests.filing import file_application
from tests.okno import Okno, Person, Window

pytestmark = pytest.mark.asyncio(loop_scope="module")

LONG = "Ёлка & <b>«хвоя»</b> 👨‍👩‍👧‍👦 " * 200


async def pages(person: Person, most: int = 60) -> list[Window]:
    """The window and what lies behind its «›», to the last page and back to the first."""
    seen = [await person.window()]
    while "›" in seen[-1].labels and len(seen) < most:
        await person.tap("›")
        seen.append(await person.window())
    for _ in seen[1:]:
        await person.tap("‹")
    assert (await person.window()).text == seen[0].text
    return seen


def wordy(okno: Okno) -> str:
    """The service that asks for the most words at once."""
    services = okno.core.catalogue.services.values()
    return max(
        (one for one in services if not [f for f in one.form.fields if f.when is not None]),
        key=lambda one: sum({"text": 1, "long_text": 9}.get(asked.kind, 0) for asked in one.form.fields),
    ).id


async def somebody(okno: Okno) -> Person:
    without_flood_measure(okno)
    person = await okno.person()
    await person.say("/menu")
    await registered(okno.core, person.id, person.phone)
    await okno.core.citizens.set_level(person.id, "confirmed")
    await okno.quiet()
    return person


async def test_a_form_of_the_longest_answers_is_reviewed_page_by_page(okno: Okno) -> None:
    service = okno.core.catalogue.services[wordy(okno)]
    person = await somebody(okno)
    citizen = await citizen_of(okno, person)
    kinds = {asked.id: asked.kind for asked in service.form.fields}
    long = {
        name: LONG[: 4000 if kind == "long_text" else 150]
        for name, kind in kinds.items()
        if kind in {"text", "long_text"}
    }
    draft = await okno.core.drafts.start(citizen, service)
    standing = Standing(okno, person, citizen, service, draft, await person.window())
    await fill_up(okno, citizen, draft, long)
    window = await standing.open("")
    assert "Проверьте заявление" in window.text
    shown = await pages(person)
    assert len(shown) > 1
    whole = " ".join(one.text for one in shown)
    assert whole.count("хвоя") >= len(long) * 3
    assert all(asked.title["ru"].replace("\u00a0", " ") in whole for asked in service.form.fields)
    await person.tap("Изменить ответ")
    assert await pages(person)
    await person.tap("Назад")
    await person.tap("Отправить")
    assert "отправлено. Номер" in (await person.window()).text
    await person.tap("Открыть заявление")
    await person.tap("Ответы")
    assert len(await pages(person)) > 1


async def test_a_long_answer_is_shown_where_it_is_asked_again(okno: Okno) -> None:
    standing, asked = await stand_at_kind(okno, "long_text")
    await standing.person.say(LONG[:4000])
    for cursor in (f"ask:{asked.id}", f"edit:{asked.id}"):
        window = await standing.open(cursor)
        assert "хвоя" in window.text
        assert window.labels[-1] == "Назад"


async def test_departments_that_write_novels_fit_into_the_chat(okno: Okno) -> None:
    person = await somebody(okno)
    number = await file_application(okno.core, await citizen_of(okno, person), "account-confirmation")
    await okno.quiet()
    for status in ("registered", "in_work", "needs_documents", "rejected"):
        needs = {"fields": ["snils", "inn"], "documents": ["other_document"]}
        more = {"needs": needs} if status == "needs_documents" else {}
        await okno.decide(number, status, stage=LONG[:900], comment=LONG[:4000], reason=LONG[:900], **more)
    await okno.quiet()
    for section in ("История", "Ответы"):
        await person.say(f"/status {number}")
        await person.tap(section)
        assert await pages(person)
    await person.say("/menu")
    await person.tap("Уведомления")
    assert await pages(person)


async def test_long_lists_come_page_by_page(okno: Okno) -> None:
    person = await somebody(okno)
    citizen = await citizen_of(okno, person)
    services = list(okno.core.catalogue.services.values())
    numbers = [
        await file_application(okno.core, citizen, one)
        for one in ("account-confirmation", "account-driving-licence-add")
        for _ in range(11)
    ]
    for service in services[:12]:
        await okno.core.drafts.start(citizen, service)
    await okno.quiet()
    for number in numbers[:8]:
        await okno.decide(number, "awaiting_payment")
    await okno.quiet()
    async with okno.core.works.database.write() as conn:
        await conn.execute(update(applications).where(applications.c.number.in_(numbers)).values(fee=150))
        await conn.commit()
    for label in ("Заявления", "Документы", "Платежи", "Уведомления", "Услуги"):
        await person.say("/menu")
        await person.tap(label)
        if label == "Документы":
            await person.tap("Все файлы")
        seen = await pages(person)
        assert len(seen) > 1, label
        assert all(len(one.labels) <= 17 for one in seen), label
    menu = await person.say("/menu")
    await person.tap(next(one for one in menu.labels if one.startswith("Ещё")))
    assert sum(one.startswith("Продолжить") for one in (await person.window()).labels) == 12


async def test_a_year_later_every_window_still_opens(okno: Okno) -> None:
    person = await somebody(okno)
    number = await file_application(okno.core, await citizen_of(okno, person), "account-confirmation")
    await okno.quiet()
    await okno.sim("POST", "/sim/clock", {"advance_s": timedelta(days=400).total_seconds()})
    await asyncio.sleep(2.5)
    for text in ("/menu", "/applications", f"/status {number}", "/help", "потерял паспорт"):
        assert (await person.say(text)).labels


# Two phones


async def test_two_devices_answer_at_once_and_nothing_is_lost_or_doubled(okno: Okno) -> None:
    standing, _ = await stand_at_kind(okno, "address")
    person = standing.person
    typed = [f"г. Тверь, ул. Мира, д. {number}" for number in range(4)]
    before = await standing.state()
    sends = [okno.sim("POST", "/sim/messages", {"user": person.id, "text": text}) for text in typed]
    await asyncio.gather(*sends)
    await okno.quiet()
    after = await standing.state()
    assert list(after[2].values()).count(typed[0]) + sum(one in str(after[2]) for one in typed[1:]) >= 1
    assert after[0] - before[0] <= len(typed)
    replies = [one for one in await person.messages() if from_bot(one, person)]
    assert replies[-1].labels


async def test_the_same_photo_from_two_devices_is_kept_once(okno: Okno) -> None:
    standing, wanted = await stand_at_document(okno)
    data = picture(sheet())
    sends = [standing.person.send_file("document", data, "x.jpg") for _ in range(2)]
    await asyncio.gather(*sends)
    assert len((await standing.state())[3][wanted.id].pages) == 1
