"""The database: one writer and several readers on SQLite, one pool on PostgreSQL.

On SQLite a writing unit of work begins IMMEDIATE: with the default a transaction that read first
loses its update when another wrote in between. Writers queue for the one writing connection in
Python, where waiting is fair and free, instead of in SQLite, where it is neither.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from core.db.sqlite import connect

_STATEMENT_MS = "5000"


class Database:
    """Connections for reading and for writing."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.on_sqlite = url.startswith("sqlite")
        if self.on_sqlite:
            self._writer = _sqlite_engine(url, 1, begin="BEGIN IMMEDIATE")
            self._reader = _sqlite_engine(url, 4, isolation_level="AUTOCOMMIT", skip_autocommit_rollback=True)
        else:
            self._writer = _postgres_engine(url)
            self._reader = self._writer.execution_options(isolation_level="AUTOCOMMIT")
        self._turnstile = asyncio.Lock() if self.on_sqlite else contextlib.nullcontext()

    @property
    def engine(self) -> AsyncEngine:
        return self._writer

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """A connection to look with: each statement sees what is committed when it runs."""
        async with self._reader.connect() as conn:
            yield conn

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """A transaction to write in; whoever takes it commits, otherwise it rolls back."""
        async with self._turnstile, self._writer.connect() as conn:
            await conn.begin()
            yield conn

    async def close(self) -> None:
        await self._reader.dispose()
        await self._writer.dispose()


def _sqlite_engine(url: str, size: int, begin: str = "", **options: Any) -> AsyncEngine:
    arguments = {"timeout": 10, "async_creator_fn": connect}
    engine = create_async_engine(url, pool_size=size, max_overflow=0, connect_args=arguments, **options)

    @event.listens_for(engine.sync_engine, "connect")
    def _connected(connection: Any, _record: Any) -> None:
        # The driver's own implicit BEGIN is switched off; ours below says which kind it is.
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=10000", "foreign_keys=ON"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    if begin:
        event.listen(engine.sync_engine, "begin", lambda connection: connection.exec_driver_sql(begin))
    return engine


def _postgres_engine(url: str) -> AsyncEngine:
    """No overflow: its connections are opened and closed with every burst, which costs more than a turn."""
    settings = {
        "statement_timeout": _STATEMENT_MS,
        "idle_in_transaction_session_timeout": "15000",
        # A plan kept from when a queue was empty reads all of it for each row once it is long.
        "plan_cache_mode": "force_custom_plan",
    }
    return create_async_engine(
        url, pool_size=24, max_overflow=0, pool_timeout=5, connect_args={"server_settings": settings}
    )
