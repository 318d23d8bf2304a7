"""Leaving for good: said first, typed on purpose, and nothing of the citizen is found afterwards."""

import pytest
from sqlalchemy import func, select

from core.db.tables import erased_numbers, metadata
from core.errors import NotFound
from tests.bot.dialogs.test_applications import filed, registered
from tests.core.erasure.test_usecases import NOBODYS
from tests.okno import Okno, Person


async def counts(okno: Okno) -> dict[str, int]:
    async with okno.core.works.look() as conn:
        return {
            table.name: int(await conn.scalar(select(func.count()).select_from(table)) or 0)
            for table in metadata.sorted_tables
            if table.name not in NOBODYS - {"data_keys"}
        }


async def at_the_word(person: Person) -> str:
    await person.say("/menu")
    await person.tap("Профиль")
    await person.tap("Удалить учётную запись")
    return (await person.prove()).text


async def test_everything_of_the_citizen_goes_and_nothing_of_anybody_else(okno_anywhere: Okno) -> None:
    okno = okno_anywhere
    other, other_citizen = await registered(okno, first_name="Борис")
    await filed(okno, other_citizen)
    await other.say("загран")
    before = await counts(okno)
    person, citizen = await registered(okno)
    number = await filed(okno, citizen)
    await okno.decide_with_file(number, "in_work", "Ответ.pdf", b"%PDF-1.4 answer")
    await person.until_file("Ответ.pdf")
    await person.say("родился ребёнок")
    await person.say("загранпаспорт")
    text = await at_the_word(person)
    assert "в работе — 1, завершённых — 0" in text
    assert "У ведомств они останутся" in text
    window = await person.say("Удалить")
    assert "Учётная запись удалена" in window.text
    await okno.quiet()
    assert await counts(okno) == before
    with pytest.raises(NotFound):
        await okno.core.applications.card(citizen.id, number)

    await okno.decide(number, "approved")
    await okno.quiet()
    said = [one.text for one in await person.messages()]
    assert not any("Одобрено" in text for text in said), "the department's later word finds nobody"
    async with okno.core.works.look() as conn:
        assert await conn.scalar(select(erased_numbers.c.number)) == number

    answers = []
    for asked in (number, "111-111-118"):
        before_it = {one.id for one in await person.messages()}
        await person.say(f"/status {asked}")
        after = [one for one in await person.messages() if one.id not in before_it]
        answers.append([one.text.replace(asked, "N") for one in after])
    assert answers[0] == answers[1], "as of a number that never was"
    await person.register()
    await person.say("/applications")
    assert number not in (await person.window()).text


async def test_a_slip_deletes_nothing(okno: Okno) -> None:
    person, citizen = await registered(okno)
    await at_the_word(person)
    await person.tap("Назад")
    assert (await person.window()).text.startswith("Профиль")
    assert await okno.core.citizens.profile(citizen.id)
    await person.tap("Удалить учётную запись")
    window = await person.say("удалить заявление")
    assert "Учётная запись удалена" not in window.text
    assert await okno.core.citizens.profile(citizen.id)
    window = await person.say("удалить")
    assert "Учётная запись удалена" not in window.text, "the word means it only at its own window"


async def test_a_stranger_has_nothing_to_delete(okno: Okno) -> None:
    person = await okno.person()
    await person.say("/menu")
    await person.tap("Профиль")
    assert "Удалить учётную запись" not in (await person.window()).labels


async def test_the_word_in_english(okno: Okno) -> None:
    person, _ = await registered(okno, language_code="en")
    await person.say("/menu")
    await person.tap("Profile")
    await person.tap("Delete the account")
    assert "type the word DELETE" in (await person.prove()).text
    assert "The account has been deleted" in (await person.say("delete")).text
    await person.tap("To the start")
    assert "Register" in (await person.window()).labels


async def test_two_devices_say_the_word_at_once(okno: Okno) -> None:
    person, citizen = await registered(okno)
    await at_the_word(person)
    await okno.core.erasure.erase(citizen.id)
    with pytest.raises(NotFound):
        await okno.core.erasure.erase(citizen.id)
