"""How the bot speaks to Telegram: its limits kept, its refusals turned into our own kinds of failure."""

import asyncio
from collections.abc import Iterable
from typing import Any

from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramEntityTooLarge,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.methods import (
    AnswerCallbackQuery,
    DeleteMessage,
    EditMessageReplyMarkup,
    EditMessageText,
    Response,
    SendDocument,
    SendMessage,
    TelegramMethod,
)
from aiogram.methods.base import TelegramType

from core.errors import AmbiguousFailure, DeliveryFailure, PermanentFailure, TemporaryFailure
from core.logs import get_logger
from core.metrics import Metrics
from core.outbox.limiter import Limiter
from core.outbox.model import Flight, current_flight
from core.settings import Settings

log = get_logger(__name__)

# aiogram asks pydantic for the model of each answer anew, and pydantic forgets a model that nobody holds:
# building it again took a tenth of a turn.
_ANSWERS = tuple(
    Response[method.__returning__]  # type: ignore[name-defined]
    for method in (
        AnswerCallbackQuery,
        DeleteMessage,
        EditMessageReplyMarkup,
        EditMessageText,
        SendDocument,
        SendMessage,
    )
)
_NEW_MESSAGES = ("send", "copy", "forward")
_WINDOW_PATIENCE_S = 20.0
_CLOSED = ("chat not found", "user is deactivated", "bot was blocked", "peer_id_invalid", "user not found")

# Telegram's wording changes, in case too; the dialog engine looks for exactly these words.
_WORDINGS = {
    "message is not modified": ("message is not modified", "message_not_modified"),
    "message to edit not found": (
        "message to edit not found",
        "message to be edited not found",
        "message_id_invalid",
        "message identifier is not specified",
    ),
    "message can't be edited": (
        "message can't be edited",
        "message can’t be edited",
        "message_edit_time_expired",
        "there is no text in the message to edit",
    ),
    "message to delete not found": ("message to delete not found", "message to be deleted not found"),
    "message can't be deleted": ("message can't be deleted", "message can’t be deleted"),
}
_TOO_LATE = ("query is too old", "query id is invalid", "query_id_invalid")


class Manners(BaseRequestMiddleware):
    """Waits for the limiter before a new message; a window that meets a 429 waits and tries again."""

    def __init__(self, limiter: Limiter, metrics: Metrics) -> None:
        self._limiter = limiter
        self._metrics = metrics

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType]:
        flight, chat, waited = current_flight.get(), _chat_of(method), 0.0
        while True:
            if chat is not None and _is_new_message(method):
                await (self._limiter.message(chat) if flight else self._limiter.window(chat))
            try:
                return await _asked(make_request, bot, method, flight)
            except TelegramRetryAfter as error:
                self._metrics.outbox_limited.inc()
                log.warning(
                    "telegram_limited", chat_id=chat, method=_name(method), retry_after=error.retry_after
                )
                if chat is not None:
                    await self._limiter.freeze(chat, error.retry_after)
                waited += error.retry_after
                if flight or waited > _WINDOW_PATIENCE_S:
                    raise
                await asyncio.sleep(error.retry_after)
            except TelegramBadRequest as error:
                if isinstance(method, AnswerCallbackQuery) and _says(error, _TOO_LATE):
                    return Response[Any](ok=True, result=True)  # whoever tapped has long stopped waiting
                raise _reworded(error) from None


async def _asked(
    make_request: NextRequestMiddlewareType[TelegramType],
    bot: Bot,
    method: TelegramMethod[TelegramType],
    flight: Flight | None,
) -> Response[TelegramType]:
    if flight is None:
        return await make_request(bot, method)
    flight.begun = True
    try:
        return await make_request(bot, method)
    except TelegramRetryAfter:
        flight.begun = False
        raise


def _chat_of(method: TelegramMethod[Any]) -> int | None:
    chat = getattr(method, "chat_id", None)
    return chat if isinstance(chat, int) else None


def _name(method: TelegramMethod[Any]) -> str:
    return type(method).__name__


def _is_new_message(method: TelegramMethod[Any]) -> bool:
    name = _name(method)
    return name.lower().startswith(_NEW_MESSAGES) and name != "SendChatAction"


def _says(error: TelegramAPIError, words: Iterable[str]) -> bool:
    said = error.message.lower()
    return any(one in said for one in words)


def _reworded(error: TelegramBadRequest) -> TelegramBadRequest:
    for wording, variants in _WORDINGS.items():
        if _says(error, variants):
            return TelegramBadRequest(error.method, f"Bad Request: {wording}")
    return error


def make_bot(settings: Settings, limiter: Limiter, metrics: Metrics) -> Bot:
    """The bot, speaking to `TELEGRAM_API`, HTML by default, no link previews."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(settings.telegram_api), limit=100, timeout=20)
    session.middleware(Manners(limiter, metrics))
    defaults = DefaultBotProperties(parse_mode="HTML", link_preview_is_disabled=True)
    return Bot(settings.bot_token.get_secret_value(), session=session, default=defaults)


def failure_of(error: BaseException) -> DeliveryFailure | None:
    """Our kind of failure for Telegram's, or None when it is no answer of Telegram's at all.

    A timeout, a broken connection or an answer nobody can read leave open whether the call was done; a
    refused connection and a server's own error do not.
    """
    if isinstance(error, TelegramRetryAfter):
        return TemporaryFailure("telegram-limit", retry_after=float(error.retry_after))
    if isinstance(error, TelegramEntityTooLarge):
        return PermanentFailure("file-too-large")
    if _in_doubt(error):
        return AmbiguousFailure("telegram-silent")
    if isinstance(error, TelegramNetworkError | TelegramUnauthorizedError | TelegramServerError):
        return TemporaryFailure("telegram-down")
    if not isinstance(error, TelegramAPIError):
        return None
    closed = isinstance(error, TelegramForbiddenError) or (
        isinstance(error, TelegramBadRequest) and _says(error, _CLOSED)
    )
    return PermanentFailure("chat-closed" if closed else "telegram-refused")


def _in_doubt(error: BaseException) -> bool:
    if isinstance(error, TelegramNetworkError):
        return not _refused(error)
    if isinstance(error, TelegramServerError):
        return _says(error, ("timeout", "timed out"))
    return isinstance(error, ClientDecodeError)


def _refused(error: BaseException) -> bool:
    seen: Any = error
    while seen is not None:
        if "Connector" in type(seen).__name__ or isinstance(seen, ConnectionRefusedError):
            return True
        seen = seen.__cause__ or seen.__context__
    return "Cannot connect" in str(error)
