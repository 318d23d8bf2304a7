"""aiogram without what nobody uses; to be imported before aiogram is.

At its import aiogram builds validators for all the types of the Bot API, each with all that it may hold:
seconds, and 100 MB. Its types are declared to be built when they are first needed (`defer_build`). So the
building is left out here, and what is needed is built then, with the same names at hand.
"""

# mypy: disable-error-code="method-assign,assignment"
# Replacing a method of another's class is what this file is for.

from typing import Any, Literal, Optional, Union

from pydantic import BaseModel

_usual = BaseModel.__dict__["model_rebuild"]
BaseModel.model_rebuild = classmethod(lambda _cls, **_: None)
try:
    from aiogram import types
finally:
    BaseModel.model_rebuild = _usual

from aiogram.client.default import Default  # noqa: E402 - aiogram comes above, and only there
from aiogram.methods.base import Response, TelegramMethod  # noqa: E402
from aiogram.types.base import TelegramObject  # noqa: E402

_NAMES: dict[str, Any] = {
    "List": list,
    "Optional": Optional,
    "Union": Union,
    "Literal": Literal,
    "Default": Default,
    **{name: getattr(types, name) for name in types.__all__},
}


def _rebuild(cls: type[BaseModel], /, **how: Any) -> Any:
    """What pydantic calls when a type is needed that is not built yet."""
    return _usual.__func__(cls, **{**how, "_types_namespace": _NAMES})


# A method or an answer is built with the types in it, whichever is needed first.
for _kind in (TelegramObject, TelegramMethod, Response):
    _kind.model_rebuild = classmethod(_rebuild)
