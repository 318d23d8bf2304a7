"""Wrong tries, counted before they are looked at, so that tries at once are counted like one by one."""

from sqlalchemy import select, update

from core.db.accounts import secrets
from core.db.uow import Work, Works
from core.errors import NotFound
from core.security import rows
from core.security.journal import alarm
from core.security.model import Verdict, left_after, pause_after


async def spend_try(works: Works, citizen_id: int) -> Verdict | None:
    """Count a try before it is made; the verdict where none is left just now.

    Raises NotFound where there is nothing to try. No turn's effect: it does not mark the update applied.
    """
    async with works.database.write() as conn:
        found = await conn.execute(
            select(secrets.c.tries, secrets.c.blocked_until)
            .where(secrets.c.citizen_id == citizen_id)
            .with_for_update()
        )
        row, now = found.one_or_none(), works.clock.now()
        if row is None:
            raise NotFound("factor-unknown")
        if (blocked := rows.later(row.blocked_until, now)) is not None:
            return Verdict(False, 0, blocked)
        pause = pause_after(row.tries + 1)
        await conn.execute(
            update(secrets)
            .where(secrets.c.citizen_id == citizen_id)
            .values(tries=row.tries + 1, blocked_until=now + pause if pause else None)
        )
        await conn.commit()
    return None


async def told(work: Work, citizen_id: int, ok: bool) -> Verdict:
    """The verdict after a try was looked at; a pause that it began is told in every linked chat."""
    kept = await rows.secrets_of(work.conn, citizen_id)
    if ok or kept is None:
        return Verdict(ok)
    if kept.blocked_until is not None:
        await alarm(work, citizen_id, "blocked", {}, f"{kept.blocked_until.timestamp():.0f}")
    return Verdict(False, left_after(kept.tries), rows.later(kept.blocked_until, work.clock.now()))
