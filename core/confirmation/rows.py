"""A review as its row holds it: what is personal is sealed under the citizen's key."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core.confirmation.model import Review
from core.db.accounts import review_files, reviews
from core.db.tables import files
from core.db.uow import Work, upsert
from core.db.vault import Vault


def place(review_id: int) -> str:
    """What `asked` is sealed to."""
    return f"reviews:asked:{review_id}"


async def read(conn: AsyncConnection, vault: Vault, row: Row[Any]) -> Review:
    key = await vault.key(conn, row.citizen_id)
    asked: dict[str, Any] = key.open_json(row.asked_sealed, place(row.id))
    found = await conn.execute(
        select(review_files.c.part, review_files.c.file_id).where(review_files.c.review_id == row.id)
    )
    until = asked.get("until")
    return Review(
        id=row.id,
        citizen_id=row.citizen_id,
        method=row.method,
        state=row.state,
        answers=asked.get("answers", {}),
        files={one.part: one.file_id for one in found},
        doubts={part: tuple(doubts) for part, doubts in asked.get("doubts", {}).items()},
        phrase=asked.get("phrase", ""),
        digits=asked.get("digits", ""),
        until=datetime.fromisoformat(until) if until else None,
        then=asked.get("then", ""),
        reasons=tuple((row.reasons or "").split()),
        due_at=row.due_at,
        escalated=row.escalated_at is not None,
    )


def asked_of(review: Review) -> dict[str, Any]:
    """What of a review is sealed."""
    return {
        "answers": dict(review.answers),
        "doubts": {part: list(doubts) for part, doubts in review.doubts.items()},
        "phrase": review.phrase,
        "digits": review.digits,
        "until": review.until.isoformat() if review.until else None,
        "then": review.then,
    }


async def add(work: Work, review: Review, **columns: Any) -> bool:
    """Insert; False where the citizen has an open one of this way already."""
    key = await work.vault.key(work.conn, review.citizen_id)
    added = await work.conn.execute(
        upsert(work.conn, reviews)
        .values(
            id=review.id,
            citizen_id=review.citizen_id,
            method=review.method,
            state=review.state,
            asked_sealed=key.seal_json(asked_of(review), place(review.id)),
            created_at=work.clock.now(),
            **columns,
        )
        .on_conflict_do_nothing()
    )
    return bool(added.rowcount)


async def change(work: Work, review: Review) -> None:
    """Write what is sealed anew."""
    key = await work.vault.key(work.conn, review.citizen_id)
    sealed = key.seal_json(asked_of(review), place(review.id))
    await work.conn.execute(update(reviews).where(reviews.c.id == review.id).values(asked_sealed=sealed))


async def put_file(work: Work, review_id: int, part: str, file_id: int) -> None:
    """Name a file for a part. What stood there is forgotten; its bytes go with the next sweep."""
    await drop_file(work, review_id, part)
    await work.conn.execute(
        upsert(work.conn, review_files).values(review_id=review_id, part=part, file_id=file_id)
    )


async def drop_file(work: Work, review_id: int, part: str) -> None:
    mine = (review_files.c.review_id == review_id) & (review_files.c.part == part)
    file_id = await work.conn.scalar(select(review_files.c.file_id).where(mine))
    if file_id is None:
        return
    await work.conn.execute(delete(review_files).where(mine))
    others = select(review_files.c.file_id).where(review_files.c.file_id == file_id)
    await work.conn.execute(delete(files).where(files.c.id == file_id, files.c.id.not_in(others)))


async def name_files(work: Work, review_id: int, named: Mapping[str, int]) -> None:
    for part, file_id in named.items():
        await work.conn.execute(
            upsert(work.conn, review_files).values(review_id=review_id, part=part, file_id=file_id)
        )
