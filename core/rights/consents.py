"""The latest word on a purpose, within a caller's connection or unit of work."""

import hashlib
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.db.tables import consents
from core.db.uow import Work
from core.ids import new_id
from core.inbox.model import current_turn


async def latest(conn: AsyncConnection, citizen_id: int, purpose: str) -> Any:
    """The row of the latest word, yes or no; None where none was said."""
    found = await conn.execute(
        select(consents)
        .where(consents.c.citizen_id == citizen_id, consents.c.purpose == purpose)
        .order_by(consents.c.id.desc())
        .limit(1)
    )
    return found.one_or_none()


async def given(conn: AsyncConnection, citizen_id: int, purpose: str) -> bool:
    """Whether the latest word is yes, to whichever text it was said."""
    row = await latest(conn, citizen_id, purpose)
    return row is not None and bool(row.accepted)


async def say(work: Work, citizen_id: int, purpose: str, text: str, accepted: bool) -> None:
    """Record the word with the exact text, its hash and the time; said twice, it is one record."""
    row, said = await latest(work.conn, citizen_id, purpose), hash_of(text)
    if row is not None and (bool(row.accepted), row.text_hash) == (accepted, said):
        return
    turn = current_turn.get()
    await work.conn.execute(
        insert(consents).values(
            id=new_id(),
            citizen_id=citizen_id,
            purpose=purpose,
            text_hash=said,
            text=text,
            accepted=accepted,
            update_id=turn.update_id if turn else None,
            at=work.clock.now(),
        )
    )


def hash_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
