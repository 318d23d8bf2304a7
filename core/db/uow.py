"""The unit of work: load, decide, write, add outgoing messages, and one `commit()` as the last line."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy import bindparam, insert, update
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.ext.asyncio import AsyncConnection

from core.clock import Clock
from core.db import tables
from core.db.engine import Database
from core.db.kept import Kept
from core.db.types import db_now
from core.db.vault import Vault
from core.errors import Fenced
from core.ids import new_id
from core.inbox.model import Turn, current_turn
from core.outbox.model import Outgoing
from core.wake import Wake


class Work:
    """One transaction. Nothing is kept unless `commit` returns."""

    def __init__(self, conn: AsyncConnection, vault: Vault, clock: Clock, wake: Wake) -> None:
        self.conn = conn
        self.vault = vault
        self.clock = clock
        self._wake = wake
        self._rang = False
        self._leads_to: str | None = None

    def leads_to(self, goal: str) -> None:
        """Say where this work leads the dialog, so that a crash before it got there does not lose the way."""
        self._leads_to = goal

    async def send(self, message: Outgoing) -> int | None:
        """Add an outbox row; None when its business key has been used before."""
        row_id = new_id()
        values: dict[str, Any] = {
            "id": row_id,
            "topic": message.topic,
            "order_key": message.order_key,
            "lane": int(message.lane),
            "business_key": message.business_key,
            "citizen_id": message.citizen_id,
            "payload_sealed": self.vault.service.seal_json(message.payload, f"outbox:payload:{row_id}"),
            "state": "new",
            "due_at": db_now() + message.delay_s,
            "created_at": db_now(),
        }
        self._rang = True
        added = await self.conn.execute(
            upsert(self.conn, tables.outbox).values(**values).on_conflict_do_nothing()
        )
        return row_id if added.rowcount else None

    async def commit(self) -> None:
        """Commit, marking the turn this work belongs to as applied. Raises Fenced, committing nothing."""
        turn = current_turn.get()
        if turn is not None:
            goal = self._leads_to or turn.leads_to
            await _apply(self.conn, turn, goal)
        await self.conn.commit()
        if turn is not None:
            turn.applied, turn.leads_to = True, goal
        if self._rang:
            self._wake.ring("outbox")


_APPLY = Kept(
    update(tables.inbox)
    .where(
        tables.inbox.c.id == bindparam("turn"),
        tables.inbox.c.fence == bindparam("held"),
        tables.inbox.c.state == "claimed",
    )
    .values(applied=True, leads_to=bindparam("goal"))
)


async def _apply(conn: AsyncConnection, turn: Turn, leads_to: str | None) -> None:
    if await _APPLY.run(conn, turn=turn.id, held=turn.fence, goal=leads_to) != 1:
        raise Fenced


class Works:
    """Opens units of work; also the readers' way to the database."""

    def __init__(self, database: Database, vault: Vault, clock: Clock, wake: Wake) -> None:
        self.database = database
        self.vault = vault
        self.clock = clock
        self.wake = wake

    @asynccontextmanager
    async def work(self) -> AsyncIterator[Work]:
        async with self.database.write() as conn:
            yield Work(conn, self.vault, self.clock, self.wake)

    @asynccontextmanager
    async def look(self) -> AsyncIterator[AsyncConnection]:
        async with self.database.read() as conn:
            yield conn


def upsert(conn: AsyncConnection, table: Any) -> Any:
    """An insert that knows `on_conflict_…` in the dialect spoken here."""
    return insert_in(conn.dialect.name, table)


def insert_in(dialect: str, table: Any) -> Any:
    """The same by the dialect's name, for a kept statement."""
    return sqlite_insert(table) if dialect == "sqlite" else postgres_insert(table)


async def add(conn: AsyncConnection, table: Any, values: Mapping[str, Any]) -> None:
    await conn.execute(insert(table).values(**values))


async def next_number(conn: AsyncConnection, name: str) -> int:
    """The next value of a counter; holds the counter's row until the transaction ends."""
    table = tables.counters
    statement = upsert(conn, table).values(name=name, value=1)
    statement = statement.on_conflict_do_update(index_elements=["name"], set_={"value": table.c.value + 1})
    value: int = (await conn.execute(statement.returning(table.c.value))).scalar_one()
    return value


async def settle_quietly(task: asyncio.Task[Any]) -> None:
    """Cancel a background task and wait until it is gone."""
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
