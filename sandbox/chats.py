"""Chats and what stands in them now, as both sides see it.

A message is kept as the JSON the Bot API speaks, because that is what is sent, stored and compared;
what the Bot API hides from bots (a reply keyboard once it is shown) lies beside it.
"""

import asyncio
from dataclasses import dataclass, field
from typing import Any

from aiogram.types import Message
from pydantic_core import from_json, to_json

from sandbox.journal import Journal, Tables
from sandbox.telegram import Json, checked

SUPERGROUPS = -1_000_000_000_000
"""Ids of supergroups lie below it, those of basic groups between it and nought."""
FIRST_GROUP = SUPERGROUPS - 1_000_000_001


@dataclass(slots=True)
class Stored:
    raw: bytes
    keyboard: Json | None = None
    pinned: bool = False
    thread: int | None = None
    view: bytes | None = None
    """The person's view, drawn when first asked for."""

    def message(self) -> Json:
        value: Json = from_json(self.raw)
        return value


@dataclass(slots=True)
class Topic:
    name: str
    icon_color: int
    closed: bool = False


@dataclass(slots=True)
class Chat:
    id: int
    title: str | None = None
    forum: bool = False
    members: list[int] = field(default_factory=list)
    bot_status: str = "member"
    basic: bool = False
    """A group that is no supergroup yet."""
    migrated_to: int | None = None
    """The supergroup it has become."""
    topics: dict[int, Topic] = field(default_factory=dict)
    cursor: int = 0
    last_id: int = 0
    messages: dict[int, Stored] = field(default_factory=dict)
    typing_until: float = 0.0
    waiters: list["asyncio.Future[None]"] = field(default_factory=list)

    @property
    def is_group(self) -> bool:
        return self.id < 0

    def as_chat(self) -> Json:
        """The Bot API's Chat of a group."""
        kind = "group" if self.basic else "supergroup"
        value: Json = {"id": self.id, "type": kind, "title": self.title}
        if self.forum:
            value["is_forum"] = True
        return value


class Chats:
    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._by_id: dict[int, Chat] = {}
        self._last_private_id = 0
        self._last_group = FIRST_GROUP + 1
        self.closing = False

    def restore(self, tables: Tables) -> None:
        for row in tables.get("groups").values():
            topics = {int(number): Topic(**topic) for number, topic in row.pop("topics").items()}
            chat = Chat(**row, topics=topics)
            self._by_id[chat.id] = chat
            self._last_group = min(self._last_group, chat.id + SUPERGROUPS if chat.basic else chat.id)
        for key, (cursor, last_id) in tables.rows("cursors"):
            chat = self.open(int(key))
            chat.cursor, chat.last_id = cursor, last_id
            if not chat.is_group:
                self._last_private_id = max(self._last_private_id, last_id)
        for key, row in tables.rows("messages"):
            chat_id, message_id = key.split(":")
            stored = Stored(
                to_json(row["m"]), row.get("k"), row.get("p", False), row["m"].get("message_thread_id")
            )
            self.open(int(chat_id)).messages[int(message_id)] = stored
        for chat in self._by_id.values():
            chat.messages = dict(sorted(chat.messages.items()))

    def get(self, number: int) -> Chat | None:
        return self._by_id.get(number)

    def open(self, number: int) -> Chat:
        """The chat of that id; a private one comes to be on first use."""
        chat = self._by_id.get(number)
        if chat is None:
            chat = self._by_id[number] = Chat(number)
        return chat

    def add_group(
        self, title: str, forum: bool, members: list[int], bot_status: str, *, basic: bool = False
    ) -> Chat:
        self._last_group -= 1
        number = self._last_group - SUPERGROUPS if basic else self._last_group
        chat = Chat(number, title, forum, members, bot_status, basic)
        self._by_id[chat.id] = chat
        self.save_group(chat)
        return chat

    def save_group(self, chat: Chat) -> None:
        row = {
            "id": chat.id,
            "title": chat.title,
            "forum": chat.forum,
            "members": chat.members,
            "bot_status": chat.bot_status,
            "basic": chat.basic,
            "migrated_to": chat.migrated_to,
            "topics": {
                str(number): {"name": topic.name, "icon_color": topic.icon_color, "closed": topic.closed}
                for number, topic in chat.topics.items()
            },
        }
        self._journal.put("groups", chat.id, to_json(row))

    def next_message_id(self, chat: Chat) -> int:
        """Private chats share one sequence, as they do in a bot's mailbox; a supergroup has its own."""
        if chat.is_group:
            chat.last_id += 1
        else:
            self._last_private_id += 1
            chat.last_id = self._last_private_id
        return chat.last_id

    def store(self, chat: Chat, message: Json, keyboard: Json | None = None) -> bytes:
        """Writes a new or changed message; answers its JSON, checked."""
        number = message["message_id"]
        raw = checked(Message, message)
        before = chat.messages.get(number)
        stored = Stored(raw, keyboard, before.pinned if before else False, message.get("message_thread_id"))
        chat.messages[number] = stored
        self._write(chat, number, stored)
        return raw

    def delete(self, chat: Chat, number: int) -> None:
        del chat.messages[number]
        self._journal.drop("messages", f"{chat.id}:{number}")
        self._touch(chat)

    def pin(self, chat: Chat, number: int, pinned: bool) -> None:
        stored = chat.messages[number]
        if stored.pinned != pinned:
            stored.pinned = pinned
            stored.view = None
            self._write(chat, number, stored)

    async def changed(self, chat: Chat, since: int, wait_s: float) -> None:
        """Returns once the chat's cursor is above `since`, or after `wait_s` seconds."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + wait_s
        while chat.cursor <= since and (left := deadline - loop.time()) > 0:
            waiter: asyncio.Future[None] = loop.create_future()
            chat.waiters.append(waiter)
            await asyncio.wait([waiter], timeout=left)
            if waiter in chat.waiters:
                chat.waiters.remove(waiter)
            if self.closing:
                return

    def _write(self, chat: Chat, number: int, stored: Stored) -> None:
        extra: dict[str, Any] = {}
        if stored.keyboard is not None:
            extra["k"] = stored.keyboard
        if stored.pinned:
            extra["p"] = True
        tail = b"," + to_json(extra)[1:] if extra else b"}"
        self._journal.put("messages", f"{chat.id}:{number}", b'{"m":' + stored.raw + tail)
        self._touch(chat)

    def _touch(self, chat: Chat) -> None:
        chat.cursor += 1
        self._journal.put("cursors", chat.id, b"[%d,%d]" % (chat.cursor, chat.last_id))
        self._wake(chat)

    def close(self) -> None:
        """Sends home whoever waits for a change."""
        self.closing = True
        for chat in self._by_id.values():
            self._wake(chat)

    @staticmethod
    def _wake(chat: Chat) -> None:
        waiters, chat.waiters = chat.waiters, []
        for waiter in waiters:
            if not waiter.done():
                waiter.set_result(None)
