"""Updates waiting for the bot, in order, until it confirms them or they grow too old.

Telegram keeps a message for 24 hours and a press or a pre-checkout for 150 seconds; what nobody took
by then is gone.
"""

import asyncio
import time
from dataclasses import dataclass
from itertools import takewhile

from aiogram.types import Update
from pydantic_core import to_json

from sandbox.clock import Clock
from sandbox.journal import Journal, Tables
from sandbox.telegram import Json, checked

SHORT_LIVED_S = 150.0
LONG_LIVED_S = 24 * 3600.0
SHORT_LIVED = frozenset({"callback_query", "pre_checkout_query", "shipping_query", "inline_query"})
NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


def first_update_id() -> int:
    """Where a sandbox without a memory begins to count: above all that an earlier one ever told the bot.

    The bot knows an update it has had by its number. Telegram too picks another number after a quiet
    week. Milliseconds since 1970: no sandbox tells a thousand updates a second all its life.
    """
    return time.time_ns() // 1_000_000


@dataclass(slots=True)
class Waiting:
    raw: bytes
    kind: str
    lane: str
    """Updates of one lane (a chat) reach a webhook one after another."""
    expires: float


class Updates:
    def __init__(self, journal: Journal, clock: Clock) -> None:
        self._journal = journal
        self._clock = clock
        self._waiting: dict[int, Waiting] = {}
        self._next = 0
        self._soonest = float("inf")
        self.allowed: list[str] = []
        self.arrived = asyncio.Event()

    def restore(self, tables: Tables) -> None:
        settings = tables.get("updates")
        self._next = settings.get("next") or first_update_id()
        self.allowed = settings.get("allowed", [])
        for key, row in sorted(tables.rows("waiting"), key=lambda item: int(item[0])):
            self._waiting[int(key)] = Waiting(to_json(row["u"]), row["k"], row["l"], row["x"])
            self._soonest = min(self._soonest, row["x"])

    def allow(self, kinds: list[str]) -> None:
        """Which kinds are kept from now on; an empty list means Telegram's default."""
        if kinds != self.allowed:
            self.allowed = kinds
            self._journal.put("updates", "allowed", to_json(kinds))

    def add(self, kind: str, value: Json, lane: str) -> int | None:
        """Keeps an update for the bot; None when the bot does not want that kind."""
        wanted = kind in self.allowed if self.allowed else kind not in NOT_BY_DEFAULT
        if not wanted:
            return None
        number = self._next
        self._next += 1
        raw = checked(Update, {"update_id": number, kind: value})
        life = SHORT_LIVED_S if kind in SHORT_LIVED else LONG_LIVED_S
        waiting = Waiting(raw, kind, lane, self._clock.now() + life)
        self._waiting[number] = waiting
        self._soonest = min(self._soonest, waiting.expires)
        rest = to_json({"k": kind, "l": lane, "x": waiting.expires})
        self._journal.put("waiting", number, b'{"u":' + raw + b"," + rest[1:])
        self._journal.put("updates", "next", b"%d" % self._next)
        self.arrived.set()
        return number

    def confirm(self, offset: int) -> None:
        """Forgets what lies before `offset`; a negative one keeps only that many of the newest."""
        if offset < 0:
            for number in list(self._waiting)[:offset]:
                self.forget(number)
            return
        for number in list(takewhile(lambda n: n < offset, self._waiting)):
            self.forget(number)

    def forget(self, number: int) -> None:
        if self._waiting.pop(number, None) is not None:
            self._journal.drop("waiting", number)

    def clear(self) -> None:
        for number in list(self._waiting):
            self.forget(number)

    def first(self, limit: int) -> list[bytes]:
        self._expire()
        found: list[bytes] = []
        for waiting in self._waiting.values():
            if len(found) >= limit:
                break
            found.append(waiting.raw)
        return found

    def all(self) -> dict[int, Waiting]:
        self._expire()
        return self._waiting

    def raw(self, number: int) -> bytes:
        return self._waiting[number].raw

    def is_waiting(self, number: int) -> bool:
        waiting = self._waiting.get(number)
        if waiting is not None and waiting.expires <= self._clock.now():
            self.forget(number)
            return False
        return waiting is not None

    def _expire(self) -> None:
        # Messages outlive presses, so the queue is not sorted by age: it is searched only when due.
        now = self._clock.now()
        if now < self._soonest:
            return
        for number in [n for n, waiting in self._waiting.items() if waiting.expires <= now]:
            self.forget(number)
        self._soonest = min((waiting.expires for waiting in self._waiting.values()), default=float("inf"))
