"""The staff's side of reviews: what waits, what was sent, the decision; and what time brings.

`decided` finishes reviews of other rooms that share the table, by method: a recovery by an operator.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update

from core.confirmation import rows
from core.confirmation.granting import grant
from core.confirmation.model import NEEDS, PERSON_TAKEN, Review, reasons_for
from core.db.accounts import review_files, reviews
from core.db.tables import files, telegram_accounts
from core.db.uow import Work, Works
from core.errors import NotFound, Refused
from core.files.store import Files, Stored
from core.logs import get_logger
from core.metrics import Metrics
from core.notifications.model import Notice
from core.notifications.posting import tell
from core.rights.accesses import note

log = get_logger(__name__)

_BATCH = 100
Finish = Callable[[Work, Review, bool, Sequence[str]], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A review as the staff sees it in the queue."""

    review: Review
    telegram_id: int | None
    submitted_at: datetime | None
    reasons: tuple[str, ...]


class Desk:
    """What staff may do with reviews; every look and decision is written down for the citizen."""

    def __init__(
        self, works: Works, stored: Files, metrics: Metrics, decided: Mapping[str, Finish] | None = None
    ) -> None:
        self._works = works
        self._files = stored
        self._metrics = metrics
        self._decided = dict(decided or {})

    async def waiting(self) -> list[Waiting]:
        """The queue, the oldest first."""
        async with self._works.look() as conn:
            found = await conn.execute(
                select(reviews).where(reviews.c.state == "waiting").order_by(reviews.c.due_at, reviews.c.id)
            )
            return [
                Waiting(
                    await rows.read(conn, self._works.vault, row),
                    await conn.scalar(
                        select(telegram_accounts.c.user_id).where(
                            telegram_accounts.c.citizen_id == row.citizen_id
                        )
                    ),
                    row.submitted_at,
                    reasons_for(row.method),
                )
                for row in found.all()
            ]

    async def look(self, review_id: int, part: str, staff: str) -> tuple[Stored, bytes]:
        """A picture or a video, once the look is written down. Raises NotFound."""
        async with self._works.work() as work:
            row = (
                await work.conn.execute(
                    select(reviews.c.citizen_id, review_files.c.file_id)
                    .join(review_files, review_files.c.review_id == reviews.c.id)
                    .where(reviews.c.id == review_id, review_files.c.part == part)
                )
            ).one_or_none()
            if row is None:
                raise NotFound("review-unknown")
            await note(work, row.citizen_id, staff, "review", part)
            await work.commit()
        return await self._files.read(row.citizen_id, row.file_id)

    async def decide(self, review_id: int, approve: bool, reasons: Sequence[str], staff: str) -> str:
        """Decide once; whoever comes later gets the state that stands. Raises NotFound, Refused.

        A refusal names its reasons. An approval of somebody who is confirmed elsewhere becomes one.
        """
        async with self._works.work() as work:
            row = (
                await work.conn.execute(select(reviews).where(reviews.c.id == review_id).with_for_update())
            ).one_or_none()
            if row is None or row.state in {"collecting", "left"}:
                raise NotFound("review-unknown")
            if row.state != "waiting":
                return str(row.state)
            review = await rows.read(work.conn, work.vault, row)
            if row.method in NEEDS and not approve and not set(reasons) & set(reasons_for(row.method)):
                raise Refused("reasons-unknown")
            await note(work, row.citizen_id, staff, "review", "approved" if approve else "refused")
            state = await self._settle(work, review, approve, reasons)
            await work.commit()
        return state

    async def _settle(self, work: Work, review: Review, approve: bool, reasons: Sequence[str]) -> str:
        if review.method in self._decided:
            await self._decided[review.method](work, review, approve, reasons)
        elif approve:
            try:
                async with work.conn.begin_nested():
                    await grant(work, review.citizen_id, review.method, review.answers, "review", review.then)
            except Refused as taken:
                approve, reasons = False, (taken.code,)
        state = "approved" if approve else "refused"
        if not approve and review.method in NEEDS:
            await self._tell_refused(work, review, reasons)
        known = {*reasons_for(review.method), PERSON_TAKEN} if review.method in NEEDS else set(reasons)
        await work.conn.execute(
            update(reviews)
            .where(reviews.c.id == review.id, reviews.c.state == "waiting")
            .values(
                state=state,
                reasons=" ".join(code for code in reasons if code in known) or None,
                decided_at=work.clock.now(),
            )
        )
        return state

    async def _tell_refused(self, work: Work, review: Review, reasons: Sequence[str]) -> None:
        key = f"{review.citizen_id}:review:{review.id}:refused"
        params = {"reasons": list(reasons), "method": review.method}
        await tell(work, Notice(review.citizen_id, "profile", "review-refused", key, params))

    async def escalate(self) -> None:
        """A review that was promised by now and is not done: the log and the figures say so, the citizen
        is told once."""
        async with self._works.work() as work:
            now = work.clock.now()
            found = await work.conn.execute(
                select(reviews.c.id, reviews.c.citizen_id, reviews.c.method)
                .where(
                    reviews.c.state == "waiting", reviews.c.due_at <= now, reviews.c.escalated_at.is_(None)
                )
                .limit(_BATCH)
            )
            late = found.all()
            for row in late:
                await work.conn.execute(
                    update(reviews).where(reviews.c.id == row.id).values(escalated_at=now)
                )
                if row.method in NEEDS:
                    key = f"{row.citizen_id}:review:{row.id}:overdue"
                    await tell(work, Notice(row.citizen_id, "profile", "review-overdue", key, {}))
            await work.commit()
        for row in late:
            log.warning("review_overdue", citizen_id=row.citizen_id, method=row.method)
            self._metrics.reviews_overdue.inc()

    async def forget(self, days: int) -> None:
        """Pictures and videos are kept no longer than this after the decision, or after a start that led
        nowhere."""
        due = self._works.clock.now() - timedelta(days=days)
        over = select(reviews.c.id).where(
            (reviews.c.decided_at <= due)
            | ((reviews.c.state == "collecting") & (reviews.c.created_at <= due))
        )
        async with self._works.work() as work:
            old = select(review_files.c.file_id).where(review_files.c.review_id.in_(over))
            gone = list(await work.conn.scalars(old))
            await work.conn.execute(
                update(reviews)
                .where(reviews.c.state == "collecting", reviews.c.created_at <= due)
                .values(state="left")
            )
            await work.conn.execute(delete(review_files).where(review_files.c.file_id.in_(gone)))
            await work.conn.execute(delete(files).where(files.c.id.in_(gone)))
            await work.commit()
