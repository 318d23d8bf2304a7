"""«Профиль»: what is known, masked, with its source; changing it, deleting it, the consent."""

from pathlib import Path

import pytest

from tests.bot.dialogs.test_applications import registered
from tests.okno import Okno, Person, start

SNILS = "112-233-445 95"


async def part(person: Person, label: str) -> str:
    await person.say("/menu")
    await person.tap("Профиль")
    await person.tap(label)
    return (await person.window()).text


async def test_a_newcomer_sees_that_nothing_is_known_and_may_register(okno: Okno) -> None:
    person = await okno.person()
    await person.say("/menu")
    await person.tap("Профиль")
    window = await person.window()
    assert "Сведений о вас пока нет" in window.text
    assert window.labels[0] == "Зарегистрироваться"
    await person.tap("О себе")
    await person.tap("Добавить: Дата рождения")
    assert "Согласие на обработку" in (await person.window()).text, "nothing personal before the consent"


async def test_a_value_is_added_masked_and_its_message_deleted(okno: Okno) -> None:
    person, _ = await registered(okno)
    assert "СНИЛС — не указано" in await part(person, "СНИЛС")
    await person.tap("Добавить: СНИЛС")
    assert "например 112-233-445 95" in (await person.window()).text
    window = await person.say(SNILS)
    assert "Сохранено: СНИЛС" in window.text
    assert "указали вы" in window.text
    assert SNILS not in window.text
    assert all(SNILS not in one.text or "например" in one.text for one in await person.messages())


@pytest.mark.parametrize("words", ["отмена", "/cancel"])
async def test_cancelling_a_change_leaves_the_value_as_it_was(okno: Okno, words: str) -> None:
    person, citizen = await registered(okno)
    before = await okno.core.citizens.profile(citizen.id)
    await part(person, "О себе")
    await person.tap("Добавить: Дата рождения")
    window = await person.say(words)
    assert window.text.startswith("О себе")
    assert any(one.text == "Ничего не изменено." for one in await person.messages())
    assert await okno.core.citizens.profile(citizen.id) == before


async def test_a_mistake_is_named_shown_masked_and_mended(okno: Okno) -> None:
    person, citizen = await registered(okno)
    await part(person, "СНИЛС")
    await person.tap("Добавить: СНИЛС")
    window = await person.say("112-233-445 59")
    assert "Не сходится контрольное число" in window.text
    assert "112-•••-••• 59; сообщение я удалил" in window.text
    assert "profile.snils" not in await okno.core.citizens.profile(citizen.id)
    window = await person.say(SNILS)
    assert "Сохранено: СНИЛС" in window.text


async def test_what_is_understood_with_doubt_is_confirmed_first(okno: Okno) -> None:
    person, citizen = await registered(okno)
    await part(person, "О себе")
    await person.tap("Добавить: Дата рождения")
    window = await person.say("14.3.68")
    assert "Я понял так: 14.03.1968" in window.text
    assert "profile.birth_date" not in await okno.core.citizens.profile(citizen.id)
    await person.tap("Ввести заново")
    await person.say("14.3.68")
    await person.tap("Верно, сохранить")
    window = await person.window()
    assert "Дата рождения — 14.03.1968" in window.text
    assert (await okno.core.citizens.profile(citizen.id))["profile.birth_date"].source == "citizen"


async def test_the_way_back_and_the_answer_may_be_said_in_words(okno: Okno) -> None:
    person, _ = await registered(okno)
    await part(person, "О себе")
    for words in ("назад", "Отменить"):
        await person.tap("Добавить: Место рождения")
        window = await person.say(words)
        assert "Место рождения — не указано" in window.text, words
    await person.tap("Добавить: Дата рождения")
    window = await person.say("родилась 14 марта 1968 года")
    assert "14.03.1968" in window.text
    window = await person.say("нет")
    assert "Дата рождения" in window.text
    await person.say("родилась 15 марта 1968 года")
    window = await person.say("да, верно")
    assert "Сохранено: Дата рождения" in window.text
    assert "15.03.1968" in window.text


async def test_a_choice_is_tapped_or_typed(okno: Okno) -> None:
    person, _ = await registered(okno)
    await part(person, "О себе")
    await person.tap("Добавить: Пол")
    await person.tap("Женский")
    assert "Пол — Женский" in (await person.window()).text
    await person.tap("Изменить: Пол")
    await person.prove()
    assert "Пол — Мужской" in (await person.say("мужской")).text


async def test_a_region_is_chosen_among_those_meant(okno: Okno) -> None:
    person, _ = await registered(okno)
    await part(person, "Контакты")
    await person.tap("Добавить: Регион")
    window = await person.say("алтай")
    assert "Что вы имели в виду?" in window.text
    choice = next(label for label in window.labels if "Алтай" in label)
    await person.tap(choice)
    assert f"Регион — {choice}" in (await person.window()).text


async def test_rules_look_at_the_other_values(okno: Okno) -> None:
    person, citizen = await registered(okno)
    await okno.core.citizens.remember(citizen.id, {"profile.birth_date": "2000-05-05"}, "citizen")
    await part(person, "Паспорт")
    await person.tap("Добавить: Дата выдачи паспорта")
    assert "05.05.2014" in (await person.say("01.02.2010")).text, "no passport before fourteen"


async def test_a_value_is_deleted(okno: Okno) -> None:
    person, citizen = await registered(okno)
    await okno.core.citizens.remember(citizen.id, {"profile.email": "anna@example.ru"}, "citizen")
    assert "anna@example.ru" in await part(person, "Контакты")
    await person.tap("Изменить: Электронная почта")
    await person.prove()
    assert await person.tap("Удалить из профиля") == "Удалено из профиля."
    assert "Электронная почта — не указано" in (await person.open_window()).text
    assert "profile.email" not in await okno.core.citizens.profile(citizen.id)


async def test_the_phone_is_telegrams_and_not_typed(okno: Okno) -> None:
    person, _ = await registered(okno)
    text = await part(person, "Контакты")
    assert "подтверждён Telegram" in text
    window = await person.window()
    assert not any("Телефон для связи" in label for label in window.labels)
    mark = window.data("Регион").rpartition("edit:")[0]
    assert "устарела" in str(await person.tap_data(window, f"{mark}edit:profile.phone"))
    await person.tap("Обновить телефон")
    assert "Отправить мой номер" in (await person.window()).text


async def test_an_organisations_details_stand_apart(okno: Okno) -> None:
    person, citizen = await registered(okno)
    await part(person, "Организация")
    await person.tap("Добавить: ИНН")
    assert "Сохранено: ИНН" in (await person.say("7707083893")).text
    known = await okno.core.citizens.profile(citizen.id)
    assert known["organisation.inn"].value == "7707083893"
    assert "profile.inn" not in known


async def test_the_consent_is_shown_and_taken_back(okno: Okno) -> None:
    person, citizen = await registered(okno)
    await person.say("/menu")
    await person.tap("Профиль")
    await person.tap("Согласие на обработку")
    window = await person.window()
    assert "Вы согласились" in window.text
    assert "Кому." in window.text
    await person.tap("Отозвать согласие")
    await person.tap("Оставить согласие")
    assert await okno.core.citizens.consented(citizen)
    await person.tap("Отозвать согласие")
    assert await person.tap("Отозвать") == "Согласие отозвано."
    assert not await okno.core.citizens.consented(citizen)
    await person.tap("Прочитать и согласиться")
    assert "Согласие на обработку" in (await person.window()).text


@pytest.mark.parametrize("do", ["edit:profile.nothing", "part:nothing", "yes", "take:0", "", "edit:"])
async def test_forged_taps_change_nothing(okno: Okno, do: str) -> None:
    person, _ = await registered(okno)
    await part(person, "О себе")
    window = await person.window()
    mark = window.data("Дата рождения").rpartition("edit:")[0]
    assert "устарела" in str(await person.tap_data(window, mark + do))
    assert "О себе" in (await person.window()).text


@pytest.mark.parametrize("do", ["yes", "take:0", "pick:0", "pick:x", "delete", "нет такого"])
async def test_forged_taps_in_a_question_keep_it(okno: Okno, do: str) -> None:
    person, citizen = await registered(okno)
    await part(person, "О себе")
    await person.tap("Добавить: Дата рождения")
    window = await person.window()
    mark = window.data("Назад").removesuffix("back")
    assert "устарела" in str(await person.tap_data(window, mark + do))
    assert "Дата рождения" in (await person.window()).text
    assert "profile.birth_date" not in await okno.core.citizens.profile(citizen.id)


async def test_a_sticker_is_answered_and_the_question_stays(okno: Okno) -> None:
    person, _ = await registered(okno)
    await part(person, "О себе")
    await person.tap("Добавить: Дата рождения")
    window = await person.send_file("sticker", b"RIFF", "s.webp")
    assert "Дата рождения" in window.text


async def test_a_question_survives_a_restart(okno: Okno, tmp_path: Path) -> None:
    first, stop = await start(tmp_path / "again", cache=okno.settings.okno_home / "cache")
    port = first.settings.okno_port
    person, _ = await registered(first)
    await part(person, "О себе")
    await person.tap("Добавить: Дата рождения")
    await person.say("14.3.68")
    await stop()
    again, stop = await start(tmp_path / "again", cache=okno.settings.okno_home / "cache", port=port)
    try:
        person.okno = again
        await person.tap("Верно, сохранить")
        assert "Дата рождения — 14.03.1968" in (await person.window()).text
    finally:
        await stop()
