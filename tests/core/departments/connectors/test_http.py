"""The HTTP connector against a gateway that answers, stumbles, hangs up, hangs, and is not there."""

import asyncio
import json
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from email.parser import BytesParser
from email.policy import HTTP
from urllib.parse import unquote

import pytest
from aiohttp import web

from core.departments.base import Enclosure, Parcel
from core.departments.connectors.http import HttpConnector
from core.errors import AmbiguousFailure, DeliveryFailure, PermanentFailure, TemporaryFailure
from core.signature import HEADER, verified

SECRET = "k" * 40
PARCEL = Parcel(
    "410-377-258",
    "roof",
    "Крыша",
    "mvd",
    "2026-11-22T10:00:00+00:00",
    {"full_name": "Анна"},
    [Enclosure("photo", "фото.jpg", "image/jpeg", b"\xff\xd8page")],
)


class Gateway:
    """`says`: a status, or None to hang up without an answer."""

    def __init__(self, says: int | None = 200, after: str = "") -> None:
        self.says, self.after = says, after
        self.letters: list[dict[str, object]] = []
        self.files: list[tuple[str, bytes]] = []

    async def take(self, request: web.Request) -> web.StreamResponse:
        body = await request.read()
        assert verified([SECRET], request.headers.get(HEADER), body, time.time())
        if request.path.endswith("applications"):
            head = f"Content-Type: {request.headers['Content-Type']}\r\n\r\n".encode()
            for part in BytesParser(policy=HTTP).parsebytes(head + body).iter_parts():
                content = part.get_payload(decode=True)
                assert isinstance(content, bytes)
                if part.get_filename():
                    self.files.append((unquote(str(part.get_filename())), content))  # RFC 7578, 2
                else:
                    self.letters.append(json.loads(content))
        else:
            self.letters.append(json.loads(body))
        if self.says is None:
            assert request.transport is not None
            request.transport.abort()
            return web.Response()
        return web.Response(status=self.says, headers={"Retry-After": self.after} if self.after else {})


@asynccontextmanager
async def connected(gateway: Gateway) -> AsyncIterator[HttpConnector]:
    app = web.Application()
    app.router.add_post("/departments/{id}/{what}", gateway.take)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    connector = HttpConnector(
        f"http://127.0.0.1:{runner.addresses[0][1]}/",
        SECRET,
        "https://okno/api/departments/{department}/events",
    )
    try:
        yield connector
    finally:
        await connector.close()
        await runner.cleanup()


async def test_an_application_arrives_whole_and_signed() -> None:
    gateway = Gateway()
    async with connected(gateway) as connector:
        await connector.submit(PARCEL)
    (letter,) = gateway.letters
    assert letter["number"] == "410-377-258"
    assert letter["answers"] == {"full_name": "Анна"}
    assert letter["callback"] == "https://okno/api/departments/mvd/events"
    assert gateway.files == [("фото.jpg", b"\xff\xd8page")]


async def test_a_withdrawal_names_its_number() -> None:
    gateway = Gateway()
    async with connected(gateway) as connector:
        await connector.withdraw("mvd", "410-377-258")
    assert gateway.letters == [{"number": "410-377-258"}]


@pytest.mark.parametrize(
    ("says", "kind"),
    [
        (429, TemporaryFailure),
        (500, TemporaryFailure),
        (503, TemporaryFailure),
        (302, PermanentFailure),
        (400, PermanentFailure),
        (404, PermanentFailure),
        (None, AmbiguousFailure),
    ],
)
async def test_every_refusal_has_its_kind(says: int | None, kind: type[DeliveryFailure]) -> None:
    async with connected(Gateway(says)) as connector:
        with pytest.raises(kind):
            await connector.submit(PARCEL)


async def test_the_gateway_says_when_to_come_again() -> None:
    async with connected(Gateway(503, after="7")) as connector:
        with pytest.raises(TemporaryFailure) as caught:
            await connector.submit(PARCEL)
    assert caught.value.retry_after == 7


async def test_a_gateway_that_is_not_there_has_certainly_got_nothing() -> None:
    connector = HttpConnector("http://127.0.0.1:1", SECRET, "")
    with pytest.raises(TemporaryFailure):
        await asyncio.wait_for(connector.submit(PARCEL), 10)
    await connector.close()
