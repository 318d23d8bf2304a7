"""«Документы»: what was sent and received, by page; a tap brings a file into the chat."""

import pytest

from core.applications.model import Decision, Event
from tests.bot.dialogs.test_applications import filed, registered
from tests.filing import citizen_of, page
from tests.okno import Okno


async def decided(okno: Okno, number: str, department: str, name: str) -> None:
    event = Event(f"e-{number}", number, "ready", okno.core.clock.now())
    await okno.core.applications.apply_event(
        department, event, Decision(name, "application/pdf", b"%PDF-1.4 decision")
    )
    okno.core.wake.ring("outbox")
    await okno.quiet()


async def test_nothing_yet_says_what_will_be_here(okno: Okno) -> None:
    person = await okno.person()
    await person.say("/menu")
    await person.tap("Документы")
    await person.tap("Все файлы")
    window = await person.window()
    assert "Пока ничего нет" in window.text
    await person.tap("Выбрать услугу")
    assert "Выберите раздел" in (await person.window()).text


async def test_files_sent_and_received_are_listed_with_where_they_are_from(okno: Okno) -> None:
    person, citizen = await registered(okno)
    number = await filed(okno, citizen)
    department = (await okno.core.applications.card(citizen.id, number)).application.department
    await decided(okno, number, department, "Решение <1> & всё.pdf")
    await person.say("/menu")
    await person.tap("Документы")
    await person.tap("Все файлы")
    text = (await person.window()).text
    assert f"получен по заявлению {number}" in text
    assert f"отправлен с заявлением {number}" in text
    assert text.index("получен") < text.index("отправлен"), "the newest first"
    assert f"{okno.core.clock.today():%d.%m.%Y}" in text


async def test_a_tap_sends_the_file(okno: Okno) -> None:
    person, citizen = await registered(okno)
    await filed(okno, citizen)
    await person.say("/menu")
    await person.tap("Документы")
    await person.tap("Все файлы")
    assert await person.tap("1. ") == "Файл отправлен в этот чат."
    messages = await person.messages()
    assert messages[-2].raw["media"]["file_name"].endswith(".pdf")
    assert "Документы" in messages[-1].text


async def test_a_file_of_an_unfinished_form_is_there_too(okno: Okno) -> None:
    person, citizen = await registered(okno)
    draft_id = await okno.core.drafts.start(citizen, okno.core.catalogue.services["passport-rf-loss"])
    async with okno.core.works.work() as work:
        await okno.core.files.keep(
            work, citizen.id, page().clean, "Скан.pdf", "application/pdf", f"draft:{draft_id}"
        )
        await work.commit()
    await person.say("/menu")
    await person.tap("Документы")
    await person.tap("Все файлы")
    assert "из незаконченного заявления" in (await person.window()).text


async def test_many_files_come_by_page(okno: Okno) -> None:
    person, citizen = await registered(okno)
    async with okno.core.works.work() as work:
        for n in range(8):
            await okno.core.files.keep(
                work, citizen.id, b"x" * n, f"Скан {n}.pdf", "application/pdf", "draft:1"
            )
        await work.commit()
    await person.say("/menu")
    await person.tap("Документы")
    await person.tap("Все файлы")
    first = await person.window()
    assert "8 файлов" in first.text
    assert "Скан 7.pdf" in first.text
    await person.tap("›")
    second = await person.window()
    assert "7. Скан 1.pdf" in second.text
    assert "приложен к заявлению, которое не отправлено" in second.text
    await person.tap("‹")
    assert "Скан 7.pdf" in (await person.window()).text


@pytest.mark.parametrize("do", ["file:1", "file:99999999999999999999", "file:²", "page:-1", "file:"])
async def test_forged_taps_bring_nothing(okno: Okno, do: str) -> None:
    person, citizen = await registered(okno)
    await filed(okno, citizen)
    await person.say("/menu")
    await person.tap("Документы")
    await person.tap("Все файлы")
    window = await person.window()
    mark = window.data("1. ").rpartition("file:")[0]
    toast = str(await person.tap_data(window, mark + do))
    assert "устарела" in toast or "больше нет" in toast
    assert not any(one.raw.get("media") for one in await person.messages())


async def test_another_citizens_file_is_not_found(okno: Okno) -> None:
    person, citizen = await registered(okno)
    await filed(okno, citizen)
    other = await citizen_of(okno.core, 99, "+79160000099")
    await filed(okno, other)
    theirs = (await okno.core.files.listing(other.id))[0][0].id
    await person.say("/menu")
    await person.tap("Документы")
    await person.tap("Все файлы")
    window = await person.window()
    mark = window.data("1. ").rpartition("file:")[0]
    assert "Этого файла больше нет" in str(await person.tap_data(window, f"{mark}file:{theirs}"))
