"""The sandbox and the service as processes of their own: to be killed, restarted and looked at."""

import asyncio
import contextlib
import io
import itertools
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp

from tests.okno import TOKEN, Window, free_port

PATIENCE_S = 90.0
_TAPPED_AGAIN_S, _SELDOM_S = 6.0, 60.0
KEYS = f"k1:{'A' * 43}="
OURS = ("OKNO_", "BOT_", "TELEGRAM_", "DATABASE_", "REDIS_", "WEBHOOK_", "DEPARTMENTS_", "ENCRYPTION_")


@dataclass
class Nursery:
    """Forks processes (see `tests.nursery`)."""

    process: subprocess.Popen[bytes]
    children: list[int] = field(default_factory=list)

    def start(self, kind: str, log: Path, role: str = "all", **env: str) -> int:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        order = {"kind": kind, "env": env, "role": role, "log": str(log)}
        self.process.stdin.write(json.dumps(order).encode() + b"\n")
        self.process.stdin.flush()
        pid = int(self.process.stdout.readline())
        self.children.append(pid)
        return pid


@contextmanager
def nursery(cache: Path | None = None) -> Iterator[Nursery]:
    """`cache`: where the read catalogue is kept; then no child has to read it again."""
    env = {key: value for key, value in os.environ.items() if not key.startswith(OURS)}
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.nursery", *([str(cache)] if cache else [])],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=env,
        cwd=Path(__file__).parent.parent,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    nest = Nursery(process)
    try:
        assert process.stdout.readline() == b"ready\n"
        yield nest
    finally:
        for pid in nest.children:
            kill(pid)
        process.stdin.close()  # its end of work; and so it ends too when these tests are killed
        process.wait(timeout=30)
        process.stdout.close()


def kill(pid: int, how: signal.Signals = signal.SIGKILL) -> None:
    """Gone already is fine."""
    try:
        os.kill(pid, how)
    except ProcessLookupError:
        return


async def gone(pid: int, timeout: float = PATIENCE_S) -> None:
    async with asyncio.timeout(timeout):
        while Path(f"/proc/{pid}").exists():
            await asyncio.sleep(0.01)


@dataclass
class World:
    """One sandbox process that is never killed, and the service's processes that are."""

    nest: Nursery
    home: Path
    url: str
    session: aiohttp.ClientSession
    env: Mapping[str, str]
    port: int
    pid: int = 0
    births: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    @property
    def service_home(self) -> Path:
        return self.home / "service"

    @property
    def database(self) -> str:
        return self.env.get("DATABASE_URL") or f"sqlite+aiosqlite:///{self.service_home / 'okno.db'}"

    @property
    def log(self) -> Path:
        return self.home / "service.log"

    async def sim(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        async with self.session.request(method, self.url + path, json=body) as answer:
            parsed = await answer.json()
            assert answer.status < 400, f"{method} {path}: {answer.status} {parsed}"
            return parsed

    def spawn(self, role: str = "all", **env: str) -> int:
        """Start a process of the service and do not wait for it."""
        self.pid = self.nest.start("run", self.log, role, **{**self.env, **env})
        return self.pid

    async def start(self, role: str = "all", **env: str) -> None:
        """Start the service and wait until it hears."""
        self.spawn(role, **env)
        await self.hears()

    async def hears(self) -> None:
        async with asyncio.timeout(PATIENCE_S):
            while True:
                try:
                    async with self.session.get(f"http://127.0.0.1:{self.port}/health") as answer:
                        if answer.status == 200:
                            return
                except aiohttp.ClientError:
                    assert Path(f"/proc/{self.pid}").exists(), self.log.read_text()[-3000:]
                await asyncio.sleep(0.03)

    async def kill(self, how: signal.Signals = signal.SIGKILL) -> None:
        kill(self.pid, how)
        await gone(self.pid)

    async def person(self, **extra: object) -> "Somebody":
        body = {"first_name": "Анна", "phone": f"+7916{next(self.births):07}", **extra}
        return Somebody(
            self, int((await self.sim("POST", "/sim/users", body))["id"]), phone=str(body["phone"])
        )

    async def telegram(self, method: str) -> Any:
        """The result of a Bot API method without parameters, asked in the bot's name."""
        async with self.session.get(f"{self.url}/bot{self.env['BOT_TOKEN']}/{method}") as answer:
            return (await answer.json())["result"]

    async def cursor(self) -> int:
        """How many calls the ledger knows."""
        return int((await self.sim("GET", "/sim/calls?method=none"))["cursor"])

    async def calls(self, method: str = "") -> list[dict[str, Any]]:
        """What the sandbox's ledger knows of the Bot API calls made so far."""
        found: list[dict[str, Any]] = (await self.sim("GET", f"/sim/calls?method={method}"))["calls"]
        return found

    async def fault(self, method: str, times: int = 1, **more: object) -> None:
        await self.sim("POST", "/sim/faults", {"method": method, "times": times, **more})

    async def decide(self, department: str, number: str, status: str, **extra: object) -> None:
        body = {"number": number, "status": status, **extra}
        await self.sim("POST", f"/sim/departments/{department}/decide", body)


def is_news(message: Window) -> bool:
    """Whether it is a notice: its buttons work whatever window is open."""
    rows = message.raw.get("buttons") or []
    return any(str(button.get("data", "")).startswith("g:") for row in rows for button in row)


@dataclass
class Somebody:
    """A person who looks and taps, and who waits without knowing what is dead just now."""

    world: World
    id: int
    cursor: int = 0
    phone: str = ""
    patience_s: float = PATIENCE_S

    async def chat(self) -> list[Window]:
        found = await self.world.sim("GET", f"/sim/chats/{self.id}/messages")
        self.cursor = int(found["cursor"])
        return [Window(raw) for raw in found["messages"]]

    async def changes(self, wait_s: float = 1.0) -> None:
        """Return when the chat has changed since it was last looked at, or after `wait_s`."""
        await self.world.sim("GET", f"/sim/chats/{self.id}/messages?since={self.cursor}&wait={wait_s}")

    async def told(self) -> list[Window]:
        """What the bot has said, oldest first."""
        return [one for one in await self.chat() if one.raw["from"]["id"] != self.id]

    async def windows(self) -> list[Window]:
        """Of that, what is no news: an alert, or its file, may come at any time."""
        return [one for one in await self.told() if not is_news(one) and not one.raw.get("media")]

    async def window(self) -> Window:
        """The last window, once it has its buttons: they go from the old one before the new one comes."""
        async with asyncio.timeout(self.patience_s):
            while not (found := await self.windows()) or not found[-1].labels:
                await asyncio.sleep(0.03)
        return found[-1]

    async def until(self, *words: str, timeout: float | None = None) -> Window:
        """The bot's last message with any of these words in it, once there is one."""
        return await self._found(lambda one: any(word in one.text for word in words), words, timeout)

    async def waits(self, *labels: str, timeout: float | None = None) -> Window:
        """The bot's last message with a button of any of these labels, once there is one."""
        return await self._found(
            lambda one: any(label in text for text in one.labels for label in labels), labels, timeout
        )

    async def _found(self, fits: Callable[[Window], bool], what: object, timeout: float | None) -> Window:
        try:
            async with asyncio.timeout(timeout or self.patience_s):
                while True:
                    for one in reversed(await self.told()):
                        if fits(one):
                            return one
                    await self.changes()
        except TimeoutError:
            raise AssertionError(f"{what} never came; the chat ends with\n{await self.ending()}") from None

    # At once

    async def write(self, text: str) -> int:
        """Write and wait for nothing; returns the message's id."""
        sent = await self.world.sim("POST", "/sim/messages", {"user": self.id, "text": text})
        return int(sent["message_id"])

    async def press(self, label: str, window: Window | None = None) -> dict[str, Any]:
        """Tap the newest button with these words; returns what answered the press."""
        target = window
        for one in [] if target else reversed(await self.told()):
            if any(label in text for text in one.labels):
                target = one
                break
        assert target is not None, f"no button {label!r} under {(await self.window()).text}"
        body = {"user": self.id, "message_id": target.id, "text": label}
        async with self.world.session.post(f"{self.world.url}/sim/taps", json=body) as tapped:
            if tapped.status == 404:  # the keyboard went away under the finger
                return {"answered": False}
            answer: dict[str, Any] = await tapped.json()
            assert tapped.status < 400, answer
        return answer

    # Patiently, as a `tests.e2e.filler.Filler` wants it

    async def say(self, text: str) -> Window:
        """Write, and wait for the window that comes under it."""
        before = await self.window() if await self.windows() else None
        return await self._answer(await self.write(text), before)

    async def tap(self, label: str, message: Window | None = None) -> object:
        """Tap until something changes: whoever sees nothing happen taps again, more and more seldom."""
        target = message or await self.window()
        before = await self._last()
        ends, wait = time.monotonic() + self.patience_s, _TAPPED_AGAIN_S
        while time.monotonic() < ends:
            answer = await self.press(label, target)
            if await self._changed(before, wait):
                return answer
            wait = min(2 * wait, _SELDOM_S)
            if all(one.id != target.id or label not in " ".join(one.labels) for one in await self.told()):
                return answer  # the button has gone: something did change
        raise AssertionError(f"nothing happens on {label!r} under\n{target.text}\n--\n{await self.ending()}")

    async def ending(self) -> str:
        """The last words of the chat, for whoever asks why nothing more came."""
        return "\n--\n".join(f"{one.text}\n{one.labels}" for one in (await self.chat())[-3:])

    async def send_file(self, kind: str, data: bytes, name: str, content_type: str) -> Window:
        before = await self.window()
        form = aiohttp.FormData()
        form.add_field("user", str(self.id))
        form.add_field(kind, io.BytesIO(data), filename=name, content_type=content_type)
        async with self.world.session.post(self.world.url + "/sim/messages", data=form) as answer:
            sent = await answer.json()
        return await self._answer(int(sent["message_id"]), before)

    async def _answer(self, message_id: int, before: Window | None) -> Window:
        """The window under a message. After a death the one before is drawn again first: then the next."""
        window = await self.below(message_id)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(3):
                while before is not None and window.text == before.text:
                    await self.changes()
                    window = await self.below(message_id)
        return window

    async def below(self, message_id: int) -> Window:
        async with asyncio.timeout(2 * self.patience_s):
            while True:
                for window in reversed(await self.windows()):
                    if window.id > message_id and window.labels:
                        return window
                await self.changes()

    async def _last(self) -> Window | None:
        """The last window as it is: the one that asks for a phone has no buttons of its own."""
        found = await self.windows()
        return found[-1] if found else None

    async def _changed(self, before: Window | None, wait_s: float) -> bool:
        """A window whose buttons have gone is about to be followed by another: that is no change yet."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(wait_s):
                while True:
                    now = await self._last()
                    if now and (before is None or now.id != before.id):
                        return True
                    if (
                        now
                        and before
                        and now.labels
                        and (now.text, now.labels) != (before.text, before.labels)
                    ):
                        return True
                    await self.changes()
        return False

    async def register(self) -> None:
        """Do what the window asks for until the menu is there; a window drawn twice is read twice."""
        await self.say("/start")
        phones = 0
        async with asyncio.timeout(2 * self.patience_s):
            while not (told := await self.told()) or not any("Услуги" in one for one in told[-1].labels):
                last = told[-1] if told else None  # a window may go before the next one comes
                begins = ("Зарегистрироваться", "Согласен")
                if last and (button := next((one for one in last.labels if one.startswith(begins)), "")):
                    await self.tap(button, last)
                elif last and "Остался номер" in last.text and not phones:
                    phones += 1
                    await self.world.sim("POST", "/sim/messages", {"user": self.id, "contact": "own"})
                else:
                    await self.changes()

    async def prove(self) -> None:
        """Pass the step-up that is open by a code that comes by SMS."""
        before = len(await self._sms())
        await self.tap("Получить код по СМС")
        async with asyncio.timeout(self.patience_s):
            while len(got := await self._sms()) == before:
                await asyncio.sleep(0.05)
        await self.say(re.findall(r"\b\d{6}\b", got[-1])[0])

    async def _sms(self) -> list[str]:
        found = await self.world.sim("GET", f"/sim/phone/{self.phone}/sms")
        return [str(one["text"]) for one in found["messages"]]

    async def confirmed(self) -> None:
        await self.register()
        await self.world.sim("POST", "/sim/level", {"user": self.id, "level": "confirmed"})


@asynccontextmanager
async def world(nest: Nursery, home: Path, cache: Path, **env: str) -> AsyncIterator[World]:
    """A sandbox with limits off; start the service with `.start()`."""
    port, service_port = free_port(), free_port()
    (home / "service").mkdir(parents=True)
    (home / "service" / "cache").symlink_to(cache)
    mail = {"MAIL_URL": f"smtp://127.0.0.1:{free_port()}", "MAIL_FROM": "okno@okno.example"}
    common = {"BOT_TOKEN": TOKEN, "OKNO_SIM_LIMITS": "off", "OKNO_HOME": str(home / "service"), **mail, **env}
    url = f"http://127.0.0.1:{port}"
    first = len(nest.children)
    nest.start("sandbox", home / "sandbox.log", **{**common, "OKNO_PORT": str(port)})
    session = aiohttp.ClientSession(
        timeout=aiohttp.ClientTimeout(total=300), connector=aiohttp.TCPConnector(limit=0)
    )
    service = {**common, "TELEGRAM_API": url, "OKNO_PORT": str(service_port)}
    there = World(nest, home, url, session, service, service_port)
    try:
        await _open(there)
        yield there
    finally:
        await session.close()
        for pid in nest.children[first:]:
            kill(pid)
        for pid in nest.children[first:]:
            await gone(pid)
        del nest.children[first:]


async def _open(there: World) -> None:
    async with asyncio.timeout(PATIENCE_S):
        while True:
            try:
                async with there.session.get(there.url + "/sim/users") as answer:
                    if answer.status == 200:
                        return
            except aiohttp.ClientError:
                await asyncio.sleep(0.03)
