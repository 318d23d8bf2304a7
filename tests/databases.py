"""Databases for tests, each made for one test and dropped after it, on a private server or a named one.

On a server named by `TEST_DATABASE_URL` only databases whose names begin with this run's
`okno_test_<random>` are ever made, opened or dropped; the database in the URL itself is used for nothing
but those commands.
"""

import asyncio
import itertools
import os
import secrets
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import asyncpg
from sqlalchemy.engine import URL, make_url

from tests.servers import ServerUnavailable

# The first process of a run chooses the name; its workers (pytest-xdist) inherit it and add their own.
_TOLD = os.environ.setdefault("TEST_RUN", f"okno_test_{secrets.token_hex(4)}")
RUN = "_".join(filter(None, [_TOLD, os.environ.get("PYTEST_XDIST_WORKER")]))

# One count for the whole run: two `Databases` may speak to the same server and must not meet in a name.
_numbers = itertools.count(1)

T = TypeVar("T")


def blocking(work: Coroutine[Any, Any, T]) -> T:
    """Runs `work` on a loop of its own, so that it may be called inside and outside a running one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


class Databases:
    """The databases of this run on one server."""

    def __init__(self, server_url: str) -> None:
        """`server_url`: any database of the server that its user may connect to."""
        self.server: URL = make_url(server_url).set(drivername="postgresql+asyncpg")
        self._made: list[str] = []
        self._templates: dict[str, str] = {}

    def fresh(self, template: str | None = None) -> str:
        """The SQLAlchemy URL of a new database: empty, or a copy of a template made by `template`."""
        name = self._next_name()
        copied = f' TEMPLATE "{self._templates[template]}"' if template else ""
        blocking(self._execute(f'CREATE DATABASE "{name}"{copied}'))
        self._made.append(name)
        return self.server.set(database=name).render_as_string(hide_password=False)

    def template(self, name: str, prepare: Callable[[str], None]) -> None:
        """Prepares a database once in a run; `fresh(name)` then copies it, which is quick."""
        if name not in self._templates:
            url = self.fresh()
            prepare(url)
            self._templates[name] = str(make_url(url).database)

    def drop(self, url: str) -> None:
        """Drops one of this run's databases, whoever is still connected to it."""
        name = str(make_url(url).database)
        assert name.startswith(RUN), f"{name} is not a database of this run"
        blocking(self._execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))
        self._made.remove(name)

    def drop_all(self) -> None:
        for name in list(self._made):
            self.drop(self.server.set(database=name).render_as_string(hide_password=False))

    def _next_name(self) -> str:
        number = next(_numbers)
        return RUN if number == 1 else f"{RUN}_{number}"

    async def _execute(self, command: str) -> None:
        dsn = self.server.set(drivername="postgresql").render_as_string(hide_password=False)
        try:
            connection = await asyncpg.connect(dsn, timeout=10)
        except (OSError, asyncpg.PostgresError) as error:
            where = self.server.render_as_string(hide_password=True)
            raise ServerUnavailable(
                f"no PostgreSQL at {where}: {error}. Is TEST_DATABASE_URL right?"
            ) from error
        try:
            await connection.execute(command)
        finally:
            await connection.close()


async def clear_keys(redis_url: str, prefix: str) -> int:
    """Deletes this run's keys from a Redis that others use too; returns how many there were."""
    from redis.asyncio import Redis  # noqa: PLC0415 - slow to import, and only runs with a named Redis need it

    assert prefix.startswith("okno_test_"), prefix
    gone = 0
    async with Redis.from_url(redis_url) as redis:
        async for key in redis.scan_iter(match=f"{prefix}*", count=1000):
            gone += await redis.delete(key)
    return gone
