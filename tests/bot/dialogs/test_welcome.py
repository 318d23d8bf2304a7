"""Meeting the bot: hello, consent, phone; declined, refused, asked again, led on."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from sqlalchemy import select

from core.citizens.usecases import PERSONAL_DATA
from core.db.tables import consents
from tests.okno import Okno, Person, start

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def okno(tmp_path_factory: pytest.TempPathFactory, _catalogue_cache: Path) -> AsyncIterator[Okno]:
    """One service for all: every test brings a person of its own."""
    running, stop = await start(tmp_path_factory.mktemp("home"), cache=_catalogue_cache)
    yield running
    await stop()


async def at_phone(person: Person) -> None:
    await person.say("/start")
    await person.tap("Зарегистрироваться")
    await person.tap("Согласен")


async def registered(okno: Okno, person: Person) -> bool:
    return (await okno.core.citizens.meet(person.id, "ru")).registered


async def test_the_first_meeting_says_what_the_bot_is_and_is_not(okno: Okno) -> None:
    person = await okno.person()
    window = await person.say("/start")
    assert "Я — Окно" in window.text
    assert "не сайт ведомства" in window.text
    assert "не спрашиваю пароли и коды" in window.text
    assert window.labels == ["Зарегистрироваться", "Посмотреть услуги", "Не могу войти", "English"]


async def test_from_hello_to_the_menu(okno: Okno) -> None:
    person = await okno.person()
    await person.say("/start")
    await person.tap("Зарегистрироваться")
    consent = await person.window()
    assert "Согласие на обработку персональных данных" in consent.text
    assert consent.labels[:2] == ["Согласен(а)", "Не согласен(а)"]
    await person.tap("Согласен")
    phone = await person.window()
    assert "номер телефона" in phone.text
    asked = phone.raw["keyboard"][0][0]
    assert asked["request_contact"]
    await person.send(contact="own")
    seen = [one.text for one in await person.messages()]
    assert "Вы зарегистрированы. Уровень учётной записи — стандартный." in seen
    menu = await person.window()
    assert "Услуги" in menu.labels
    assert await registered(okno, person)
    citizen = await okno.core.citizens.meet(person.id, "ru")
    assert citizen.level == "standard"
    known = await okno.core.citizens.profile(citizen.id)
    assert known["profile.phone"].value == person.phone


async def test_a_level_given_before_the_phone_is_kept_and_named(okno: Okno) -> None:
    person = await okno.person()
    await person.say("/start")
    await okno.sim("POST", "/sim/level", {"user": person.id, "level": "confirmed"})
    await at_phone(person)
    await person.send(contact="own")
    seen = [one.text for one in await person.messages()]
    assert "Вы зарегистрированы. Уровень учётной записи — подтверждённый." in seen


async def test_the_keyboard_goes_with_its_window(okno: Okno) -> None:
    person = await okno.person()
    await at_phone(person)
    await person.send(contact="own")
    standing = [one.raw["keyboard"] for one in await person.messages() if one.raw.get("keyboard") is not None]
    assert not standing or standing[-1] == []


async def test_leaving_by_a_command_takes_the_keyboard_along(okno: Okno) -> None:
    person = await okno.person()
    await at_phone(person)
    await person.say("/menu")
    seen = await person.messages()
    assert all(one.text != "..." for one in seen)
    assert not any(one.raw.get("keyboard") for one in seen)
    assert "Услуги" in seen[-1].labels


async def test_the_language_changes_in_place_and_back(okno: Okno) -> None:
    person = await okno.person()
    hello = await person.say("/start")
    await person.tap("English")
    window = await person.window()
    assert window.id == hello.id
    assert "I am Окно" in window.text
    assert window.labels == ["Register", "See the services", "I cannot get in", "Русский"]
    await person.tap("Русский")
    assert "Здравствуйте" in (await person.window()).text


async def test_consent_keeps_the_words_shown_their_hash_and_the_time(okno: Okno) -> None:
    person = await okno.person()
    await at_phone(person)
    citizen = await okno.core.citizens.meet(person.id, "ru")
    assert await okno.core.citizens.consented(citizen)

    async with okno.core.works.look() as conn:
        row = (await conn.execute(select(consents).where(consents.c.citizen_id == citizen.id))).one()
    assert (row.purpose, row.accepted) == (PERSONAL_DATA, True)
    assert row.text == okno.core.citizens.consent_text("ru")
    assert len(row.text_hash) == 64
    assert row.update_id is not None


async def test_declining_leaves_browsing_and_search(okno: Okno) -> None:
    person = await okno.person()
    await person.say("/start")
    await person.tap("Зарегистрироваться")
    await person.tap("Не согласен")
    window = await person.window()
    assert "ничего личного я не спрошу" in window.text
    await person.tap("Посмотреть услуги")
    assert "Всего 1" in (await person.window()).text
    found = await person.say("потерял паспорт")
    assert "паспорт" in found.text
    citizen = await okno.core.citizens.meet(person.id, "ru")
    assert not await okno.core.citizens.consented(citizen)


async def test_one_may_change_one_s_mind(okno: Okno) -> None:
    person = await okno.person()
    await person.say("/start")
    await person.tap("Зарегистрироваться")
    await person.tap("Не согласен")
    await person.tap("Прочитать согласие ещё раз")
    await person.tap("Согласен")
    assert "номер телефона" in (await person.window()).text


@pytest.mark.parametrize(
    ("sent", "reason"),
    [
        ({"contact": {"phone_number": "+79990001122", "first_name": "Пётр"}}, "контакт другого человека"),
        (
            {"contact": {"phone_number": "+79990001122", "first_name": "Пётр", "user_id": 5}},
            "контакт другого человека",
        ),
        ({"text": "+7 916 123-45-67"}, "Набирать номер не нужно"),
        ({"text": "мой номер 8 916"}, "Набирать номер не нужно"),
    ],
    ids=["a stranger's", "of another account", "typed", "words"],
)
async def test_only_one_s_own_contact_will_do(okno: Okno, sent: dict[str, object], reason: str) -> None:
    person = await okno.person()
    await at_phone(person)
    window = await person.send(**sent)
    assert reason in window.text
    assert window.raw["keyboard"][0][0]["request_contact"]
    assert not await registered(okno, person)
    await person.send(contact="own")
    assert await registered(okno, person)


async def test_a_forwarded_contact_is_refused(okno: Okno) -> None:
    person = await okno.person()
    await at_phone(person)
    window = await person.send(contact="own", forward_from={"id": person.id, "first_name": "Анна"})
    assert "Пересланный контакт" in window.text
    assert not await registered(okno, person)


async def test_back_from_the_phone_by_word(okno: Okno) -> None:
    person = await okno.person()
    await at_phone(person)
    window = await person.say("Назад")
    assert "Услуги" in window.labels
    assert not await registered(okno, person)


async def test_whoever_agreed_is_not_asked_again(okno: Okno) -> None:
    person = await okno.person()
    await at_phone(person)
    await person.say("/menu")
    await person.tap("Зарегистрироваться")
    assert "номер телефона" in (await person.window()).text


async def test_an_old_button_of_hello_leads_a_registered_person_on(okno: Okno) -> None:
    person = await okno.person()
    hello = await person.say("/start")
    old = hello.data("Зарегистрироваться")
    await person.tap("Зарегистрироваться")
    await person.tap("Согласен")
    await person.send(contact="own")
    await person.tap_data(hello, old)
    window = await person.window()
    assert "Услуги" in window.labels
    assert "Согласие" not in window.text


async def test_forged_data_does_nothing_but_redraw(okno: Okno) -> None:
    person = await okno.person()
    hello = await person.say("/start")
    prefix = hello.data("Зарегистрироваться").removesuffix("register")
    assert "устарела" in (await person.tap_data(hello, prefix + "agree") or "")
    citizen = await okno.core.citizens.meet(person.id, "ru")
    assert not await okno.core.citizens.consented(citizen)


async def test_registration_leads_on_to_the_service_it_was_for(okno: Okno) -> None:
    person = await okno.person()
    await person.say("/start")
    await person.say("MVD-103")
    await person.tap("утрате")
    await person.tap("Начать заявление")
    assert "Согласие на обработку" in (await person.window()).text
    await person.tap("Согласен")
    assert "номер телефона" in (await person.window()).text
    window = await person.send(contact="own")
    assert "нужна подтверждённая учётная запись" in window.text
    assert "Замена паспорта" in window.text
