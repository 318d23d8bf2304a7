"""News for a citizen: categories that may be switched off, and those that may not."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

# What the panel shows, in its order. Security news is never silent.
CATEGORIES = ("status", "deadline", "profile", "news")
ALWAYS = frozenset({"security"})


@dataclass(frozen=True, slots=True)
class Notice:
    """One piece of news. `business_key` is (recipient, kind, object, version): repeats add nothing."""

    citizen_id: int
    category: str
    kind: str
    business_key: str
    params: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Told:
    """A piece of news as the list shows it."""

    id: int
    kind: str
    category: str
    params: Mapping[str, Any]
    at: datetime
    seen: bool
