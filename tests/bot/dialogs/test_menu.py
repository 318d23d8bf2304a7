"""The main menu: every section by its name, before and after registration."""

from tests.okno import Okno, Person

SECTIONS = ("Услуги", "Заявления", "Документы", "Платежи", "Профиль", "Уведомления", "Помощь", "Язык")
ENGLISH = (
    "Services",
    "Applications",
    "Documents",
    "Payments",
    "Profile",
    "Notifications",
    "Help",
    "Language",
)


async def begun(person: Person, okno: Okno, *codes: str) -> list[int]:
    """Drafts as other windows leave them."""
    citizen = await okno.core.citizens.meet(person.id, "ru")
    services = [okno.core.services.by_code(code) for code in codes]
    return [await okno.core.drafts.start(citizen, service) for service in services if service is not None]


async def test_every_section_is_there_before_registration(okno: Okno) -> None:
    person = await okno.person()
    window = await person.say("/menu")
    assert all(any(word in label for label in window.labels) for word in SECTIONS)
    assert window.labels[0] == "Зарегистрироваться"
    assert "своими словами" in window.text
    assert "и без регистрации" in window.text


async def test_the_sections_lead_somewhere_and_back(okno: Okno) -> None:
    person = await okno.person()
    await person.say("/menu")
    for label, seen in (("Услуги", "Всего 1"), ("Уведомления", "Пока ничего"), ("Помощь", "Выберите вопрос")):
        await person.tap(label)
        assert seen in (await person.window()).text
        await person.tap("Назад")
        assert "Услуги" in (await person.window()).labels


async def test_a_tap_edits_the_menu_in_place(okno: Okno) -> None:
    person = await okno.person()
    menu = await person.say("/menu")
    await person.tap("Помощь")
    assert (await person.window()).id == menu.id


async def test_a_registered_citizen_is_not_asked_to_register(okno: Okno) -> None:
    person = await okno.person()
    await person.register()
    window = await person.say("/menu")
    assert "Зарегистрироваться" not in window.labels
    assert window.labels[0] == "Услуги"
    assert "без регистрации" not in window.text


async def test_what_was_begun_comes_first(okno: Okno) -> None:
    person = await okno.person()
    await person.register()
    await begun(person, okno, "MVD-103")
    window = await person.say("/menu")
    assert window.labels[0] == "Продолжить: Замена паспорта при утрате"
    assert "Не закончено 1 заявление" in window.text
    await person.tap("Продолжить")
    assert "Услуги" not in (await person.window()).labels


async def test_many_drafts_are_folded_and_none_is_lost(okno: Okno) -> None:
    person = await okno.person()
    await person.register()
    await begun(person, okno, "MVD-103", "MVD-104", "MVD-105", "MVD-106", "MVD-107")
    window = await person.say("/menu")
    assert sum("Продолжить" in label for label in window.labels) == 3
    assert "Не закончено 5 заявлений" in window.text
    await person.tap("Ещё незаконченные: 2")
    window = await person.window()
    assert sum("Продолжить" in label for label in window.labels) == 5
    assert not any("Ещё незаконченные" in label for label in window.labels)


async def test_news_is_counted_until_it_is_read(okno: Okno) -> None:
    person = await okno.person()
    await person.register()
    citizen = await okno.core.citizens.meet(person.id, "ru")
    await okno.core.notifications.switch(citizen.id, "profile", False)
    await okno.sim("POST", "/sim/level", {"user": person.id, "level": "confirmed"})
    window = await person.say("/menu")
    assert "Уведомления · 1" in window.labels
    assert "Есть 1 новое уведомление" in window.text
    await person.tap("Уведомления")
    await person.tap("Назад")
    assert "Уведомления" in (await person.window()).labels


async def test_english_says_the_same_and_keeps_the_way_to_russian(okno: Okno) -> None:
    person = await okno.person(language_code="en")
    window = await person.say("/menu")
    assert all(any(word in label for label in window.labels) for word in ENGLISH)
    assert any("Язык" in label for label in window.labels)
    assert window.labels[0] == "Register"


async def test_a_draft_that_is_gone_or_somebody_elses_opens_nothing(okno: Okno) -> None:
    person, other = await okno.person(), await okno.person("Борис")
    for one in (person, other):
        await one.register()
    mine, theirs = [await begun(one, okno, "MVD-103") for one in (person, other)]
    window = await person.say("/menu")
    data = window.data("Продолжить")
    assert await person.tap_data(window, data.replace(str(mine[0]), str(theirs[0]))) == (
        "Эта кнопка устарела. Вот что открыто сейчас."
    )
    assert "своими словами" in (await person.window()).text
    for forged in ("draft:", "draft:x", "nothing", "register"):
        toast = await person.tap_data(window, data.replace(f"draft:{mine[0]}", forged))
        assert toast == "Эта кнопка устарела. Вот что открыто сейчас."


async def test_a_hostile_name_of_telegram_changes_nothing(okno: Okno) -> None:
    person = await okno.person("<b>Анна</b> & {user} \u202eфыва")
    window = await person.say("/menu")
    assert "Услуги" in window.labels


async def test_a_withdrawn_consent_is_asked_for_before_going_on(okno: Okno) -> None:
    person = await okno.person()
    await person.register()
    await begun(person, okno, "MVD-103")
    citizen = await okno.core.citizens.meet(person.id, "ru")
    await okno.core.citizens.decide_consent(citizen, False, "ru")
    await person.say("/menu")
    await person.tap("Продолжить")
    assert any("Согласен" in label for label in (await person.window()).labels)
    await person.say("MVD-103")
    await person.tap("Замена паспорта")
    await person.tap("Продолжить заявление")
    assert any("Согласен" in label for label in (await person.window()).labels)
