"""Messages that must go out: what they are, and in which order of urgency."""

from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any


class Lane(IntEnum):
    """Urgency. Windows are drawn before any of these."""

    ANSWER = 0
    ALERT = 1
    MASS = 2


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A row to be added. `topic` names who delivers it; rows of one `order_key` go one after another."""

    topic: str
    order_key: str
    payload: Mapping[str, Any]
    lane: Lane = Lane.ALERT
    business_key: str | None = None
    citizen_id: int | None = None
    delay_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Claimed:
    """A row being sent under a lease. `copies` counts earlier tries whose outcome is unknown."""

    id: int
    topic: str
    order_key: str
    lane: Lane
    citizen_id: int | None
    payload: Mapping[str, Any]
    attempts: int
    copies: int
    fence: int
    age_s: float = field(default=0.0)

    @property
    def repeated(self) -> bool:
        """Whether an earlier copy may already have arrived."""
        return self.copies > 0


@dataclass(slots=True)
class Flight:
    """One try to deliver. Until its request is `begun`, nothing can have arrived, so nothing is in doubt."""

    begun: bool = False


# Set while a row is being delivered: it yields to windows, and whoever writes the request marks it begun.
current_flight: ContextVar[Flight | None] = ContextVar("current_flight", default=None)


def deletion(chat: int, message_id: int) -> Outgoing:
    """A citizen's message that must not stay in the chat: a number of a document, a code."""
    key = f"delete:{chat}:{message_id}"
    return Outgoing("telegram.delete", key, {"chat": chat, "message_id": message_id}, Lane.ANSWER, key)
