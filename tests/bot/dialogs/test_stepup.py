"""Proving that it is the citizen: the ways of it, mistakes, pauses, and coming back to what was asked for."""

import asyncio

import pytest
from sqlalchemy import update

from core.citizens.model import Citizen
from core.db.tables import outbox
from core.db.types import db_now
from tests.bot.dialogs.test_applications import registered
from tests.okno import Okno, Person, Window

PIN, SNILS = "274916", "112-233-445 95"


async def known(okno: Okno) -> tuple[Person, Citizen]:
    """Somebody whose profile holds a SNILS."""
    person, citizen = await registered(okno)
    await okno.core.citizens.remember(citizen.id, {"profile.snils": "11223344595"}, "citizen")
    return person, citizen


async def numbers(person: Person) -> Window:
    await person.say("/menu")
    await person.tap("Профиль")
    await person.tap("СНИЛС")
    return await person.window()


async def tap_digits(person: Person, digits: str) -> None:
    """As a person does: the key with this digit on it."""
    for digit in digits:
        window = await person.open_window()
        await person.tap_data(window, window.data(digit))


async def test_a_code_by_sms_shows_the_value_for_a_minute(okno_anywhere: Okno) -> None:
    okno = okno_anywhere
    person, _ = await known(okno)
    assert SNILS not in (await numbers(person)).text
    await person.tap("Показать целиком")
    assert not await person.sms(), "none unless it is asked for"
    await person.tap("Получить код по СМС")
    window = await person.open_window()
    assert "+7 916 1••-••-01" in window.text or "•" in window.text
    assert "◦ ◦ ◦ ◦ ◦ ◦" in window.text
    code = await person.code()
    await tap_digits(person, code[:3])
    assert "• • • ◦ ◦ ◦" in (await person.open_window()).text
    await person.tap("⌫")
    assert "• • ◦ ◦ ◦ ◦" in (await person.open_window()).text
    await tap_digits(person, code[2:])
    shown = next(one for one in await person.messages() if SNILS in one.text)
    assert "СНИЛС, ИНН" in (await person.open_window()).text, "back where it was asked for"
    async with okno.core.works.database.write() as conn:  # a minute passes
        await conn.execute(update(outbox).where(outbox.c.topic == "telegram.delete").values(due_at=db_now()))
        await conn.commit()
    okno.core.wake.ring("outbox")
    await okno.quiet()
    assert shown.id not in [one.id for one in await person.messages()]
    await person.tap("Показать целиком")
    assert any(SNILS in one.text for one in await person.messages()), "the proof still holds"


async def test_a_proof_ends_by_idleness_and_by_lock(okno: Okno) -> None:
    person, citizen = await known(okno)
    await okno.give_pin(citizen)
    await numbers(person)
    await person.tap("Показать целиком")
    await person.prove()
    await okno.sim("POST", "/sim/clock", {"advance_s": 14 * 60})
    await asyncio.sleep(1.5)
    await person.tap("Показать целиком")
    assert "СНИЛС, ИНН" in (await person.open_window()).text
    await okno.sim("POST", "/sim/clock", {"advance_s": 16 * 60})
    await asyncio.sleep(1.5)
    await person.tap("Показать целиком")
    window = await person.open_window()
    assert "подтвердите, что это вы" in window.text
    assert "СНИЛС, ИНН" in (await person.say(PIN)).text
    await person.say("/lock")
    assert any("Заблокировано" in one.text for one in await person.messages())
    await numbers(person)
    await person.tap("Показать целиком")
    assert "подтвердите, что это вы" in (await person.open_window()).text


async def test_a_typed_pin_leaves_the_chat_and_wrong_ones_bring_a_pause(okno: Okno) -> None:
    person, citizen = await known(okno)
    await okno.give_pin(citizen)
    await numbers(person)
    await person.tap("Показать целиком")
    window = await person.say("111 222")
    assert "Осталось попыток: 4" in window.text
    assert not any("111 222" in one.text for one in await person.messages())
    for _ in range(4):
        await person.say("111222")
    assert "Слишком много неверных попыток" in (await person.open_window()).text
    await person.until("Несколько раз подряд введён неверный PIN")
    await person.say(PIN)
    assert not any(SNILS in one.text for one in await person.messages()), "not even the right one"
    await okno.sim("POST", "/sim/clock", {"advance_s": 15 * 60 + 5})
    await asyncio.sleep(1.5)
    await numbers(person)
    await person.tap("Показать целиком")
    await person.say(PIN)
    assert any(SNILS in one.text for one in await person.messages())


async def test_a_known_value_is_changed_and_deleted_behind_a_proof_and_a_new_one_is_not(okno: Okno) -> None:
    person, citizen = await known(okno)
    await numbers(person)
    await person.tap("Добавить: ИНН")
    assert "Сохранено: ИНН" in (await person.say("500100732259")).text
    await okno.give_pin(citizen)
    await person.tap("Изменить: СНИЛС")
    window = await person.prove()
    assert "Сейчас: 112" in window.text
    await okno.core.security.lock(citizen)  # on another device, say
    window = await person.say(SNILS)
    assert "подтвердите, что это вы" in window.text
    assert not any(one.text == SNILS for one in await person.messages())
    await person.prove()
    await okno.core.security.lock(citizen)
    await person.tap("Удалить из профиля")
    await person.prove()
    assert "profile.snils" not in await okno.core.citizens.profile(citizen.id)


async def test_the_way_back_changes_nothing(okno: Okno) -> None:
    person, _ = await known(okno)
    await numbers(person)
    await person.tap("Показать целиком")
    await person.tap("Получить код по СМС")
    await person.tap("Назад")
    window = await person.open_window()
    assert "СНИЛС, ИНН" in window.text
    assert not any(SNILS in one.text for one in await person.messages())


@pytest.mark.parametrize(
    "do", ["go", "send:email", "way:totp", "k:", "k:1", "k:274916", "set-pin:", "", "resume"]
)
async def test_forged_taps_prove_nothing(okno: Okno, do: str) -> None:
    person, citizen = await known(okno)
    await okno.give_pin(citizen)
    await numbers(person)
    await person.tap("Показать целиком")
    window = await person.open_window()
    mark = window.data("Назад").removesuffix("back")
    await person.tap_data(window, mark + do)
    assert "подтвердите, что это вы" in (await person.open_window()).text
    assert not any(SNILS in one.text for one in await person.messages())


async def test_erasing_asks_whoever_has_a_pin(okno: Okno) -> None:
    person, citizen = await known(okno)
    await okno.give_pin(citizen)
    await person.say("/menu")
    await person.tap("Профиль")
    await person.tap("Удалить учётную запись")
    assert "Чтобы удалить учётную запись" in (await person.open_window()).text
    assert "напишите слово" in (await person.prove()).text
    await okno.core.security.lock(citizen)
    assert "Чтобы удалить учётную запись" in (await person.say("УДАЛИТЬ")).text
    await person.prove()
    assert "удален" in (await person.say("УДАЛИТЬ")).text.lower()


async def test_a_wrong_code_counts_and_a_dead_one_is_asked_for_anew(okno: Okno) -> None:
    person, _ = await known(okno)
    await numbers(person)
    await person.tap("Показать целиком")
    await person.tap("Получить код по СМС")
    code = await person.code()
    wrong = str((int(code) + 1) % 1_000_000).zfill(6)
    assert "Осталось попыток: 4" in (await person.say(wrong)).text
    assert "запросить через" in str(await person.tap("Отправить код ещё раз"))
    for _ in range(4):
        await person.say(wrong)
    window = await person.open_window()
    assert "больше не действует" in window.text
    assert "Получить код по СМС" in window.labels
    await person.say(code)
    assert not any(SNILS in one.text for one in await person.messages())
    await okno.sim("POST", "/sim/clock", {"advance_s": 61})
    await asyncio.sleep(1.5)
    await person.say("/menu")
    await numbers(person)
    await person.tap("Показать целиком")
    await person.prove()
    assert any(SNILS in one.text for one in await person.messages())
