"""Help: every answer true and short, people outside the chat named as set, no false promise."""

from pathlib import Path

import pytest

from bot.dialogs.help import TOPICS
from bot.handlers.commands import COMMANDS
from core.languages import LANGUAGES
from tests.okno import Okno, start


async def test_every_question_has_an_answer_and_a_way_back(okno: Okno) -> None:
    person = await okno.person()
    window, answered = await person.say("/help"), 0
    while True:
        texts = okno.core.texts
        here = [
            label
            for label in window.labels
            if label in {texts.get("ru", f"btn-help-{one}") for one in TOPICS}
        ]
        for label in here:
            await person.tap(label)
            answer = await person.window()
            assert answer.text.startswith(label)
            assert len(answer.text) < 1200
            await person.tap("Назад")
        answered += len(here)
        if "›" not in window.labels:
            break
        await person.tap("›")
        window = await person.window()
    assert answered == len(TOPICS)


async def test_the_frequent_questions_of_the_mission_are_answered(okno: Okno) -> None:
    person = await okno.person()
    await person.say("/help")
    await person.tap("Файл не принимается")
    assert "PDF, JPG и PNG до 5 МБ" in (await person.window()).text
    await person.tap("Назад")
    await person.tap("Что я никогда не спрашиваю")
    assert "пароли" in (await person.window()).text
    await person.tap("Назад")
    await person.tap("удалить черновик")
    assert "через 30 дней" in (await person.window()).text


async def test_an_answer_leads_to_the_place_it_speaks_of(okno: Okno) -> None:
    person = await okno.person()
    await person.say("/help")
    await person.tap("Как узнать статус")
    await person.tap("Мои заявления")
    assert "Как узнать статус" not in (await person.window()).text
    await person.say("/help")
    await person.tap("›")
    await person.tap("Как восстановить доступ")
    await person.tap("Восстановить учётную запись")
    assert "код MINCIFRY-117" in (await person.window()).text
    await person.tap("Назад")
    assert "Вход — это ваш аккаунт Telegram" in (await person.window()).text
    await person.tap("Не могу войти")
    assert "Вернуть учётную запись" in (await person.window()).text


async def test_commands_are_all_told(okno: Okno) -> None:
    person = await okno.person()
    await person.say("/help")
    await person.tap("Команды")
    text = (await person.window()).text
    assert [name for name in ("start", *COMMANDS) if f"/{name} — " not in text] == []
    await person.tap("Назад")
    assert "Выберите вопрос" in (await person.window()).text


async def test_without_a_support_phone_help_does_not_pretend(okno: Okno) -> None:
    person = await okno.person()
    await person.say("/help")
    await person.tap("Помощь оператора")
    window = await person.window()
    assert "оператор не подключается" in window.text
    assert "МФЦ" in window.text
    assert "номер заявления" in window.text
    assert window.labels == ["Назад"]
    await person.tap("Назад")
    assert "Выберите вопрос" in (await person.window()).text


async def test_contacts_are_those_set_and_can_be_copied(
    tmp_path: Path,
    _catalogue_cache: Path,  # noqa: PT019 - its value is needed
) -> None:
    okno, stop = await start(
        tmp_path / "home",
        cache=_catalogue_cache,
        support_phone="8 800 555-00-00",
        support_email="help@example.org",
        support_hours="круглосуточно <b>",
    )
    try:
        person = await okno.person()
        await person.say("/help")
        await person.tap("Помощь оператора")
        window = await person.window()
        assert "8 800 555-00-00" in window.text
        assert "help@example.org" in window.text
        assert "круглосуточно <b>" in window.text
        assert window.labels == ["Скопировать телефон", "Скопировать почту", "Назад"]
    finally:
        await stop()


async def test_forged_questions_show_what_is_open(okno: Okno) -> None:
    person = await okno.person()
    window = await person.say("/help")
    data = window.data("Файл не принимается")
    for forged in ("topic:", "topic:nothing", "lead", "service", "page:x", "page:-1"):
        toast = await person.tap_data(window, data.replace("topic:uploads", forged))
        assert toast == "Эта кнопка устарела. Вот что открыто сейчас.", forged
    await person.tap("Файл не принимается")
    answer = await person.window()
    toast = await person.tap_data(answer, answer.data("Назад").replace("main", "lead"))
    assert toast == "Эта кнопка устарела. Вот что открыто сейчас."
    assert "PDF" in (await person.window()).text


async def test_a_need_written_in_help_is_searched_for(okno: Okno) -> None:
    person = await okno.person()
    await person.say("/help")
    assert "По запросу «потерял паспорт»" in (await person.say("потерял паспорт")).text


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_answer_comes_near_telegrams_limit(language: str) -> None:
    folder = Path("bot/texts") / language
    assert all(
        len(entry) < 1500 for entry in (folder / "help.ftl").read_text(encoding="utf-8").split("\nhelp-")
    )
