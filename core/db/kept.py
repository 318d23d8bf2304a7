"""Statements that run in every turn: put together once, and given straight to the driver.

SQLAlchemy takes seven times as long over a small statement as asyncpg does, and a turn runs a dozen of them.
A kept statement is an ordinary one, compiled at its first use; it runs on the connection it is given, inside
the transaction that is open there, beside statements that go the usual way.
"""

import re
from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any, cast

from sqlalchemy import ARRAY, JSON, Column, ColumnElement, Dialect, Float, any_, bindparam, func, select
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.compiler import SQLCompiler

from core.db.sqlite import OneHopConnection, execute, execute_many

_COUNT = re.compile(r"(\d+)$")  # the end of PostgreSQL's «UPDATE 1»


class Kept:
    """`statement` with a `bindparam` for all that changes, or what makes it for a dialect.

    A list of values is one parameter (`among`): as with `in_` its length would change the statement.
    """

    def __init__(self, statement: Any) -> None:
        self._statement = statement
        self._made: dict[str, _Made] = {}

    def _of(self, dialect: Dialect) -> "_Made":
        made = self._made.get(dialect.name)
        if made is None:
            made = self._made[dialect.name] = _Made(self._statement, dialect)
        return made

    async def rows(self, conn: AsyncConnection, **values: Any) -> list[Any]:
        """What it finds, or returns: tuples with names."""
        made = self._of(conn.dialect)
        return made.named(await _run(conn, made.sql, made.values(values), _fetch))

    async def row(self, conn: AsyncConnection, **values: Any) -> Any:
        """The first row, or None."""
        return next(iter(await self.rows(conn, **values)), None)

    async def run(self, conn: AsyncConnection, **values: Any) -> int:
        """How many rows it has changed."""
        made = self._of(conn.dialect)
        return cast(int, await _run(conn, made.sql, made.values(values), _count))

    async def run_many(self, conn: AsyncConnection, rows: Iterable[Mapping[str, Any]]) -> None:
        made = self._of(conn.dialect)
        await _run(conn, made.sql, [made.values(row) for row in rows], _many)


def among(dialect: str, column: Column[Any], name: str) -> ColumnElement[bool]:
    """That the column is one of the values in the list of this name."""
    if dialect == "sqlite":
        each = func.json_each(bindparam(name, type_=JSON)).table_valued("value")
        return column.in_(select(each.c.value))
    return column == any_(bindparam(name, type_=ARRAY(column.type)))


class _Made:
    """A statement in the words of one dialect."""

    def __init__(self, statement: Any, dialect: Dialect) -> None:
        if callable(statement):
            statement = statement(dialect.name)
        compiled = cast(SQLCompiler, statement.compile(dialect=dialect))
        self.sql = str(compiled)
        names = list(compiled.positiontup or ())
        binds = [(name, compiled.binds[name]) for name in names]
        self._binds = [(bind.key, bind.value, _inwards(bind.type, dialect)) for _, bind in binds]
        columns = list(getattr(statement, "exported_columns", ()))
        self._row: Any = namedtuple("Row", [column.key for column in columns])  # type: ignore[misc]  # its fields are known when it runs
        self._outwards = [_outwards(column.type, dialect) for column in columns]
        self._as_they_are = not any(self._outwards)

    def values(self, given: Mapping[str, Any]) -> list[Any]:
        found = [(given.get(name, value), process) for name, value, process in self._binds]
        return [process(value) if process is not None else value for value, process in found]

    def named(self, rows: Iterable[Sequence[Any]]) -> list[Any]:
        if self._as_they_are:
            return [self._row._make(row) for row in rows]
        return [self._row._make(map(_through, row, self._outwards)) for row in rows]


def _through(value: Any, process: Callable[[Any], Any] | None) -> Any:
    return process(value) if process is not None else value


def _inwards(kind: Any, dialect: Dialect) -> Callable[[Any], Any] | None:
    found: Callable[[Any], Any] | None = kind.dialect_impl(dialect).bind_processor(dialect)
    return found


def _outwards(kind: Any, dialect: Dialect) -> Callable[[Any], Any] | None:
    if isinstance(kind, Float):  # SQLAlchemy asks for PostgreSQL's own type, and then does nothing
        return None
    found: Callable[[Any], Any] | None = kind.dialect_impl(dialect).result_processor(dialect, None)
    return found


_Way = Callable[[Any, str, Any], Any]


async def _run(conn: AsyncConnection, sql: str, values: Any, way: _Way) -> Any:
    link = cast(Any, conn.sync_connection).connection.dbapi_connection
    driver = link.driver_connection
    try:
        if not isinstance(driver, OneHopConnection) and link._transaction is None:
            await link._start_transaction()  # SQLAlchemy begins with its own first statement; here with ours
        return await way(driver, sql, values)
    except Exception as error:
        await _ended(conn, driver)
        raise _known(conn, link, sql, error) from error


async def _ended(conn: AsyncConnection, driver: Any) -> None:
    """Where the connection is gone SQLAlchemy finds that out by itself, and drops all it has."""
    if not isinstance(driver, OneHopConnection) and driver.is_closed():
        await conn.exec_driver_sql("SELECT 1")


def _known(conn: AsyncConnection, link: Any, sql: str, error: Exception) -> BaseException:
    """The error that SQLAlchemy would have raised."""
    dialect = cast(DefaultDialect, conn.dialect)
    try:
        link._handle_exception(error)
    except Exception as told:  # noqa: BLE001 - the driver's own, in SQLAlchemy's classes
        error = told
    return DBAPIError.instance(sql, None, error, cast(Any, dialect.dbapi).Error, dialect=dialect)


async def _fetch(driver: Any, sql: str, values: Sequence[Any]) -> Any:
    if isinstance(driver, OneHopConnection):
        return (await driver.on_thread(partial(execute, sql, values)))[1]
    return await driver.fetch(sql, *values)


async def _count(driver: Any, sql: str, values: Sequence[Any]) -> int:
    if isinstance(driver, OneHopConnection):
        return int((await driver.on_thread(partial(execute, sql, values)))[2])
    found = _COUNT.search(await driver.execute(sql, *values))
    return int(found[1]) if found else -1


async def _many(driver: Any, sql: str, rows: Sequence[Sequence[Any]]) -> None:
    if isinstance(driver, OneHopConnection):
        await driver.on_thread(partial(execute_many, sql, rows))
    else:
        await driver.executemany(sql, rows)
