"""Rows 50–65: files, and messages that are neither words nor files, in every sort of window."""

import io
import re
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from PIL import Image

from core.errors import WrongFile
from core.files.inspect import inspect_apart
from core.forms.model import Document
from tests.bot.hostile.people import (
    Standing,
    citizen_of,
    from_bot,
    inject,
    message_of,
    plain,
    stand_at_document,
    stand_at_kind,
    troubles,
)
from tests.core.files import uploads
from tests.core.files.uploads import bare_png, pdf, picture, sheet
from tests.okno import Okno, Person, Window
from tests.sample import sample

pytestmark = pytest.mark.asyncio(loop_scope="module")

Send = Callable[[Person], Awaitable[Window]]
CHANNEL = {"id": -1001, "type": "channel", "title": "Канал"}
PLACE = {"latitude": 55.75, "longitude": 37.61}


def other(**content: Any) -> Send:
    return lambda person: person.send(other=content)


def file(kind: str, data: bytes = b"abc", name: str = "a", **extra: str) -> Send:
    return lambda person: person.send_file(kind, data, name, **extra)


POLL = {
    "id": "1",
    "question": "?",
    "options": [{"text": "a", "voter_count": 0, "persistent_id": "1"}],
    "total_voter_count": 0,
    "is_closed": False,
    "is_anonymous": True,
    "type": "regular",
    "allows_multiple_answers": False,
    "allows_revoting": False,
    "members_only": False,
}
INVOICE = {
    "title": "x",
    "description": "y",
    "start_parameter": "",
    "currency": "RUB",
    "total_amount": 100,
}
ODD: dict[str, Send] = {
    "voice": file("voice"),
    "video note": file("video_note"),
    "sticker": file("sticker"),
    "video": file("video"),
    "animation": file("animation"),
    "audio": file("audio"),
    "dice": other(dice={"emoji": "🎲", "value": 3}),
    "location": lambda person: person.send(location=PLACE),
    "live location": other(location={**PLACE, "live_period": 600}),
    "venue": other(venue={"location": PLACE, "title": "МФЦ", "address": "ул. Мира, 1"}, location=PLACE),
    "poll": other(poll=POLL),
    "story": other(story={"chat": CHANNEL, "id": 1}),
    "foreign contact": lambda person: person.send(
        contact={"phone_number": "+79990001122", "first_name": "Пётр"}
    ),
    "paid media": other(paid_media={"star_count": 5, "paid_media": [{"type": "preview"}]}),
    "invoice": other(invoice=INVOICE),
    "giveaway": other(
        giveaway={"chats": [CHANNEL], "winners_selection_date": 1_900_000_000, "winner_count": 1}
    ),
    "blank caption": file("video", caption="\u3164 \u00a0"),
}


@pytest.mark.parametrize("name", sample(list(ODD), 6))
async def test_odd_content_in_the_menu_is_told_what_would_help(okno: Okno, name: str) -> None:
    person = await okno.person()
    menu = await person.say("/menu")
    after = await ODD[name](person)
    told = [one for one in await person.messages() if from_bot(one, person) and one.id > menu.id]
    assert len(told) == 1
    assert re.search("пришлите, пожалуйста, текст|напишите, пожалуйста, словами", after.text.lower())
    assert "/menu" in after.text


@pytest.mark.parametrize("name", sample(list(ODD), 7))
async def test_odd_content_is_no_answer_to_a_question(okno: Okno, name: str) -> None:
    standing, asked = await stand_at_kind(okno, "text")
    before = await standing.state()
    told = await standing.told(ODD[name](standing.person))
    assert len(told) == 1
    assert "Здесь нужен ответ словами или кнопкой" in told[0].text
    assert asked.title["ru"] in told[0].text
    assert "Сохранить и выйти" in told[0].labels
    assert "Позвать оператора" in told[0].labels
    assert told[0].labels[-1] == "Назад"
    assert await standing.state() == before


@pytest.mark.parametrize("name", sample([*ODD, "words"], 8))
async def test_odd_content_is_no_document(okno: Okno, name: str) -> None:
    standing, wanted = await stand_at_document(okno)
    before = await standing.state()
    send: Send = ODD.get(name) or (lambda person: person.say("вот мой паспорт"))
    told = await standing.told(send(standing.person))
    assert len(told) == 1
    assert "Здесь нужен документ: пришлите фото или файл" in told[0].text
    assert wanted.title["ru"] in told[0].text
    assert "Сохранить и выйти" in told[0].labels
    assert await standing.state() == before


@pytest.mark.parametrize(
    "service",
    [
        {"pinned_message": {"message_id": 1, "date": 0, "chat": {"id": 1, "type": "private"}}},
        {"message_auto_delete_timer_changed": {"message_auto_delete_time": 86400}},
        {"write_access_allowed": {"from_request": True}},
        {"chat_background_set": {"type": {"type": "chat_theme", "theme_name": "x"}}},
        {"giveaway_created": {}},
        {"connected_website": "okno.example"},
    ],
    ids=lambda content: next(iter(content)),
)
async def test_what_telegram_itself_says_of_a_chat_is_no_message_to_us(
    okno: Okno, service: dict[str, Any]
) -> None:
    standing, _ = await stand_at_kind(okno, "text")
    before, seen = await standing.state(), len(await standing.person.messages())
    await inject(okno, message=message_of(standing.person, **service))
    assert len(await standing.person.messages()) == seen
    assert await standing.state() == before


async def test_content_of_a_later_telegram_is_answered(okno: Okno) -> None:
    standing, _ = await stand_at_kind(okno, "text")
    before = await standing.state()
    told = await standing.told(inject(okno, message=message_of(standing.person, hologram={"id": "1"})))
    assert "Здесь нужен ответ словами" in told[0].text
    assert await standing.state() == before


# Files


FILES: dict[str, tuple[Callable[[], bytes], str]] = {
    "exe as pdf": (lambda: b"MZ\x90\x00" + bytes(500), "паспорт.pdf"),
    "html as pdf": (lambda: b"<!doctype html><script>alert(1)</script>", "паспорт.pdf"),
    "zip as jpg": (lambda: b"PK\x03\x04" + bytes(500), "паспорт.jpg"),
    "word": (lambda: b"PK\x03\x04" + bytes(26) + b"word/document.xml" + bytes(500), "заявление.docx"),
    "svg": (lambda: b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "x.svg"),
    "heic": (lambda: b"\x00\x00\x00\x18ftypheic" + bytes(500), "IMG_1.HEIC"),
    "tiff": (lambda: picture(sheet(), "TIFF"), "x.tiff"),
    "gif": (lambda: picture(sheet(), "GIF"), "x.gif"),
    "cut jpg": (lambda: picture(sheet())[:20_000], "x.jpg"),
    "cut pdf": (lambda: pdf(20)[:-200], "x.pdf"),
    "locked pdf": (lambda: pdf(1, uploads.locked("secret")), "x.pdf"),
    "400 megapixels": (lambda: bare_png(20_000, 20_000), "x.png"),
    "pdf bomb": (lambda: pdf(1, uploads.with_stream(bytes(200_000_000))), "x.pdf"),
    "eicar": (lambda: uploads.EICAR, "x.pdf"),
    "a byte over": (lambda: bytes(5 * 1024 * 1024 + 1), "x.pdf"),
    "jpg named pdf": (lambda: picture(sheet()), "скан.pdf"),
    "pdf named exe": (pdf, "паспорт.pdf.exe"),
    "no name at all": (lambda: picture(sheet()), "скан"),
    "blurred": (lambda: picture(sheet(blur=6)), "x.jpg"),
    "one point": (lambda: picture(Image.new("RGB", (1, 1))), "x.jpg"),
}


@pytest.mark.parametrize("name", sample(list(FILES), 10))
async def test_a_file_is_judged_by_its_content(okno: Okno, name: str) -> None:
    make, file_name = FILES[name]
    data = make()
    standing, wanted = await stand_at_document(okno)
    before = await standing.state()
    window = await standing.person.send_file("document", data, file_name)
    assert wanted.title["ru"] in window.text
    assert "Сохранить и выйти" in window.labels
    refusal = await why_refused(okno, data, file_name, wanted)
    if refusal is not None:
        assert refusal in window.text
        assert "Позвать оператора" in window.labels
        assert await standing.state() == before
    else:
        assert "принят" in window.text or "ведомство может его не принять" in window.text
        assert "Заменить" in window.labels


async def why_refused(okno: Okno, data: bytes, name: str, wanted: Document) -> str | None:
    """The words for what the inspection says of the file, if it refuses it."""
    try:
        await inspect_apart(data, name, wanted.formats)
    except WrongFile as wrong:
        return plain(okno.core.texts.error("ru", wrong.code, wrong.params))
    return None


@pytest.mark.parametrize("size", [5 * 1024 * 1024 + 1, 19_900_000, 21_000_000, 2_000_000_000])
async def test_the_limit_is_told_before_a_download(okno: Okno, size: int) -> None:
    standing, _ = await stand_at_document(okno)
    before = await standing.state()
    calls = (await okno.sim("GET", "/sim/calls?method=getFile"))["cursor"]
    big = {"file_id": "x", "file_unique_id": "y", "file_size": size, "file_name": "x.pdf"}
    window = await standing.person.send(other={"document": big})
    assert "5 МБ" in window.text
    assert await standing.state() == before
    assert not (await okno.sim("GET", f"/sim/calls?method=getFile&since={calls}"))["calls"]


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd.jpg",
        "я" * 120 + ".jpg",
        "\u202egpj.exe",
        "a\"b'<b>c</b>&.jpg",
        "<img onerror=x>.jpg",
    ],
)
async def test_a_files_name_is_shown_literally_and_safely(okno: Okno, name: str) -> None:
    standing, _ = await stand_at_document(okno)
    person = standing.person
    taken = await person.send_file("document", picture(sheet()), name)
    assert "Фото принято" in taken.text
    await person.say("/menu")
    await person.tap("Документы")
    await person.tap("Все файлы")
    window = await person.window()
    assert "<img" not in window.html
    assert "<b>c" not in window.html
    assert ".." not in window.text
    assert "\u202e" not in window.text + "".join(window.labels)
    await person.tap(window.labels[0])
    sent = [one.raw["media"] for one in await person.messages() if one.raw["media"]]
    assert sent[-1]["file_name"].endswith(".jpg")


async def test_an_album_is_listed_part_by_part_and_repeats_are_kept_once(okno: Okno) -> None:
    standing, wanted = await stand_at_document(okno)
    person = standing.person
    pictures = [picture(sheet((700 + 10 * number, 900))) for number in range(6)]
    parts = [*((one, "x.jpg") for one in pictures), (b"MZ" + bytes(99), "x.pdf"), (pictures[0], "y.jpg")]
    for data, name in parts:
        await person.send_file("document", data, name, media_group="77")
    window = await person.window()
    lines = [line for line in window.text.split("\n") if line[:1].isdigit()]
    assert len(lines) == 8
    assert "Подойдут PDF, JPG, PNG" in lines[6]
    assert "уже есть" in lines[7]
    attached = (await standing.state())[3][wanted.id]
    assert len(attached.pages) == 6


async def test_a_voice_in_the_phone_window_asks_for_the_button(okno: Okno) -> None:
    person = await okno.person()
    await person.say("/start")
    await person.tap("Зарегистрироваться")
    await person.tap("Согласен")
    window = await ODD["voice"](person)
    assert "Отправить мой номер" in window.text
    assert window.raw["keyboard"]


async def test_photos_where_none_is_asked_for_are_not_kept(okno: Okno) -> None:
    """Row 72: somebody's passport forwarded to the menu or into a question."""
    image = picture(sheet())
    person = await okno.person()
    await person.say("/menu")
    before = {one.id for one in await person.messages()}
    forwarded = '{"id": 5, "first_name": "Пётр"}'
    await person.send_file("photo", image, "x.jpg", "image/jpeg", forward_from=forwarded)
    warned = [one for one in await person.messages() if one.id not in before]
    assert "Я удалил это сообщение и ничего не сохранил" in warned[0].text
    assert all(one.id in before or from_bot(one, person) for one in await person.messages())
    citizen = await citizen_of(okno, person)
    assert (await okno.core.files.listing(citizen.id, 0, 5))[1] == 0
    standing, _ = await stand_at_kind(okno, "full_name")
    state = await standing.state()
    await standing.person.send_file("photo", image, "x.jpg", "image/jpeg", forward_from=forwarded)
    assert await standing.state() == state
    own = [one for one in await standing.person.messages() if not from_bot(one, standing.person)]
    assert all(not one.raw["media"] for one in own)


async def test_the_service_is_alive_after_all_of_it(okno: Okno) -> None:
    assert await troubles(okno) == []
    standing: Standing = (await stand_at_document(okno))[0]
    out = io.BytesIO()
    sheet().save(out, "JPEG")
    assert "Фото принято" in (await standing.person.send_file("document", out.getvalue(), "x.jpg")).text
