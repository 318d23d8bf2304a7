"""Language: changed in place, at once, and kept."""

from tests.okno import Okno
from tests.opening import SHORT, open_form


async def test_english_and_back_in_one_window(okno: Okno) -> None:
    person = await okno.person()
    window = await person.say("/language")
    assert window.labels == ["✓ Русский", "English", "Назад"]
    assert await person.tap("English") == "Done: I write in English now."
    changed = await person.window()
    assert changed.id == window.id
    assert changed.labels == ["Русский", "✓ English", "Back"]
    assert "Choose the language" in changed.text
    await person.tap("Back")
    assert "Services" in (await person.window()).labels
    await person.say("/language")
    assert await person.tap("Русский") == "Готово: пишу по-русски."
    assert "Выберите язык" in (await person.window()).text


async def test_the_choice_is_kept_whatever_telegram_says(okno: Okno) -> None:
    person = await okno.person(language_code="ru")
    await person.say("/language")
    await person.tap("English")
    assert "Services" in (await person.say("/menu")).labels


async def test_an_unknown_language_is_refused(okno: Okno) -> None:
    person = await okno.person()
    window = await person.say("/language")
    data = window.data("English")
    toast = await person.tap_data(window, data.replace("set:en", "set:de"))
    assert toast == "Такого языка пока нет: есть русский и английский."
    assert await person.tap_data(window, data.replace("set:en", "<b>")) is not None
    assert (await person.window()).labels == ["✓ Русский", "English", "Назад"]


async def test_an_old_window_still_leads_on(okno: Okno) -> None:
    person = await okno.person()
    old = await person.say("/language")
    await person.say("/menu")
    toast = await person.tap_data(old, old.data("English"))
    assert toast == "Эта кнопка устарела. Вот что открыто сейчас."
    assert "Услуги" in (await person.window()).labels


async def test_in_the_middle_of_a_form_the_question_stays(okno: Okno) -> None:
    person = await okno.person()
    await open_form(okno, person, SHORT)
    before = await person.window()
    assert "Вопрос 1 из" in before.text
    await person.say("/language")
    await person.say("/language")
    await person.tap("English")
    await person.tap("Back")
    window = await person.window()
    assert "Question 1 of" in window.text
    await person.say("язык")
    await person.tap("Русский")
    await person.tap("Назад")
    assert (await person.window()).text == before.text


async def test_every_section_comes_back_in_the_new_language(okno: Okno) -> None:
    person = await okno.person()
    await person.register()
    for section in ("Документы", "Профиль", "Заявления", "Помощь"):
        await person.say("/menu")
        await person.tap(section)
        await person.say("/language")
        await person.tap("English")
        await person.tap("Back")
        assert "Back" in (await person.window()).labels
        assert "Назад" not in (await person.window()).labels
        await person.say("/language")
        await person.tap("Русский")
