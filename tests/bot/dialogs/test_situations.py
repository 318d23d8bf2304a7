"""Life situations through the front door: told of in words, gone through, skipped, put away."""

from tests.filing import file_application
from tests.okno import Okno, Person, Window, start

STALE = "Эта кнопка устарела. Вот что открыто сейчас."


async def registered(okno: Okno) -> Person:
    person = await okno.person()
    await person.register()
    return person


async def opened(person: Person, words: str = "родился ребёнок", title: str = "Родился ребёнок") -> Window:
    await person.say(words)
    await person.tap(title)
    return await person.window()


async def test_told_of_in_words_and_gone_through(okno_anywhere: Okno) -> None:
    okno = okno_anywhere
    person = await registered(okno)
    found = await person.say("у нас родилась дочка")
    assert found.labels[0] == "👶 Родился ребёнок"
    await person.tap("Родился ребёнок")
    window = await person.window()
    assert "Сделано 0 из 10" in window.text
    assert "В течение месяца после рождения" in window.text
    await person.tap("1. ")
    assert "Государственная регистрация рождения" in (await person.window()).text
    citizen = await okno.core.citizens.meet(person.id, "ru")
    number = await file_application(okno.core, citizen, "birth-registration", {})
    await okno.quiet()
    menu = await person.say("/menu")
    assert "👶 Родился ребёнок · 1 из 10" in menu.labels
    await person.tap("Родился ребёнок · 1 из 10")
    assert (
        "📨 1. Государственная регистрация рождения и выдача свидетельства о рождении — отправлено"
        in (await person.window()).text
    )
    await person.tap("✓ 1. ")
    assert number in (await person.window()).text


async def test_what_one_step_was_told_the_next_one_knows(okno: Okno) -> None:
    person = await okno.confirmed()
    citizen = await okno.core.citizens.meet(person.id, "ru")
    mover = {"full_name": "Кузнецова Мария Олеговна"}
    await file_application(okno.core, citizen, "residence-registration", mover)
    await okno.quiet()
    await opened(person, "переезд", "Переезд")
    await person.tap("2. ")
    await person.tap("Начать заявление")
    window = await person.window()
    assert "Кузнецова Мария Олеговна" in window.text
    assert window.labels[:2] == ["Оставить", "Изменить"]


async def test_a_step_is_skipped_and_taken_up_again(okno: Okno) -> None:
    person = await registered(okno)
    await opened(person)
    assert await person.tap("Шаг 1 мне не нужен") == "Пропустил. Вернуть шаг можно здесь же."
    window = await person.window()
    assert "➖ 1. " in window.text
    assert "Сделано 1 из 10" in window.text
    assert await person.tap("Вернуть 1. ") == "Шаг снова в списке."
    assert "Сделано 0 из 10" in (await person.window()).text


async def test_put_away_it_leaves_the_menu(okno: Okno) -> None:
    person = await registered(okno)
    window = await opened(person)
    assert "Убрать из меню" not in window.labels
    await person.tap("Шаг 1 мне не нужен")
    assert "👶 Родился ребёнок · 1 из 10" in (await person.say("/menu")).labels
    await person.tap("Родился ребёнок")
    gone = await person.window()
    data = gone.data("Убрать из меню")
    assert "Убрал из меню" in str(await person.tap("Убрать из меню"))
    assert await person.tap_data(gone, data) == STALE
    assert not any("Родился ребёнок" in label for label in (await person.say("/menu")).labels)


async def test_from_the_menu_by_pages_and_back(okno: Okno) -> None:
    person = await okno.person()
    await person.say("/menu")
    await person.tap("Жизненные ситуации")
    assert "31 ситуация" in (await person.window()).text
    await person.tap("›")
    window = await person.window()
    await person.tap(window.labels[0])
    assert "Сделано 0 из" in (await person.window()).text
    await person.tap("Назад")
    assert (await person.window()).text == window.text
    await person.tap("Назад")
    assert "Жизненные ситуации" in (await person.window()).labels


async def test_nothing_is_kept_of_somebody_without_consent(okno: Okno) -> None:
    person = await okno.person()
    window = await opened(person)
    assert not any("мне не нужен" in label for label in window.labels)
    assert await person.tap_data(window, window.data("1. ").replace("step:", "skip:")) == STALE
    await person.tap("1. ")
    assert not any("Родился" in label for label in (await person.say("/menu")).labels)


async def test_forged_steps_do_nothing(okno: Okno) -> None:
    person = await registered(okno)
    window = await opened(person)
    data = window.data("1. ")
    for forged in ("step:passport-rf-loss", "step:", "skip:no-such", "away", "page:x", "page:999999999"):
        forged_data = data.replace("step:birth-registration", forged)
        assert await person.tap_data(window, forged_data) == STALE, forged


async def test_progress_outlives_a_restart(okno: Okno) -> None:
    person = await registered(okno)
    window = await opened(person)
    await person.tap("Шаг 1 мне не нужен")
    await okno.service.stop()
    await okno.session.close()
    await okno.core.close()
    again, stop = await start(okno.settings.okno_home, port=okno.settings.okno_port)
    try:
        person.okno = again
        await person.tap("Шаг 2 мне не нужен", await person.window())
        assert "Сделано 2 из 10" in (await person.window()).text
        assert (await person.window()).id == window.id
    finally:
        await stop()


async def test_english_readers_see_when_in_english(okno: Okno) -> None:
    person = await okno.person(language_code="en")
    await person.say("lost documents")
    await person.tap("Lost documents")
    window = await person.window()
    assert "At once: so that nobody uses them" in window.text
    assert "0 of 10 done" in window.text


async def test_every_situation_fits_its_windows(okno: Okno) -> None:
    person = await okno.person()
    every = okno.core.catalogue.situations.values()
    longest = max(every, key=lambda one: sum(len(step.when["ru"]) for step in one.steps))
    window = await person.say(f"/start b_{longest.id}")
    assert len(window.text) < 3000
    for one in every:
        for said in (*one.phrases, one.title["en"]):
            found = [told.situation.id for told in okno.core.services.told(said)]
            assert found == [one.id], said
