"""«Мои данные»: consents taken back in a tap, looks shown, everything handed over once."""

import io
import zipfile
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from core.rights.accesses import note
from tests.okno import Okno, Person, start

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def okno(tmp_path_factory: pytest.TempPathFactory, _catalogue_cache: Path) -> AsyncIterator[Okno]:
    """One service for all: every test brings a person of its own."""
    running, stop = await start(tmp_path_factory.mktemp("home"), cache=_catalogue_cache)
    yield running
    await stop()


async def at_data(okno: Okno) -> Person:
    person = await okno.person()
    await person.register()
    await person.say("/data")
    return person


async def test_the_profile_leads_there_and_back(okno: Okno) -> None:
    person = await okno.person()
    await person.register()
    await person.say("/menu")
    await person.tap("Профиль")
    await person.tap("Мои данные")
    window = await person.window()
    assert "✅ Обработка персональных данных — с" in window.text
    assert "Новости об услугах — не дано" in window.text
    assert "Никто из сотрудников" in window.text
    await person.tap("Назад")
    assert "Мои данные" in (await person.window()).labels


async def test_a_consent_shows_its_text_and_goes_in_one_tap(okno: Okno) -> None:
    person = await at_data(okno)
    await person.tap("Обработка персональных данных")
    window = await person.window()
    assert "Согласие на обработку персональных данных" in window.text
    assert await person.tap("Отозвать согласие") == "Согласие отозвано."
    assert "Согласия нет" in (await person.window()).text
    citizen = await okno.core.citizens.meet(person.id, "ru")
    assert not await okno.core.citizens.consented(citizen)
    assert "устарела" in str(await person.tap_data(window, window.data("Отозвать согласие")))
    await person.tap("Согласен(а)")
    assert await okno.core.citizens.consented(citizen)


async def test_each_purpose_is_its_own(okno: Okno) -> None:
    person = await at_data(okno)
    await person.tap("Новости об услугах")
    await person.tap("Согласен(а)")
    await person.tap("Отозвать согласие")
    await person.tap("Назад")
    text = (await person.window()).text
    assert "Новости об услугах — не дано" in text
    assert "✅ Обработка персональных данных" in text


async def test_who_looked_is_shown(okno: Okno) -> None:
    person = await at_data(okno)
    citizen = await okno.core.citizens.meet(person.id, "ru")
    async with okno.core.works.work() as work:
        for number in range(8):
            await note(work, citizen.id, "Мария, оператор", "review", f"Проверка <{number}>")
        await work.commit()
    await person.tap("Кто смотрел")
    window = await person.window()
    assert "Мария, оператор" in window.text
    assert "Зачем: Проверка <7>" in window.text
    await person.tap("›")
    assert "Зачем: Проверка <0>" in (await person.window()).text


async def test_what_is_kept_is_counted(okno: Okno) -> None:
    person = await at_data(okno)
    await person.tap("Что хранится")
    text = (await person.window()).text
    assert "Слова о согласии: 1" in text
    assert "Контакты: 1" in text


async def test_the_archive_comes_into_the_chat(okno: Okno) -> None:
    person = await at_data(okno)
    await person.tap("Скачать всё")
    assert "никому его не пересылайте" in (await person.window()).text
    await person.tap("Собрать архив")
    assert not any(one.raw.get("media") for one in await person.messages())
    await person.prove()
    sent = next(one for one in await person.messages() if one.raw.get("media"))
    media = sent.raw["media"]
    assert media["file_name"].endswith(".zip")
    assert "Через час это сообщение исчезнет" in sent.text
    async with okno.session.get(okno.url + media["url"]) as answer:
        archive = zipfile.ZipFile(io.BytesIO(await answer.read()))
    assert archive.testzip() is None
    assert person.phone.encode() in archive.read("data/contacts.json")


async def test_erasure_is_reached_and_spelt_out(okno: Okno) -> None:
    person = await at_data(okno)
    await person.tap("Удалить учётную запись")
    await person.prove()
    text = (await person.window()).text
    assert "3 года под ключом службы" in text
    assert "Сообщения, которые ещё в пути, не придут" in text
    await person.tap("Назад")
    await person.say("/data")
    await person.tap("Удалить учётную запись")
    await person.say("УДАЛИТЬ")
    assert "Учётная запись удалена" in (await person.window()).text


@pytest.mark.parametrize("do", ["consent:x", "page:-1", "go", "", "revoke"])
async def test_forged_taps_do_nothing(okno: Okno, do: str) -> None:
    person = await at_data(okno)
    window = await person.window()
    mark = window.data("Скачать всё").removesuffix("export")
    assert "устарела" in str(await person.tap_data(window, mark + do))
    assert not any(one.raw.get("media") for one in await person.messages())
