"""A citizen, as every other room sees one."""

from dataclasses import dataclass
from datetime import datetime

from core.forms.model import Value

LEVELS = ("none", "standard", "confirmed")


@dataclass(frozen=True, slots=True)
class Citizen:
    """`level` is none, standard or confirmed; `language` is what this Telegram account reads."""

    id: int
    telegram_id: int
    level: str
    language: str
    registered: bool

    def reaches(self, level: str) -> bool:
        """Whether the account's level is at least `level`."""
        return LEVELS.index(self.level) >= LEVELS.index(level)


@dataclass(frozen=True, slots=True)
class Known:
    """One remembered value of the profile, with where it came from."""

    path: str
    value: Value
    source: str
    at: datetime
