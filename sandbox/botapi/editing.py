"""Changing what the bot has said."""

from typing import Any

from aiogram.methods import EditMessageCaption, EditMessageMedia, EditMessageReplyMarkup, EditMessageText

from sandbox.botapi.call import TRUE, Call, found_message, writable_chat
from sandbox.botapi.keyboards import inline
from sandbox.botapi.media import MEDIA, media_content, media_source
from sandbox.botapi.sending import preview_options, with_people
from sandbox.chats import Chat, Stored
from sandbox.telegram import Json, bad_request
from sandbox.text import caption, message_text

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as "
    "a current content and reply markup of the message"
)
TEXT = {"text", "entities", "link_preview_options"}
CAPTION = {"caption", "caption_entities"}


async def edit_message_text(call: Call[EditMessageText]) -> bytes:
    said = call.said
    chat, stored = _own_message(call)
    content = message_text(said.text or "", said.parse_mode, said.entities, edit=True)
    content |= preview_options(said.link_preview_options)
    if "text" not in stored.message():
        raise bad_request("there is no text in the message to edit")
    return _change(call, chat, stored, TEXT, content)


async def edit_message_caption(call: Call[EditMessageCaption]) -> bytes:
    said = call.said
    chat, stored = _own_message(call)
    if not stored.message().keys() & MEDIA:
        raise bad_request("there is no caption in the message to edit")
    content = caption(said.caption, said.parse_mode, said.caption_entities)
    return _change(call, chat, stored, CAPTION, content)


async def edit_message_media(call: Call[EditMessageMedia]) -> bytes:
    chat, stored = _own_message(call)
    media = call.said.media
    kind = str(media.type)
    content = media_content(call.world.files, kind, media_source(call, kind, media.media))
    content |= caption(media.caption, media.parse_mode, media.caption_entities)
    return _change(call, chat, stored, MEDIA | TEXT | CAPTION, content)


async def edit_message_reply_markup(call: Call[EditMessageReplyMarkup]) -> bytes:
    chat, stored = _own_message(call)
    return _change(call, chat, stored, set(), {})


def _own_message(call: Call[Any]) -> tuple[Chat, Stored]:
    said = call.said
    chat_id, number = said.chat_id, said.message_id
    if said.inline_message_id:
        chat_id, number = _inline_place(said.inline_message_id)
    elif chat_id is None and number is None:
        raise bad_request("message identifier is not specified")
    chat = writable_chat(call.world, chat_id)
    stored = found_message(chat, number, "edit")
    message = stored.message()
    ours = message["from"]["id"] == call.world.profile.id or "via_bot" in message
    # Telegram never edits a message that came with a reply keyboard, nor a forwarded one.
    if (
        not ours
        or stored.keyboard is not None
        or "forward_origin" in message
        or "successful_payment" in message
    ):
        raise bad_request("message can't be edited")
    return chat, stored


def inline_message_id(chat: int, number: int) -> str:
    return f"SBI{chat}.{number}"


def _inline_place(inline_id: str) -> tuple[int, int]:
    chat, _, number = inline_id.removeprefix("SBI").partition(".")
    try:
        return int(chat), int(number)
    except ValueError:
        raise bad_request("MESSAGE_ID_INVALID") from None


def _change(call: Call[Any], chat: Chat, stored: Stored, replaced: set[str], content: Json) -> bytes:
    """Puts `content` in place of the `replaced` fields, and the keyboard that the call names or none."""
    before = stored.message()
    invoice = "invoice" in before
    keyboard = inline(call.said.reply_markup, invoice=invoice)
    after = {name: value for name, value in before.items() if name not in replaced and name != "reply_markup"}
    after |= with_people(call.world, content)
    if keyboard is not None:
        after["reply_markup"] = keyboard
    if after == before:
        raise bad_request(NOT_MODIFIED)
    if replaced:  # Telegram's apps mark an edited text, not an edited keyboard
        after["edit_date"] = int(call.world.clock.now())
    raw = call.world.put_message(chat, after, stored.keyboard)
    return TRUE if call.said.inline_message_id else raw
