"""What proves somebody beside their Telegram account, and what follows from a wrong try."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from core.contacts.model import PHONE, Contact
from core.forms.kinds.contacts import takes_sms

PIN_DIGITS = 6
BACKUP_CODES = 10
LOCK_CHOICES = (5 * 60, 15 * 60, 60 * 60)
DEFAULT_LOCK_S = 15 * 60
FREEZE = timedelta(hours=24)
TRIES = 5
_PAUSES = (timedelta(minutes=15), timedelta(hours=1), timedelta(hours=24))
PHRASE = range(4, 61)  # signs
PASSWORD, ENTRY = "secure:password", "secure:entry"  # what a one-time link to the secure page is for
SHOWN_S = 60.0  # how long values stand in the chat in full


@dataclass(frozen=True, slots=True)
class Reach:
    """Which contacts a code can be sent to: what this installation has a gateway for."""

    sms: bool = False
    mail: bool = False
    abroad: bool = False

    def way_to(self, contact: Contact) -> str | None:
        """`sms` or `email`; None where no code gets there, or nobody knows whose it is."""
        if not contact.verified:
            return None
        if contact.kind == PHONE:
            return "sms" if self.sms and (self.abroad or takes_sms(contact.value)) else None
        return "email" if self.mail else None


@dataclass(frozen=True, slots=True)
class Need:
    """What an action still asks for: one of `ways`; none left means that a PIN may be set there and then.

    Where `frozen_until` or `blocked_until` is given, nothing helps before then.
    """

    action: str
    ways: tuple[str, ...]
    frozen_until: datetime | None = None
    blocked_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of a try. `left`: how many more before a pause; `blocked_until`: when it ends."""

    ok: bool
    left: int = TRIES
    blocked_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """What one Telegram account of a citizen may do just now, as read from the database."""

    now: datetime
    ways: frozenset[str] = frozenset()
    proved_at: datetime | None = None
    active_at: datetime | None = None
    lock_after_s: int = DEFAULT_LOCK_S
    frozen_until: datetime | None = None
    blocked_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Protection:
    """A citizen's own settings, for the window that shows them."""

    pin: bool = False
    totp: bool = False
    backup_left: int = 0
    password_at: datetime | None = None
    password_must_change: bool = False  # the account was got back into since it was set
    phrase: str | None = None
    lock_after_s: int = DEFAULT_LOCK_S
    frozen_until: datetime | None = None

    @property
    def on(self) -> bool:
        """Whether something beside the Telegram account guards this one."""
        return self.pin or self.totp


@dataclass(frozen=True, slots=True)
class Device:
    """A linked Telegram account. `number` is what windows call it by; `here`: it is the one that looks."""

    telegram_id: int
    linked_at: datetime
    active_at: datetime | None
    here: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the journal."""

    kind: str
    at: datetime
    details: Mapping[str, Any] = field(default_factory=dict)


def pin_problem(pin: str) -> str | None:
    """The code of what is wrong with a new PIN; None when it will do."""
    if len(pin) != PIN_DIGITS or not (pin.isascii() and pin.isdigit()):
        return "pin-shape"
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(pin)}
    if (len(steps) == 1 and steps <= {0, 1, 9}) or len(set(pin)) < 3:
        return "pin-simple"
    return None


def pause_after(tries: int) -> timedelta | None:
    """The pause that this try begins if it is wrong: each fifth one, longer every time."""
    if tries % TRIES:
        return None
    return _PAUSES[min(tries // TRIES, len(_PAUSES)) - 1]


def left_after(tries: int) -> int:
    """How many tries are left before the next pause."""
    return TRIES - tries % TRIES if tries % TRIES else 0
