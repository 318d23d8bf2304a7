"""What every department connector can do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from core.forms.model import Value


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that goes with an application."""

    document: str
    name: str
    content_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Parcel:
    """An application on its way. The same number sent again adds to what the department has."""

    number: str
    service: str
    service_title: str
    department: str
    submitted_at: str
    answers: Mapping[str, Value]
    enclosures: Sequence[Enclosure]


class Connector(Protocol):
    """Hands applications to departments. Every call may be repeated and must then change nothing."""

    async def submit(self, parcel: Parcel) -> None:
        """Raises TemporaryFailure, AmbiguousFailure or PermanentFailure."""

    async def withdraw(self, department: str, number: str) -> None:
        """Tell the department that the citizen took the application back. Raises the same."""

    async def close(self) -> None:
        """Let go of connections."""
