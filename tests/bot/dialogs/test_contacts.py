"""Registering by a code, by a letter's link; half way and back; the list of contacts."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from core.contacts.model import Contact
from tests.okno import Okno, Person, start

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module", params=["sqlite", "postgres"])
async def okno(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, _catalogue_cache: Path
) -> AsyncIterator[Okno]:
    """One service for all: every test brings a person of its own."""
    more = {}
    if request.param == "postgres":
        more = {"database_url": request.getfixturevalue("databases").fresh()}
    running, stop = await start(tmp_path_factory.mktemp("home"), cache=_catalogue_cache, **more)
    yield running
    await stop()


async def at_ways(person: Person) -> None:
    await person.say("/start")
    await person.tap("Зарегистрироваться")
    await person.tap("Согласен")
    phone = await person.window()
    assert [button["text"] for row in phone.raw["keyboard"] for button in row] == [
        "Отправить мой номер",
        "Другие способы",
        "Назад",
    ]
    await person.say("Другие способы")


async def asked_by_sms(person: Person, number: str) -> str:
    """Up to the code window; returns the code."""
    await at_ways(person)
    await person.tap("Другой номер")
    await person.say(number)
    return code_in((await person.sms(number))[-1])


def code_in(text: str) -> str:
    found = re.search(r"\b\d{6}\b", text)
    assert found, text
    return found[0]


def other_than(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06}"


async def registered(okno: Okno, person: Person) -> bool:
    return (await okno.core.citizens.meet(person.id, "ru")).registered


async def test_by_another_number_on_the_keypad(okno: Okno) -> None:
    person = await okno.person()
    number = f"+7903{person.id % 10**7:07}"
    code = await asked_by_sms(person, number)
    window = await person.window()
    assert f"•••-••-{number[-2:]}" in window.text
    assert "осталось 5 попыток" in window.text
    assert "еще 5 минут" in window.text.replace("ё", "е")
    assert "◦ ◦ ◦ ◦ ◦ ◦" in window.text
    assert number not in window.text
    data = [button["data"] for row in window.raw["buttons"] for button in row if button["text"].isdigit()]
    assert len(set(data)) == 10
    assert not any(re.search(r":\d$", one) for one in data), "a button carries no digit"
    await person.tap("1")
    assert "• ◦ ◦ ◦ ◦ ◦" in (await person.window()).text
    await person.tap("⌫")
    await person.tap_code(code)
    assert "Вы зарегистрированы" in (await person.until("Вы зарегистрированы")).text
    assert "Услуги" in (await person.window()).labels
    assert await registered(okno, person)


async def test_a_typed_code_is_taken_and_deleted_and_wrong_ones_are_counted(okno: Okno) -> None:
    person = await okno.person()
    code = await asked_by_sms(person, f"+7903{person.id % 10**7:07}")
    window = await person.say(other_than(code))
    assert "Код не подошёл. Осталось 4 попытки." in window.text
    window = await person.say("12345")
    assert "В коде шесть цифр" in window.text
    assert "осталось 4 попытки" in window.text
    window = await person.say(code, forward_from={"id": 5, "first_name": "Пётр"})
    assert "мошенники" in window.text
    assert not await registered(okno, person)
    await person.say(f"{code[:3]}-{code[3:]}")
    assert await registered(okno, person)
    mine = [one.text for one in await person.messages() if one.raw["from"]["id"] == person.id]
    assert not any(re.search(r"\d{3}", text) for text in mine if not text.startswith("+7")), mine


async def test_tries_run_out_and_a_new_code_helps(okno: Okno) -> None:
    person = await okno.person()
    number = f"+7903{person.id % 10**7:07}"
    code = await asked_by_sms(person, number)
    for _ in range(5):
        window = await person.say(other_than(code))
    assert "Попытки закончились" in window.text
    assert "1" not in window.labels, "no keypad for a dead code"
    window = await person.say(code)
    assert "Попытки закончились" in window.text
    assert "через" in str(await person.tap("Отправить ещё раз"))
    await okno.sim("POST", "/sim/clock", {"advance_s": 61})
    assert "Новый код отправлен" in str(await person.tap("Отправить ещё раз"))
    newer = code_in((await person.sms(number))[-1])
    await person.say(newer)
    assert await registered(okno, person)


async def test_late_is_late(okno: Okno) -> None:
    person = await okno.person()
    code = await asked_by_sms(person, f"+7903{person.id % 10**7:07}")
    await okno.sim("POST", "/sim/clock", {"advance_s": 301})
    window = await person.say(code)
    assert "Срок кода вышел" in window.text
    assert not await registered(okno, person)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("+380 44 279 45 67", "только на российские мобильные"),
        ("+1 202 555 0143", "только на российские мобильные"),
        ("8 495 123-45-67", "только на российские мобильные"),
        ("8 916 12", "цифр"),
    ],
)
async def test_a_number_that_gets_no_sms_is_said_so(okno: Okno, typed: str, said: str) -> None:
    person = await okno.person()
    await at_ways(person)
    await person.tap("Другой номер")
    window = await person.say(typed)
    assert said in window.text
    assert "Номер телефона" in window.text


async def test_half_way_is_kept_over_a_start(okno: Okno) -> None:
    person = await okno.person()
    code = await asked_by_sms(person, f"+7903{person.id % 10**7:07}")
    await person.tap("Назад")
    await person.say("/menu")
    window = await person.say("/start")
    assert "Код отправлен в СМС" in window.text
    await person.tap_code(code)
    assert await registered(okno, person)
    assert "Услуги" in (await person.say("/start")).labels


async def test_by_mail_with_a_code_and_what_a_mail_does_not_tell(okno: Okno) -> None:
    person = await okno.person()
    address = f"anna{person.id}@example.ru"
    await at_ways(person)
    await person.tap("По электронной почте")
    assert "нужен знак @" in (await person.say("anna.example1")).text
    await person.say(address)
    (letter,) = await person.mail(address)
    assert letter["subject"] == "Код подтверждения — Окно"
    window = await person.window()
    assert "a•••@example.ru" in window.text
    assert address not in window.text
    await person.say(code_in(letter["text"]))
    window = await person.window()
    assert "Осталось рассказать о себе" in window.text
    assert "ещё 3 ответа" in window.text
    await person.tap("Указать")
    window = await person.say("Смирнова Анна Петровна")
    assert "Дата рождения" in window.text
    await person.tap("Пропустить")
    window = await person.window()
    assert "ещё 1 ответ" in window.text
    await person.tap("Указать")
    await person.say("45 10 123456")
    await person.tap("Продолжить")
    assert "Услуги" in (await person.window()).labels
    citizen = await okno.core.citizens.meet(person.id, "ru")
    known = await okno.core.citizens.profile(citizen.id)
    assert known["profile.email"].value == address
    assert known["profile.full_name"].value
    assert "profile.birth_date" not in known


async def test_by_the_link_in_the_letter_once_and_only_here(okno: Okno) -> None:
    person, stranger = await okno.person(), await okno.person()
    address = f"anna{person.id}@example.ru"
    await at_ways(person)
    await person.tap("По электронной почте")
    await person.say(address)
    (letter,) = await person.mail(address)
    found = re.search(r"start=(t_[\w-]+)", letter["text"])
    assert found, letter["text"]
    await stranger.say(f"/start {found[1]}")
    assert any("Эта ссылка устарела" in one.text for one in await stranger.messages())
    assert not await registered(okno, stranger)
    window = await person.say(f"/start {found[1]}")
    assert "Подтвердить, что этот адрес ваш?" in window.text
    assert not await registered(okno, person), "opening is no proof: programs do it"
    await person.tap("Подтвердить")
    assert await registered(okno, person)
    await person.say(f"/start {found[1]}")
    assert any("Эта ссылка устарела" in one.text for one in await person.messages())


async def test_a_contact_of_another_account_opens_nothing(okno: Okno) -> None:
    owner, other = await okno.person(), await okno.person()
    await owner.register()
    code = await asked_by_sms(other, owner.phone)
    window = await other.say(code)
    assert "уже подтверждён в другой учётной записи" in window.text
    assert not await registered(okno, other)
    mine = await okno.core.citizens.meet(owner.id, "ru")
    (held,) = await okno.core.contacts.of(mine.id)
    assert held.verified


async def test_the_list_adds_chooses_and_deletes_behind_a_proof(okno: Okno) -> None:
    person = await okno.person()
    await person.register()
    address = f"boris{person.id}@example.ru"
    await person.tap("Профиль")
    await person.tap("Контакты и адреса")
    await person.tap("Телефоны и почта")
    window = await person.window()
    assert "основной" in window.text
    assert "подтверждён Telegram" in window.text
    await person.tap("Добавить почту")
    assert "Электронн" not in (await person.window()).text, "a proof comes first"
    assert "Адрес электронной почты" in (await person.prove()).text
    await person.say(address)
    await person.tap_code(code_in((await person.mail(address))[-1]["text"]))
    assert "b•••@example.ru — основной" in (await person.open_window()).text
    await person.until("В контакты добавлен b•••@example.ru")
    await person.tap("b•••", await person.open_window())
    await person.tap("Удалить", await person.open_window())
    await person.tap("Да, удалить", await person.open_window())
    await person.until("Из контактов удалён b•••@example.ru")
    await person.tap("+7", await person.open_window())
    await person.tap("Удалить", await person.open_window())
    await person.tap("Да, удалить", await person.open_window())
    assert [one.kind for one in await contacts(okno, person)] == ["phone"], "the last verified one stays"


async def contacts(okno: Okno, person: Person) -> list[Contact]:
    citizen = await okno.core.citizens.meet(person.id, "ru")
    return await okno.core.contacts.of(citizen.id)


@pytest.mark.parametrize("do", ["k:x", "on", "take:0", "k:", "нет"])
async def test_forged_taps_do_nothing(okno: Okno, do: str) -> None:
    person = await okno.person()
    await asked_by_sms(person, f"+7903{person.id % 10**7:07}")
    window = await person.window()
    mark = window.data("Назад").removesuffix("back")
    assert "устарела" in str(await person.tap_data(window, mark + do))
    assert "осталось 5 попыток" in (await person.window()).text
