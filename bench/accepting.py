"""Updates accepted a second: the webhook answers 200 once an update is on the disk; PostgreSQL with fsync.

The same updates are posted over 64 connections to Okno's web role, which stores those that come together in
one transaction, and to a webhook that stores each with an INSERT of its own. Rounds take turns.
"""

import asyncio
import itertools
import json
import statistics
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from bench._processes import SECRET, Process, troupe
from bench._table import Figure, at_least, below

CONNECTIONS = 64
UPDATES = 3_000  # in a round
ROUNDS = 4
GOAL_P99_MS = 150


@dataclass
class Door:
    """A webhook, and how its rounds went."""

    process: Process
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    rates: list[float] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)

    async def round(self, updates: int) -> None:
        bodies = iter([_post(next(self.numbers)) for _ in range(updates)])
        began = time.perf_counter()
        await asyncio.gather(*(self._connection(bodies) for _ in range(CONNECTIONS)))
        self.rates.append(updates / (time.perf_counter() - began))

    async def _connection(self, bodies: Iterator[bytes]) -> None:
        """Raw sockets: a client library would cost more than what is measured."""
        address = urlsplit(self.process.url)
        reader, writer = await asyncio.open_connection(address.hostname, address.port)
        for body in bodies:
            began = time.perf_counter()
            writer.write(body)
            head = await reader.readuntil(b"\r\n\r\n")
            if not head.startswith(b"HTTP/1.1 200"):
                raise RuntimeError(head.decode())
            if length := _length(head):
                await reader.readexactly(length)
            self.waits.append(time.perf_counter() - began)
        writer.close()

    def forget(self) -> None:
        self.rates, self.waits = [], []

    @property
    def p99_ms(self) -> float:
        return sorted(self.waits)[len(self.waits) * 99 // 100] * 1000


def _length(head: bytes) -> int:
    for one in head.split(b"\r\n"):
        name, _, value = one.partition(b":")
        if name.lower() == b"content-length":
            return int(value)
    return 0


def _post(number: int) -> bytes:
    """A citizen's words, a thousand citizens in turn, as Telegram posts them."""
    citizen = 10_000 + number % 1_000
    user = {"id": citizen, "is_bot": False, "first_name": "Анна", "language_code": "ru"}
    chat = {"id": citizen, "type": "private", "first_name": "Анна"}
    message = {"message_id": number, "date": 1_700_000_000, "chat": chat, "from": user}
    message["text"] = "потерял паспорт, что делать дальше"
    body = json.dumps({"update_id": number, "message": message}, ensure_ascii=False).encode()
    head = (
        f"POST /telegram HTTP/1.1\r\nHost: bench\r\nContent-Type: application/json\r\n"
        f"X-Telegram-Bot-Api-Secret-Token: {SECRET}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def measure() -> list[Figure]:
    with tempfile.TemporaryDirectory() as home, troupe(Path(home)) as here:
        scale = here.at_scale()
        okno, naive = here.service("web", scale, role="web"), here.peer("naive_inserts", **scale)
        okno.wait_for("/health")
        naive.wait_for("/health")
        return asyncio.run(_measure(Door(okno), Door(naive)))


async def _measure(okno: Door, naive: Door) -> list[Figure]:
    for door in (okno, naive):
        await door.round(UPDATES // 4)
        door.forget()
    for _ in range(ROUNDS):
        for door in (okno, naive):
            await door.round(UPDATES)
    ratio = statistics.median(ours / theirs for ours, theirs in zip(okno.rates, naive.rates, strict=True))
    ours, theirs = (f"{statistics.median(door.rates):.0f}/s" for door in (okno, naive))
    return [
        at_least("updates stored and acknowledged", ours, f"{theirs}, one INSERT each", ratio, 2.0),
        below(f"acknowledged under that load ({CONNECTIONS} at once), p99", okno.p99_ms, "ms", GOAL_P99_MS),
        Figure("the same, one INSERT each", "", f"{naive.p99_ms:,.0f} ms"),
    ]
