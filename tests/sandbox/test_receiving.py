"""How the bot hears: polling and its order, the webhook and its patience."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from time import monotonic
from typing import Any

import aiohttp
import pytest
from aiogram import Dispatcher, Router
from aiogram.types import Message, Update
from aiohttp import web

from sandbox.app import receiving
from sandbox.webhook import wait_before
from tests.sandbox.box import TOKEN, Box, refusal


async def test_updates_are_kept_until_confirmed(box: Box) -> None:
    user = await box.stranger()
    for text in "абв":
        await box.write(user, text)
    first = await box.bot.get_updates()
    assert [u.message.text for u in first if u.message] == ["а", "б", "в"]
    assert await box.bot.get_updates() == first
    assert [u.update_id for u in await box.bot.get_updates(limit=1)] == [first[0].update_id]
    rest = await box.bot.get_updates(offset=first[1].update_id + 1)
    assert rest == first[2:]
    assert await box.bot.get_updates() == rest
    assert await box.bot.get_updates(offset=-1) == rest
    assert await box.bot.get_updates(offset=rest[0].update_id + 1) == []


async def test_a_long_poll_ends_when_something_comes(box: Box) -> None:
    user = await box.person()
    polling = asyncio.create_task(box.bot.get_updates(offset=box.offset, timeout=20))
    await asyncio.sleep(0.1)
    started = monotonic()
    await box.write(user, "x")
    assert len(await polling) == 1
    assert monotonic() - started < 15  # of the twenty asked for


async def test_a_second_poller_is_sent_away(box: Box) -> None:
    first = asyncio.create_task(box.bot.get_updates(timeout=20))
    await asyncio.sleep(0.1)
    second = box.another_bot()
    assert await refusal(second.get_updates()) == (
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
    )
    await second.session.close()
    user = await box.stranger()
    await box.write(user, "x")
    assert len(await first) == 1


async def test_a_poller_that_died_leaves_its_place(box: Box) -> None:
    killed = box.another_bot()
    polling = asyncio.create_task(killed.get_updates(timeout=20))
    await asyncio.sleep(0.1)
    polling.cancel()
    await killed.session.close()
    await asyncio.sleep(0.1)
    assert await box.bot.get_updates() == []


async def test_a_dispatcher_polls_and_answers(box: Box) -> None:
    router = Router()

    @router.message()
    async def echo(message: Message) -> None:
        await message.answer(f"вы написали: {message.text}")

    dispatcher = Dispatcher()
    dispatcher.include_router(router)
    polling = asyncio.create_task(dispatcher.start_polling(box.bot, handle_signals=False, polling_timeout=5))
    user = await box.stranger()
    await box.write(user, "привет")
    shown = await box.get(f"/sim/chats/{user}/messages?since=1&wait=10")
    assert [m["text"] for m in shown["messages"]] == ["привет", "вы написали: привет"]
    await dispatcher.stop_polling()
    await polling


async def test_stopping_waits_for_nobody(tmp_path: Path) -> None:
    async with Box(tmp_path / "home") as box:
        user = await box.person()
        waits = [
            asyncio.create_task(
                box.bot.get_updates(offset=box.offset, timeout=30, allowed_updates=["message"])
            ),
            asyncio.create_task(box.get(f"/sim/chats/{user}/messages?since=9&wait=30")),
            asyncio.create_task(box.post("/sim/taps", {"user": user, "message_id": 1, "data": "x"})),
        ]
        await asyncio.sleep(0.2)
        started = monotonic()
        await box.stop_serving()
        assert monotonic() - started < 25  # of the thirty asked for
        updates, _, tap = await asyncio.gather(*waits)
        assert (updates, tap) == ([], {"answered": False})


async def test_only_allowed_kinds_are_kept(box: Box) -> None:
    user = await box.stranger()
    await box.bot.get_updates(allowed_updates=["message"])
    sent = await box.write(user, "x")
    await box.post("/sim/edits", {"user": user, "message_id": sent, "text": "y"})
    assert [u.event_type for u in await box.updates()] == ["message"]


async def test_presses_grow_old_sooner_than_messages(box: Box) -> None:
    user = await box.person()
    await box.write(user, "x")
    tap = asyncio.create_task(box.post("/sim/taps", {"user": user, "message_id": 1, "data": "y"}))
    await asyncio.sleep(0.1)
    assert [u.event_type for u in await box.bot.get_updates()] == ["message", "callback_query"]
    await box.advance(151)
    assert [u.event_type for u in await box.bot.get_updates()] == ["message"]
    await box.advance(24 * 3600)
    assert await box.bot.get_updates() == []
    tap.cancel()


async def test_receiving_is_known(box: Box) -> None:
    assert not receiving(box.app)
    await box.bot.get_updates()
    assert receiving(box.app)


class Ear:
    """A webhook that writes down what it hears and answers as it is told."""

    def __init__(self) -> None:
        self.heard: list[Update] = []
        self.at: list[float] = []
        self.headers: list[str] = []
        self.answers: list[web.Response] = []
        self.busy = 0
        self.busiest = 0
        self.pause_s = 0.0
        self.url = ""

    async def hear(self, request: web.Request) -> web.Response:
        self.busy += 1
        self.busiest = max(self.busiest, self.busy)
        self.at.append(monotonic())
        self.headers.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token", ""))
        self.heard.append(Update.model_validate(await request.json()))
        await asyncio.sleep(self.pause_s)
        self.busy -= 1
        return self.answers.pop(0) if self.answers else web.Response()

    def texts(self) -> list[str]:
        return [update.message.text or "" for update in self.heard if update.message]


@asynccontextmanager
async def listening() -> AsyncIterator[Ear]:
    ear = Ear()
    app = web.Application()
    app.router.add_post("/hook", ear.hear)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    ear.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield ear
    await runner.cleanup()


async def until(condition: Any, within_s: float = 5.0) -> None:
    deadline = monotonic() + within_s
    while not condition():
        assert monotonic() < deadline, "it did not happen in time"
        await asyncio.sleep(0.01)


async def test_the_webhook_gets_what_waited_and_what_comes(box: Box) -> None:
    user = await box.stranger()
    await box.write(user, "до")
    async with listening() as ear:
        await box.bot.set_webhook(ear.url, secret_token="s3cret")
        await box.write(user, "после")
        await until(lambda: len(ear.heard) == 2)
        assert ear.texts() == ["до", "после"]
        assert set(ear.headers) == {"s3cret"}
        assert receiving(box.app)
        info = await box.bot.get_webhook_info()
        assert (info.url, info.pending_update_count) == (ear.url, 0)
        assert "can't use getUpdates" in await refusal(box.bot.get_updates())
        await box.bot.delete_webhook()
        assert await box.bot.get_updates() == []


async def test_one_update_a_chat_is_in_flight(box: Box) -> None:
    users = [await box.person(name) for name in ("Анна", "Пётр", "Ольга")]
    async with listening() as ear:
        ear.pause_s = 0.1
        await box.bot.set_webhook(ear.url)
        for number in range(3):
            for user in users:
                await box.write(user, f"{user} {number}")
        await until(lambda: len(ear.heard) == 9 and ear.busy == 0)
        assert ear.busiest == 3
        for user in users:
            assert [t for t in ear.texts() if t.startswith(str(user))] == [f"{user} {n}" for n in range(3)]


async def test_a_failed_update_comes_again_before_the_next(box: Box) -> None:
    user, other = await box.person(), await box.person("Пётр")
    async with listening() as ear:
        ear.answers = [web.Response(status=500), web.Response(status=503)]
        await box.bot.set_webhook(ear.url)
        await box.write(user, "раз")
        await box.write(user, "два")
        await until(lambda: len(ear.heard) == 2)
        await box.write(other, "мимо")
        await until(lambda: len(ear.heard) == 5)
        assert ear.texts() == ["раз", "раз", "мимо", "раз", "два"]
        assert ear.at[1] - ear.at[0] < 0.5
        assert 1.8 < ear.at[3] - ear.at[1] < 3
        info = await box.bot.get_webhook_info()
        assert info.last_error_message == "Wrong response from the webhook: 503 Service Unavailable"


async def test_retry_after_is_honoured(box: Box) -> None:
    user = await box.person()
    async with listening() as ear:
        ear.answers = [web.Response(status=503, headers={"Retry-After": "1"})]
        await box.bot.set_webhook(ear.url)
        await box.write(user, "x")
        await until(lambda: len(ear.heard) == 2)
        assert 0.9 < ear.at[1] - ear.at[0] < 1.8


async def test_an_old_press_is_dropped_instead_of_repeated(box: Box) -> None:
    user = await box.person()
    async with listening() as ear:
        ear.answers = [web.Response(status=500), web.Response(status=500)]
        await box.bot.set_webhook(ear.url)
        tap = asyncio.create_task(box.post("/sim/taps", {"user": user, "message_id": 1, "data": "y"}))
        await until(lambda: len(ear.heard) == 2)
        await box.advance(151)
        await box.write(user, "после")
        await until(lambda: len(ear.heard) == 3)
        assert ear.texts() == ["после"]
        tap.cancel()


async def test_a_method_in_the_webhooks_answer_is_run(box: Box) -> None:
    user = await box.person()
    async with listening() as ear:
        ear.answers = [web.json_response({"method": "sendMessage", "chat_id": user, "text": "привет"})]
        await box.bot.set_webhook(ear.url)
        await box.write(user, "x")
        await until(lambda: box.app is not None and len(ear.heard) == 1)
        shown = await box.get(f"/sim/chats/{user}/messages?since=2&wait=5")
        assert shown["messages"][-1]["text"] == "привет"


async def test_a_webhook_that_is_down_keeps_its_updates(box: Box) -> None:
    user = await box.person()
    await box.bot.set_webhook("http://127.0.0.1:9/nobody")
    await box.write(user, "x")
    await asyncio.sleep(0.2)
    assert (await box.bot.get_webhook_info()).pending_update_count == 1
    await box.bot.delete_webhook()
    assert len(await box.bot.get_updates()) == 1
    await box.bot.set_webhook("http://127.0.0.1:9/nobody", drop_pending_updates=True)
    await box.bot.delete_webhook()
    assert await box.bot.get_updates() == []


@pytest.mark.parametrize(
    ("attempt", "seconds"), [(1, 0), (2, 2), (3, 4), (4, 8), (5, 16), (6, 32), (7, 60), (20, 60)]
)
def test_the_waits_between_repeats(attempt: int, seconds: float) -> None:
    assert wait_before(attempt) == seconds


async def test_downloads_need_the_token(box: Box) -> None:
    async with aiohttp.ClientSession() as session:
        for path, status in [("bot1:x/documents/file_1.pdf", 401), (f"bot{TOKEN}/documents/none", 404)]:
            async with session.get(f"{box.base}/file/{path}") as answer:
                assert answer.status == status
