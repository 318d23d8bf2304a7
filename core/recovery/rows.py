"""Recoveries within a caller's unit of work: begun, told of, ended.

To begin one costs the same whether there is such an account or not: one row. Warnings go out later, by the
sender's rounds (`usecases.Recoveries.go_on`), so that nobody learns from an answer or its time.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core.contacts.rows import index_of
from core.db.accounts import recoveries
from core.db.uow import Work
from core.errors import Refused
from core.ids import new_id
from core.recovery.model import COOLING, MOST_A_DAY, NEW, OPEN


async def begin(
    work: Work,
    owner: int,
    asker_id: int,
    way: str,
    kind: str,
    value: str,
    details: Mapping[str, Any],
    *,
    state: str = NEW,
) -> int:
    """Write down that this Telegram account asks; returns the id, of the one that is open where one is.

    `owner` is whose the account is, or the asker's own citizen where there is none. Raises Refused
    `recovery-often`.
    """
    now, index = work.clock.now(), index_of(work.vault, kind, value)
    same = (recoveries.c.asker_id == asker_id) & (recoveries.c.way == way)
    same &= (recoveries.c.contact_index == index) & recoveries.c.state.in_(OPEN)
    known: int | None = await work.conn.scalar(select(recoveries.c.id).where(same))
    if known is not None:
        return known
    await _may_ask(work.conn, asker_id, now)
    recovery_id, key = new_id(), await work.vault.key(work.conn, owner)
    sealed = {"kind": kind, "value": value, **details}
    await work.conn.execute(
        insert(recoveries).values(
            id=recovery_id,
            citizen_id=owner,
            asker_id=asker_id,
            way=way,
            contact_index=index,
            state=state,
            details_sealed=key.seal_json(sealed, place(recovery_id)),
            due_at=now + COOLING,
            at=now,
        )
    )
    return recovery_id


async def _may_ask(conn: AsyncConnection, asker_id: int, now: datetime) -> None:
    lately = await conn.scalar(
        select(func.count())
        .select_from(recoveries)
        .where(recoveries.c.asker_id == asker_id, recoveries.c.at > now - COOLING)
    )
    if (lately or 0) >= MOST_A_DAY:
        raise Refused("recovery-often")


async def turn(work: Work, recovery_id: int, before: tuple[str, ...], after: str, **columns: Any) -> bool:
    """Move on from one of these states; False where somebody else was first."""
    moved = await work.conn.execute(
        update(recoveries)
        .where(recoveries.c.id == recovery_id, recoveries.c.state.in_(before))
        .values(state=after, **columns)
    )
    return bool(moved.rowcount)


async def details_of(work: Work, row: Any) -> dict[str, Any]:
    key = await work.vault.key(work.conn, row.citizen_id)
    found: dict[str, Any] = key.open_json(row.details_sealed, place(row.id))
    return found


def place(recovery_id: int) -> str:
    """What a recovery's details are sealed to."""
    return f"recoveries:details:{recovery_id}"
