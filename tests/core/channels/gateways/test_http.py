"""SMS over HTTP: signed, and every failure by its kind."""

import json
import time
from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from core.channels.gateways.http import HttpSms
from core.errors import AmbiguousFailure, PermanentFailure, TemporaryFailure
from core.signature import HEADER, verified
from tests.okno import free_port


class Gateway:
    def __init__(self) -> None:
        self.status = 200
        self.taken: list[dict[str, str]] = []
        self.signed: list[bool] = []

    async def take(self, request: web.Request) -> web.Response:
        body = await request.read()
        self.signed.append(verified(["s3"], request.headers.get(HEADER), body, time.time()))
        self.taken.append(json.loads(body))
        if self.status == 0 and request.transport is not None:
            request.transport.close()
        return web.Response(status=self.status or 200, headers={"Retry-After": "7"})


@pytest.fixture
async def gateway() -> AsyncIterator[tuple[Gateway, HttpSms]]:
    there, port = Gateway(), free_port()
    app = web.Application()
    app.router.add_post("/sms", there.take)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    sms = HttpSms(f"http://127.0.0.1:{port}/sms", "s3")
    yield there, sms
    await sms.close()
    await runner.cleanup()


async def test_a_text_goes_out_signed(gateway: tuple[Gateway, HttpSms]) -> None:
    there, sms = gateway
    await sms.send("+79161234567", "код 1")
    assert there.taken == [{"to": "+79161234567", "text": "код 1"}]
    assert there.signed == [True]


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (429, TemporaryFailure),
        (503, TemporaryFailure),
        (500, AmbiguousFailure),
        (0, AmbiguousFailure),
        (400, PermanentFailure),
        (302, PermanentFailure),
    ],
)
async def test_what_a_gateway_says_decides(
    gateway: tuple[Gateway, HttpSms], status: int, kind: type[Exception]
) -> None:
    there, sms = gateway
    there.status = status
    with pytest.raises(kind) as caught:
        await sms.send("+79161234567", "x")
    if isinstance(caught.value, TemporaryFailure):
        assert caught.value.retry_after == 7


async def test_nobody_there_is_worth_another_try() -> None:
    sms = HttpSms(f"http://127.0.0.1:{free_port()}/sms", "s3")
    with pytest.raises(TemporaryFailure):
        await sms.send("+79161234567", "x")
    await sms.close()
