"""aiosqlite with one hop between threads a statement instead of four.

SQLAlchemy opens a cursor, executes, fetches and closes, and each of these is a message to the connection's
thread and back. SQLite itself answers in microseconds, so the messages were most of what a turn cost.
"""

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

import aiosqlite


class OneHopConnection(aiosqlite.Connection):
    """A connection whose cursors bring all their rows at once."""

    def cursor(self) -> "OneHopCursor":  # type: ignore[override]  # what SQLAlchemy asks of a cursor, no more
        return OneHopCursor(self)

    async def on_thread(self, work: Callable[[sqlite3.Connection], Any]) -> Any:
        return await self._execute(work, self._conn)  # type: ignore[no-untyped-call]  # aiosqlite's own


class OneHopCursor:
    """Executes and fetches in one go; what is left to do by then touches no database."""

    def __init__(self, connection: OneHopConnection) -> None:
        self._connection = connection
        self._rows: list[Any] = []
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None
        self.arraysize = 1

    async def __aenter__(self) -> "OneHopCursor":
        return self

    async def execute(self, sql: str, parameters: Sequence[Any] = ()) -> "OneHopCursor":
        self._take(await self._connection.on_thread(partial(execute, sql, parameters)))
        return self

    async def executemany(self, sql: str, parameters: Iterable[Sequence[Any]]) -> "OneHopCursor":
        self._take(await self._connection.on_thread(partial(execute_many, sql, parameters)))
        return self

    def _take(self, result: tuple[Any, list[Any], int, int | None]) -> None:
        self.description, self._rows, self.rowcount, self.lastrowid = result

    async def fetchall(self) -> list[Any]:
        rows, self._rows = self._rows, []
        return rows

    async def fetchmany(self, size: int | None = None) -> list[Any]:
        """For streamed reads; the rows have been brought already, so a stream saves no memory here."""
        count = size or self.arraysize
        rows, self._rows = self._rows[:count], self._rows[count:]
        return rows

    async def fetchone(self) -> Any:
        return next(iter(await self.fetchmany(1)), None)

    async def close(self) -> None:
        self._rows = []


def execute(
    sql: str, parameters: Sequence[Any], connection: sqlite3.Connection
) -> tuple[Any, list[Any], int, int | None]:
    cursor = connection.execute(sql, parameters)
    return _result(cursor)


def execute_many(
    sql: str, parameters: Iterable[Sequence[Any]], connection: sqlite3.Connection
) -> tuple[Any, list[Any], int, int | None]:
    return _result(connection.executemany(sql, parameters))


def _result(cursor: sqlite3.Cursor) -> tuple[Any, list[Any], int, int | None]:
    try:
        rows = cursor.fetchall() if cursor.description else []
        return cursor.description, rows, cursor.rowcount, cursor.lastrowid
    finally:
        cursor.close()


def connect(database: str, **options: Any) -> OneHopConnection:
    """As `aiosqlite.connect`; to be awaited."""
    return OneHopConnection(partial(sqlite3.connect, database, **options), iter_chunk_size=64)
