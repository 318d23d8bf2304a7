"""What a one-time token stands for."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Taken:
    """Whose it is, the Telegram account it was made for, and what was put into it."""

    citizen_id: int
    telegram_id: int
    purpose: str
    data: Mapping[str, Any]
