"""Confirming who one is by pictures and by video: the way to the end, every mistake, what staff decides."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from core.db.accounts import persons
from tests.core.files.uploads import picture
from tests.okno import Okno, Person, start
from tests.proving import SNILS_SPARE, at_way, fill_fields, in_queue, page, send_pictures, shot, snils

pytestmark = pytest.mark.asyncio(loop_scope="module")
CONFIRMED = "MVD-103"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def okno(tmp_path_factory: pytest.TempPathFactory, _catalogue_cache: Path) -> AsyncIterator[Okno]:
    """One service for all: every test brings a person of its own."""
    running, stop = await start(tmp_path_factory.mktemp("home"), cache=_catalogue_cache)
    yield running
    await stop()


async def submitted(okno: Okno, person: Person, number: str) -> dict[str, Any]:
    await at_way(person, "Снимки документов")
    await fill_fields(person, number)
    await send_pictures(person)
    await person.tap("Отправить на проверку")
    assert "На проверке" in (await person.window()).text
    return await in_queue(okno, person)


async def test_pictures_to_the_end(okno: Okno) -> None:
    person = await okno.person()
    await person.register()
    await person.say("/menu")
    await person.tap("Профиль")
    await person.tap("Подтвердить личность")
    window = await person.window()
    assert "✅ Стандартный" in window.text
    assert "⬜️ Подтверждённый" in window.text
    assert any("Снимки документов · до 24 ч" in label for label in window.labels)
    await person.tap("Снимки документов")
    assert "без вспышки" in (await person.window()).text
    await person.tap("Начать")
    assert "Например" in (await person.window()).text
    number = snils()
    await fill_fields(person, number)
    window = await person.window()
    assert number not in window.html.replace("-", "").replace(" ", "")
    assert "Пришлите разворот паспорта" in window.text
    await send_pictures(person)
    window = await person.window()
    assert "Всё на месте" in window.text
    assert "Отправить на проверку" in window.labels
    await person.tap("Отправить на проверку")
    window = await person.window()
    assert "На проверке" in window.text
    await okno.quiet()
    assert not [one for one in await person.messages() if one.raw.get("media")]
    review = await in_queue(okno, person)
    assert [one["part"] for one in review["parts"]] == ["passport", "registration", "selfie"]
    assert review["person"]["snils"] == number
    async with okno.session.get(okno.url + review["parts"][0]["url"]) as answer:
        assert answer.status == 200
        assert answer.content_type == "image/jpeg"
    await okno.sim("POST", f"/sim/reviews/{review['id']}", {"decision": "approve"})
    notice = await person.until("Личный профиль подтверждён")
    assert notice.raw["effect"]
    citizen = await okno.core.citizens.meet(person.id, "ru")
    assert citizen.level == "confirmed"
    known = await okno.core.citizens.profile(citizen.id)
    assert known["profile.snils"].source == "review"


async def test_a_locked_service_is_returned_to(okno: Okno) -> None:
    person = await okno.person()
    await person.register()
    service = okno.core.services.by_code(CONFIRMED)
    assert service is not None
    await person.say(CONFIRMED)
    await person.tap(okno.core.services.short_title(service))
    await person.tap("Начать заявление")
    await person.tap("Подтвердить личность")
    await person.tap("Видео с паспортом")
    await person.tap("Начать")
    await fill_fields(person, snils())
    await person.send_file("video_note", b"\0\0\0\x18ftypmp42" + b"\0" * 900, "v.mp4", "video/mp4")
    await person.tap("Отправить на проверку")
    review = await in_queue(okno, person)
    await okno.sim("POST", f"/sim/reviews/{review['id']}", {"decision": "approve"})
    notice = await person.until("Личный профиль подтверждён")
    await person.tap("Вернуться к услуге", notice)
    assert "Вопрос 1 из" in (await person.window()).text


async def test_a_video_shows_its_words_to_both_sides(okno: Okno) -> None:
    person = await okno.person()
    await person.register()
    await at_way(person, "Видео с паспортом")
    await fill_fields(person, snils())
    window = await person.window()
    assert "Запишите видеосообщение" in window.text
    window = await person.send_file("video_note", b"\x89PNG\r\n\x1a\n" + b"\0" * 300, "v.mp4", "video/mp4")
    assert "Видео не открывается" in window.text
    said = window.text
    window = await person.send_file("video_note", b"\0\0\0\x18ftypmp42" + b"\0" * 900, "v.mp4", "video/mp4")
    assert "Видео принято" in window.text
    await person.tap("Отправить на проверку")
    review = await in_queue(okno, person)
    assert review["phrase"] in said
    assert review["digits"] in said
    body = {"decision": "refuse", "reasons": ["video-phrase"]}
    await okno.sim("POST", f"/sim/reviews/{review['id']}", body)
    notice = await person.until("пока не получилось")
    assert "не те слова" in notice.text
    await person.tap("Исправить", notice)
    await person.tap("Исправить")
    window = await person.window()
    assert "Запишите видеосообщение" in window.text
    assert review["phrase"] not in window.text, "what was said once is known"


async def test_only_what_was_refused_is_asked_again(okno: Okno) -> None:
    person = await okno.person()
    await person.register()
    review = await submitted(okno, person, snils())
    with pytest.raises(AssertionError, match="400"):
        await okno.sim("POST", f"/sim/reviews/{review['id']}", {"decision": "refuse", "reasons": []})
    body = {"decision": "refuse", "reasons": ["selfie-other", "inn-differs"]}
    await okno.sim("POST", f"/sim/reviews/{review['id']}", body)
    notice = await person.until("пока не получилось")
    assert "Лицо на селфи" in notice.text
    await person.tap("Исправить", notice)
    window = await person.window()
    assert "Исправьте только это" in window.text
    await person.tap("Исправить")
    window = await person.window()
    assert "✅ Разворот паспорта" in window.text
    assert "⬜️ Селфи с паспортом" in window.text
    assert "⬜️ ИНН" in window.text
    await person.say("500100732259")
    await person.send_file("photo", shot(9), "s.jpg", "image/jpeg")
    await person.tap("Отправить на проверку")
    again = await in_queue(okno, person)
    assert again["id"] != review["id"]
    assert len(again["parts"]) == 3
    await okno.sim("POST", f"/sim/reviews/{again['id']}", {"decision": "approve"})
    await person.until("Личный профиль подтверждён")


async def test_fifty_decisions_at_once_are_one(okno: Okno) -> None:
    person = await okno.person()
    await person.register()
    review = await submitted(okno, person, snils())
    path = f"/sim/reviews/{review['id']}"
    yes, no = {"decision": "approve"}, {"decision": "refuse", "reasons": ["passport-cropped"]}
    answers = await asyncio.gather(*(okno.sim("POST", path, yes if at % 2 else no) for at in range(50)))
    assert len({one["state"] for one in answers}) == 1
    await okno.quiet(person.id)
    told = [one for one in await person.messages() if "подтвержд" in one.text and one.raw.get("effect")]
    refused = [one for one in await person.messages() if "пока не получилось" in one.text]
    assert len(told) + len(refused) == 1


async def test_one_person_has_one_confirmed_account(okno: Okno) -> None:
    number = snils()
    first, second = await okno.person(), await okno.person()
    for person in (first, second):
        await person.register()
    review = await submitted(okno, first, number)
    await okno.sim("POST", f"/sim/reviews/{review['id']}", {"decision": "approve"})
    await first.until("Личный профиль подтверждён")
    review = await submitted(okno, second, number)
    answer = await okno.sim("POST", f"/sim/reviews/{review['id']}", {"decision": "approve"})
    assert answer["state"] == "refused"
    notice = await second.until("пока не получилось")
    assert "уже подтверждена в другой учётной записи" in notice.text
    citizen = await okno.core.citizens.meet(second.id, "ru")
    assert citizen.level == "standard"
    async with okno.core.works.look() as conn:
        assert len((await conn.execute(persons.select())).all()) >= 1


async def test_doubtful_repeated_and_needless_pictures(okno: Okno) -> None:
    person = await okno.person()
    await person.register()
    await at_way(person, "Снимки документов")
    await fill_fields(person, snils())
    shiny = picture(page(glare=True))
    window = await person.send_file("photo", shiny, "p.jpg", "image/jpeg")
    assert "⚠️ Разворот паспорта с фотографией: снимок с бликом" in window.text
    assert "Отправить на проверку" not in window.labels
    await person.tap("Оставить этот снимок")
    assert "✅ Разворот" in (await person.window()).text
    window = await person.send_file("photo", shiny, "p.jpg", "image/jpeg")
    assert "Такой снимок уже есть" in window.text
    window = await person.send_file("document", b"MZ" + b"\0" * 400, "p.exe", "image/jpeg")
    assert "это файл другого вида" in window.text
    window = await person.say("сейчас пришлю")
    assert "Сейчас это не нужно" in window.text
    await person.send_file("photo", shot(2), "p.jpg", "image/jpeg")
    await person.send_file("photo", shot(3), "p.jpg", "image/jpeg")
    window = await person.send_file("photo", shot(4), "p.jpg", "image/jpeg")
    assert "Все снимки уже есть" in window.text


async def test_an_album_in_any_order_and_two_pictures_that_change_places(okno: Okno) -> None:
    person = await okno.person()
    await person.register()
    await at_way(person, "Снимки документов")
    await fill_fields(person, snils())
    await asyncio.gather(
        *(person.send_file("photo", shot(at), "p.jpg", "image/jpeg", media_group="m1") for at in (5, 6, 7))
    )
    assert "Отправить на проверку" in (await person.window()).labels
    await person.tap("Исправить")
    await person.tap("Поменять: Разворот паспорта с фотографией ↔ Селфи")
    assert "Отправить на проверку" in (await person.window()).labels
    await person.tap("Исправить")
    await person.tap("Заново: СНИЛС")
    assert "Например" in (await person.window()).text
    window = await person.say("112-233-445 59")
    assert "Не сходится контрольное число" in window.text
    window = await person.say(SNILS_SPARE)
    assert "Отправить на проверку" in window.labels


async def test_overdue_is_told_once_and_old_words_are_not_taken(okno: Okno) -> None:
    person, other = await okno.person(), await okno.person()
    for one in (person, other):
        await one.register()
    await submitted(okno, person, snils())
    await at_way(other, "Видео с паспортом")
    await fill_fields(other, snils())
    await okno.sim("POST", "/sim/clock", {"advance_s": 25 * 3600})
    await person.until("дольше обещанного")
    await okno.core.housekeeping.minute()
    await okno.quiet(person.id)
    assert sum("дольше обещанного" in one.text for one in await person.messages()) == 1
    window = await other.send_file("video_note", b"\0\0\0\x18ftypmp42" + b"\0" * 900, "v.mp4", "video/mp4")
    assert "Фраза устарела" in window.text
    await other.tap("Новая фраза")
    window = await other.send_file("video_note", b"\0\0\0\x18ftypmp42" + b"\0" * 900, "v.mp4", "video/mp4")
    assert "Видео принято" in window.text


async def test_giving_up_and_buttons_from_before(okno: Okno) -> None:
    person = await okno.person()
    await person.register()
    await at_way(person, "Снимки документов")
    await fill_fields(person, snils())
    await person.tap("Исправить")
    window = await person.window()
    leave = window.data("Отказаться")
    await person.tap("Отказаться")
    assert "Выберите способ" in (await person.window()).text
    assert await person.tap_data(await person.window(), leave)
    citizen = await okno.core.citizens.meet(person.id, "ru")
    review = await okno.core.confirmation.latest(citizen.id, "scans")
    assert review is not None
    assert review.state == "left"
