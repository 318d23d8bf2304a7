"""A document kept in the wallet, and what is to be said of its days."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from core.forms.model import Field, Value
from core.wallet.kinds import KINDS, WalletKind

REMIND_AHEAD = (90, 30, 7)
MOST_DOCUMENTS = 40
MOST_PAGES = 20
VALID, EXPIRING, EXPIRED, ENDLESS, UNFINISHED = "valid", "expiring", "expired", "endless", "unfinished"


@dataclass(frozen=True, slots=True)
class Kept:
    """A document of the wallet, opened; callers show it masked. `pages` are ids of files, in order."""

    id: int
    kind: WalletKind
    values: Mapping[str, Value]
    expires_on: date | None
    pages: tuple[int, ...]
    changed_at: datetime

    def missing(self) -> Field | None:
        """The first question without an answer; an optional one may be answered by a skip."""
        return next((one for one in self.kind.fields if one.id not in self.values), None)

    def status(self, today: date) -> str:
        """What its chip says."""
        if any(one.id not in self.values for one in self.kind.fields if not one.optional):
            return UNFINISHED
        if self.expires_on is None:
            return ENDLESS
        left = (self.expires_on - today).days
        return EXPIRED if left < 0 else EXPIRING if left <= REMIND_AHEAD[0] else VALID


@dataclass(frozen=True, slots=True)
class Question:
    """A field of a document, which its first answer makes under this id."""

    document_id: int
    kind: WalletKind
    field: Field


def kind_named(name: str) -> WalletKind | None:
    return KINDS.get(name)


def stage_of(expires_on: date | None, today: date) -> int | None:
    """Which reminder its days have come to, in days ahead; None while it is early, or too late."""
    left = (expires_on - today).days if expires_on is not None else -1
    return min((days for days in REMIND_AHEAD if left <= days), default=None) if left >= 0 else None
