"""The client against a provider written by others, and against answers that are no good."""

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import AsyncIterator
from urllib.parse import parse_qs, urlsplit

import aiohttp
import pytest
import pytest_asyncio
from aiohttp import web

from core.errors import PermanentFailure, TemporaryFailure
from core.identity.model import Provider
from core.identity.oidc import OpenId
from tests.okno import free_port

BACK, VERIFIER = "https://okno.example/identity/callback", "v" * 50
PERSON = {"sub": "anna", "name": "Смирнова Анна Петровна", "snils": "11223344595", "email": "a@example.org"}

pytestmark = pytest.mark.asyncio(loop_scope="module")


def provider(port: int) -> Provider:
    return Provider("mock", {"ru": "Мок"}, f"http://127.0.0.1:{port}", "okno", "s e+cret")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def others() -> AsyncIterator[Provider]:
    """oidc-provider-mock in a process of its own: importing it warns."""
    port = free_port()
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "-p", str(port), "-n", "true"]
    child = subprocess.Popen(
        [*command, "--user-claims", json.dumps(PERSON)],
        env=dict(os.environ),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    made = provider(port)
    try:
        await _until_open(made.issuer)
        yield made
    finally:
        child.kill()
        child.wait()


async def _until_open(issuer: str) -> None:
    async with asyncio.timeout(60), aiohttp.ClientSession() as session:
        while True:
            try:
                async with session.get(f"{issuer}/.well-known/openid-configuration") as answer:
                    if answer.status == 200:
                        return
            except aiohttp.ClientError:
                await asyncio.sleep(0.1)


async def consented(address: str) -> str:
    """The code that the provider gives for a person's consent."""
    async with (
        aiohttp.ClientSession() as session,
        session.post(address, data={"sub": "anna"}, allow_redirects=False) as answer,
    ):
        query = parse_qs(urlsplit(answer.headers["Location"]).query)
    assert query["state"] == ["st"]
    return query["code"][0]


async def test_the_whole_way(others: Provider) -> None:
    openid = OpenId()
    address = await openid.address(others, back=BACK, state="st", nonce="n1", verifier=VERIFIER)
    assert "code_challenge_method=S256" in address
    code = await consented(address)
    claims = await openid.claims(others, code=code, back=BACK, nonce="n1", verifier=VERIFIER)
    assert (claims["sub"], claims["snils"]) == ("anna", "11223344595")
    with pytest.raises(PermanentFailure):  # a code is good once
        await openid.claims(others, code=code, back=BACK, nonce="n1", verifier=VERIFIER)


async def test_another_nonce_is_refused(others: Provider) -> None:
    openid = OpenId()
    code = await consented(await openid.address(others, back=BACK, state="st", nonce="n1", verifier=VERIFIER))
    with pytest.raises(PermanentFailure):
        await openid.claims(others, code=code, back=BACK, nonce="n2", verifier=VERIFIER)


@pytest.mark.parametrize(
    ("status", "body", "failure"),
    [
        (503, "{}", TemporaryFailure),
        (429, "{}", TemporaryFailure),
        (404, "{}", PermanentFailure),
        (302, "{}", PermanentFailure),
        (200, "<html>", PermanentFailure),
        (200, "[]", PermanentFailure),
        (200, '{"issuer": "https://elsewhere.example"}', PermanentFailure),
    ],
)
async def test_discovery_that_is_none(status: int, body: str, failure: type[Exception]) -> None:
    async def answer(request: web.Request) -> web.Response:
        return web.Response(status=status, text=body, headers={"Location": "http://127.0.0.1:9/"})

    app = web.Application()
    app.router.add_get("/.well-known/openid-configuration", answer)
    runner, port = web.AppRunner(app), free_port()
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    try:
        with pytest.raises(failure):
            await OpenId().address(provider(port), back=BACK, state="s", nonce="n", verifier=VERIFIER)
    finally:
        await runner.cleanup()


async def test_nobody_is_there() -> None:
    with pytest.raises(TemporaryFailure):
        await OpenId().address(provider(9), back=BACK, state="s", nonce="n", verifier=VERIFIER)
