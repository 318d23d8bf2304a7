"""What every room says about Telegram's objects: how they are written, checked and measured.

Objects live as plain JSON and are checked against aiogram's own types on the way out, so the sandbox
cannot hand the bot anything that the library would not accept from the real server.
"""

from typing import Any

from aiogram.types import TelegramObject
from pydantic_core import to_json

Json = dict[str, Any]

MESSAGE_LIMIT = 4096
_TELLING = {"type", "status", "source", "style"}
_FAR = 20_000_000_000  # from here on a moment is read as milliseconds, and may lie beyond every calendar
CAPTION_LIMIT = 1024


class Refusal(Exception):
    """The Bot API's "no": an HTTP code and Telegram's exact description."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters


def bad_request(description: str) -> Refusal:
    return Refusal(400, f"Bad Request: {description}")


def forbidden(description: str) -> Refusal:
    return Refusal(403, f"Forbidden: {description}")


_SHAPES = 4096
_accepted: dict[tuple[type[TelegramObject], object], None] = {}


def checked(kind: type[TelegramObject], value: Json) -> bytes:
    """`value` as JSON, once aiogram's `kind` has accepted it, or another of the very same shape."""
    shape = (kind, _shape(value))
    if shape not in _accepted:
        kind.model_validate(value)
        if len(_accepted) >= _SHAPES:
            del _accepted[next(iter(_accepted))]
        _accepted[shape] = None
    return to_json(value)


def _shape(value: Any) -> object:
    """Everything a model of aiogram looks at: names, types, the words that tell one union's member from
    another, numbers too large for a date. Most messages differ in nothing but texts and plain numbers.
    """
    kind = type(value)
    if kind is dict:
        return tuple(
            [
                (name, item if name in _TELLING and type(item) is str else _shape(item))
                for name, item in value.items()
            ]
        )
    if kind is list:
        return (list, frozenset([_shape(item) for item in value]))
    if kind is int and not -_FAR < value < _FAR:
        return value
    return kind


def without_none(**fields: Any) -> Json:
    return {name: value for name, value in fields.items() if value is not None}


def units(text: str) -> int:
    """Length in UTF-16 units, the measure of every Telegram limit and entity offset."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def stated(value: Any) -> Any:
    """A parameter's value, or None where aiogram left its "use the bot's default" mark."""
    return None if type(value).__name__ == "Default" else value
