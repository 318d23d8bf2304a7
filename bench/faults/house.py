"""A house to break: the sandbox, the service's processes, and private servers where they are wanted."""

import asyncio
import random
import signal
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp

from bench.faults.front import Front
from core.catalogue.load import load_catalogue
from core.catalogue.model import Service
from tests.databases import Databases
from tests.okno import free_port
from tests.processes import KEYS, Nursery, World, gone, kill, nursery, world
from tests.servers import PrivatePostgres, PrivateValkey
from tests.source import ROOT

SQLITE, POSTGRES = "sqlite", "postgres"
SECRET = "s" * 64
_STARTS_WITHIN_S = 180.0


@dataclass
class Replica:
    """One process of the service, to be killed and started over and over at the same address."""

    world: World
    port: int
    env: Mapping[str, str]
    deaths: Path | None = None
    pid: int = 0

    def spawn(self) -> None:
        """Start and do not wait."""
        env = {**self.world.env, **self.env}
        if self.deaths is not None:
            env["DEATHS"] = str(self.deaths)
        self.pid = self.world.nest.start("run", self.world.log, **env)

    @property
    def lives(self) -> bool:
        return self.pid > 0 and Path(f"/proc/{self.pid}").exists()

    async def kill(self, how: signal.Signals = signal.SIGKILL) -> None:
        kill(self.pid, how)
        await gone(self.pid)

    async def hears(self) -> None:
        async with asyncio.timeout(_STARTS_WITHIN_S):
            while not await self._healthy():
                assert self.lives, self.world.log.read_text()[-3000:]
                await asyncio.sleep(0.03)

    async def _healthy(self) -> bool:
        try:
            async with self.world.session.get(f"http://127.0.0.1:{self.port}/health") as answer:
                return answer.status == 200
        except aiohttp.ClientError:
            return False


@dataclass
class House:
    """What a scenario stands in."""

    kind: str
    world: World
    replicas: list[Replica]
    services: Mapping[str, Service]
    rng: random.Random
    front: Front | None = None
    postgres: PrivatePostgres | None = None
    redis: PrivateValkey | None = None
    born: list[int] = field(default_factory=list)

    async def start(self) -> None:
        for replica in self.replicas:
            replica.spawn()
        await self.hears()

    async def hears(self) -> None:
        """Until every replica is there, those that lie dead started again."""
        for replica in self.replicas:
            if not replica.lives:
                replica.spawn()
        await asyncio.gather(*(replica.hears() for replica in self.replicas))


@dataclass
class Ground:
    """What many houses share: the nursery, the read catalogue, the servers."""

    nest: Nursery
    cache: Path
    home: Path
    services: Mapping[str, Service]
    postgres: PrivatePostgres
    redis: PrivateValkey
    houses: Iterator[int]

    @asynccontextmanager
    async def house(
        self, kind: str, seed: int, replicas: int = 1, hooks: bool = False
    ) -> AsyncIterator[House]:
        """A new one with its own database; on PostgreSQL `replicas` processes behind webhooks, else one."""
        home = self.home / f"house{next(self.houses)}"
        env: dict[str, str] = {"OKNO_LOG_LEVEL": "INFO"}
        front: Front | None = None
        if kind == POSTGRES:
            self.postgres.start()
            self.redis.start()
            database = await asyncio.to_thread(lambda: Databases(self.postgres.url()).fresh())
            env |= {"DATABASE_URL": database, "REDIS_URL": self.redis.url(), "ENCRYPTION_KEYS": KEYS}
            env["OKNO_REDIS_PREFIX"] = f"{home.name}:"
        async with world(self.nest, home, self.cache, **env) as made:
            ports = [made.port, *(free_port() for _ in range(replicas - 1 if kind == POSTGRES else 0))]
            if kind == POSTGRES:
                front = Front(ports)
                await front.open()
            yield_env = _env_of(front)
            processes = [
                Replica(
                    made, port, {"OKNO_PORT": str(port), **yield_env}, home / f"deaths{at}" if hooks else None
                )
                for at, port in enumerate(ports)
            ]
            there = House(kind, made, processes, self.services, random.Random(seed), front)
            if kind == POSTGRES:
                there.postgres, there.redis = self.postgres, self.redis
            try:
                yield there
            finally:
                if front is not None:
                    await front.close()


def _env_of(front: Front | None) -> dict[str, str]:
    if front is None:
        return {}
    return {"WEBHOOK_URL": front.url, "WEBHOOK_SECRET": SECRET, "OKNO_PUBLIC_URL": front.url}


@contextmanager
def ground(home: Path) -> Iterator[Ground]:
    """Servers are made here and start when a house first wants them."""
    cache = home / "cache"
    cache.mkdir(parents=True, exist_ok=True)
    postgres, redis = PrivatePostgres(), PrivateValkey()
    services = load_catalogue(ROOT / "catalogue", cache).services
    try:
        with nursery(cache) as nest:
            yield Ground(nest, cache, home, services, postgres, redis, iter(range(1, 10**6)))
    finally:
        postgres.remove()
        redis.remove()
