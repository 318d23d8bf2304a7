"""People who write instead of tapping: whole sentences, and buttons said in words."""

import random
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from core.applications.steps import stand
from core.forms.kinds import Context, kind_of
from tests.filing import file_application
from tests.okno import NUMBER, Okno, Person, Window, start
from tests.opening import SHORT, open_form, photo

pytestmark = pytest.mark.asyncio(loop_scope="module")

LOST_PASSPORT = "MVD-103"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def okno(tmp_path_factory: pytest.TempPathFactory, _catalogue_cache: Path) -> AsyncIterator[Okno]:
    """One service for all: every test brings a person of its own."""
    running, stop = await start(tmp_path_factory.mktemp("home"), cache=_catalogue_cache)
    yield running
    await stop()


async def test_answers_in_whole_sentences_are_read_and_asked_about(okno: Okno) -> None:
    person = await okno.confirmed()
    await open_form(okno, person, LOST_PASSPORT)
    window = await person.say("Меня зовут Смирнова Анна Петровна")
    assert "Я понял так: Смирнова Анна Петровна. Верно?" in window.text
    window = await person.say("да")
    assert "Вопрос 2 из 14" in window.text
    window = await person.say("родилась я 14 марта 1968 года")
    assert "Я понял так: 14.03.1968" in window.text
    window = await person.say("нет")
    assert "Вопрос 2 из 14" in window.text, "asked once more"
    await person.say("14.03.1968")
    await person.say("г. Тверь")
    window = await person.say("я женщина")
    assert "Я понял так: Женский" in window.text


async def test_a_whole_form_is_filled_and_sent_without_one_tap(okno: Okno) -> None:
    person = await okno.person()
    await open_form(okno, person, SHORT)
    await person.say("А123ВС77")
    window = await person.say("назад")
    assert "Вопрос 1 из 5" in window.text
    assert "вы уже ответили" in window.text
    await person.say("да")
    await person.say("Тверская область")
    window = await person.say("перед поездкой")
    assert "Проверьте заявление" in window.text
    window = await person.say("2")
    assert "Вопрос 2 из 3" in window.text, "the way is chosen"
    window = await person.say("Москва")
    assert "2. Регион — Москва" in window.text
    window = await person.say("отправить")
    assert NUMBER.search(window.text)


async def test_where_one_lives_may_be_said_as_people_say_it(okno: Okno) -> None:
    person = await okno.person()
    await open_form(okno, person, SHORT)
    await person.say("А123ВС77")
    window = await person.say("живу в Твери")
    assert "Я понял так: Тверская область. Верно?" in window.text
    window = await person.say("да")
    assert "Вопрос 3 из 5" in window.text


async def test_going_away_in_words_keeps_everything(okno: Okno) -> None:
    person = await okno.person()
    await open_form(okno, person, SHORT)
    await person.say("А123ВС77")
    window = await person.say("Сохранить и выйти")
    assert "Не закончено 1 заявление" in window.text
    await person.tap("Продолжить")
    assert "Вопрос 2 из 5" in (await person.window()).text


async def test_words_without_digits_are_left_in_the_chat(okno: Okno) -> None:
    """A passport's number is deleted; «не знаю» gives nothing away, and vanishing words would frighten."""
    person = await okno.person()
    await open_form(okno, person, "MVD-115")
    window = await person.say("не знаю, где он")
    assert "сообщение я удалил" not in window.text
    assert any(one.text == "не знаю, где он" for one in await person.messages())
    window = await person.say("не знаю")
    assert "Сохранить и выйти" in window.text.partition("Вопрос")[0]


async def test_everything_known_is_kept_in_one_tap_and_named_in_the_review(okno: Okno) -> None:
    person = await okno.person()
    await person.register()
    citizen = await okno.core.citizens.meet(person.id, "ru")
    consul = okno.core.services.by_code("MID-105")
    assert consul is not None
    name = {"full_name": "Смирнова Анна Петровна"}
    number = await file_application(okno.core, citizen, consul.id, name)
    await open_form(okno, person, "ZAGS-328")
    window = await to_the_known(okno, person)
    assert "Смирнова Анна Петровна, из заявления" in window.text
    await person.tap("Оставить всё, что известно: 2")
    await to_the_review(okno, person)
    review = (await person.window()).text
    assert f"Смирнова Анна Петровна · из заявления {number}" in review
    assert "· номер из Telegram" in review


async def to_the_known(okno: Okno, person: Person) -> Window:
    """Past the questions that nothing is known of."""
    window = await person.window()
    while not any(label.startswith("Оставить всё") for label in window.labels):
        await answer(okno, person)
        window = await person.window()
    return window


async def to_the_review(okno: Okno, person: Person) -> None:
    while "Отправить" not in (window := await person.window()).labels:
        assert "Оставить" not in window.labels, "what was known is not asked once more"
        await answer(okno, person)


async def answer(okno: Okno, person: Person) -> None:
    """A sample for the question that stands."""
    citizen = await okno.core.citizens.meet(person.id, "ru")
    (opened,) = await okno.core.drafts.opened(citizen.id)
    draft = await okno.core.drafts.view(citizen.id, opened.id)
    step = stand(draft)
    if step.kind in {"confirm", "suggest"}:
        await person.tap((await person.window()).labels[0])
    elif step.document is not None:
        await person.send_file("photo", photo(), "photo.jpg", "image/jpeg")
        await person.tap("Дальше")
    else:
        assert step.field is not None
        context = Context(okno.core.clock.today(), draft.answers, draft.form)
        await person.say(kind_of(step.field).sample(step.field, random.Random(3), context))
