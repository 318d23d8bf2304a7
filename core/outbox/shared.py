"""Telegram's limits kept by several processes together.

The limit is the bot's, not the process's: with windows drawn by several replicas and messages sent by yet
another process, each keeping 30 a second for itself would break it. So on PostgreSQL the two numbers of
`core.outbox.limiter` lie in a table (unlogged: losing it costs nothing), moved on by one statement a message,
by the database's own clock. At 30 a second that is no load, and it does not go away with Redis.
"""

import asyncio

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from core.db.engine import Database
from core.logs import get_logger
from core.outbox.limiter import (
    CHAT_BURST,
    CHAT_PER_S,
    GROUP_PER_S,
    OVERALL_BURST,
    OVERALL_PER_S,
    Limiter,
)

log = get_logger(__name__)

_NOW = "extract(epoch from clock_timestamp())"
_OVERALL = "all"

# In one order everywhere, the overall row first: statements wait for one another and never in a circle.
_RESERVE = text(f"""
    INSERT INTO paces AS pace (key, at)
    VALUES (:overall, {_NOW} + :overall_step), (:chat, {_NOW} + :chat_step)
    ON CONFLICT (key) DO UPDATE SET at = greatest(pace.at, {_NOW})
        + CASE WHEN pace.key = :overall THEN CAST(:overall_step AS float) ELSE :chat_step END
    RETURNING key, at - {_NOW} AS ahead
""")  # noqa: S608 - the database's own clock, no input
_BACKLOG = text(f"SELECT at - {_NOW} FROM paces WHERE key = :overall")  # noqa: S608
_PUNISH = text(f"""
    INSERT INTO paces AS pace (key, at) VALUES (:key, {_NOW} + :ahead)
    ON CONFLICT (key) DO UPDATE SET at = greatest(pace.at, excluded.at)
""")  # noqa: S608


class SharedLimiter(Limiter):
    """The limits of all processes over one PostgreSQL. While that is away, this process's own."""

    def __init__(self, database: Database) -> None:
        super().__init__()
        self._engine = database.engine.execution_options(isolation_level="AUTOCOMMIT")

    async def window(self, chat: int) -> None:
        await asyncio.sleep(await self.place(chat))

    async def message(self, chat: int) -> None:
        while (ahead := await self._ahead()) > 0:  # noqa: ASYNC110 - windows may take more places meanwhile
            await asyncio.sleep(ahead)
        await asyncio.sleep(await self.place(chat))

    async def place(self, chat: int) -> float:
        """Take the next free place of all processes; returns how many seconds from now it is."""
        own = self.reserve(chat)
        rate = CHAT_PER_S if chat > 0 else GROUP_PER_S
        steps = {"overall_step": 1 / OVERALL_PER_S, "chat_step": 1 / rate}
        try:
            async with self._engine.connect() as conn:
                asked = await conn.execute(_RESERVE, {"overall": _OVERALL, "chat": f"chat:{chat}", **steps})
                ahead = {row.key: row.ahead for row in asked}
        except (SQLAlchemyError, OSError) as error:
            log.warning("limits_apart", error=type(error).__name__)
            return own
        burst = {True: OVERALL_BURST / OVERALL_PER_S, False: CHAT_BURST / rate}
        return max(0.0, *(float(at) - burst[key == _OVERALL] for key, at in ahead.items()))

    async def _ahead(self) -> float:
        try:
            async with self._engine.connect() as conn:
                found = await conn.scalar(_BACKLOG, {"overall": _OVERALL})
        except (SQLAlchemyError, OSError):
            return self._backlog()
        return float(found or 0.0) - (OVERALL_BURST - 1) / OVERALL_PER_S

    async def freeze(self, chat: int, seconds: float) -> None:
        """Telegram answered 429: every process holds this chat, or everything, for so long."""
        everybody = self.punished(chat, seconds)
        rate = CHAT_PER_S if chat > 0 else GROUP_PER_S
        held = {f"chat:{chat}": seconds + (CHAT_BURST - 1) / rate}
        if everybody:
            held[_OVERALL] = seconds + (OVERALL_BURST - 1) / OVERALL_PER_S
        try:
            async with self._engine.connect() as conn:
                for key, ahead in held.items():
                    await conn.execute(_PUNISH, {"key": key, "ahead": ahead})
        except (SQLAlchemyError, OSError) as error:
            log.warning("limits_apart", error=type(error).__name__)
