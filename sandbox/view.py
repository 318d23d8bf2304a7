"""A message as the person sees it."""

from aiogram.types import MessageEntity
from aiogram.utils.text_decorations import html_decoration
from pydantic_core import to_json

from sandbox.chats import Chat, Stored
from sandbox.files import Files
from sandbox.telegram import Json, without_none

ACTIONS = (
    "url",
    "style",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "pay",
    "icon_custom_emoji_id",
)
SERVICE = (
    "forum_topic_created",
    "forum_topic_edited",
    "forum_topic_closed",
    "forum_topic_reopened",
    "new_chat_members",
    "left_chat_member",
    "successful_payment",
    "migrate_to_chat_id",
    "migrate_from_chat_id",
)
MEDIA = ("animation", "document", "photo", "video", "video_note", "voice", "audio", "sticker")


def chat_view(chat: Chat, files: Files, thread: int | None = None) -> bytes:
    """The whole chat as JSON, oldest first."""
    items = [
        message_view(stored, files)
        for stored in chat.messages.values()
        if thread is None or stored.thread == thread
    ]
    return b'{"cursor":%d,"messages":[%s]}' % (chat.cursor, b",".join(items))


def message_view(stored: Stored, files: Files) -> bytes:
    if stored.view is None:
        stored.view = to_json(draw(stored, files))
    return stored.view


def draw(stored: Stored, files: Files) -> Json:
    message = stored.message()
    text = message.get("text")
    caption = message.get("caption")
    words = text if text is not None else caption
    html = (
        _html(words, message.get("entities") or message.get("caption_entities"))
        if words is not None
        else None
    )
    value: Json = {
        "message_id": message["message_id"],
        "from": message["from"],
        "date": message["date"],
        "text": text,
        "caption": caption,
        "html": html,
        "buttons": _buttons(message.get("reply_markup")),
        "media": _media(message, files),
        "thread": message.get("message_thread_id"),
        "edited": "edit_date" in message,
        "pinned": stored.pinned,
        "effect": message.get("effect_id"),
        **_keyboard(stored.keyboard),
    }
    return value | _rest(message)


def _rest(message: Json) -> Json:
    """What only some messages have."""
    reply = message.get("reply_to_message")
    value = without_none(
        edit_date=message.get("edit_date"),
        entities=message.get("entities") or message.get("caption_entities"),
        contact=message.get("contact"),
        location=message.get("location"),
        invoice=message.get("invoice"),
        reply_to=reply["message_id"] if reply else None,
        forward=message.get("forward_origin"),
        via_bot=message.get("via_bot"),
        media_group=message.get("media_group_id"),
        protected=message.get("has_protected_content"),
        link_preview=message.get("link_preview_options"),
    )
    for name in SERVICE:
        if name in message:
            value["service"] = {"kind": name, "value": message[name]}
    return value


def _html(text: str, entities: list[Json] | None) -> str:
    return html_decoration.unparse(text, [MessageEntity.model_validate(entity) for entity in entities or ()])


def _buttons(markup: Json | None) -> list[list[Json]]:
    return [[_button(button) for button in row] for row in (markup or {}).get("inline_keyboard", [])]


def _button(button: Json) -> Json:
    value: Json = {"text": button["text"]}
    if "callback_data" in button:
        value["data"] = button["callback_data"]
    if "copy_text" in button:
        value["copy_text"] = button["copy_text"]["text"]
    if "web_app" in button:
        value["web_app"] = button["web_app"]["url"]
    return value | {name: button[name] for name in ACTIONS if name in button}


def _keyboard(markup: Json | None) -> Json:
    """`keyboard`: rows of buttons; [] takes the keyboard away; None leaves it as it is."""
    if markup is None:
        return {"keyboard": None}
    options = without_none(
        one_time=markup.get("one_time_keyboard"),
        resize=markup.get("resize_keyboard"),
        persistent=markup.get("is_persistent"),
        placeholder=markup.get("input_field_placeholder"),
        force_reply=markup.get("force_reply"),
        remove=markup.get("remove_keyboard"),
    )
    rows = markup.get("keyboard")
    if rows is None:
        rows = [] if markup.get("remove_keyboard") else None
    return {"keyboard": rows, "keyboard_options": options}


def _media(message: Json, files: Files) -> Json | None:
    kind = next((name for name in MEDIA if name in message), None)
    if kind is None:
        return None
    shown = message["photo"][-1] if kind == "photo" else message[kind]
    file = files.get(shown["file_id"])
    return without_none(
        kind=kind,
        file_name=shown.get("file_name"),
        size=shown.get("file_size"),
        mime_type=file.content_type if file else None,
        width=shown.get("width"),
        height=shown.get("height"),
        duration=shown.get("duration"),
        url=f"/sim/files/{shown['file_id']}",
    )
