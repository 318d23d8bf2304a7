"""A browser, a sandbox and a scripted bot for every test of the chat page."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from aiohttp import web
from playwright.async_api import Browser, async_playwright

from sandbox.app import SandboxSettings, make_sandbox
from sandbox.keys import WORLD
from sandbox.world import World
from tests.e2e.scripted_bot import ScriptedBot
from tests.e2e.stage import DESK, SECRET, TOKEN, Stage

ARGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-sync",
]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser(chromium: str) -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        started = await playwright.chromium.launch(executable_path=chromium, args=ARGS)
        yield started
        await started.close()


@pytest_asyncio.fixture(loop_scope="module")
async def running(tmp_path: Path) -> AsyncIterator[tuple[str, World]]:
    """The sandbox's address, and its inside for what no call of it can do."""
    settings = SandboxSettings(home=tmp_path, token=TOKEN, department_secret=SECRET, limits=False)
    runner = web.AppRunner(make_sandbox(settings, None), shutdown_timeout=0.2)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}", runner.app[WORLD]
    await runner.cleanup()


@pytest.fixture
def sandbox(running: tuple[str, World]) -> str:
    return running[0]


@pytest_asyncio.fixture(loop_scope="module")
async def bot(sandbox: str) -> AsyncIterator[ScriptedBot]:
    made = ScriptedBot(f"{sandbox}/bot{TOKEN}")
    await made.call("setMyDescription", description="Помогаю получить услуги прямо в чате.")
    commands = [
        {"command": "menu", "description": "Главное меню"},
        {"command": "status", "description": "Где моё заявление"},
    ]
    await made.call("setMyCommands", commands=commands)
    made.start()
    yield made
    await made.stop()


async def open_stage(stage: Stage) -> None:
    page = stage.page
    page.on("request", lambda request: stage.requests.append(request.url))
    page.on("pageerror", lambda error: stage.troubles.append(f"error: {error}"))
    page.on("dialog", lambda dialog: stage.troubles.append(f"dialog: {dialog.message}"))
    await page.goto(stage.base)


@pytest_asyncio.fixture(loop_scope="module")
async def stage(
    browser: Browser, bot: ScriptedBot, running: tuple[str, World], request: pytest.FixtureRequest
) -> AsyncIterator[Stage]:
    """A fresh profile on a desk, or on the screen that the test's parameter describes."""
    sandbox, world = running
    options: dict[str, Any] = {"viewport": DESK, "locale": "ru-RU", "timezone_id": "Europe/Moscow"}
    options |= getattr(request, "param", {})
    context = await browser.new_context(**options)
    await context.grant_permissions(["clipboard-read", "clipboard-write"], origin=sandbox)
    async with aiohttp.ClientSession() as http:
        made = Stage(await context.new_page(), bot, sandbox, world, http)
        await open_stage(made)
        yield made
    foreign = [url for url in made.requests if not url.startswith((sandbox, "blob:", "data:"))]
    await context.close()
    assert foreign == [], "the page asked for something outside of this machine"
    assert made.troubles == []
