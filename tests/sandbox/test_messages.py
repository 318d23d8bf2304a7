"""What a person can send, and how the bot and the person see it."""

import asyncio
import io

import aiohttp
import pytest
from aiogram.types import (
    BufferedInputFile,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    InputMediaPhoto,
    KeyboardButton,
    Message,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    WebAppInfo,
)
from PIL import Image

from tests.sandbox.box import Box, keyboard, refusal


def picture(width: int = 1600, height: int = 1200) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), "navy").save(out, "JPEG")
    return out.getvalue()


async def heard(box: Box) -> Message:
    message = (await box.updates())[-1].message
    assert message is not None
    return message


async def send_file(box: Box, user: int, kind: str, data: bytes, name: str, **fields: str) -> Message:
    form = aiohttp.FormData({"user": str(user), **fields})
    form.add_field(kind, io.BytesIO(data), filename=name)
    await box.post("/sim/messages", form)
    return await heard(box)


async def test_a_command_gets_its_entity(box: Box) -> None:
    user = await box.stranger("Анна", last_name="Ким", username="anna", language_code="en")
    await box.write(user, "/start aGVsbG8")
    message = await heard(box)
    assert message.from_user is not None
    assert message.from_user.full_name == "Анна Ким"
    assert message.from_user.language_code == "en"
    assert message.chat.id == user
    assert message.entities is not None
    assert [(e.type, e.offset, e.length) for e in message.entities] == [("bot_command", 0, 6)]


async def test_hostile_text_arrives_as_it_is(box: Box) -> None:
    user = await box.person()
    for text in [
        "паспорт\u00ad\u00ad",
        "\u202eимя",
        "<b>&\x00",
        "👨\u200d\u200d",
        "\U0001d17a\U0001d17a",
        "\u3164",
    ]:
        await box.write(user, text)
        assert (await heard(box)).text == text


async def test_a_text_too_long_goes_in_parts_as_an_app_sends_it(box: Box) -> None:
    user = await box.person()
    sent = await box.post("/sim/messages", {"user": user, "text": "я" * 9000})
    parts = [update.message.text or "" for update in await box.updates() if update.message]
    assert [len(part) for part in parts] == [4096, 4096, 808]
    assert len(sent["message_ids"]) == 3
    await box.write(user, "😀" * 3000)
    emoji = [update.message.text or "" for update in await box.updates() if update.message]
    assert "".join(emoji) == "😀" * 3000


async def test_an_own_contact_says_whose_it_is(box: Box) -> None:
    user = await box.person(phone="+79161234567")
    await box.post("/sim/messages", {"user": user, "contact": "own"})
    contact = (await heard(box)).contact
    assert contact is not None
    assert (contact.phone_number, contact.user_id) == ("79161234567", user)


async def test_anothers_contact_and_a_forwarded_one(box: Box) -> None:
    user = await box.person()
    card = {"phone_number": "+79990000000", "first_name": "Пётр"}
    await box.post("/sim/messages", {"user": user, "contact": card})
    contact = (await heard(box)).contact
    assert contact is not None
    assert contact.user_id is None
    origin = {"id": 77, "first_name": "Пётр"}
    await box.post("/sim/messages", {"user": user, "contact": "own", "forward_from": origin})
    message = await heard(box)
    assert message.forward_origin is not None
    assert message.forward_origin.type == "user"
    await box.write(user, "x", forward_from={"name": "Скрытый"})
    message = await heard(box)
    assert message.forward_origin is not None
    assert message.forward_origin.type == "hidden_user"


async def test_location_reply_and_edit(box: Box) -> None:
    user = await box.person()
    await box.post("/sim/messages", {"user": user, "location": {"latitude": 55.75, "longitude": 37.6}})
    location = (await heard(box)).location
    assert location is not None
    assert location.latitude == 55.75
    asked = await box.bot.send_message(user, "Имя?")
    answer = await box.write(user, "Ана", reply_to=asked.message_id)
    replied = (await heard(box)).reply_to_message
    assert replied is not None
    assert replied.text == "Имя?"
    await box.post("/sim/edits", {"user": user, "message_id": answer, "text": "Анна"})
    edited = (await box.updates())[0].edited_message
    assert edited is not None
    assert (edited.text, edited.message_id) == ("Анна", answer)
    shown = await box.last(user)
    assert (shown["text"], shown["edited"]) == ("Анна", True)


async def test_whatever_else_an_app_can_send(box: Box) -> None:
    user = await box.person()
    await box.post("/sim/messages", {"user": user, "other": {"dice": {"emoji": "🎲", "value": 6}}})
    dice = (await heard(box)).dice
    assert dice is not None
    assert dice.value == 6
    assert "dice" in await box.post("/sim/messages", {"user": user, "other": {"dice": 6}}, 400)


async def test_only_own_messages_are_edited(box: Box) -> None:
    user = await box.person()
    sent = await box.bot.send_message(user, "x")
    body = {"user": user, "message_id": sent.message_id, "text": "y"}
    assert "own message" in await box.post("/sim/edits", body, 403)


async def test_a_photo_comes_in_sizes_and_its_bytes_are_kept(box: Box) -> None:
    user = await box.person()
    data = picture()
    message = await send_file(box, user, "photo", data, "скан.jpg", caption="разворот")
    assert message.caption == "разворот"
    assert message.photo is not None
    assert [size.width for size in message.photo] == [90, 320, 800, 1600]
    file = await box.bot.get_file(message.photo[-1].file_id)
    assert file.file_path is not None
    loaded = await box.bot.download_file(file.file_path)
    assert loaded is not None
    assert loaded.read() == data


@pytest.mark.parametrize(
    "kind", ["document", "voice", "video_note", "sticker", "video", "animation", "audio"]
)
async def test_other_files(box: Box, kind: str) -> None:
    user = await box.person()
    message = await send_file(box, user, kind, b"bytes", "запись.bin")
    assert getattr(message, kind).file_size == 5
    media = (await box.last(user))["media"]
    assert media["kind"] == kind
    async with box.http.get(media["url"]) as answer:
        assert await answer.read() == b"bytes"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


async def test_an_album_is_known_by_its_group(box: Box) -> None:
    user = await box.person()
    first = await send_file(box, user, "document", b"1", "1.pdf", media_group="77")
    second = await send_file(box, user, "document", b"2", "2.pdf", media_group="77")
    assert first.media_group_id == second.media_group_id == "77"


async def test_a_file_over_20_mb_is_not_given_to_the_bot(box: Box) -> None:
    user = await box.person()
    message = await send_file(box, user, "document", bytes(20 * 1024 * 1024 + 1), "big.pdf")
    assert message.document is not None
    assert message.document.file_size == 20 * 1024 * 1024 + 1
    assert await refusal(box.bot.get_file(message.document.file_id)) == "Bad Request: file is too big"


async def test_a_document_over_50_mb_is_refused(box: Box) -> None:
    user = await box.person()
    file = BufferedInputFile(bytes(50 * 1024 * 1024 + 1), "big.bin")
    assert await refusal(box.bot.send_document(user, file)) == "Request Entity Too Large"


async def test_hostile_file_names_stay_names(box: Box) -> None:
    user = await box.person()
    message = await send_file(box, user, "document", b"<svg onload=alert(1)>", "../../x\u202e.svg")
    assert message.document is not None
    media = (await box.last(user))["media"]
    async with box.http.get(media["url"]) as answer:
        assert answer.headers["Content-Type"] == "application/octet-stream"
        assert answer.headers["Content-Disposition"].startswith("attachment")
    assert {path.name for path in (box.home / "files").iterdir()} == {message.document.file_unique_id}


async def test_what_the_bot_says_as_the_person_sees_it(box: Box) -> None:
    user = await box.person()
    rows = [
        [
            InlineKeyboardButton(text="Да", callback_data="y", style="success"),
            InlineKeyboardButton(text="Сайт", url="https://ya.ru"),
        ],
        [
            InlineKeyboardButton(text="Номер", copy_text=CopyTextButton(text="123-456-789")),
            InlineKeyboardButton(text="Окно", web_app=WebAppInfo(url="https://okno.example/form")),
        ],
    ]
    sent = await box.bot.send_message(
        user,
        "<b>Готово</b> &lt;3",
        parse_mode="HTML",
        reply_markup=InlineKeyboardMarkup(inline_keyboard=rows),
        message_effect_id="5046509860389126442",
    )
    await box.bot.pin_chat_message(user, sent.message_id)
    shown = await box.last(user)
    assert (shown["text"], shown["html"]) == ("Готово <3", "<b>Готово</b> &lt;3")
    assert shown["buttons"] == [
        [{"text": "Да", "data": "y", "style": "success"}, {"text": "Сайт", "url": "https://ya.ru"}],
        [
            {"text": "Номер", "copy_text": "123-456-789"},
            {"text": "Окно", "web_app": "https://okno.example/form"},
        ],
    ]
    assert (shown["pinned"], shown["effect"], shown["from"]["is_bot"]) == (True, "5046509860389126442", True)
    await box.bot.unpin_chat_message(user)
    assert (await box.last(user))["pinned"] is False


async def test_a_reply_keyboard_comes_and_goes(box: Box) -> None:
    user = await box.person()
    button = KeyboardButton(text="Мой номер", request_contact=True)
    await box.bot.send_message(
        user, "Номер?", reply_markup=ReplyKeyboardMarkup(keyboard=[[button]], one_time_keyboard=True)
    )
    shown = await box.last(user)
    assert shown["keyboard"] == [[{"text": "Мой номер", "request_contact": True}]]
    assert shown["keyboard_options"]["one_time"] is True
    await box.bot.send_message(user, "Спасибо", reply_markup=ReplyKeyboardRemove())
    assert (await box.last(user))["keyboard"] == []


async def test_albums_and_media_of_the_bot(box: Box) -> None:
    user = await box.person()
    files = [BufferedInputFile(f"%PDF {n}".encode(), f"{n}.pdf") for n in range(3)]
    album = await box.bot.send_media_group(user, [InputMediaDocument(media=file) for file in files])
    assert len({message.media_group_id for message in album}) == 1
    assert [m["media"]["file_name"] for m in (await box.chat(user))[1:]] == ["0.pdf", "1.pdf", "2.pdf"]
    photo = await box.bot.send_photo(
        user, BufferedInputFile(picture(), "x.jpg"), caption="<i>до</i>", parse_mode="HTML"
    )
    media = InputMediaPhoto(media=BufferedInputFile(picture(200, 100), "y.jpg"), caption="после")
    await box.bot.edit_message_media(media, chat_id=user, message_id=photo.message_id)
    shown = await box.last(user)
    assert (shown["caption"], shown["media"]["width"]) == ("после", 200)


async def test_a_file_is_sent_again_by_its_id(box: Box) -> None:
    user = await box.person()
    sent = await box.bot.send_document(user, BufferedInputFile(b"%PDF", "Справка.pdf"))
    assert sent.document is not None
    again = await box.bot.send_document(user, sent.document.file_id)
    assert again.document is not None
    assert again.document.file_name == "Справка.pdf"
    refused = await refusal(box.bot.send_photo(user, sent.document.file_id))
    assert refused == "Bad Request: can't use file of type Document as Photo"


async def test_copies_and_forwards(box: Box) -> None:
    user, other = await box.person(), await box.person("Пётр")
    await box.bot.copy_message(other, user, 1)
    await box.bot.forward_message(other, user, 1)
    copied, forwarded = (await box.chat(other))[-2:]
    assert (copied["text"], copied["from"]["is_bot"]) == ("/start", True)
    assert forwarded["forward"]["sender_user"]["id"] == user


async def test_waiting_for_what_changes(box: Box) -> None:
    user = await box.person()
    first = await box.get(f"/sim/chats/{user}/messages")
    path = f"/sim/chats/{user}/messages?since={first['cursor']}&wait=5"
    waiting = asyncio.create_task(box.get(path))
    await asyncio.sleep(0.1)
    assert not waiting.done()
    sent = await box.bot.send_message(user, "x", reply_markup=keyboard("да"))
    seen = await waiting
    assert [m["text"] for m in seen["messages"]] == ["/start", "x"]
    cursors = [seen["cursor"]]
    for change in (
        box.bot.edit_message_text("y", chat_id=user, message_id=sent.message_id),
        box.bot.pin_chat_message(user, sent.message_id),
        box.bot.delete_message(user, sent.message_id),
    ):
        await change
        cursors.append((await box.get(f"/sim/chats/{user}/messages"))["cursor"])
    assert cursors == sorted(set(cursors))


async def test_typing_shows_until_the_message(box: Box) -> None:
    user = await box.person()
    await box.bot.send_chat_action(user, "typing")
    assert (await box.get(f"/sim/chats/{user}/state"))["typing"] is True
    await box.bot.send_message(user, "x")
    state = await box.get(f"/sim/chats/{user}/state")
    assert (state["typing"], state["blocked"], state["started"]) == (False, False, True)


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/sim/messages", {"user": 1, "text": "x"}, 404),
        ("/sim/messages", {"user": "x", "text": "x"}, 400),
        ("/sim/messages", {}, 400),
        ("/sim/users", {"first_name": 5}, 400),
        ("/sim/taps", {"user": 1, "message_id": 1, "text": "x"}, 404),
        ("/sim/clock", {"advance_s": -1}, 400),
        ("/sim/faults", {"method": "sendMessage"}, 400),
        ("/sim/groups", {"title": "x", "members": [1]}, 404),
        ("/sim/nothing", {}, 404),
        ("/sim/level", {"user": 1, "level": "standard"}, 501),
    ],
)
async def test_a_wrong_call_says_what_is_wrong(
    box: Box, path: str, body: dict[str, object], status: int
) -> None:
    assert await box.post(path, body, status)


async def test_a_text_that_is_no_unicode_is_refused(box: Box) -> None:
    user = await box.person()
    raw = b'{"user": %d, "text": "\\ud800"}' % user
    async with box.http.post("/sim/messages", data=raw) as answer:
        assert answer.status == 400
