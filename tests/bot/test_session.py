"""Telegram's answers in our own kinds of failure, limits kept, wordings made one."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramRetryAfter
from aiohttp import web

from bot.session import failure_of, make_bot
from core.errors import AmbiguousFailure, DeliveryFailure, PermanentFailure, TemporaryFailure
from core.metrics import Metrics
from core.outbox.limiter import Limiter
from core.outbox.model import Flight, current_flight
from core.settings import load_settings
from tests.okno import TOKEN

Answer = dict[str, Any] | bytes | None  # None: the connection is cut


@asynccontextmanager
async def bot_over(answers: list[Answer]) -> AsyncIterator[tuple[Bot, list[str]]]:
    """A bot over a Telegram that gives these answers, then a good one for ever."""
    called: list[str] = []

    async def answer(request: web.Request) -> web.StreamResponse:
        called.append(request.match_info["method"])
        await request.read()
        told: Answer = answers.pop(0) if answers else {"ok": True, "result": True}
        if told is None:
            assert request.transport is not None
            request.transport.abort()
            return web.Response()
        if isinstance(told, bytes):
            return web.Response(body=told, status=502)
        return web.json_response(told, status=told.get("error_code", 200))

    app = web.Application()
    app.router.add_post("/bot{token}/{method}", answer)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    settings = load_settings(
        _env_file=None, bot_token=TOKEN, telegram_api=f"http://127.0.0.1:{runner.addresses[0][1]}"
    )
    bot = make_bot(settings, Limiter(enabled=False), Metrics())
    yield bot, called
    await bot.session.close()
    await runner.cleanup()


def error(code: int, description: str, **parameters: int) -> dict[str, Any]:
    found: dict[str, Any] = {"ok": False, "error_code": code, "description": description}
    return {**found, "parameters": parameters} if parameters else found


@pytest.mark.parametrize(
    ("answer", "kind", "code"),
    [
        (error(403, "Forbidden: bot was blocked by the user"), PermanentFailure, "chat-closed"),
        (error(400, "Bad Request: chat not found"), PermanentFailure, "chat-closed"),
        (error(400, "Bad Request: USER IS DEACTIVATED"), PermanentFailure, "chat-closed"),
        (error(400, "Bad Request: can't parse entities"), PermanentFailure, "telegram-refused"),
        (error(413, "Request Entity Too Large"), PermanentFailure, "file-too-large"),
        (error(500, "Internal Server Error"), TemporaryFailure, "telegram-down"),
        (error(502, "Bad Gateway"), TemporaryFailure, "telegram-down"),
        (error(504, "Gateway Timeout"), AmbiguousFailure, "telegram-silent"),
        (error(401, "Unauthorized"), TemporaryFailure, "telegram-down"),
        (b"<html>Bad Gateway</html>", AmbiguousFailure, "telegram-silent"),
        (None, AmbiguousFailure, "telegram-silent"),
    ],
)
async def test_every_answer_has_its_kind(answer: Answer, kind: type[DeliveryFailure], code: str) -> None:
    async with bot_over([answer]) as (bot, _):
        failure = await refused(bot)
    assert isinstance(failure, kind)
    assert failure.code == code


async def refused(bot: Bot) -> DeliveryFailure | None:
    try:
        await bot.delete_message(7, 1)
    except Exception as problem:  # noqa: BLE001 - that is what is looked at
        return failure_of(problem)
    return None


async def test_a_server_that_is_not_there_has_certainly_done_nothing() -> None:
    settings = load_settings(_env_file=None, bot_token=TOKEN, telegram_api="http://127.0.0.1:1")
    bot = make_bot(settings, Limiter(enabled=False), Metrics())
    assert isinstance(await refused(bot), TemporaryFailure)
    await bot.session.close()


def test_an_error_of_ours_is_no_answer_of_telegrams() -> None:
    assert failure_of(KeyError("x")) is None


async def test_a_window_waits_and_tries_again() -> None:
    limited = error(429, "Too Many Requests: retry after 1", retry_after=1)
    async with bot_over([limited]) as (bot, called):
        began = asyncio.get_running_loop().time()
        assert await bot.delete_message(7, 1)
        assert asyncio.get_running_loop().time() - began >= 1
    assert len(called) == 2


async def test_an_outbox_message_is_given_back_and_nothing_is_in_doubt() -> None:
    limited = error(429, "Too Many Requests: retry after 3", retry_after=3)
    flight = Flight()
    current_flight.set(flight)
    async with bot_over([limited]) as (bot, called):
        with pytest.raises(TelegramRetryAfter):
            await bot.delete_message(7, 1)
        assert not flight.begun
        await bot.delete_message(7, 1)
        assert flight.begun
    current_flight.set(None)
    assert len(called) == 2


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("Bad Request: MESSAGE_NOT_MODIFIED", "message is not modified"),
        ("Bad Request: Message Is Not Modified: specified new message", "message is not modified"),
        ("Bad Request: MESSAGE_ID_INVALID", "message to edit not found"),
        ("Bad Request: MESSAGE CAN'T BE EDITED", "message can't be edited"),
        ("Bad Request: Message To Delete Not Found", "message to delete not found"),
        ("Bad Request: something else", "something else"),
    ],
)
async def test_wordings_are_made_one(said: str, heard: str) -> None:
    async with bot_over([error(400, said)]) as (bot, _):
        with pytest.raises(TelegramBadRequest) as caught:
            await bot.delete_message(7, 1)
    assert heard in caught.value.message


@pytest.mark.parametrize("said", ["Bad Request: QUERY_ID_INVALID", "Bad Request: query is too old and …"])
async def test_an_answer_that_comes_too_late_is_no_failure(said: str) -> None:
    async with bot_over([error(400, said)]) as (bot, _):
        assert await bot.answer_callback_query("1")
