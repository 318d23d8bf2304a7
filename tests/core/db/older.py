"""Code of an older version, as the database knows it: the tables of an earlier revision, read and written."""

import itertools
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Column, MetaData, Table, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core.db.engine import Database

_numbers = itertools.count(10**9)


async def tables_of(database: Database) -> MetaData:
    """What an older version knew: the tables as they stand now."""
    found = MetaData()
    async with database.engine.connect() as conn:
        await conn.run_sync(found.reflect)
    found.remove(found.tables["alembic_version"])
    return found


def _value(column: Column[Any], number: int) -> Any:
    kind = column.type.python_type
    made: dict[type, Any] = {
        int: number % 2**31,
        float: float(number),
        bool: False,
        bytes: b"sealed",
        str: str(number)[: getattr(column.type, "length", None) or 20],
        datetime: datetime.now(UTC).replace(tzinfo=None),
        date: datetime.now(UTC).date(),
    }
    return made[kind]


def _row(table: Table, made: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Only what had to be given then: the rest is left to defaults, as that version left it."""
    number = next(_numbers)
    row: dict[str, Any] = {}
    for column in table.columns:
        key = next(iter(column.foreign_keys), None)
        if key is not None:
            row[column.name] = made[key.column.table.name][key.column.name]
        elif not column.nullable and column.server_default is None:
            row[column.name] = _value(column, number)
        if getattr(column.type, "timezone", False) and column.name in row:
            row[column.name] = row[column.name].replace(tzinfo=UTC)
    return row


async def work(conn: AsyncConnection, older: MetaData) -> None:
    """One transaction that writes, reads, changes and deletes a row of every table, as that version did."""
    made: dict[str, dict[str, Any]] = {}
    for table in older.sorted_tables:
        row = _row(table, made)
        await conn.execute(insert(table).values(**row))
        key = [column == row[column.name] for column in table.primary_key]
        made[table.name] = row
        await conn.execute(update(table).where(*key).values(**{name: row[name] for name in row}))
        found = (await conn.execute(select(table).where(*key))).one()
        assert all(getattr(found, name) == value for name, value in row.items()), (table.name, found, row)
    for table in reversed(older.sorted_tables):
        key = [column == made[table.name][column.name] for column in table.primary_key]
        await conn.execute(delete(table).where(*key))
    await conn.commit()
