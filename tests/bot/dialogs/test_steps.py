"""«Первые шаги»: a list that fills as things get done, and can be put away."""

from tests.okno import Okno


async def test_the_steps_are_counted_as_they_are_taken(okno: Okno) -> None:
    person = await okno.person()
    await person.register()
    await person.say("/menu")
    await person.tap("Первые шаги · 1 из 6")
    seen = await person.window()
    assert "✅ Подтверждённый телефон или почта" in seen.text
    assert "⬜️ Подтверждённая личность" in seen.text
    await okno.sim("POST", "/sim/level", {"user": person.id, "level": "confirmed"})
    await person.say("/menu")
    await person.tap("Первые шаги · 2 из 6")
    assert "✅ Подтверждённая личность" in (await person.window()).text


async def test_a_step_leads_to_its_window_and_back(okno: Okno) -> None:
    person = await okno.person()
    await person.register()
    await person.say("/menu")
    await person.tap("Первые шаги")
    await person.tap("Придумать фразу")
    assert "фраз" in (await person.window()).text.lower()
    await person.tap("Назад")
    await person.tap("Назад")
    assert "1 из 6" in (await person.window()).text


async def test_they_are_put_away_and_found_in_the_profile(okno: Okno) -> None:
    person = await okno.person()
    await person.register()
    await person.say("/menu")
    await person.tap("Первые шаги")
    toast = await person.tap("Больше не напоминать")
    assert "Профиль" in (toast or "")
    menu = await person.say("/menu")
    assert not any("Первые шаги" in label for label in menu.labels)
    await person.tap("Профиль")
    await person.tap("Первые шаги")
    await person.tap("Напоминать в меню")
    menu = await person.say("/menu")
    assert any("Первые шаги" in label for label in menu.labels)


async def test_nobody_is_bothered_before_they_register(okno: Okno) -> None:
    person = await okno.person()
    menu = await person.say("/menu")
    assert not any("Первые шаги" in label for label in menu.labels)
    forged = menu.data("Помощь").replace("help", "steps")
    assert await person.tap_data(menu, forged)
    assert "Первые шаги" not in (await person.window()).text
