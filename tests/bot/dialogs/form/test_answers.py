"""Answers: mistakes said and mended, words that may mean something else, numbers deleted from the chat."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.okno import Okno, start
from tests.opening import SHORT, open_form

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def okno(tmp_path_factory: pytest.TempPathFactory, _catalogue_cache: Path) -> AsyncIterator[Okno]:
    """One service for all: every test brings a person of its own."""
    running, stop = await start(tmp_path_factory.mktemp("home"), cache=_catalogue_cache)
    yield running
    await stop()


PASSPORT = "MVD-115"


async def test_a_mistake_names_what_is_wrong_keeps_the_question_and_is_mended(okno: Okno) -> None:
    person = await okno.person()
    await open_form(okno, person, SHORT)
    await person.say("А123ВС77")
    window = await person.say("Нарния")
    assert "Например" in window.text or "например" in window.text
    assert "Вопрос 2 из 5" in window.text
    assert "Позвать оператора" in window.labels
    assert window.labels[-1] == "Назад"
    window = await person.say("Тверская область")
    assert "Вопрос 3 из 5" in window.text
    assert "Позвать оператора" not in window.labels


async def test_the_operator_is_one_tap_from_a_mistake(okno: Okno) -> None:
    person = await okno.person()
    await open_form(okno, person, SHORT)
    await person.say("А123ВС77")
    await person.say("Нарния")
    await person.tap("Позвать оператора")
    assert "Помощь оператора" in (await person.window()).text
    await person.tap("Назад")
    assert "Вопрос 2 из 5" in (await person.window()).text


async def test_a_number_is_deleted_from_the_chat_and_shown_masked(okno: Okno) -> None:
    person = await okno.person()
    await open_form(okno, person, PASSPORT)
    window = await person.say("4611 654321")
    assert "46 11 ••• 321" in window.text
    assert "Сообщение с номером я удалил" in window.text
    assert all("654321" not in one.text for one in await person.messages())


async def test_a_wrong_number_is_deleted_too_and_shown_masked(okno: Okno) -> None:
    person = await okno.person()
    await open_form(okno, person, PASSPORT)
    window = await person.say("4510 12345")
    assert "здесь 9 цифр" in window.text
    assert "Вы прислали 451• •••45; сообщение я удалил." in window.text
    assert "Вопрос 1 из 1" in window.text
    assert all("4510 12345" not in one.text for one in await person.messages())


async def test_what_was_understood_is_confirmed(okno: Okno) -> None:
    person = await okno.person()
    await open_form(okno, person, "GIBDD-211")
    await person.say("77 12 345678")
    window = await person.say("1.2.20")
    assert "Я понял так: 01.02.2020. Верно?" in window.text
    await person.tap("Ввести заново")
    assert "Вопрос 2 из 2" in (await person.window()).text
    await person.say("1.2.20")
    window = await person.say("03.04.2021")
    assert "03.04.2021" in window.text
    assert "Отправить" in window.labels


async def test_a_confirmed_answer_goes_on(okno: Okno) -> None:
    person = await okno.person()
    await open_form(okno, person, "GIBDD-211")
    await person.say("77 12 345678")
    await person.say("1.2.20")
    await person.tap("Да, верно")
    assert "2. Дата выдачи удостоверения — 01.02.2020" in (await person.window()).text


async def test_several_readings_are_offered(okno: Okno) -> None:
    person = await okno.person()
    await open_form(okno, person, SHORT)
    await person.say("А123ВС77")
    window = await person.say("алтай")
    assert window.labels[:2] == ["Республика Алтай", "Алтайский край"]
    await person.tap("Алтайский край")
    await person.tap("Другое")
    assert "2. Регион — Алтайский край" in (await person.window()).text


@pytest.mark.parametrize(
    ("typed", "button", "leads"),
    [
        ("оператор", "Позвать оператора", "Помощь оператора"),
        ("Где моё заявление?", "Где моё заявление", "заявлен"),
    ],
)
async def test_a_call_for_help_in_a_text_question_is_asked_about(
    okno: Okno, typed: str, button: str, leads: str
) -> None:
    person = await okno.person()
    await open_form(okno, person, SHORT)
    window = await person.say(typed)
    assert typed in window.text
    assert window.labels[:2] == [button, "Это ответ на вопрос"]
    await person.tap("Это ответ на вопрос")
    assert "Вопрос 2 из 5" in (await person.window()).text
    await person.tap("Назад")
    assert f"— {typed}," in (await person.window()).text
    await person.tap("Изменить")
    await person.say(typed)
    await person.tap(button)
    assert leads in (await person.window()).text
    await person.tap("Назад")
    assert "Вопрос 1 из 5" in (await person.window()).text


async def test_a_call_for_help_where_it_can_be_no_answer_is_taken_at_once(okno: Okno) -> None:
    person = await okno.person()
    await open_form(okno, person, SHORT)
    await person.say("А123ВС77")
    assert "Помощь оператора" in (await person.say("оператор")).text
    await person.tap("Назад")
    assert "Вопрос 2 из 5" in (await person.window()).text


async def test_somebody_in_distress_is_told_where_help_is(okno: Okno) -> None:
    person = await okno.person()
    await open_form(okno, person, SHORT)
    window = await person.say("я не хочу жить")
    assert "8 800 2000 122" in window.text
    assert "Позвать оператора" in window.labels
    await person.tap("Ввести заново")
    assert "Вопрос 1 из 5" in (await person.window()).text


async def test_a_shared_contact_answers_a_question_for_a_phone(okno: Okno) -> None:
    person = await okno.person()
    await open_form(okno, person, SHORT)
    await person.say("А123ВС77")
    await person.say("Тверская область")
    window = await person.send(contact="own")
    assert "ответ словами или кнопкой" in window.text
    await person.tap("Хочу пожаловаться")
    await person.say("Нет лицензии")
    window = await person.send(contact="own")
    assert "5. Телефон для связи — +7 916" in window.text


async def test_words_at_the_review_change_nothing(okno: Okno) -> None:
    person = await okno.person()
    await open_form(okno, person, PASSPORT)
    await person.say("4510 123456")
    window = await person.say("да, наверное")
    assert "ответ даёт кнопка" in window.text
    assert "Отправить" in window.labels


async def test_words_after_the_end_are_a_search(okno: Okno) -> None:
    person = await okno.person()
    await open_form(okno, person, PASSPORT)
    await person.say("4510 123456")
    await person.tap("Отправить")
    window = await person.say("потерял паспорт")
    assert "По запросу" in window.text


@pytest.mark.parametrize(
    "text", ["<b>жирный", "{ $x } %(y)s {{7*7}}", "a & b", "_*[]()~`", "' OR 1=1--", "javascript:alert(1)"]
)
async def test_what_was_typed_is_shown_as_it_is(okno: Okno, text: str) -> None:
    person = await okno.person()
    await open_form(okno, person, SHORT)
    await person.say(text)
    await person.tap("Назад")
    assert text in (await person.window()).text
