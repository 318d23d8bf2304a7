"""New messages from the bot: what they share, and the plain ones."""

from dataclasses import dataclass
from typing import Any

from aiogram.methods import (
    CopyMessage,
    ForwardMessage,
    SendChatAction,
    SendContact,
    SendLocation,
    SendMessage,
)
from aiogram.types import LinkPreviewOptions
from pydantic_core import from_json

from sandbox.botapi.call import TRUE, Call, answer, found_message, known_chat, writable_chat
from sandbox.botapi.keyboards import checked_markup
from sandbox.botapi.parsing import AnyMethod
from sandbox.chats import Chat
from sandbox.telegram import Json, bad_request, stated, without_none
from sandbox.text import caption, message_text
from sandbox.world import World

EFFECTS = {
    "5104841245755180586",
    "5107584321108051014",
    "5159385139981059251",
    "5046509860389126442",
    "5104858069142078462",
    "5046589136895476101",
}
ACTIONS = {
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice",
    "upload_document", "choose_sticker", "find_location", "record_video_note", "upload_video_note",
}  # fmt: skip
TYPING_S = 5.0


async def send_message(call: Call[SendMessage]) -> bytes:
    said = call.said
    chat = writable_chat(call.world, said.chat_id)
    content = message_text(said.text, said.parse_mode, said.entities, edit=False)
    content |= preview_options(said.link_preview_options)
    return post(call, chat, content)


@dataclass(frozen=True, slots=True)
class Draft:
    """A message that may be sent, without its content."""

    message: Json
    inline_keyboard: Json | None
    keyboard: Json | None


def post(call: Call[Any], chat: Chat, content: Json) -> bytes:
    """Shows the message in the chat with what every sending method can say; answers it."""
    draft = prepared(call, chat, invoice="invoice" in content)
    admit(call.world, chat, 1)
    return show(call.world, chat, draft, content)


def prepared(call: Call[Any], chat: Chat, *, invoice: bool = False) -> Draft:
    """Refuses what is wrong in a call before the limits count it."""
    markup = getattr(call.said, "reply_markup", None)
    inline_keyboard, keyboard = checked_markup(markup, group=chat.is_group, invoice=invoice)
    return Draft(frame(call.world, chat, call.said), inline_keyboard, keyboard)


def admit(world: World, chat: Chat, count: int) -> None:
    world.limits.take(chat.id, chat.is_group, count)


def show(world: World, chat: Chat, draft: Draft, content: Json) -> bytes:
    message = draft.message | with_people(world, content)
    inline_keyboard = draft.inline_keyboard
    if "invoice" in content and inline_keyboard is None:
        inline_keyboard = {"inline_keyboard": [[{"text": pay_label(content["invoice"]), "pay": True}]]}
    if inline_keyboard is not None:
        message["reply_markup"] = inline_keyboard
    message["message_id"] = world.chats.next_message_id(chat)
    chat.typing_until = 0.0
    return world.put_message(chat, message, draft.keyboard)


def frame(world: World, chat: Chat, said: AnyMethod) -> Json:
    """Everything of a message that is not its content; checks thread, reply and effect."""
    thread = checked_thread(chat, getattr(said, "message_thread_id", None))
    effect = getattr(said, "message_effect_id", None)
    if effect and (effect not in EFFECTS or chat.is_group):
        raise bad_request("EFFECT_ID_INVALID")
    message: Json = {"message_id": 0, "date": int(world.clock.now()), "chat": world.chat_object(chat)}
    message["from"] = world.profile.as_user()
    if thread:
        message |= {"message_thread_id": thread, "is_topic_message": True}
    if (replied := replied_message(chat, said)) is not None:
        message["reply_to_message"] = replied
    if effect:
        message["effect_id"] = effect
    if stated(getattr(said, "protect_content", None)):
        message["has_protected_content"] = True
    return message


def checked_thread(chat: Chat, thread: int | None) -> int | None:
    if not thread:
        return None
    if thread not in chat.topics:
        raise bad_request("message thread not found")
    return thread


def replied_message(chat: Chat, said: AnyMethod) -> Json | None:
    parameters = getattr(said, "reply_parameters", None)
    number = parameters.message_id if parameters else getattr(said, "reply_to_message_id", None)
    if not number:
        return None
    stored = chat.messages.get(number)
    if stored is None:
        lenient = parameters.allow_sending_without_reply if parameters else None
        if stated(lenient) or stated(getattr(said, "allow_sending_without_reply", None)):
            return None
        raise bad_request("message to be replied not found")
    message = stored.message()
    message.pop("reply_to_message", None)
    return message


def with_people(world: World, content: Json) -> Json:
    """Links to people by id become mentions, where Telegram knows the person."""
    for name in ("entities", "caption_entities"):
        if any("_user" in entity for entity in content.get(name, ())):
            kept = []
            for entity in content[name]:
                person = world.people.get(entity.pop("_user", 0))
                if person is not None:
                    entity["user"] = person.as_user()
                if entity["type"] != "text_mention" or "user" in entity:
                    kept.append(entity)
            content = {**content, name: kept}
    return content


def preview_options(options: LinkPreviewOptions | Any) -> Json:
    if not isinstance(options, LinkPreviewOptions):
        return {}
    value = {name: stated(item) for name, item in options if stated(item) is not None}
    return {"link_preview_options": value} if value else {}


def pay_label(invoice: Json) -> str:
    return f"Заплатить {invoice['total_amount'] / 100:.2f} {invoice['currency']}"


async def send_location(call: Call[SendLocation]) -> bytes:
    said = call.said
    chat = writable_chat(call.world, said.chat_id)
    return post(call, chat, {"location": {"latitude": said.latitude, "longitude": said.longitude}})


async def send_contact(call: Call[SendContact]) -> bytes:
    said = call.said
    chat = writable_chat(call.world, said.chat_id)
    if not said.phone_number or not said.first_name:
        raise bad_request("there is no phone number or first name of the contact")
    contact = without_none(
        phone_number=said.phone_number, first_name=said.first_name, last_name=said.last_name, vcard=said.vcard
    )
    return post(call, chat, {"contact": contact})


async def send_chat_action(call: Call[SendChatAction]) -> bytes:
    chat = writable_chat(call.world, call.said.chat_id)
    if call.said.action not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat.typing_until = call.world.clock.now() + TYPING_S
    call.world.live.tell({"type": "typing", "chat": chat.id})
    return TRUE


FRAME = {
    "message_id", "date", "chat", "from", "message_thread_id", "is_topic_message", "reply_to_message",
    "edit_date", "media_group_id", "reply_markup", "effect_id", "has_protected_content", "via_bot",
    "forward_origin", "forward_from", "forward_date", "forward_sender_name",
}  # fmt: skip
NOT_COPIED = {
    "forum_topic_created",
    "forum_topic_closed",
    "forum_topic_edited",
    "successful_payment",
    "invoice",
}


async def copy_message(call: Call[CopyMessage]) -> bytes:
    said, world = call.said, call.world
    chat = writable_chat(world, said.chat_id)
    source = found_message(known_chat(world, said.from_chat_id), said.message_id, "copy").message()
    content = {name: value for name, value in source.items() if name not in FRAME}
    if source.get("has_protected_content") or content.keys() & NOT_COPIED:
        raise bad_request("message can't be copied")
    if said.caption is not None and "text" not in content:
        content.pop("caption", None)
        content.pop("caption_entities", None)
        content |= caption(said.caption, said.parse_mode, said.caption_entities)
    copied = from_json(post(call, chat, content))
    return answer({"message_id": copied["message_id"]})


async def forward_message(call: Call[ForwardMessage]) -> bytes:
    said, world = call.said, call.world
    chat = writable_chat(world, said.chat_id)
    source = found_message(known_chat(world, said.from_chat_id), said.message_id, "forward").message()
    content = {name: value for name, value in source.items() if name not in FRAME}
    if source.get("has_protected_content") or content.keys() & NOT_COPIED:
        raise bad_request("message can't be forwarded")
    content["forward_origin"] = source.get("forward_origin") or {
        "type": "user",
        "date": source["date"],
        "sender_user": source["from"],
    }
    return post(call, chat, content)
