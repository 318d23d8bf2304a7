"""«Безопасность»: authenticator, backup codes, phrase, lock, journal, devices, «Это не я»."""

import re
import time

import pyotp
from sqlalchemy import insert

from core.db.tables import telegram_accounts
from tests.bot.dialogs.test_applications import registered
from tests.okno import Okno, Person, Window

PIN = "274916"


async def security(person: Person, part: str = "") -> Window:
    await person.say("/menu")
    await person.tap("Профиль")
    await person.tap("Безопасность")
    if part:
        await person.tap(part)
    return await person.open_window()


async def secret_shown(person: Person) -> str:
    """The key under the QR code, as a person would type it into their app."""
    picture = next(one for one in reversed(await person.messages()) if one.raw.get("media"))
    found = re.search(r"вручную: ([A-Z2-7 ]+)", picture.text)
    assert found is not None
    return found[1].replace(" ", "").strip()


async def test_a_pin_turns_the_protection_on_and_is_told_of(okno: Okno) -> None:
    person, _ = await registered(okno)
    assert "Защита не включена" in (await security(person)).text
    await person.tap("PIN")
    await person.tap("Задать PIN")
    await person.prove()
    assert "ещё раз" in (await person.say("123456")).text
    assert "легко угадать" in (await person.say("123456")).text
    await person.say(PIN)
    assert "PIN не совпали" in (await person.say("274917")).text
    await person.say(PIN)
    await person.say(PIN)
    await person.until("задан PIN. Если это не вы")
    assert "Защита включена" in (await security(person)).text
    window = await security(person, "PIN")
    assert "Убрать PIN" in window.labels
    await person.tap("Убрать PIN")
    assert "PIN не задан" in (await person.open_window()).text


async def test_an_authenticator_is_enrolled_by_its_code_and_a_replay_is_refused(okno_anywhere: Okno) -> None:
    okno = okno_anywhere
    person, citizen = await registered(okno)
    await okno.give_pin(citizen)
    await security(person, "Аутентификатор")
    await person.tap("Подключить")
    await person.prove()
    totp = pyotp.TOTP(await secret_shown(person))
    wrong = str((int(totp.now()) + 1) % 1_000_000).zfill(6)
    assert "Код не подошёл" in (await person.say(wrong)).text
    code = totp.at(int(time.time()) - 30)
    await person.say(code)
    window = await person.open_window()
    assert "аутентификатор подключено" in window.text
    assert not any(one.raw.get("media") for one in await person.messages()), "the picture is gone"
    await okno.core.security.lock(citizen)
    await person.tap("Отключить")
    await person.tap("Код из приложения")
    assert "Не подошло" in (await person.say(code)).text, "that code has been used"
    await person.say(totp.now())
    window = await person.open_window()
    assert "аутентификатор не подключено" in window.text


async def test_a_backup_code_is_good_once(okno: Okno) -> None:
    person, citizen = await registered(okno)
    assert "Сначала задайте PIN" in (await security(person, "Резервные коды")).text
    await okno.give_pin(citizen)
    await security(person, "Резервные коды")
    await person.tap("Получить новые коды")
    await person.prove()
    listed = next(one for one in reversed(await person.messages()) if "Ваши резервные коды" in one.text)
    codes = re.findall(r"[A-Z2-9]{5}-[A-Z2-9]{5}", listed.text)
    assert len(set(codes)) == 10
    await person.tap("Удалить это сообщение", listed)
    assert listed.id not in [one.id for one in await person.messages()]
    for tries, fits in ((codes[0].lower(), True), (codes[0], False), (codes[1], True)):
        await okno.core.security.lock(citizen)
        await security(person, "Автоблокировка")
        await person.tap("60 минут")
        await person.tap("Резервный код")
        window = await person.say(tries)
        assert ("Не подошло" not in window.text) is fits, tries
        assert not any(tries in one.text for one in await person.messages())
    assert "осталось 8" in (await security(person)).text


async def test_the_phrase_stands_on_sensitive_windows(okno: Okno) -> None:
    person, citizen = await registered(okno)
    await okno.give_pin(citizen)
    await security(person, "Моя фраза")
    await person.tap("Придумать фразу")
    await person.prove()
    assert "от 4 до 60" in (await person.say("кот")).text
    await person.say("рыжий <кот> на крыше")
    assert "Фраза сохранена" in (await person.open_window()).text
    assert not any(one.text == "рыжий <кот> на крыше" for one in await person.messages())
    await okno.core.security.lock(citizen)
    await security(person, "PIN")
    await person.tap("Сменить PIN")
    assert "Ваша фраза: рыжий <кот> на крыше" in (await person.open_window()).text


async def test_the_lock_is_chosen_and_the_journal_read(okno: Okno) -> None:
    person, citizen = await registered(okno)
    await okno.give_pin(citizen)
    await security(person, "Автоблокировка")
    await person.tap("5 минут")
    await person.prove()
    assert "✓ 5 минут" in (await person.open_window()).labels
    await person.tap("Заблокировать сейчас")
    await person.tap("60 минут")
    await person.say("111222")
    await person.prove()
    assert "✓ 60 минут" in (await person.open_window()).labels
    text = (await security(person, "Журнал")).text
    for line in ("задан PIN", "заблокировано вами", "неверный PIN", "подтверждено PIN"):
        assert line in text


async def test_it_was_not_me_freezes_what_is_sensitive_for_a_day(okno: Okno) -> None:
    person, citizen = await registered(okno)
    await okno.core.citizens.remember(citizen.id, {"profile.snils": "11223344595"}, "citizen")
    await okno.give_pin(citizen)
    alarm = await person.until("задан PIN. Если это не вы")
    await person.tap("Это не я", alarm)
    await person.tap("Да, заморозить")
    await person.until("Учётная запись заморожена на 24 часа")
    assert "заморожена на 24 часа" in (await person.sms())[-1]
    await person.say("/menu")
    await person.tap("Профиль")
    await person.tap("СНИЛС")
    await person.tap("Показать целиком")
    window = await person.open_window()
    assert "заморожена до" in window.text
    assert window.labels == ["Назад"]
    await person.say(PIN)
    assert not any("112-233-445 95" in one.text for one in await person.messages())


async def test_another_telegram_is_unlinked_even_while_frozen(okno: Okno) -> None:
    person, citizen = await registered(okno)
    other = await okno.person("Борис")
    async with okno.core.works.database.write() as conn:
        await conn.execute(
            insert(telegram_accounts).values(
                user_id=other.id, citizen_id=citizen.id, language="ru", seen_at=okno.core.clock.now()
            )
        )
        await conn.commit()
    await other.say("/menu")
    await okno.give_pin(citizen)
    await other.until("задан PIN. Если это не вы")
    await okno.core.security.freeze(citizen)
    await security(person, "Устройства")
    await person.tap("Отвязать 2")
    await person.prove()
    assert "2." not in (await person.open_window()).text
    assert (await okno.core.citizens.meet(other.id, "ru")).id != citizen.id
    await other.say("/menu")
    await other.tap("Профиль")
    assert "Сведений о вас пока нет" in (await other.window()).text
