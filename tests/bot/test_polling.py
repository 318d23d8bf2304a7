"""Polling confirms only what is stored."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web

from bot.polling import Poller
from core.inbox.model import Raw


@asynccontextmanager
async def telegram(batches: list[Any]) -> AsyncIterator[tuple[str, list[int]]]:
    """Answers getUpdates with `batches` one after another; remembers the offsets it was asked with."""
    offsets: list[int] = []

    async def get_updates(request: web.Request) -> web.Response:
        offsets.append((await request.json())["offset"])
        answer = batches.pop(0) if batches else None
        if answer is None:
            await asyncio.sleep(30)
        if isinstance(answer, bytes):
            return web.Response(body=answer)
        return web.json_response(answer)

    app = web.Application()
    app.router.add_post("/bot1:x/getUpdates", get_updates)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}", offsets
    await runner.cleanup()


def batch(*numbers: int) -> dict[str, Any]:
    return {"ok": True, "result": [{"update_id": number, "message": {}} for number in numbers]}


class Store:
    def __init__(self, failures: int = 0) -> None:
        self.failures, self.kept = failures, [0][:0]

    async def accept(self, raws: Sequence[Raw]) -> None:
        if self.failures:
            self.failures -= 1
            raise ConnectionRefusedError
        self.kept += [int(raw["update_id"]) for raw in raws]


async def polled(batches: list[Any], store: Store, asked: int) -> list[int]:
    """The offsets of the first `asked` calls."""
    async with telegram(batches) as (url, offsets):
        poller = Poller(url, "1:x", store.accept)
        task = asyncio.create_task(poller.run())
        async with asyncio.timeout(60):
            while len(offsets) < asked:
                await asyncio.sleep(0.01)
        poller.stop()
        async with asyncio.timeout(60):
            await task
        return offsets


async def test_the_next_offset_follows_what_is_stored() -> None:
    store = Store()
    assert await polled([batch(5, 6), batch(), batch(9)], store, 4) == [0, 7, 7, 10]
    assert store.kept == [5, 6, 9]


async def test_what_could_not_be_stored_is_asked_for_again() -> None:
    store = Store(failures=2)
    assert await polled([batch(5), batch(5), batch(5)], store, 4) == [0, 0, 0, 6]
    assert store.kept == [5]


async def test_nonsense_and_refusals_confirm_nothing() -> None:
    refused = {"ok": False, "error_code": 409, "description": "Conflict", "parameters": {"retry_after": 0}}
    store = Store()
    answers = [refused, b"<html>", {"ok": True, "result": [{"message": {}}]}, batch(3)]
    assert await polled(answers, store, 5) == [0, 0, 0, 0, 4]
    assert store.kept == [3]
