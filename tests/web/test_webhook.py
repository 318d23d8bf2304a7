"""Telegram's webhook: the secret before the body, stored before 200, and busy rather than lossy."""

import asyncio
import io
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from core.inbox.model import Raw
from core.metrics import Metrics
from web.app import make_runner
from web.webhook import MAX_BODY, PATH, Batches, Webhook

SECRET = "S3cret_" * 9


class Store:
    """What accepting does to a batch, as the test wants it."""

    def __init__(self) -> None:
        self.batches: list[list[int]] = []
        self.broken = False
        self.gate = asyncio.Event()
        self.gate.set()

    async def accept(self, raws: Sequence[Raw]) -> None:
        await self.gate.wait()
        if self.broken:
            raise ConnectionRefusedError
        self.batches.append([int(raw["update_id"]) for raw in raws])


@asynccontextmanager
async def door(store: Store) -> AsyncIterator[str]:
    app = web.Application()
    app.router.add_post(PATH, Webhook(SECRET, Batches(store.accept), Metrics()).__call__)
    runner = make_runner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}{PATH}"
    finally:
        await runner.cleanup()


async def post(
    url: str, body: bytes | io.BytesIO | dict[str, Any], secret: str | None = SECRET
) -> tuple[int, str]:
    data = json.dumps(body).encode() if isinstance(body, dict) else body
    headers = {} if secret is None else {"X-Telegram-Bot-Api-Secret-Token": secret}
    async with aiohttp.ClientSession() as client, client.post(url, data=data, headers=headers) as answer:
        return answer.status, answer.headers.get("Retry-After", "")


def update(number: int) -> dict[str, Any]:
    chat = {"id": number, "type": "private"}
    return {"update_id": number, "message": {"message_id": 1, "date": 0, "chat": chat, "text": "привет"}}


async def test_fifty_updates_at_once_are_stored_in_few_transactions() -> None:
    store = Store()
    async with door(store) as url:
        store.gate.clear()
        waiting = [asyncio.create_task(post(url, update(n))) for n in range(50)]
        await asyncio.sleep(0.3)
        assert not any(task.done() for task in waiting), "acknowledged before it was stored"
        store.gate.set()
        assert {status for status, _ in await asyncio.gather(*waiting)} == {200}
    assert sorted(number for batch in store.batches for number in batch) == list(range(50))
    assert len(store.batches) <= 3


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET[:-1], SECRET + "x", "x" * 5000, "п" * 10])
async def test_without_the_secret_nothing_of_the_body_is_read(secret: str | None) -> None:
    store = Store()
    async with door(store) as url:
        host, port = url.removeprefix("http://").partition("/")[0].split(":")
        reader, writer = await asyncio.open_connection(host, int(port))
        head = f"POST {PATH} HTTP/1.1\r\nHost: x\r\nContent-Length: 900000\r\n"
        if secret is not None:
            head += f"X-Telegram-Bot-Api-Secret-Token: {secret}\r\n"
        writer.write(f"{head}\r\n".encode() + b"{" * 100)
        async with asyncio.timeout(60):
            answer = await reader.read()  # ends: the connection is closed with the body unread
        writer.close()
        await writer.wait_closed()
    assert answer.startswith(b"HTTP/1.1 401")
    assert store.batches == []


async def test_a_body_over_the_limit_is_refused_told_or_not() -> None:
    store = Store()
    async with door(store) as url:
        big = json.dumps({**update(1), "x": "y" * MAX_BODY}).encode()
        assert (await post(url, io.BytesIO(big)))[0] == 413

        async def pieces() -> AsyncIterator[bytes]:
            for at in range(0, len(big), 65_536):
                yield big[at : at + 65_536]

        headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
        async with aiohttp.ClientSession() as client:
            try:
                async with client.post(url, data=pieces(), headers=headers) as answer:
                    assert answer.status == 413
            except aiohttp.ClientOSError:
                pass  # closed while still being written to
    assert store.batches == []


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"not json",
        b"{}",
        b"[]",
        b"null",
        b'{"update_id": "5"}',
        b'{"update_id": -1}',
        b'{"update_id": 9223372036854775808}',
        b'{"update_id": 1.5}',
        b'{"update_id": true}',
        b'{"update_id": 1, "message": ' + b'{"a":' * 10_000 + b"1" + b"}" * 10_000 + b"}",
        b'{"update_id": 1, "message": ' + b"[" * 300 + b"]" * 300 + b"}",
        b"\xff\xfe\x00",
        b'{"update_id": 1' + b"0" * 5000 + b"}",
    ],
)
async def test_what_is_no_update_is_refused_and_nothing_falls(body: bytes) -> None:
    store = Store()
    async with door(store) as url:
        assert (await post(url, body))[0] == 400
        assert (await post(url, update(7)))[0] == 200
    assert store.batches == [[7]]


async def test_a_key_given_twice_counts_once() -> None:
    store = Store()
    async with door(store) as url:
        assert (await post(url, b'{"update_id": 1, "update_id": 2, "poll": {}, "poll": {}}'))[0] == 200
    assert store.batches == [[2]]


async def test_what_could_not_be_stored_is_asked_for_again() -> None:
    store = Store()
    async with door(store) as url:
        store.broken = True
        answers = await asyncio.gather(*(post(url, update(n)) for n in range(5)))
        assert answers == [(503, "2")] * 5
        store.broken = False
        assert (await post(url, update(9)))[0] == 200
    assert store.batches == [[9]]
