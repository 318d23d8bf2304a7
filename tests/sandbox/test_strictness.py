"""Where Telegram says no, the sandbox says the same no."""

from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
import pytest
from aiogram import Bot
from aiogram.types import (
    BufferedInputFile,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    KeyboardButton,
    ReplyKeyboardMarkup,
    WebAppInfo,
)

from tests.sandbox.box import TOKEN, Box, keyboard, refusal

NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly "
    "the same as a current content and reply markup of the message"
)
TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"

Sending = Callable[[Bot, int], Awaitable[object]]


def one_button(**fields: object) -> InlineKeyboardMarkup:
    button = InlineKeyboardButton.model_validate({"text": "x", **fields})
    return InlineKeyboardMarkup(inline_keyboard=[[button]])


REFUSED: list[tuple[str, Sending, str]] = [
    ("empty", lambda b, u: b.send_message(u, ""), "message text is empty"),
    ("blank", lambda b, u: b.send_message(u, " \n "), "text must be non-empty"),
    ("only tags", lambda b, u: b.send_message(u, "<b></b>", parse_mode="HTML"), "text must be non-empty"),
    ("long", lambda b, u: b.send_message(u, "я" * 4097), "message is too long"),
    ("long in UTF-16", lambda b, u: b.send_message(u, "😀" * 2049), "message is too long"),
    (
        "markup",
        lambda b, u: b.send_message(u, "<x>", parse_mode="HTML"),
        'can\'t parse entities: Unsupported start tag "x" at byte offset 0',
    ),
    ("markdown", lambda b, u: b.send_message(u, "*x*", parse_mode="Markdown"), "unsupported parse_mode"),
    ("nobody", lambda b, _: b.send_message(1, "x"), "chat not found"),
    ("@nobody", lambda b, _: b.send_message("@nobody", "x"), "chat not found"),
    ("topic", lambda b, u: b.send_message(u, "x", message_thread_id=5), "message thread not found"),
    (
        "reply",
        lambda b, u: b.send_message(u, "x", reply_to_message_id=999),
        "message to be replied not found",
    ),
    ("effect", lambda b, u: b.send_message(u, "x", message_effect_id="1"), "EFFECT_ID_INVALID"),
    (
        "long caption",
        lambda b, u: b.send_document(u, BufferedInputFile(b"x", "x.pdf"), caption="я" * 1025),
        "message caption is too long",
    ),
    (
        "empty file",
        lambda b, u: b.send_document(u, BufferedInputFile(b"", "x.pdf")),
        "file must be non-empty",
    ),
    (
        "unknown file",
        lambda b, u: b.send_document(u, "nothing"),
        "wrong file identifier/HTTP URL specified",
    ),
    ("no picture", lambda b, u: b.send_photo(u, BufferedInputFile(b"x", "x.jpg")), "IMAGE_PROCESS_FAILED"),
    (
        "album of one",
        lambda b, u: b.send_media_group(u, [InputMediaDocument(media=BufferedInputFile(b"x", "x.pdf"))]),
        "there must be 2-10 messages in the media group",
    ),
    (
        "data over 64 bytes",
        lambda b, u: b.send_message(u, "x", reply_markup=one_button(callback_data="я" * 33)),
        "BUTTON_DATA_INVALID",
    ),
    (
        "101 buttons",
        lambda b, u: b.send_message(u, "x", reply_markup=keyboard(*map(str, range(101)))),
        "reply markup is too long",
    ),
    (
        "markup over 10 KB",
        lambda b, u: b.send_message(u, "x", reply_markup=keyboard(*(f"{n:060}" for n in range(90)))),
        "reply markup is too long",
    ),
    (
        "button that does nothing",
        lambda b, u: b.send_message(u, "x", reply_markup=one_button()),
        "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    ),
    (
        "bad url",
        lambda b, u: b.send_message(u, "x", reply_markup=one_button(url="https://")),
        "inline keyboard button URL 'https://' is invalid: Wrong HTTP URL",
    ),
    (
        "insecure web app",
        lambda b, u: b.send_message(u, "x", reply_markup=one_button(web_app=WebAppInfo(url="http://ya.ru"))),
        "inline keyboard button Web App URL 'http://ya.ru' is invalid: Only HTTPS links are allowed",
    ),
    (
        "long copy",
        lambda b, u: b.send_message(
            u, "x", reply_markup=one_button(copy_text=CopyTextButton(text="1" * 257))
        ),
        "BUTTON_COPY_TEXT_INVALID",
    ),
    (
        "colour",
        lambda b, u: b.send_message(u, "x", reply_markup=one_button(callback_data="x", style="pink")),
        "can't parse inline keyboard button: invalid button style specified",
    ),
    (
        "reply keyboard without text",
        lambda b, u: b.send_message(
            u, "x", reply_markup=ReplyKeyboardMarkup(keyboard=[[KeyboardButton(text="")]])
        ),
        'can\'t parse keyboard button: Field "text" must be non-empty',
    ),
    (
        "edit nothing",
        lambda b, u: b.edit_message_text("x", chat_id=u, message_id=999),
        "message to edit not found",
    ),
    ("edit nobody's", lambda b, _: b.edit_message_text("x"), "message identifier is not specified"),
    (
        "edit theirs",
        lambda b, u: b.edit_message_text("x", chat_id=u, message_id=1),
        "message can't be edited",
    ),
    ("delete nothing", lambda b, u: b.delete_message(u, 999), "message to delete not found"),
    (
        "delete 101",
        lambda b, u: b.delete_messages(u, list(range(1, 102))),
        "too many message identifiers specified",
    ),
    ("pin nothing", lambda b, u: b.pin_chat_message(u, 999), "message to pin not found"),
    ("copy nothing", lambda b, u: b.copy_message(u, u, 999), "message to copy not found"),
    ("unknown press", lambda b, _: b.answer_callback_query("1"), TOO_OLD[13:]),
    ("long toast", lambda b, _: b.answer_callback_query("1", text="я" * 201), "MESSAGE_TOO_LONG"),
    ("action", lambda b, u: b.send_chat_action(u, "dancing"), "wrong parameter action in request"),
    ("unknown file id", lambda b, _: b.get_file("x"), "wrong file_id or the file is temporarily unavailable"),
    (
        "secret",
        lambda b, _: b.set_webhook("https://ya.ru", secret_token="ж"),
        "secret token contains unallowed characters",
    ),
    ("webhook", lambda b, _: b.set_webhook("ya.ru"), "invalid webhook URL specified"),
]


@pytest.mark.parametrize(("case", "sending", "reason"), REFUSED, ids=[case for case, _, _ in REFUSED])
async def test_refused(box: Box, case: str, sending: Sending, reason: str) -> None:
    user = await box.person()
    assert await refusal(sending(box.bot, user)) == f"Bad Request: {reason}"
    assert (await box.calls())[-1]["applied"] is False
    assert len(await box.chat(user)) == 1


async def test_the_limits_themselves_are_accepted(box: Box) -> None:
    user = await box.person()
    await box.bot.send_message(user, "<b>" + "😀" * 2048 + "</b>", parse_mode="HTML")
    await box.bot.send_document(user, BufferedInputFile(b"x", "x.pdf"), caption="я" * 1024)
    await box.bot.send_message(user, "x", reply_markup=one_button(callback_data="я" * 32))
    await box.bot.send_message(user, "x", reply_markup=keyboard(*map(str, range(100))))
    await box.bot.send_message(
        user, "x", reply_markup=one_button(web_app=WebAppInfo(url="http://127.0.0.1:1/"))
    )
    assert len(await box.chat(user)) == 6


async def test_only_one_token_is_known(box: Box) -> None:
    stranger = box.another_bot("1:stranger")
    assert await refusal(stranger.get_me()) == "Unauthorized"
    await stranger.session.close()


async def test_a_method_the_bot_does_not_use_is_not_found(box: Box) -> None:
    assert await refusal(box.bot.send_dice(1)) == "Not Found"
    assert (await box.calls("sendDice"))[0]["status"] == 404


async def test_nobody_is_written_to_before_they_write(box: Box) -> None:
    user = await box.stranger()
    assert (
        await refusal(box.bot.send_message(user, "x"))
        == "Forbidden: bot can't initiate conversation with a user"
    )
    await box.write(user, "привет")
    await box.bot.send_message(user, "x")


async def test_who_blocked_the_bot_is_not_reached(box: Box) -> None:
    user = await box.person()
    sent = await box.bot.send_message(user, "x", reply_markup=keyboard("да"))
    await box.post("/sim/block", {"user": user})
    blocked = "Forbidden: bot was blocked by the user"
    assert await refusal(box.bot.send_message(user, "y")) == blocked
    assert await refusal(box.bot.edit_message_text("y", chat_id=user, message_id=sent.message_id)) == blocked
    assert await refusal(box.bot.send_chat_action(user, "typing")) == blocked
    update = (await box.updates())[0].my_chat_member
    assert update is not None
    assert (update.old_chat_member.status, update.new_chat_member.status) == ("member", "kicked")
    assert "blocked the bot" in await box.post("/sim/messages", {"user": user, "text": "x"}, 409)
    await box.post("/sim/unblock", {"user": user})
    update = (await box.updates())[0].my_chat_member
    assert update is not None
    assert update.new_chat_member.status == "member"
    await box.bot.send_message(user, "y")


async def test_a_deleted_account_is_not_reached(box: Box) -> None:
    user = await box.person()
    await box.post("/sim/block", {"user": user, "deactivated": True})
    assert await refusal(box.bot.send_message(user, "y")) == "Forbidden: user is deactivated"


async def test_an_edit_must_change_something(box: Box) -> None:
    user = await box.person()
    sent = await box.bot.send_message(user, "<b>Раз</b> два", parse_mode="HTML", reply_markup=keyboard("да"))
    place: dict[str, Any] = {"chat_id": user, "message_id": sent.message_id}
    same = box.bot.edit_message_text(
        "<b>Раз</b> два ", **place, parse_mode="HTML", reply_markup=keyboard("да")
    )
    assert await refusal(same) == NOT_MODIFIED
    assert (
        await refusal(box.bot.edit_message_reply_markup(**place, reply_markup=keyboard("да"))) == NOT_MODIFIED
    )
    await box.bot.edit_message_text("Раз два", **place, reply_markup=keyboard("да"))
    await box.bot.edit_message_text("Раз два", **place)
    shown = await box.last(user)
    assert (shown["html"], shown["buttons"], shown["edited"]) == ("Раз два", [], True)
    assert await refusal(box.bot.edit_message_reply_markup(**place)) == NOT_MODIFIED


async def test_a_text_and_a_caption_are_edited_each_by_its_own_method(box: Box) -> None:
    user = await box.person()
    text = await box.bot.send_message(user, "x")
    file = await box.bot.send_document(user, BufferedInputFile(b"x", "x.pdf"))
    edit = box.bot.edit_message_caption(chat_id=user, message_id=text.message_id, caption="y")
    assert await refusal(edit) == "Bad Request: there is no caption in the message to edit"
    refused = await refusal(box.bot.edit_message_text("y", chat_id=user, message_id=file.message_id))
    assert refused == "Bad Request: there is no text in the message to edit"
    await box.bot.edit_message_caption(
        chat_id=user, message_id=file.message_id, caption="<i>y</i>", parse_mode="HTML"
    )
    assert (await box.last(user))["html"] == "<i>y</i>"


async def test_a_message_with_a_reply_keyboard_is_never_edited(box: Box) -> None:
    user = await box.person()
    markup = ReplyKeyboardMarkup(keyboard=[[KeyboardButton(text="Мой номер", request_contact=True)]])
    sent = await box.bot.send_message(user, "x", reply_markup=markup)
    refused = await refusal(box.bot.edit_message_text("y", chat_id=user, message_id=sent.message_id))
    assert refused == "Bad Request: message can't be edited"


async def test_a_deleted_message_is_gone(box: Box) -> None:
    user = await box.person()
    sent = await box.bot.send_message(user, "x")
    await box.bot.delete_message(user, sent.message_id)
    assert [m["text"] for m in await box.chat(user)] == ["/start"]
    place: dict[str, Any] = {"chat_id": user, "message_id": sent.message_id}
    assert await refusal(box.bot.edit_message_text("y", **place)) == "Bad Request: message to edit not found"
    assert await refusal(box.bot.delete_message(**place)) == "Bad Request: message to delete not found"


async def test_messages_are_deleted_within_48_hours(box: Box) -> None:
    user = await box.person()
    own = await box.bot.send_message(user, "x")
    await box.advance(48 * 3600 - 60)
    assert await box.bot.delete_message(user, own.message_id)
    await box.advance(120)
    assert (
        await refusal(box.bot.delete_message(user, 1)) == "Bad Request: message can't be deleted for everyone"
    )
    assert await box.bot.delete_messages(user, [1, 2, 3])
    assert [m["message_id"] for m in await box.chat(user)] == [1]


async def test_a_press_is_answered_once_within_15_minutes(box: Box) -> None:
    user = await box.person()
    sent = await box.bot.send_message(user, "x", reply_markup=keyboard("да"))
    query, tap = await box.press(user, sent.message_id, "да")
    await box.bot.answer_callback_query(query.id, text="Готово", show_alert=True)
    assert await tap == {"answered": True, "text": "Готово", "show_alert": True, "url": None}
    assert await refusal(box.bot.answer_callback_query(query.id)) == TOO_OLD
    query, tap = await box.press(user, sent.message_id, "да")
    await box.advance(15 * 60 + 1)
    assert await refusal(box.bot.answer_callback_query(query.id)) == TOO_OLD
    assert await tap == {"answered": False}


async def test_protected_content_is_neither_copied_nor_forwarded(box: Box) -> None:
    user = await box.person()
    sent = await box.bot.send_message(user, "x", protect_content=True)
    assert (await box.last(user))["protected"] is True
    assert (
        await refusal(box.bot.copy_message(user, user, sent.message_id))
        == "Bad Request: message can't be copied"
    )
    refused = await refusal(box.bot.forward_message(user, user, sent.message_id))
    assert refused == "Bad Request: message can't be forwarded"


@pytest.mark.parametrize(
    ("body", "content_type", "status", "description"),
    [
        (b"{", "application/json", 400, "Bad Request: can't parse JSON object"),
        (b"[]", "application/json", 400, "Bad Request: object expected as request body"),
        (b"text=x", "application/x-www-form-urlencoded", 400, "Bad Request: chat_id is empty"),
        (b"{}", "application/json", 400, "Bad Request: chat_id is empty"),
    ],
)
async def test_what_is_no_call_is_refused(
    box: Box, body: bytes, content_type: str, status: int, description: str
) -> None:
    headers = {"Content-Type": content_type}
    async with box.http.post(f"/bot{TOKEN}/sendMessage", data=body, headers=headers) as answer:
        assert answer.status == status
        assert (await answer.json())["description"] == description


async def test_a_call_may_come_as_json_or_by_address(box: Box) -> None:
    user = await box.person()
    markup = {"inline_keyboard": [[{"text": "да", "callback_data": "y"}]]}
    body = {"chat_id": user, "text": "json", "reply_markup": markup}
    async with box.http.post(f"/bot{TOKEN}/sendMessage", json=body) as answer:
        assert (await answer.json())["ok"] is True
    async with box.http.get(f"/bot{TOKEN}/sendmessage?chat_id={user}&text=get") as answer:
        assert (await answer.json())["result"]["text"] == "get"
    form = aiohttp.FormData({"chat_id": str(user)})
    form.add_field("document", b"%PDF", filename="a.pdf", content_type="application/pdf")
    async with box.http.post(f"/bot{TOKEN}/sendDocument", data=form) as answer:
        assert (await answer.json())["result"]["document"]["mime_type"] == "application/pdf"
    assert (await box.chat(user))[1]["buttons"] == [[{"text": "да", "data": "y"}]]
