"""Lets a process of the service end itself at its k-th operation: a statement, a commit, a request, a file.

Installed from outside, into the forked process, before the service starts in it (see `tests.nursery`); the
service itself knows nothing of it. Between two operations nothing happens that anybody else can see, so
dying before each of them is dying at every moment there is.
"""

import asyncio
import contextlib
import itertools
import json
import os
import re
import secrets
import signal
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
from redis.asyncio.connection import AbstractConnection
from sqlalchemy import event
from sqlalchemy.engine import Engine

from core.inbox.model import current_turn
from core.outbox.model import current_flight

ORDER, TRAIL = "order.json", "trail"
_HEARD_WITHIN_S = 30.0
_STATEMENT = re.compile(r"\s*(\w+)(?:\s+(?:INTO|FROM)?\s*(\w+))?")
_TABLE = re.compile(r"\bFROM\s+(\w+)")
_TOKEN = re.compile(r"/bot[^/]+/")


@dataclass(frozen=True)
class Order:
    """What a process was told: to die before operation `at` of those that fit `words`; 0 only counts.

    Operations come from several threads while another order arrives, so an order has a count of its own.
    """

    at: int
    words: str
    how: int
    trail: int
    count: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def operation(self, label: str) -> None:
        if self.words and not re.search(self.words, label):
            return
        os.write(self.trail, f"{label}\n".encode())
        if next(self.count) == self.at:
            os.kill(os.getpid(), self.how)


@dataclass
class Deaths:
    """Counts operations from the moment it is armed (SIGUSR1), and writes each down."""

    room: Path
    order: Order | None = None

    def arm(self, *_: object) -> None:
        """Read the order and begin its trail, which tells that it was heard."""
        told = json.loads((self.room / ORDER).read_text())
        trail = os.open(self.room / f"{TRAIL}{told['name']}", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        self.order = Order(int(told["at"]), str(told["words"]), int(told["how"]), trail)

    def operation(self, label: str) -> None:
        if (order := self.order) is not None:
            order.operation(f"{_whose()} {label}")


def _whose() -> str:
    if current_turn.get() is not None:
        return "turn"
    return "delivery" if current_flight.get() is not None else "other"


def install(room: Path) -> None:
    """Watch everything this process asks of the world. Call it before anything is connected."""
    deaths = Deaths(room)
    _watch_database(deaths)
    _watch_http(deaths)
    _watch_redis(deaths)
    _watch_files(deaths)
    signal.signal(signal.SIGUSR1, deaths.arm)


def _watch_database(deaths: Deaths) -> None:
    def execute(_conn: object, _cursor: object, statement: str, *_: object) -> None:
        deaths.operation(_short(statement))

    def commit(_conn: object) -> None:
        deaths.operation("COMMIT")

    event.listen(Engine, "before_cursor_execute", execute)
    event.listen(Engine, "commit", commit)


def _short(statement: str) -> str:
    found = _STATEMENT.match(statement)
    verb = found.group(1).upper() if found else "?"
    if verb == "SELECT":
        table = _TABLE.search(statement)
        return f"SELECT {table.group(1)}" if table else "SELECT"
    return f"{verb} {found.group(2) or ''}".strip() if found else verb


def _watch_http(deaths: Deaths) -> None:
    plain = aiohttp.ClientSession._request

    async def request(self: aiohttp.ClientSession, method: str, url: Any, **more: Any) -> Any:
        path = _TOKEN.sub("/bot/", re.sub(r"^\w+://[^/]+", "", str(url)))
        deaths.operation(f"{method} {path.partition('?')[0]}")
        return await plain(self, method, url, **more)

    aiohttp.ClientSession._request = request  # type: ignore[method-assign, assignment]  # any arguments


def _watch_redis(deaths: Deaths) -> None:
    plain = AbstractConnection.send_packed_command

    async def send(self: AbstractConnection, *args: Any, **more: Any) -> None:
        deaths.operation("REDIS")
        await plain(self, *args, **more)

    AbstractConnection.send_packed_command = send  # type: ignore[method-assign]


def _watch_files(deaths: Deaths) -> None:
    plain = os.replace

    def replace(source: Any, target: Any, **more: Any) -> None:
        deaths.operation("RENAME")
        plain(source, target, **more)

    os.replace = replace  # type: ignore[assignment]  # the same, less exactly typed


async def order(room: Path, pid: int, at: int, words: str = "", how: signal.Signals = signal.SIGKILL) -> bool:
    """Tell a process to die before its `at`-th operation from now; 0 lets it live and counts.

    With SIGSTOP it stands still there instead, until somebody sends SIGCONT. False when it is dead: it had
    an order already, and came to it before it heard of this one.
    """
    room.mkdir(parents=True, exist_ok=True)
    name = secrets.token_hex(4)
    (room / ORDER).write_text(json.dumps({"name": name, "at": at, "words": words, "how": int(how)}))
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGUSR1)
    async with asyncio.timeout(_HEARD_WITHIN_S):
        while not (room / f"{TRAIL}{name}").exists():
            if not Path(f"/proc/{pid}").exists():
                return False
            await asyncio.sleep(0.005)
    (room / f"{TRAIL}{name}").replace(room / TRAIL)
    return True


def trail(room: Path) -> list[str]:
    """What a process did since it heard its last order, one label an operation."""
    path = room / TRAIL
    return path.read_text().splitlines() if path.exists() else []
