"""The person writes, shares, sends files and edits."""

from typing import Any

from aiohttp import web

from sandbox.botapi.media import media_content
from sandbox.botapi.parsing import Uploads
from sandbox.chats import Chat
from sandbox.people import Person
from sandbox.sim.door import Wrong, chat_of, check_may_write, number, person, read_body, read_json, thread_of
from sandbox.telegram import MESSAGE_LIMIT, Json, units, without_none
from sandbox.text import detected
from sandbox.world import World

FILE_PARTS = ("photo", "document", "video_note", "voice", "sticker", "video", "animation", "audio")


async def write(request: web.Request, world: World) -> Json:
    body, uploads = await read_body(request)
    who = person(world, body)
    chat = chat_of(world, body, who)
    check_may_write(chat, who)
    contents = _contents(world, who, body, uploads)
    frame = _frame(world, chat, who, body)
    numbers = [world.post_as(who, chat, frame | content) for content in contents]
    return {"message_id": numbers[0]} | ({"message_ids": numbers} if len(numbers) > 1 else {})


async def edit(request: web.Request, world: World) -> Json:
    body = await read_json(request)
    who = person(world, body)
    chat = chat_of(world, body, who)
    stored = chat.messages.get(number(body, "message_id"))
    if stored is None:
        raise Wrong(404, "no such message")
    message = stored.message()
    if message["from"]["id"] != who.id or not message.keys() & {"text", "caption"}:
        raise Wrong(403, "only an own message with a text can be edited")
    new = _text_of(body)[0]
    field = "text" if "text" in message else "caption"
    entities = "entities" if field == "text" else "caption_entities"
    message.pop(entities, None)
    message |= {field: new, "edit_date": int(world.clock.now())}
    if found := detected(new):
        message[entities] = found
    world.put_message(chat, message)
    world.update("edited_message", message, f"chat:{chat.id}")
    return {"message_id": message["message_id"]}


def _frame(world: World, chat: Chat, who: Person, body: Json) -> Json:
    frame: Json = {"message_id": 0, "date": int(world.clock.now()), "chat": world.chat_object(chat)}
    frame["from"] = who.as_user()
    if body.get("sender_chat"):
        frame["sender_chat"] = _sender_chat(chat, body["sender_chat"])
        frame["from"] = {
            "id": 1087968824,
            "is_bot": True,
            "first_name": "Group",
            "username": "GroupAnonymousBot",
        }
    frame |= thread_of(chat, body)
    if body.get("reply_to") not in (None, ""):
        stored = chat.messages.get(number(body, "reply_to"))
        if stored is None:
            raise Wrong(404, "no such message to reply to")
        replied = stored.message()
        replied.pop("reply_to_message", None)
        frame["reply_to_message"] = replied
    if body.get("forward_from"):
        frame |= _forwarded(body["forward_from"], int(world.clock.now()))
    if body.get("media_group"):
        frame["media_group_id"] = str(body["media_group"])
    return frame


def _sender_chat(chat: Chat, value: Any) -> Json:
    """An anonymous administrator writes as the group; `{"id", "title"}` writes as that channel."""
    if isinstance(value, dict):
        return {"id": number(value, "id"), "type": "channel", "title": str(value.get("title", ""))}
    return chat.as_chat()


def _forwarded(origin: Any, at: int) -> Json:
    """Where a forwarded message is from: a person, a person who hides, or a channel."""
    if not isinstance(origin, dict):
        raise Wrong(400, '"forward_from" must be an object')
    if "title" in origin:
        channel = {"id": number(origin, "id"), "type": "channel", "title": str(origin["title"])}
        value: Json = {
            "type": "channel",
            "date": at,
            "chat": channel,
            "message_id": origin.get("message_id", 1),
        }
        return {"forward_origin": value, "forward_date": at, "forward_from_chat": channel}
    name = str(origin.get("first_name") or origin.get("name") or "")
    if "id" not in origin:
        value = {"type": "hidden_user", "date": at, "sender_user_name": name}
        return {"forward_origin": value, "forward_date": at, "forward_sender_name": name}
    user = {"is_bot": False, "first_name": name, **origin, "id": number(origin, "id")}
    value = {"type": "user", "date": at, "sender_user": user}
    return {"forward_origin": value, "forward_date": at, "forward_from": user}


def _contents(world: World, who: Person, body: Json, uploads: Uploads) -> list[Json]:
    for kind in FILE_PARTS:
        if kind in uploads:
            return [media_content(world.files, kind, uploads[kind]) | _caption(body)]
    if uploads:
        raise Wrong(400, f"a file must be one of the parts {', '.join(FILE_PARTS)}")
    if body.get("contact"):
        return [{"contact": _contact(who, body["contact"])}]
    if body.get("location"):
        place = body["location"]
        try:
            return [{"location": {name: float(place[name]) for name in ("latitude", "longitude")}}]
        except (KeyError, TypeError, ValueError):
            raise Wrong(400, '"location" must have latitude and longitude') from None
    if isinstance(body.get("other"), dict):
        # Any field of Telegram's Message: a dice, a venue, a poll, a story …
        return [body["other"]]
    return [_with_entities("text", "entities", part) for part in _text_of(body)]


def _text_of(body: Json) -> list[str]:
    """The text as a Telegram app sends it: one longer than the limit goes in several messages."""
    value = body.get("text")
    if not isinstance(value, str) or not value:
        raise Wrong(400, '"text" must be a text that is not empty')
    _check_unicode(value)
    parts = []
    while units(value) > MESSAGE_LIMIT:
        # Cut by code points: no more than the limit, even when every one takes two units.
        size = MESSAGE_LIMIT
        while units(value[:size]) > MESSAGE_LIMIT:
            size -= max(1, (units(value[:size]) - MESSAGE_LIMIT) // 2)
        parts.append(value[:size])
        value = value[size:]
    return [*parts, value]


def _check_unicode(value: str) -> None:
    try:
        value.encode()
    except UnicodeEncodeError:
        raise Wrong(400, "the text is not valid Unicode: Telegram could not carry it") from None


def _caption(body: Json) -> Json:
    value = body.get("caption")
    if value in (None, ""):
        return {}
    _check_unicode(str(value))
    return _with_entities("caption", "caption_entities", str(value))


def _with_entities(field: str, entities: str, value: str) -> Json:
    return without_none(**{field: value, entities: detected(value) or None})


def _contact(who: Person, value: Any) -> Json:
    if value == "own":
        # Telegram's servers say the number without the plus.
        return without_none(
            phone_number=who.phone.lstrip("+"),
            first_name=who.first_name,
            last_name=who.last_name,
            user_id=who.id,
        )
    if not isinstance(value, dict) or not value.get("phone_number") or not value.get("first_name"):
        raise Wrong(400, '"contact" must be "own" or have phone_number and first_name')
    return without_none(
        **{n: value.get(n) for n in ("phone_number", "first_name", "last_name", "user_id", "vcard")}
    )
