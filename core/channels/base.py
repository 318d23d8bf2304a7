"""What a way to a phone or a mailbox can do."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail in plain text."""

    to: str
    subject: str
    text: str


class Sms(Protocol):
    """Sends texts to phones."""

    async def send(self, to: str, text: str) -> None:
        """`to` in E.164. Raises TemporaryFailure, AmbiguousFailure or PermanentFailure."""

    async def close(self) -> None:
        """Let go of connections."""


class Mail(Protocol):
    """Sends letters."""

    async def send(self, letter: Letter) -> None:
        """Raises TemporaryFailure, AmbiguousFailure or PermanentFailure."""
