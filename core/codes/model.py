"""One-time codes: the rules of asking and of checking (FAULTS T14, T15)."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

DIGITS = 6
LIVES = timedelta(minutes=5)
TRIES = 5
PAUSE = timedelta(minutes=1)
DAY = timedelta(days=1)
MOST_TO_A_TARGET = 5
MOST_BY_AN_ACCOUNT = 10


class Verdict(Enum):
    """What came of a check; only `RIGHT` opens anything, and only once."""

    RIGHT = "right"
    WRONG = "wrong"
    SPENT = "spent"  # no tries left
    EXPIRED = "expired"
    USED = "used"
    UNKNOWN = "unknown"  # not this citizen's, not from this Telegram account, or for something else


@dataclass(frozen=True, slots=True)
class Sent:
    """A code as its window shows it: `to` is sealed no more, so show it masked."""

    id: int
    kind: str
    to: str
    tries_left: int
    expires_at: datetime
    again_at: datetime
    used: bool
    failed: bool
    """Whether it is known, or feared, not to have arrived."""

    def lives(self, now: datetime) -> bool:
        return not self.used and self.tries_left > 0 and now < self.expires_at


def digits_of(text: str) -> str | None:
    """«12-34-56», «123 456», digits of any script: the code meant; None for what is no six digits."""
    plain = "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in text)
    bare = re.sub(r"[\s.‐‑‒–—−-]", "", plain)
    return bare if re.fullmatch(rf"\d{{{DIGITS}}}", bare, re.ASCII) else None
