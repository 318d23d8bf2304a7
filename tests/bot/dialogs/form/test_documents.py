"""Documents: pictures, files and albums, what is wrong with them, and how they are replaced."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.okno import Okno, start
from tests.opening import at_documents, blurred, pdf, photo

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def okno(tmp_path_factory: pytest.TempPathFactory, _catalogue_cache: Path) -> AsyncIterator[Okno]:
    """One service for all: every test brings a person of its own."""
    running, stop = await start(tmp_path_factory.mktemp("home"), cache=_catalogue_cache)
    yield running
    await stop()


TWO = "MID-201"  # level none: a scan, then a photograph, both required
OPTIONAL = "MINCIFRY-140"


async def test_a_document_says_what_is_wanted(okno: Okno) -> None:
    person = await okno.person()
    window = await at_documents(okno, person, TWO)
    assert "Документ 1 из 2" in window.text
    assert "PDF, JPG или PNG до 5 МБ" in window.text
    assert window.labels == ["Сохранить и выйти", "Отменить", "Назад"]


async def test_a_sharp_picture_and_on_to_the_review(okno: Okno) -> None:
    person = await okno.person()
    await at_documents(okno, person, TWO)
    window = await person.send_file("document", pdf(3), "паспорт.pdf", "application/pdf")
    assert "PDF принят: 3 страницы." in window.text
    assert window.labels[:2] == ["Дальше", "Заменить"]
    await person.tap("Дальше")
    window = await person.window()
    assert "Документ 2 из 2" in window.text
    assert "JPG или PNG до 5 МБ" in window.text
    assert "Лицо прямо, фон светлый" in window.text
    window = await person.send_file("photo", photo(), "a.jpg", "image/jpeg")
    assert "Фото принято: чёткое, 900×1157." in window.text
    await person.tap("Дальше")
    assert "1 файл" in (await person.window()).text
    assert "Отправить" in (await person.window()).labels


async def test_a_doubtful_picture_may_be_kept_or_replaced(okno: Okno) -> None:
    person = await okno.person()
    await at_documents(okno, person, TWO)
    window = await person.send_file("photo", blurred(), "a.jpg", "image/jpeg")
    assert "Снимок тёмный и нерезкий — ведомство может его не принять" in window.text
    assert window.labels[:2] == ["Оставить этот", "Заменить"]
    await person.tap("Заменить")
    assert "PDF, JPG или PNG" in (await person.window()).text
    await person.send_file("photo", photo(), "a.jpg", "image/jpeg")
    assert (await person.window()).labels[0] == "Дальше"


@pytest.mark.parametrize(
    ("data", "name", "kind", "said"),
    [
        (b"", "a.pdf", "application/pdf", "Файл пустой"),
        (b"MZ" + b"\0" * 500, "паспорт.pdf.exe", "application/pdf", "это файл другого вида"),
        (b"<html></html>", "a.pdf", "application/pdf", "это файл другого вида"),
        (b"%PDF-1.4 broken", "a.pdf", "application/pdf", "Файл повреждён"),
        (b"\0" * (5 * 1024 * 1024 + 1), "a.pdf", "application/pdf", "Файл больше 5 МБ"),
    ],
    ids=["empty", "exe", "html", "broken", "large"],
)
async def test_a_file_that_won_t_do_says_why_and_keeps_the_step(
    okno: Okno, data: bytes, name: str, kind: str, said: str
) -> None:
    person = await okno.person()
    await at_documents(okno, person, TWO)
    window = await person.send_file("document", data, name, kind)
    assert said in window.text
    assert "Документ 1 из 2" in window.text
    assert "Позвать оператора" in window.labels
    window = await person.send_file("document", pdf(), "a.pdf", "application/pdf")
    assert "PDF принят: 1 страница." in window.text


async def test_a_large_file_is_refused_before_it_is_downloaded(okno: Okno) -> None:
    person = await okno.person()
    await at_documents(okno, person, TWO)
    before = (await okno.sim("GET", "/sim/calls?method=getFile"))["cursor"]
    await person.send_file("document", b"\0" * (6 * 1024 * 1024), "a.pdf", "application/pdf")
    calls = (await okno.sim("GET", f"/sim/calls?method=getFile&since={before}"))["calls"]
    assert calls == []


async def test_a_format_that_this_document_does_not_take(okno: Okno) -> None:
    person = await okno.person()
    await at_documents(okno, person, TWO)
    await person.send_file("document", pdf(), "a.pdf", "application/pdf")
    await person.tap("Дальше")
    window = await person.send_file("document", pdf(), "photo.pdf", "application/pdf")
    assert "Подойдут JPG, PNG" in window.text
    assert "Документ 2 из 2" in window.text


async def test_pages_add_up_and_the_same_one_counts_once(okno: Okno) -> None:
    person = await okno.person()
    await at_documents(okno, person, TWO)
    await person.send_file("document", pdf(1), "1.pdf", "application/pdf")
    window = await person.send_file("document", pdf(2), "2.pdf", "application/pdf")
    assert "Принято 2 файла." in window.text
    window = await person.send_file("document", pdf(2), "again.pdf", "application/pdf")
    assert "Этот файл уже есть" in window.text
    assert "Принято 2 файла." in window.text


async def test_an_album_s_parts_are_listed_and_take_one_window(okno: Okno) -> None:
    person = await okno.person()
    await at_documents(okno, person, TWO)
    parts = [photo(seed=60), b"not a picture", photo(seed=60), photo(seed=90)]
    before = len(await person.messages())
    for data in parts:
        await person.send_file("document", data, "p.jpg", "image/jpeg", media_group="g1")
    window = await person.window()
    lines = window.text.splitlines()
    assert any(line.startswith("1. Фото принято") for line in lines)
    assert any(line.startswith("2. ") and "файл другого вида" in line for line in lines)
    assert any(line.startswith("4. Фото принято") for line in lines)
    messages = await person.messages()
    assert len(messages) == before + len(parts) + 1
    assert messages[-1].id == window.id, "the parts that came later bury their window"


async def test_album_parts_sent_at_once_all_arrive(okno: Okno) -> None:
    person = await okno.person()
    await at_documents(okno, person, TWO)
    await asyncio.gather(
        *(
            person.send_file("photo", photo(seed=40 + 10 * at), "p.jpg", "image/jpeg", media_group="g2")
            for at in range(4)
        )
    )
    assert "Принято 4 файла." in (await person.window()).text


async def test_optional_documents_may_be_skipped_and_added_from_the_review(okno: Okno) -> None:
    person = await okno.person()
    window = await at_documents(okno, person, OPTIONAL)
    assert "можно пропустить" in window.text
    await person.tap("Пропустить")
    review = await person.window()
    assert "не приложено" in review.text
    await person.tap("Изменить ответ")
    await person.tap("3. ")
    await person.send_file("document", pdf(), "a.pdf", "application/pdf")
    await person.tap("Дальше")
    assert "1 файл" in (await person.window()).text


@pytest.mark.parametrize("kind", ["voice", "sticker", "video_note"])
async def test_neither_words_nor_files(okno: Okno, kind: str) -> None:
    person = await okno.person()
    await at_documents(okno, person, TWO)
    window = await person.send_file(kind, b"OggS" + b"\0" * 100, "a.ogg", "audio/ogg")
    assert "нужен документ: пришлите фото или файл" in window.text
    assert "Документ 1 из 2" in window.text


async def test_words_at_a_document(okno: Okno) -> None:
    person = await okno.person()
    await at_documents(okno, person, TWO)
    window = await person.say("сейчас пришлю")
    assert "нужен документ" in window.text
    assert "Документ 1 из 2" in window.text


async def test_a_photo_at_a_question(okno: Okno) -> None:
    person = await okno.person()
    await at_documents(okno, person, TWO)
    await person.tap("Назад")
    await person.tap("Изменить")
    window = await person.send_file("photo", photo(), "a.jpg", "image/jpeg")
    assert "нужен ответ словами или кнопкой" in window.text


async def test_what_was_sent_reaches_the_department_without_its_metadata(okno: Okno) -> None:
    await okno.sim("POST", "/sim/autopilot", {"seconds": 0})
    person = await okno.person()
    await at_documents(okno, person, TWO)
    await person.send_file("document", pdf(), "../../x.pdf", "application/pdf")
    await person.tap("Дальше")
    await person.send_file("photo", photo(), "a.jpg", "image/jpeg")
    await person.tap("Дальше")
    await person.tap("Отправить")
    citizen = await okno.core.citizens.meet(person.id, "ru")
    line = (await okno.core.applications.listing(citizen.id, "all"))[0][0]
    card = await okno.core.applications.card(citizen.id, line.number)
    assert {one.document for one in card.files} == {"foreign_document_scan", "photo"}
    assert all("/" not in one.name and one.name for one in card.files)
