"""People who use a bot through the sandbox: they write, tap, and look at what came."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from bench._processes import SECRET, Process
from tests.okno import TOKEN, Window

PATIENCE_S = 90
COPY_S = 10
_TAPS = 3


@dataclass
class World:
    """The sandbox's front door."""

    url: str
    session: aiohttp.ClientSession
    births: int = 0
    on_stage: Process | None = None

    async def sim(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        async with self.session.request(method, self.url + path, json=body) as answer:
            parsed = await answer.json()
            if answer.status >= 400:
                raise RuntimeError(f"{method} {path}: {answer.status} {parsed}")
            return parsed

    async def send_updates_to(self, process: Process, path: str = "/telegram") -> None:
        """Telegram speaks to this process from now on, and to no other.

        The one before is suspended meanwhile: Okno takes a webhook back that somebody else has set.
        """
        if self.on_stage is not None and self.on_stage is not process:
            self.on_stage.stat.suspend()
        process.stat.resume()
        self.on_stage = process
        body = {"url": process.url + path, "secret_token": SECRET}
        async with self.session.post(f"{self.url}/bot{TOKEN}/setWebhook", json=body) as answer:
            told = await answer.json()
        if not told["ok"]:
            raise RuntimeError(str(told))

    async def person(self) -> "Person":
        self.births += 1
        body = {"first_name": "Анна", "phone": f"+7916{self.births:07}"}
        return Person(self, int((await self.sim("POST", "/sim/users", body))["id"]))

    async def calls(self, method: str, since: int = 0) -> list[dict[str, Any]]:
        """What the ledger knows of the Bot API's calls of one method."""
        told = await self.sim("GET", f"/sim/calls?method={method}&since={since}")
        return list(told["calls"])

    async def cursor(self) -> int:
        """Where the ledger stands."""
        return int((await self.sim("GET", "/sim/calls?method=none"))["cursor"])


@dataclass
class Person:
    """Somebody with a chat."""

    world: World
    id: int
    cursor: int = 0
    windows: list[Window] = field(default_factory=list)

    async def look(self, wait: float = 0.0) -> list[Window]:
        """The bot's messages as they are now, once anything has changed or `wait` seconds are over."""
        path = f"/sim/chats/{self.id}/messages?since={self.cursor}&wait={wait}"
        found = await self.world.sim("GET", path)
        self.cursor = found["cursor"]
        self.windows = [Window(raw) for raw in found["messages"] if raw["from"]["id"] != self.id]
        return self.windows

    async def window(self, *labels: str) -> Window:
        """The last window, once it has all of these buttons (any at all, where none is named).

        After a while an earlier one will do: on a starved machine a window may come twice, and the copy late.
        """
        until = time.monotonic() + PATIENCE_S
        found = await self.look()
        while (left := until - time.monotonic()) > 0:
            alive = [one for one in reversed(found) if one.labels]
            for one in alive[: None if left < PATIENCE_S - COPY_S else 1]:
                if all(label in " ".join(one.labels) for label in labels):
                    return one
            found = await self.look(wait=1)
        seen = [(one.text, one.labels) for one in found[-2:]]
        raise RuntimeError(f"{labels} never came; the chat ends with {seen}")

    async def write(self, text: str) -> int:
        """Write and wait for nothing."""
        sent = await self.world.sim("POST", "/sim/messages", {"user": self.id, "text": text})
        return int(sent["message_id"])

    async def say(self, text: str, *labels: str) -> Window:
        """Write, and wait for the window under it."""
        number = await self.write(text)
        while (found := await self.window(*labels)).id < number:
            await self.look(wait=1)
        return found

    async def press(self, message_id: int, label: str) -> bool:
        """Tap, and wait until the press is answered; False when nobody answered it."""
        body = {"user": self.id, "message_id": message_id, "text": label}
        return bool((await self.world.sim("POST", "/sim/taps", body))["answered"])

    async def tap(self, label: str) -> None:
        """Tap the newest button with these words; once more where it slipped away or nobody answered."""
        for tries in range(_TAPS, 0, -1):
            found = await self.window(label)
            try:
                if await self.press(found.id, label):
                    return
            except RuntimeError:
                if tries == 1:
                    raise
        raise RuntimeError(f"nobody answered {label!r}")

    async def register(self) -> None:
        await self.say("/start", "Зарегистрироваться")
        await self.tap("Зарегистрироваться")
        await self.tap("Согласен")
        await self.world.sim("POST", "/sim/messages", {"user": self.id, "contact": "own"})
        await self.window("Услуги")


@asynccontextmanager
async def world_of(sandbox: Process) -> AsyncIterator[World]:
    timeout = aiohttp.ClientTimeout(total=PATIENCE_S)
    async with aiohttp.ClientSession(timeout=timeout, connector=aiohttp.TCPConnector(limit=0)) as session:
        yield World(sandbox.url, session)
