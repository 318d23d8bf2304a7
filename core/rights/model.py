"""Consents by purpose: each said to its own text, each taken back by itself."""

from dataclasses import dataclass
from datetime import datetime

PERSONAL_DATA, NEWS = "personal-data", "news"
PURPOSES = (PERSONAL_DATA, NEWS)


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a consent is for: its present text (HTML), and since when it is given (None: it is not)."""

    id: str
    text: str
    at: datetime | None
