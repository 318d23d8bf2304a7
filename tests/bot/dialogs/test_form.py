"""The form from the first question to the number, and everything one may do on the way."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from core.forms.typed import utf16_length
from tests.okno import NUMBER, Okno, Person, Window, start
from tests.opening import SHORT, at_documents, open_form, photo

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def okno(tmp_path_factory: pytest.TempPathFactory, _catalogue_cache: Path) -> AsyncIterator[Okno]:
    """One service for all: every test brings a person of its own."""
    running, stop = await start(tmp_path_factory.mktemp("home"), cache=_catalogue_cache)
    yield running
    await stop()


def styles(window: Window) -> dict[str, str | None]:
    return {button["text"]: button.get("style") for row in window.raw["buttons"] for button in row}


async def at_review(okno: Okno, person: Person) -> Window:
    await open_form(okno, person, SHORT)
    await person.say("А123ВС77")
    await person.say("Тверская область")
    await person.tap("Перед поездкой")
    return await person.window()


async def test_a_question_shows_its_number_its_title_and_the_ways_out(okno: Okno) -> None:
    person = await okno.person()
    window = await open_form(okno, person, SHORT)
    assert window.text.startswith("Вопрос 1 из 5 · Проверка легальности такси")
    assert "<b>Номер машины такси</b>" in window.html
    assert window.labels == ["Сохранить и выйти", "Отменить", "Назад"]


async def test_to_the_number_the_card_and_the_alert(okno: Okno) -> None:
    await okno.sim("POST", "/sim/autopilot", {"seconds": 0})
    person = await okno.person()
    review = await at_review(okno, person)
    assert review.text.splitlines()[:4] == [
        "Проверьте заявление «Проверка легальности такси по номеру…»",
        "1. Номер машины такси — А123ВС77",
        "2. Регион — Тверская область",
        "3. Зачем проверяете — Перед поездкой",
    ]
    assert styles(review)["Отправить"] == "primary"
    await person.tap("Отправить")
    sent = await person.window()
    number = NUMBER.search(sent.text)
    assert number is not None
    assert f"Заявление отправлено. Номер {number[0]}" in sent.text
    assert f"<code>{number[0]}</code>" in sent.html
    assert "спрашивать не нужно" in sent.text
    assert sent.labels == ["Скопировать номер", "Открыть заявление", "В меню"]
    copied = [one.get("copy_text") for row in sent.raw["buttons"] for one in row if one.get("copy_text")]
    assert copied in ([number[0]], [{"text": number[0]}])
    await okno.decide(number[0], "registered")
    assert number[0] in (await person.until("Ведомство приняло заявление")).text
    await person.tap("Открыть заявление")
    assert any(number[0] in one.text for one in await person.messages())


async def test_sending_twice_gives_one_number(okno: Okno) -> None:
    person = await okno.person()
    review = await at_review(okno, person)
    data = review.data("Отправить")
    await person.tap("Отправить")
    sent = await person.window()
    await person.tap_data(sent, data)
    again = await person.window()
    assert NUMBER.findall(again.text) == NUMBER.findall(sent.text)
    citizen = await okno.core.citizens.meet(person.id, "ru")
    assert (await okno.core.applications.listing(citizen.id, "all"))[1] == 1


async def test_going_back_keeps_what_was_answered(okno: Okno) -> None:
    person = await okno.person()
    await open_form(okno, person, SHORT)
    await person.say("А123ВС77")
    await person.tap("Назад")
    window = await person.window()
    assert "Номер машины такси — А123ВС77, вы уже ответили" in window.text
    assert window.labels[:2] == ["Оставить", "Изменить"]
    await person.tap("Изменить")
    assert "Сейчас: А123ВС77" in (await person.window()).text
    await person.say("В321СА69")
    window = await person.window()
    assert "Регион" in window.text
    await person.tap("Назад")
    assert "В321СА69" in (await person.window()).text
    await person.tap("Оставить")
    assert "Регион" in (await person.window()).text


async def test_changing_from_the_review_asks_only_what_that_opens(okno: Okno) -> None:
    person = await okno.person()
    await at_review(okno, person)
    await person.tap("Изменить ответ")
    listed = await person.window()
    assert listed.labels == ["1. Номер машины такси", "2. Регион", "3. Зачем проверяете", "Назад"]
    await person.tap("3. Зачем")
    window = await person.window()
    assert "Сейчас: Перед поездкой" in window.text
    assert "Оставить как было" in window.labels
    await person.tap("Хочу пожаловаться")
    window = await person.window()
    assert "Вопрос 4 из 5" in window.text
    await person.say("Не выдали чек")
    await person.say("+7 916 123-45-67")
    review = await person.window()
    assert "4. Что случилось — Не выдали чек" in review.text
    assert "5. Телефон для связи — +7 916 123-45-67" in review.text
    await person.tap("Изменить ответ")
    await person.tap("3. Зачем")
    await person.tap("Другое")
    review = await person.window()
    assert "Отправить" in review.labels
    assert "Не выдали чек" not in review.text


async def test_save_and_leave_then_continue_from_the_menu(okno: Okno) -> None:
    person = await okno.person()
    await open_form(okno, person, SHORT)
    await person.say("А123ВС77")
    toast = await person.tap("Сохранить и выйти")
    assert "подождёт 30 дней" in (toast or "")
    menu = await person.window()
    assert "Не закончено 1 заявление" in menu.text
    await person.tap("Продолжить")
    assert "Вопрос 2 из 5" in (await person.window()).text


async def test_cancelling_asks_first_and_can_be_taken_back(okno: Okno) -> None:
    person = await okno.person()
    await open_form(okno, person, SHORT)
    await person.say("А123ВС77")
    await person.tap("Отменить")
    window = await person.window()
    assert "вернуть его будет нельзя" in window.text
    assert styles(window)["Отменить заявление"] == "danger"
    await person.tap("Вернуться к заявлению")
    assert "Вопрос 2 из 5" in (await person.window()).text
    await person.tap("Отменить")
    await person.tap("Отменить заявление")
    window = await person.window()
    assert "отменено, всё введённое удалено" in window.text
    await person.tap("В меню")
    assert "Не закончено" not in (await person.window()).text


async def test_skipping_and_optional_questions(okno: Okno) -> None:
    person = await okno.person()
    await open_form(okno, person, "MINCULT-304")
    await person.say("Тверская область")
    window = await person.window()
    assert "Музей — можно пропустить" in window.text
    await person.tap("Пропустить")
    await person.tap("Школьник")
    await person.tap("Пропустить")
    review = await person.window()
    assert "2. Музей — пропущено" in review.text
    await person.tap("Отправить")
    assert "Заявление отправлено" in (await person.window()).text


async def test_what_one_application_taught_the_next_one_offers(okno: Okno) -> None:
    person = await okno.person()
    await at_review(okno, person)
    await person.tap("Отправить")
    number = NUMBER.search((await person.window()).text)
    assert number is not None
    await open_form(okno, person, "MINCULT-304")
    window = await person.window()
    assert f"Регион — Тверская область, из заявления {number[0]}" in window.text


async def test_a_long_review_comes_in_pages(okno: Okno) -> None:
    person = await okno.person()
    await open_form(okno, person, SHORT)
    await person.say("А123ВС77")
    await person.say("Тверская область")
    await person.tap("Хочу пожаловаться")
    story = "Ехал <быстро> & молча. " * 160
    await person.say(story)
    await person.say("+7 916 123-45-67")
    review = await person.window()
    assert "1 из 2" in review.labels
    assert "5. Телефон" not in review.text
    await person.tap("›")
    second = await person.window()
    assert "5. Телефон для связи" in second.text
    assert all(utf16_length(one.text) <= 4096 for one in (review, second))
    assert "<быстро> & молча" in review.text
    await person.tap("Отправить")
    assert "Заявление отправлено" in (await person.window()).text


async def test_the_flagship_from_documents_to_its_number(okno: Okno) -> None:
    """Every question of the longest way is covered by samples; here its end is walked by hand."""
    person = await okno.confirmed()
    window = await at_documents(okno, person, "MVD-103")
    assert "Документ 1 из 4" in window.text
    await person.send_file("photo", photo(), "a.jpg", "image/jpeg")
    await person.tap("Дальше")
    await person.tap("Пропустить все необязательные: 3")
    review = await person.window()
    assert "1 500 ₽" in review.text
    assert "Фотография 35×45 мм — 1 файл" in review.text
    assert "Военный билет" in review.text
    await person.tap("Отправить")
    assert "Ответ — до" in (await person.window()).text


async def test_what_a_department_wants_added_goes_under_the_same_number(okno: Okno) -> None:
    await okno.sim("POST", "/sim/autopilot", {"seconds": 0})
    person = await okno.person()
    await at_review(okno, person)
    await person.tap("Отправить")
    number = NUMBER.search((await person.window()).text)
    assert number is not None
    await okno.decide(number[0], "needs_documents", needs={"fields": ["snils"], "documents": ["photo"]})
    await person.until("просит дополнить")
    await person.tap("Добавить документы")
    assert "Вопрос 1 из 1" in (await person.window()).text
    await person.say("112-233-445 95")
    await person.send_file("photo", photo(), "a.jpg", "image/jpeg")
    await person.tap("Дальше")
    review = await person.window()
    assert "1. " in review.text
    assert "Фотография 35×45 мм — 1 файл" in review.text
    await person.tap("Отправить")
    sent = await person.window()
    assert f"Добавлено к заявлению {number[0]}, номер прежний" in sent.text
    await person.tap("Открыть заявление")
    assert number[0] in (await person.window()).text
