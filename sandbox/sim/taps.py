"""The person taps a button under a message and waits for what the bot says to it."""

import asyncio
import hashlib
import hmac
from typing import Any
from urllib.parse import quote, urlencode

from aiohttp import web
from pydantic_core import to_json

from sandbox.chats import Chat
from sandbox.people import Person
from sandbox.sim.door import Wrong, chat_of, number, person, read_json
from sandbox.telegram import Json
from sandbox.world import World

ANSWER_WITHIN_S = 10.0


async def tap(request: web.Request, world: World) -> Json:
    body = await read_json(request)
    who = person(world, body)
    chat = chat_of(world, body, who)
    if not chat.is_group and who.blocked:
        raise Wrong(409, "this person has blocked the bot: unblock it first")
    message_id = number(body, "message_id")
    if isinstance(body.get("data"), str):
        return await press(world, chat, who, message_id, body["data"])
    button = find_button(chat, message_id, body.get("text"))
    return await _use(world, chat, who, message_id, button)


def find_button(chat: Chat, message_id: int, label: Any) -> Json:
    """The button with that label, else the first in reading order that contains it.

    A no-break space is the space that a person sees.
    """
    if not isinstance(label, str) or not label:
        raise Wrong(400, '"text" (a label) or "data" is needed')
    stored = chat.messages.get(message_id)
    if stored is None:
        raise Wrong(404, f"no message {message_id} in this chat")
    markup = stored.message().get("reply_markup") or {}
    buttons: list[Json] = [button for row in markup.get("inline_keyboard", []) for button in row]
    wanted = _as_seen(label)
    for button in buttons:
        if _as_seen(button["text"]) == wanted:
            return button
    for button in buttons:
        if wanted in _as_seen(button["text"]):
            return button
    raise Wrong(404, f"no button {label!r} under message {message_id}")


def _as_seen(text: str) -> str:
    return text.replace("\u00a0", " ")


async def _use(world: World, chat: Chat, who: Person, message_id: int, button: Json) -> Json:
    if "callback_data" in button:
        return await press(world, chat, who, message_id, button["callback_data"])
    if "url" in button:
        return {"answered": True, "text": "", "show_alert": False, "url": button["url"]}
    if "web_app" in button:
        return {"url": web_app_url(world, who, button["web_app"]["url"])}
    if "copy_text" in button:
        return {
            "answered": True,
            "text": "",
            "show_alert": False,
            "url": None,
            "copied": button["copy_text"]["text"],
        }
    if "pay" in button:
        raise Wrong(409, "this button pays: use /sim/payments")
    for name in ("switch_inline_query", "switch_inline_query_current_chat"):
        if name in button:
            return {"answered": True, "text": "", "show_alert": False, "url": None, name: button[name]}
    raise Wrong(409, "this button does nothing")


async def press(world: World, chat: Chat, who: Person, message_id: int, data: str) -> Json:
    """Sends the press to the bot, button or no button, and waits for its answer."""
    pressed = world.presses.add(who.id)
    query: Json = {"id": pressed.id, "from": who.as_user(), "chat_instance": _instance(chat), "data": data}
    stored = chat.messages.get(message_id)
    if stored is None:
        query["message"] = {"message_id": message_id, "date": 0, "chat": world.chat_object(chat)}
    else:
        message = stored.message()
        if "via_bot" in message:
            query["inline_message_id"] = f"SBI{chat.id}.{message_id}"
        else:
            query["message"] = message
    world.update("callback_query", query, f"chat:{chat.id}")
    world.journal.flush()
    if pressed.answered is None:
        return {"answered": False}
    try:
        answer = await asyncio.wait_for(asyncio.shield(pressed.answered), ANSWER_WITHIN_S)
    except TimeoutError:
        return {"answered": False}
    except asyncio.CancelledError:
        # Either this request is over, or the sandbox is stopping and the press has nobody to wait for.
        if pressed.answered.cancelled():
            return {"answered": False}
        raise
    return {"answered": True, **answer}


def _instance(chat: Chat) -> str:
    return str(int.from_bytes(hashlib.sha256(str(chat.id).encode()).digest()[:8], "big") >> 1)


def web_app_url(world: World, who: Person, url: str) -> str:
    """The Mini App's address with the person's signed initData, as an app opens it.

    https://core.telegram.org/bots/webapps#validating-data-received-via-the-mini-app
    """
    user = {**who.as_user(), "allows_write_to_pm": True}
    user.pop("is_bot")
    fields = {
        "auth_date": str(int(world.clock.now())),
        "query_id": f"AA{who.id:x}",
        "user": to_json(user).decode(),
    }
    check = "\n".join(f"{name}={fields[name]}" for name in sorted(fields))
    secret = hmac.new(b"WebAppData", world.token.encode(), hashlib.sha256).digest()
    fields["hash"] = hmac.new(secret, check.encode(), hashlib.sha256).hexdigest()
    data = quote(urlencode(fields), safe="")
    return f"{url}#tgWebAppData={data}&tgWebAppVersion=9.1&tgWebAppPlatform=web"
