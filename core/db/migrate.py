"""Migrations, driven from code, while other processes serve: one revision after another, each committed.

On PostgreSQL one lock keeps two starting replicas from racing. Then a change takes all the tables that it
alters, drops or points at (`HOLDS` of its revision) in one statement, and when it cannot have them within
half a second it lets go and tries again: whoever waits for a table makes everybody after it wait too. Half
a second is also less than PostgreSQL gives two that wait for each other before it ends one of them
(deadlock_timeout, one second unless set), so what it ends is never a citizen's statement.
"""

import asyncio
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from core.db.engine import Database
from core.logs import get_logger

log = get_logger(__name__)

LOCK_TIMEOUT_S = 0.5
TRIES = 60
_PAUSE_S = 1.0
_LOCK = 7_240_615  # any number, the same in every version
# No lock in time, not all of them in time, a deadlock.
_GAVE_WAY = {"55P03", "57014", "40P01"}


def config_for(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    return config


def head() -> str | None:
    """The newest revision."""
    return ScriptDirectory.from_config(config_for()).get_current_head()


async def revision_of(conn: AsyncConnection) -> str | None:
    """The revision a database is at; None before its first."""
    return await conn.run_sync(lambda sync: MigrationContext.configure(sync).get_current_revision())


def line(script: ScriptDirectory) -> list[str | None]:
    """Every revision that this code has, in order, after None for an empty database."""
    return [*(one.revision for one in script.walk_revisions()), None][::-1]


async def upgrade(database: Database, revision: str = "head") -> None:
    """Bring the database to `revision` (head: the newest).

    One that newer code has migrated already stays as it is: both versions work with it (docs/running.md).
    Raises DBAPIError where a table could not be had in a minute and a half; what was done before stays.
    """
    await _migrate(database, revision, 1)


async def downgrade(database: Database, revision: str) -> None:
    """Take the database back to `revision` (base: to no tables). Raises as `upgrade` does."""
    await _migrate(database, revision, -1)


async def _migrate(database: Database, revision: str, way: int) -> None:
    script = ScriptDirectory.from_config(config_for())
    to = script.get_revision(revision)
    revisions = line(script)
    wanted = revisions.index(to.revision if to else None)
    attempt = 1
    while True:
        try:
            if not await _step(database, revisions, wanted, way):
                return
        except DBAPIError as error:
            if getattr(error.orig, "sqlstate", None) not in _GAVE_WAY or attempt == TRIES:
                raise
            log.warning("migration_waits", attempt=attempt)
            attempt += 1
            await asyncio.sleep(_PAUSE_S)


async def _step(database: Database, revisions: list[str | None], wanted: int, way: int) -> bool:
    """One revision up or down in a transaction of its own (a new database: all of them). False at the end."""
    async with database.engine.connect() as conn:
        await _take_turns(database, conn)
        current = await revision_of(conn)
        if current not in revisions:
            log.warning("database_newer", version=f"r{current}")
            return False
        at = revisions.index(current)
        if (wanted - at) * way <= 0:
            return False
        to = wanted if current is None else at + way
        if not database.on_sqlite:
            await _hold(conn, holds(revisions[max(at, to)]))
        move = command.upgrade if way > 0 else command.downgrade
        await conn.run_sync(lambda sync: move(config_for(sync), revisions[to] or "base"))
        await conn.commit()
    return to != wanted


def holds(revision: str | None) -> tuple[str, ...]:
    """The tables that a revision needs for itself on its way up or down, in the order to take them."""
    script = ScriptDirectory.from_config(config_for()).get_revision(revision or "base")
    tables: tuple[str, ...] = script.module.HOLDS if script else ()
    return tables


async def _take_turns(database: Database, conn: AsyncConnection) -> None:
    """For this transaction only: one migration at a time, and nobody held up by it for long."""
    if database.on_sqlite:
        return
    await conn.execute(text("SET LOCAL statement_timeout = 0"))
    await conn.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
    await conn.execute(text(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT_S}s'"))


async def _hold(conn: AsyncConnection, tables: tuple[str, ...]) -> None:
    """Take those of them that there are, all or none, before anything is changed."""
    there = await conn.run_sync(lambda sync: inspect(sync).get_table_names())
    if wanted := [table for table in tables if table in there]:
        await conn.execute(text(f"SET LOCAL statement_timeout = '{LOCK_TIMEOUT_S}s'"))
        await conn.execute(text(f"LOCK TABLE {', '.join(wanted)} IN ACCESS EXCLUSIVE MODE"))
        await conn.execute(text("SET LOCAL statement_timeout = 0"))


async def drift(database: Database) -> None:
    """Raises alembic's AutogenerateDiffsDetected when tables and migrations disagree."""
    async with database.engine.connect() as conn:
        await conn.run_sync(lambda sync: command.check(config_for(sync)))
