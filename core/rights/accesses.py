"""Who of the staff looked at a citizen's data, when and why: written where they look, read by the citizen."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, insert, select

from core.db.accounts import accesses
from core.db.uow import Work, Works
from core.ids import new_id


@dataclass(frozen=True, slots=True)
class Access:
    """One look. `what` is a word the texts know (`plain-access-<what>`), `why` is the staff's own."""

    staff: str
    what: str
    why: str
    at: datetime


async def note(work: Work, citizen_id: int, staff: str, what: str, why: str) -> None:
    """Write a look down within the caller's unit of work: nothing is seen that is not written.

    `staff` is a public name such as «Мария, оператор»; `what` names the kind of data: `review`, `profile`,
    `documents`, `applications`, `chat`.
    """
    access_id = new_id()
    key = await work.vault.key(work.conn, citizen_id)
    await work.conn.execute(
        insert(accesses).values(
            id=access_id,
            citizen_id=citizen_id,
            staff=staff[:64],
            what=what,
            why_sealed=key.seal(why.encode(), _place(access_id)),
            at=work.clock.now(),
        )
    )


async def listing(works: Works, citizen_id: int, offset: int = 0, limit: int = 6) -> tuple[list[Access], int]:
    """A page of looks, the latest first, and how many there are."""
    mine = accesses.c.citizen_id == citizen_id
    async with works.look() as conn:
        total = await conn.scalar(select(func.count()).select_from(accesses).where(mine))
        rows = (
            await conn.execute(
                select(accesses).where(mine).order_by(accesses.c.id.desc()).offset(offset).limit(limit)
            )
        ).all()
        key = await works.vault.key(conn, citizen_id) if rows else None
    seen = [
        Access(row.staff, row.what, key.open(row.why_sealed, _place(row.id)).decode(), row.at)
        for row in rows
        if key is not None
    ]
    return seen, int(total or 0)


def _place(access_id: int) -> str:
    return f"accesses:why:{access_id}"
