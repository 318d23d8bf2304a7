"""A running sandbox, a real aiogram bot that talks to it over HTTP, and the person's side."""

import asyncio
from collections.abc import Awaitable
from pathlib import Path
from typing import Any

import aiohttp
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramAPIError
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Update
from aiohttp import web

from sandbox.app import SandboxSettings, Staff, make_sandbox
from sandbox.signing import HEADER, sign

TOKEN = "4242:AAHsandboxSandboxSandboxSandboxSand1"
SECRET = "the key that departments share"

Json = dict[str, Any]


def keyboard(*labels: str) -> InlineKeyboardMarkup:
    """One row of buttons, each sending its own label."""
    row = [InlineKeyboardButton(text=label, callback_data=label) for label in labels]
    return InlineKeyboardMarkup(inline_keyboard=[row])


async def refusal(call: Awaitable[object]) -> str:
    """What Telegram said no with."""
    try:
        await call
    except TelegramAPIError as error:
        return error.message
    raise AssertionError("the call was accepted")


class QuickSession(AiohttpSession):
    """aiogram's waits a quarter of a second at the end for TLS, which is not spoken here."""

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()


class Box:
    def __init__(self, home: Path, *, limits: bool = False, staff: Staff | None = None) -> None:
        self.home = home
        self.app = make_sandbox(SandboxSettings(home, TOKEN, SECRET, limits=limits), staff)
        self._runner = web.AppRunner(self.app, access_log=None, shutdown_timeout=5)
        self.base = ""
        self.offset = 0
        self.bot: Bot
        self.http: aiohttp.ClientSession

    async def __aenter__(self) -> "Box":
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.base = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        self.bot = self.another_bot()
        self.http = aiohttp.ClientSession(self.base)
        return self

    async def __aexit__(self, *error: object) -> None:
        await self.bot.session.close()
        await self.http.close()
        await self._runner.cleanup()

    async def stop_serving(self) -> None:
        await self._runner.cleanup()

    def another_bot(self, token: str = TOKEN) -> Bot:
        return Bot(token, session=QuickSession(api=TelegramAPIServer.from_base(self.base)))

    async def get(self, path: str) -> Any:
        async with self.http.get(path) as answer:
            assert answer.status == 200, await answer.text()
            return await answer.json()

    async def post(self, path: str, body: Json | aiohttp.FormData, status: int = 200) -> Any:
        sent: Any = {"data": body} if isinstance(body, aiohttp.FormData) else {"json": body}
        async with self.http.post(path, **sent) as answer:
            assert answer.status == status, await answer.text()
            value = await answer.json()
        return value["error"] if status != 200 else value

    async def person(self, first_name: str = "Анна", **fields: str) -> int:
        """Someone who has started the bot; the bot has heard it already."""
        user = await self.stranger(first_name, **fields)
        await self.write(user, "/start")
        await self.updates()
        return user

    async def stranger(self, first_name: str = "Анна", **fields: str) -> int:
        user = await self.post("/sim/users", {"first_name": first_name, **fields})
        return int(user["id"])

    async def write(self, user: int, text: str, **fields: Any) -> int:
        sent = await self.post("/sim/messages", {"user": user, "text": text, **fields})
        return int(sent["message_id"])

    async def updates(self, wait_s: int = 0) -> list[Update]:
        """What waits for the bot, confirmed."""
        found = await self.bot.get_updates(offset=self.offset or None, timeout=wait_s)
        if found:
            self.offset = found[-1].update_id + 1
            await self.bot.get_updates(offset=self.offset, timeout=0)
        return found

    async def press(self, user: int, message: int, text: str) -> "tuple[CallbackQuery, asyncio.Task[Any]]":
        """The press as the bot gets it, and the tap that waits for its answer."""
        body = {"user": user, "message_id": message, "text": text}
        waiting = asyncio.create_task(self.post("/sim/taps", body))
        updates = await self.updates(wait_s=5)
        query = updates[0].callback_query
        assert query is not None
        return query, waiting

    async def chat(self, chat: int) -> list[Json]:
        """The chat as the person sees it."""
        shown: list[Json] = (await self.get(f"/sim/chats/{chat}/messages"))["messages"]
        return shown

    async def last(self, chat: int) -> Json:
        return (await self.chat(chat))[-1]

    async def calls(self, method: str = "") -> list[Json]:
        found: list[Json] = (await self.get(f"/sim/calls?method={method}"))["calls"]
        return found

    async def advance(self, seconds: float) -> None:
        await self.post("/sim/clock", {"advance_s": seconds})

    async def submit(self, letter: Json, files: list[bytes], status: int = 200, secret: str = SECRET) -> Any:
        """Hands an application over as the service's connector does."""
        form = aiohttp.MultipartWriter("form-data")
        form.append_json(letter).set_content_disposition("form-data", name="application")
        for index, data in enumerate(files):
            part = form.append(data, {"Content-Type": "application/pdf"})
            part.set_content_disposition("form-data", name=f"file{index}", filename=f"скан{index}.pdf")
        body = await form.as_bytes()
        headers = {HEADER: sign(secret.encode(), body), "Content-Type": form.content_type}
        path = f"/sim/departments/{letter['department']}/applications"
        async with self.http.post(path, data=body, headers=headers) as answer:
            assert answer.status == status, await answer.text()
            return await answer.json()
