"""«Мои услуги»: pinned, put away, deleted and brought back; recent searches; the settings of the search."""

from tests.okno import Okno, Person, start

STALE = "Эта кнопка устарела. Вот что открыто сейчас."


async def registered(okno: Okno) -> Person:
    person = await okno.person()
    await person.register()
    return person


async def visit(person: Person, code: str) -> None:
    window = await person.say(code)
    await person.tap(window.labels[0])


async def mine(person: Person) -> list[str]:
    await person.say("/menu")
    await person.tap("Мои услуги")
    return (await person.window()).labels


async def test_a_service_is_pinned_put_away_and_brought_back(okno_anywhere: Okno) -> None:
    person = await registered(okno_anywhere)
    await visit(person, "MVD-103")
    await visit(person, "FNS-531")
    await visit(person, "MVD-103")
    assert await person.tap("В избранное") == "Добавил в избранное: «Мои услуги»."
    assert "Убрать из избранного" in (await person.window()).labels
    labels = await mine(person)
    assert labels[0] == "📌 Замена паспорта при утрате"
    await person.tap(labels[1])
    assert await person.tap("В архив") == "Убрал в архив."
    window = await person.window()
    assert window.labels[0] == f"Вернуть: {labels[1]}"
    assert "Архив · 1" in window.labels
    assert await person.tap("Вернуть") == "Вернул в список."
    assert (await person.window()).labels[1] == labels[1]


async def test_deleting_asks_first_and_can_be_undone(okno: Okno) -> None:
    person = await registered(okno)
    await visit(person, "MVD-103")
    title = (await mine(person))[0]
    await person.tap(title)
    asked = await person.window()
    await person.tap("Удалить из списка")
    await person.tap("Нет, оставить")
    assert await person.tap_data(asked, asked.data("Удалить").replace("ask", "delete")) == STALE
    await person.tap("Удалить из списка")
    await person.tap("Да, удалить")
    assert title not in (await person.window()).labels
    await person.tap("Вернуть")
    assert title in (await person.window()).labels


async def test_the_archive_gives_back(okno: Okno) -> None:
    person = await registered(okno)
    await visit(person, "MVD-103")
    await person.tap_data(await person.window(), (await person.window()).data("В избранное"))
    title = (await mine(person))[0]
    await person.tap(title)
    await person.tap("В архив")
    await person.tap("Архив · 1")
    data = (await person.window()).data("Вернуть")
    archive = await person.window()
    await person.tap("Вернуть")
    assert "Здесь пусто" in (await person.window()).text
    assert await person.tap_data(archive, data) == STALE


async def test_recent_searches_are_one_tap(okno: Okno) -> None:
    person = await registered(okno)
    await person.say("потерял паспорт")
    await person.say("абракадабра зюзя")
    labels = await mine(person)
    assert "«потерял паспорт»" in labels
    assert not any("абракадабра" in label for label in labels)
    await person.tap("«потерял паспорт»")
    assert "1. Замена паспорта гражданина РФ при утрате" in (await person.window()).text
    await person.tap("Назад")
    assert (await person.window()).labels == labels


async def test_the_history_is_cleared_and_switched_off(okno: Okno) -> None:
    person = await registered(okno)
    await person.say("потерял паспорт")
    await mine(person)
    await person.tap("Настройки поиска")
    await person.tap("Очистить историю")
    await person.tap("Нет, оставить")
    assert "Запросов в истории: 1" in (await person.window()).text
    await person.tap("Очистить историю")
    assert await person.tap("Да, очистить") == "История очищена."
    await person.tap("✓ История запоминается")
    assert "История не запоминается" in (await person.window()).labels
    await person.say("справка о доходах")
    assert not any("«" in label for label in await mine(person))


async def test_nothing_is_remembered_before_consent(okno: Okno) -> None:
    person = await okno.person()
    await person.say("потерял паспорт")
    await person.tap("Замена паспорта при утрате")
    labels = await mine(person)
    assert "Здесь пока пусто" in (await person.window()).text
    assert labels == ["Настройки поиска", "Все разделы", "Жизненные ситуации", "Назад"]


async def test_departments_in_the_search_can_be_switched_off(okno: Okno) -> None:
    person = await registered(okno)
    window = await person.say("росреестр")
    assert any(label.startswith("Ведомство: Росреестр") for label in window.labels)
    await mine(person)
    await person.tap("Настройки поиска")
    await person.tap("✓ Поиск по ведомствам включён")
    window = await person.say("росреестр")
    assert not any(label.startswith("Ведомство") for label in window.labels)


async def test_a_pin_outlives_a_restart_and_a_forged_tap_does_nothing(okno: Okno) -> None:
    person = await registered(okno)
    await visit(person, "MVD-103")
    await person.tap("В избранное")
    await mine(person)
    window = await person.window()
    await okno.service.stop()
    await okno.session.close()
    await okno.core.close()
    again, stop = await start(okno.settings.okno_home, port=okno.settings.okno_port)
    try:
        person.okno = again
        data = window.data("📌")
        for forged in ("service:NONE-1", "undo", "again:17", "again:x", "page:x"):
            assert await person.tap_data(window, data.replace("service:MVD-103", forged)) == STALE, forged
        await person.tap("📌")
        assert "Открыть услугу" in (await person.window()).labels
    finally:
        await stop()
