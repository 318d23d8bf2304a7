"""One call of a Bot API method, as its handler gets it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from aiohttp import web
from pydantic_core import to_json

from sandbox.botapi.parsing import AnyMethod, Upload, Uploads
from sandbox.chats import Chat, Stored
from sandbox.people import Person
from sandbox.telegram import Refusal, bad_request, forbidden
from sandbox.world import World

M = TypeVar("M", bound=AnyMethod)


@dataclass(frozen=True, slots=True)
class Call(Generic[M]):
    world: World
    said: M
    uploads: Uploads
    request: web.BaseRequest | None = None
    """None for a method that a webhook asked for in its answer."""

    def upload(self, value: object) -> Upload | None:
        """The file that came with the request under `attach://name`, if `value` says so."""
        if isinstance(value, str) and value.startswith("attach://"):
            return self.uploads.get(value.removeprefix("attach://"))
        return None


Handler = Callable[[Call[Any]], Awaitable[bytes]]
TRUE = b"true"


def answer(value: object) -> bytes:
    return to_json(value)


def known_chat(world: World, chat_id: int | str | None) -> Chat:
    """The chat, whether or not the bot may write there; 400 when there is none."""
    if chat_id is None or chat_id == "":
        raise bad_request("chat_id is empty")
    if isinstance(chat_id, str):
        raise bad_request("chat not found")
    chat = world.chats.get(chat_id)
    if chat is None:
        if world.people.get(chat_id) is None:
            raise bad_request("chat not found")
        chat = world.chats.open(chat_id)
    if chat.migrated_to is not None:
        upgraded = "Bad Request: group chat was upgraded to a supergroup chat"
        raise Refusal(400, upgraded, migrate_to_chat_id=chat.migrated_to)
    return chat


def writable_chat(world: World, chat_id: int | str | None) -> Chat:
    """The chat, when the bot may write into it; else Telegram's 400 or 403."""
    chat = known_chat(world, chat_id)
    person = world.people.get(chat.id)
    if person is not None:
        _check_person(person)
    elif chat.bot_status == "kicked":
        raise forbidden("bot was kicked from the supergroup chat")
    elif chat.bot_status == "left":
        raise forbidden("bot is not a member of the supergroup chat")
    return chat


def _check_person(person: Person) -> None:
    if person.deactivated:
        raise forbidden("user is deactivated")
    if person.blocked:
        raise forbidden("bot was blocked by the user")
    if not person.started:
        raise forbidden("bot can't initiate conversation with a user")


def found_message(chat: Chat, number: int | None, purpose: str) -> Stored:
    """`purpose` is "edit", "delete", "copy" …, as Telegram names it in "message to … not found"."""
    if not number:
        raise bad_request("message identifier is not specified")
    stored = chat.messages.get(number)
    if stored is None:
        raise bad_request(f"message to {purpose} not found")
    return stored
