"""The scale profile as tests break it: web, bot and sender as processes of their own, two of each."""

import asyncio
import json
import re
import signal
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from tests.okno import free_port
from tests.processes import PATIENCE_S, World, gone, kill

SECRET = "r" * 64
ALL = ("web", "web", "bot", "bot", "dispatcher", "dispatcher")


@dataclass
class Replica:
    """One process; `port` is that of its figures."""

    role: str
    pid: int
    port: int


@dataclass
class Replicas:
    """Processes over one PostgreSQL and one Redis, behind a webhook."""

    world: World
    living: list[Replica] = field(default_factory=list)

    async def start(self, *roles: str) -> None:
        """Start these and wait until each hears."""
        new = [self._spawn(role) for role in roles]
        await asyncio.gather(*(self._hears(one) for one in new))

    def _spawn(self, role: str) -> Replica:
        port = free_port()
        hook = {"WEBHOOK_URL": f"http://127.0.0.1:{self.world.port}", "WEBHOOK_SECRET": SECRET}
        pid = self.world.spawn(role, OKNO_METRICS_PORT=str(port), OKNO_LOG_LEVEL="INFO", **hook)
        self.living.append(Replica(role, pid, port))
        return self.living[-1]

    async def _hears(self, one: Replica) -> None:
        async with asyncio.timeout(PATIENCE_S):
            while await self.health(one) != 200:
                await asyncio.sleep(0.05)

    async def health(self, one: Replica) -> int:
        try:
            async with self.world.session.get(f"http://127.0.0.1:{one.port}/health") as answer:
                return answer.status
        except aiohttp.ClientError:
            return 0

    def of(self, role: str) -> list[Replica]:
        return [one for one in self.living if one.role == role]

    async def kill(self, one: Replica, how: signal.Signals = signal.SIGKILL) -> None:
        kill(one.pid, how)
        await gone(one.pid)
        self.living.remove(one)

    async def figure(self, name: str, role: str = "", **labels: str) -> float:
        """The sum of a figure over the living processes."""
        wanted = "".join(f'(?=[^}}]*{key}="{value}")' for key, value in labels.items())
        line = re.compile(rf"^{name}(?:{{{wanted}[^}}]*}})? (\S+)$", re.MULTILINE)
        total = 0.0
        for one in self.of(role) if role else self.living:
            async with self.world.session.get(f"http://127.0.0.1:{one.port}/metrics") as answer:
                total += sum(float(value) for value in line.findall(await answer.text()))
        return total

    async def sender(self) -> Replica:
        """The dispatcher that holds the lease."""
        async with asyncio.timeout(PATIENCE_S):
            while True:
                for one in self.of("dispatcher"):
                    async with self.world.session.get(f"http://127.0.0.1:{one.port}/metrics") as answer:
                        if "okno_sender 1.0" in await answer.text():
                            return one
                await asyncio.sleep(0.05)

    def logged(self, event: str) -> list[dict[str, Any]]:
        """Log lines of all processes with this event."""
        lines = self.world.log.read_text().splitlines()
        parsed = [json.loads(line) for line in lines if line.startswith("{")]
        return [one for one in parsed if one.get("event") == event]

    async def told(self, event: str, timeout: float = 15.0) -> list[dict[str, Any]]:
        """The same, once there is one."""
        async with asyncio.timeout(timeout):
            while not (found := self.logged(event)):
                await asyncio.sleep(0.05)
        return found
