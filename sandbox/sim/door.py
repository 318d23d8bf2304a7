"""What every `/sim/` call shares: reading its body, naming what is wrong, making changes last."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any
from urllib.parse import unquote, urlsplit

from aiohttp import web
from pydantic import ValidationError
from pydantic_core import from_json, to_json

from sandbox.botapi.parsing import Uploads, read_multipart
from sandbox.chats import Chat
from sandbox.keys import WORLD
from sandbox.people import Person
from sandbox.telegram import Json, Refusal
from sandbox.world import World


class Wrong(Exception):
    """A 4xx of `/sim/` with one line that says what is wrong."""

    def __init__(self, status: int, error: str) -> None:
        super().__init__(error)
        self.status = status
        self.error = error


SimHandler = Callable[[web.Request, World], Awaitable[Any]]


def sim(handler: SimHandler) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    """The handler as aiohttp wants it; it may answer a response, ready JSON bytes, or a value."""

    async def door(request: web.Request) -> web.StreamResponse:
        world = request.app[WORLD]
        try:
            _check_origin(request)
            value = await handler(request, world)
        except Wrong as wrong:
            return _json(to_json({"error": wrong.error}), wrong.status)
        except Refusal as refusal:
            return _json(to_json({"error": refusal.description}), 400)
        except ValidationError as error:
            # What was sent cannot stand in a Telegram object.
            return _json(to_json({"error": str(error)}), 400)
        except web.HTTPRequestEntityTooLarge:
            return _json(to_json({"error": "the body is too large"}), 413)
        finally:
            world.journal.flush()
        if isinstance(value, web.StreamResponse):
            return value
        return _json(value if isinstance(value, bytes) else to_json(value), 200)

    return door


def _check_origin(request: web.Request) -> None:
    """A page of another site, open in the same browser, has no business here."""
    origin = request.headers.get("Origin")
    if origin and urlsplit(origin).netloc != request.host:
        raise Wrong(403, "only the sandbox's own page may call from a browser")


def _json(body: bytes, status: int) -> web.Response:
    return web.Response(body=body, status=status, content_type="application/json")


async def read_json(request: web.Request) -> Json:
    try:
        value = from_json(await request.read() or b"{}")
    except ValueError as error:
        raise Wrong(400, f"the body is not JSON: {error}") from None
    if not isinstance(value, dict):
        raise Wrong(400, "the body must be a JSON object")
    return value


async def read_body(request: web.Request) -> tuple[Json, Uploads]:
    """JSON, or the fields and files of a multipart form; JSON-looking fields are read as JSON."""
    if request.content_type != "multipart/form-data":
        return await read_json(request), {}
    fields, uploads = await read_multipart(request)
    # Some clients write a name that is not ASCII as %XX, others as it is: both are meant.
    named = {name: replace(upload, file_name=unquote(upload.file_name)) for name, upload in uploads.items()}
    return {name: _value(text) for name, text in fields.items()}, named


def _value(text: str) -> Any:
    if text[:1] not in {"{", "["}:
        return text
    try:
        return from_json(text)
    except ValueError:
        return text


def number(body: Json, name: str) -> int:
    value = body.get(name)
    if isinstance(value, str) and value.lstrip("-").isdigit():
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool):
        raise Wrong(400, f'"{name}" must be a number')
    return value


def text(body: Json, name: str) -> str:
    value = body.get(name)
    if not isinstance(value, str) or not value:
        raise Wrong(400, f'"{name}" must be a text')
    return value


def seconds(body: Json, name: str) -> float:
    value = body.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
        raise Wrong(400, f'"{name}" must be a number of seconds, not below 0')
    return float(value)


def person(world: World, body: Json, name: str = "user") -> Person:
    found = world.people.get(number(body, name))
    if found is None:
        raise Wrong(404, f"no such user: {body[name]}")
    return found


def chat_of(world: World, body: Json, who: Person) -> Chat:
    """The chat named in the body, where the person may be; else the person's own with the bot."""
    if body.get("chat") in (None, ""):
        return world.chats.open(who.id)
    chat_id = number(body, "chat")
    if chat_id == who.id:
        return world.chats.open(who.id)
    chat = world.chats.get(chat_id)
    if chat is None or not chat.is_group:
        raise Wrong(404, f"no such chat: {chat_id}")
    if chat.migrated_to is not None:
        raise Wrong(409, f"chat {chat_id} has become {chat.migrated_to}")
    if who.id not in chat.members:
        raise Wrong(403, f"user {who.id} is not in chat {chat_id}")
    return chat


def check_may_write(chat: Chat, who: Person) -> None:
    if chat.is_group:
        return
    if who.deactivated:
        raise Wrong(409, "this account is deleted")
    if who.blocked:
        raise Wrong(409, "this person has blocked the bot: unblock it first")


def thread_of(chat: Chat, body: Json) -> Json:
    """The message's fields for the forum topic that the body names, if it does."""
    if body.get("thread") in (None, ""):
        return {}
    thread = number(body, "thread")
    if thread not in chat.topics:
        raise Wrong(404, f"no such topic: {thread}")
    return {"message_thread_id": thread, "is_topic_message": True}
