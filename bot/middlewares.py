"""Who writes, and in which language: worked out once for every update, before anything else."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware
from aiogram.types import TelegramObject, User

from bot.say import Say
from core.bootstrap import Core


class WhoIsIt(BaseMiddleware):
    """On `dp.update`: puts the citizen and their words into the data of every handler and getter."""

    def __init__(self, core: Core) -> None:
        self._core = core

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        user = data.get("event_from_user")
        if isinstance(user, User) and not user.is_bot:
            citizen = await self._core.citizens.meet(user.id, user.language_code)
            data["citizen"] = citizen
            data["say"] = Say(self._core.texts, citizen.language)
        return await handler(event, data)
