"""Once a quarter: are the contacts still yours? Numbers are given up and handed on, mailboxes forgotten.

Codes and the way back into an account go by them, so the question is worth a message in three months.
"""

from datetime import UTC, date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.db.tables import citizens, meta
from core.db.uow import Work, Works, upsert
from core.notifications.model import Notice
from core.notifications.posting import tell

REGISTERED_FOR = timedelta(days=90)
KIND = "check-up"
_MARK = "check-up"  # in `meta`: the quarter, and the last citizen asked in it
_AT_ONCE = 1_000  # an hour: two million in a quarter, and no flood on its first day


class CheckUps:
    """Asks everybody once a quarter, some of them each hour of the day."""

    def __init__(self, works: Works) -> None:
        self._works = works
        self._next = datetime.min.replace(tzinfo=UTC)

    async def ask(self) -> None:
        """Go on with this quarter's, once an hour; never at night."""
        clock = self._works.clock
        if clock.now() < self._next or not clock.daytime():
            return
        self._next = clock.now() + timedelta(hours=1)
        quarter = quarter_of(clock.today())
        async with self._works.work() as work:
            last = await _last(work.conn, quarter)
            found = await work.conn.scalars(
                select(citizens.c.id)
                .where(citizens.c.id > last, citizens.c.registered_at <= clock.now() - REGISTERED_FOR)
                .order_by(citizens.c.id)
                .limit(_AT_ONCE)
            )
            for citizen_id in (asked := list(found)):
                await tell(work, Notice(citizen_id, "profile", KIND, f"{citizen_id}:{KIND}:{quarter}", {}))
            if asked:
                await _mark(work, f"{quarter} {asked[-1]}")
            await work.commit()


def quarter_of(day: date) -> str:
    """«2026-4»."""
    return f"{day.year}-{(day.month + 2) // 3}"


async def _last(conn: AsyncConnection, quarter: str) -> int:
    mark: str | None = await conn.scalar(select(meta.c.value).where(meta.c.key == _MARK))
    known, _, last = (mark or "").partition(" ")
    return int(last) if known == quarter else 0


async def _mark(work: Work, value: str) -> None:
    statement = upsert(work.conn, meta).values(key=_MARK, value=value)
    await work.conn.execute(statement.on_conflict_do_update(index_elements=["key"], set_={"value": value}))
