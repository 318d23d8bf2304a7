"""What is remembered, as windows see it."""

from dataclasses import dataclass
from datetime import datetime

QUERY, SERVICE = "query", "service"
LISTED, PINNED, ARCHIVED, DELETED = "listed", "pinned", "archived", "deleted"
SHOWN = (PINNED, LISTED)
STATES = frozenset({LISTED, PINNED, ARCHIVED, DELETED})

DEPARTMENTS, HISTORY = "search-departments", "search-history"
PREFERENCES = (DEPARTMENTS, HISTORY)
"""What may be switched for the search; all of it is on until switched off."""
STEPS = "first-steps"
"""Whether the menu speaks of the first steps."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A search or a service (by its id). `state` is listed, pinned, archived or deleted."""

    id: int
    value: str
    state: str
    at: datetime
