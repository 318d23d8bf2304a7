"""What an installation remembers of itself in `meta`: whose bot it serves, the business clock's offset."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.clock import Clock
from core.db.engine import Database
from core.db.tables import meta
from core.db.uow import upsert


class OtherBot(Exception):
    """The database belongs to another bot: a sandbox must never meet real people, nor one bot another's."""


async def remember_bot(database: Database, bot_id: int) -> None:
    """Note the bot on first use; raises OtherBot ever after for a different one."""
    async with database.write() as conn:
        await conn.execute(
            upsert(conn, meta).values(key="bot_id", value=str(bot_id)).on_conflict_do_nothing()
        )
        known = await _read(conn, "bot_id")
        await conn.commit()
    if known != str(bot_id):
        raise OtherBot(f"this database belongs to bot {known}, not to {bot_id}")


async def load_offset(database: Database, clock: Clock) -> None:
    """Take over the business clock's offset, which another process may have moved."""
    async with database.read() as conn:
        clock.set_offset(float(await _read(conn, "clock_offset") or 0.0))


async def advance_clock(database: Database, clock: Clock, seconds: float) -> None:
    """Move business time on for every process of this database (only where the clock may move)."""
    async with database.write() as conn:
        offset = float(await _read(conn, "clock_offset") or 0.0) + seconds
        statement = upsert(conn, meta).values(key="clock_offset", value=repr(offset))
        await conn.execute(
            statement.on_conflict_do_update(index_elements=["key"], set_={"value": repr(offset)})
        )
        await conn.commit()
    clock.set_offset(offset)


async def _read(conn: AsyncConnection, key: str) -> str | None:
    found: str | None = await conn.scalar(select(meta.c.value).where(meta.c.key == key))
    return found
