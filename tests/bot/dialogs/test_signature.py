"""Confirming by an electronic signature: the file out, its signature back, and what does not hold."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.okno import Okno, Person, start
from tests.proving import snils
from tests.signing import Authority, signed

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority.make(tmp_path_factory.mktemp("trust"))


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def okno(
    tmp_path_factory: pytest.TempPathFactory, _catalogue_cache: Path, authority: Authority
) -> AsyncIterator[Okno]:
    """One service for all: every test brings a person of its own."""
    home = tmp_path_factory.mktemp("home")
    running, stop = await start(home, cache=_catalogue_cache, signature_trust=str(authority.folder))
    yield running
    await stop()


async def file_to_sign(okno: Okno, person: Person) -> bytes:
    await person.register()
    await person.say("/menu")
    await person.tap("Профиль")
    await person.tap("Подтвердить личность")
    await person.tap("Электронная подпись")
    assert "ГОСТ" in (await person.window()).text
    await person.tap("Получить файл")
    given = await person.until_file("okno-identity.txt")
    async with okno.session.get(okno.url + given.raw["media"]["url"]) as answer:
        return await answer.read()


async def test_a_signature_confirms_at_once(okno: Okno, authority: Authority) -> None:
    person = await okno.person()
    data = await file_to_sign(okno, person)
    signature = signed(data, *authority.issue(snils()))
    await person.send_file("document", signature, "okno-identity.txt.p7s", "application/pkcs7-signature")
    await person.until("Личный профиль подтверждён")
    citizen = await okno.core.citizens.meet(person.id, "ru")
    assert citizen.level == "confirmed"
    known = await okno.core.citizens.profile(citizen.id)
    assert known["profile.full_name"].value == "Смирнова Анна Петровна"


async def test_what_does_not_hold_is_said_and_mended(okno: Okno, authority: Authority) -> None:
    person, number = await okno.person(), snils()
    data = await file_to_sign(okno, person)

    async def sent(signature: bytes) -> str:
        return (await person.send_file("document", signature, "a.sig")).text

    assert "не откреплённая подпись" in await sent(b"MZ" * 50)
    assert "под другим файлом" in await sent(signed(data + b" ", *authority.issue(number)))
    assert "нет СНИЛС" in await sent(signed(data, *authority.issue("")))
    revoked, certificate = authority.issue(number)
    authority.revoke(certificate.serial_number)
    assert "отозван" in await sent(signed(data, revoked, certificate))
    citizen = await okno.core.citizens.meet(person.id, "ru")
    await okno.core.citizens.remember(citizen.id, {"profile.full_name": "Петров Пётр"}, "citizen")
    assert "другого человека" in await sent(signed(data, *authority.issue(number)))
    await okno.core.citizens.remember(citizen.id, {"profile.full_name": "Смирнова Анна Петровна"}, "citizen")
    assert (await okno.core.citizens.meet(person.id, "ru")).level == "standard"
    assert "подтверждён" in await sent(signed(data, *authority.issue(number, kind="rsa"), armoured=True))


async def test_fifty_at_once_and_another_s_file(okno: Okno, authority: Authority) -> None:
    person, other = await okno.person(), await okno.person()
    data, theirs = await file_to_sign(okno, person), await file_to_sign(okno, other)
    key, certificate = authority.issue(snils())
    window = await person.send_file("document", signed(theirs, key, certificate), "a.sig")
    assert "под другим файлом" in window.text
    citizen = await okno.core.citizens.meet(person.id, "ru")
    signature = signed(data, key, certificate)
    await asyncio.gather(*(okno.core.signatures.check(citizen, signature, {}) for _ in range(50)))
    await person.until("Личный профиль подтверждён")
    await okno.quiet(person.id)
    assert sum(bool(one.raw.get("effect")) for one in await person.messages()) == 1
    window = await other.send_file("document", signed(theirs, key, certificate), "a.sig")
    assert "уже подтверждена в другой учётной записи" in window.text


async def test_a_file_lives_a_day(okno: Okno, authority: Authority) -> None:
    person = await okno.person()
    data = await file_to_sign(okno, person)
    await okno.sim("POST", "/sim/clock", {"advance_s": 25 * 3600})
    window = await person.send_file("document", signed(data, *authority.issue(snils())), "a.sig")
    assert "действует сутки" in window.text
    await person.tap("Получить файл")
    assert "Квалифицированная" in (await person.window()).text
