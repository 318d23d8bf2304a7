"""A text that the sender's app cut into several messages: only its beginning may be an answer.

Telegram carries 4096 signs a message, so an app sends a longer text in parts, one right after another.
The second part must not become the answer to the next question.
"""

from typing import Any

from aiogram.types import Message

from core.forms.typed import utf16_length

CUT_AT = 3500  # apps cut at 4096, or at the last space before it
TOGETHER_S = 2
MOST = 4096

_KEY = "cut"


def is_tail(message: Message, kept: dict[str, Any]) -> bool:
    """Whether the message goes on from the one before it. `kept` is the dialog's data: ids and times only."""
    before = kept.get(_KEY)
    if not isinstance(before, list) or len(before) != 2:
        return False
    number, at = before
    return bool(message.message_id == number + 1 and message.date.timestamp() - at <= TOGETHER_S)


def note_length(message: Message, kept: dict[str, Any], tail: bool) -> None:
    """Remember a message that another part may follow."""
    if tail or utf16_length(message.text or "") >= CUT_AT:
        kept[_KEY] = [message.message_id, message.date.timestamp()]
    else:
        kept.pop(_KEY, None)
