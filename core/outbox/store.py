"""The outbox table: claim, settle, and the lease of the one active sender."""

import random
import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, and_, case, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core.db.tables import leases, outbox
from core.db.types import db_now
from core.db.uow import Work, Works, upsert
from core.db.vault import WrongKey
from core.inbox.store import moment_of, now_of
from core.logs import get_logger
from core.outbox.model import Claimed, Lane
from core.outbox.retry import REPEATABLE, Decision, after_unknown
from core.outbox.statements import CLAIM, DUE, IN_TURN, SEEN, SENT

log = get_logger(__name__)

SENDER_LEASE_S = 4.0


@dataclass(frozen=True, slots=True)
class Settled:
    """How a try ended: delivered (with Telegram's message id, if it gave one), or a decision."""

    row: Claimed
    decision: Decision | None
    message_id: int | None = None


@dataclass(frozen=True, slots=True)
class Lead:
    """The sender's lease. `fence` changes whenever it was not held without a break; `orphan` when whoever
    held it before has not given it up."""

    fence: int
    orphan: bool


class Outbox:
    """Rows to be sent."""

    def __init__(self, works: Works, rng: random.Random | None = None) -> None:
        self._works = works
        self._rng = rng or random.Random()  # noqa: S311 - jitter, not a secret

    async def lead(self, holder: str) -> Lead | None:
        """Take or keep the sender's lease; None while another process holds it.

        With another fence than before rows may be `sending` that nobody sends (see `orphaned`).
        """
        async with self._works.database.write() as conn:
            now = await now_of(conn)
            before = (await conn.execute(select(leases).where(leases.c.name == "sender"))).one_or_none()
            statement = upsert(conn, leases).values(
                name="sender", holder=holder, until=now + SENDER_LEASE_S, fence=1
            )
            kept = and_(leases.c.holder == holder, leases.c.until >= now)
            statement = statement.on_conflict_do_update(
                index_elements=["name"],
                set_={
                    "holder": holder,
                    "until": now + SENDER_LEASE_S,
                    "fence": case((kept, leases.c.fence), else_=leases.c.fence + 1),
                },
                where=or_(leases.c.holder == holder, leases.c.until < now),
            )
            fence: int | None = await conn.scalar(statement.returning(leases.c.fence))
            await conn.commit()
        orphan = before is not None and before.holder != holder and before.until > 0
        return Lead(fence, orphan) if fence is not None else None

    async def resign(self, holder: str) -> None:
        """Give the lease up at once, for the next process."""
        async with self._works.database.write() as conn:
            await conn.execute(update(leases).where(leases.c.holder == holder).values(until=0.0))
            await conn.commit()

    async def free_all(self) -> None:
        """Take the lease from whoever held it: on SQLite a starting process knows that no other one lives."""
        async with self._works.database.write() as conn:
            await conn.execute(update(leases).where(leases.c.name == "sender").values(until=0.0))
            await conn.commit()

    async def orphaned(self, mine: Collection[int] = ()) -> int:
        """Rows whose sender is gone, so that nobody saw their outcome. Called on taking the lease.

        `mine` are rows that this process still has in flight or has not settled yet.
        """
        async with self._works.work() as work:
            rows = await work.conn.execute(
                select(outbox).where(outbox.c.state == "sending", outbox.c.id.not_in(mine))
            )
            now = await now_of(work.conn)
            found = rows.all()
            for row in found:
                if row.topic in REPEATABLE:
                    decision = Decision("new", 0.0, row.copies, "interrupted")
                else:
                    decision = after_unknown(row.topic, row.attempts, row.copies, self._rng)
                await self._decide(work.conn, row.id, row.fence, decision, now)
                log.warning("delivery_interrupted", outbox_id=row.id, topic=row.topic, state=decision.state)
            await work.commit()
        return len(found)

    async def settle(self, settled: Sequence[Settled], room: int) -> list[Claimed]:
        """Write how tries ended and claim up to `room` rows that are due, in one transaction."""
        async with self._works.work() as work:
            await self._settle(work.conn, settled)
            rows = await self._claim(work, room) if room > 0 else []
            await work.commit()
        return rows

    async def _settle(self, conn: AsyncConnection, settled: Sequence[Settled]) -> None:
        sent = [one for one in settled if one.decision is None]
        if sent:
            await SENT.run_many(
                conn,
                [
                    {"row": one.row.id, "held": one.row.fence, "message": one.message_id, "now": time.time()}
                    for one in sent
                ],
            )
        if notices := [{"notice": notice} for one in sent if (notice := one.row.payload.get("notification"))]:
            await SEEN.run_many(conn, notices)
        for one in settled:
            if one.decision is not None:
                await self._decide(conn, one.row.id, one.row.fence, one.decision, moment_of(conn))

    async def _decide(
        self, conn: AsyncConnection, row_id: int, fence: int, decision: Decision, now: Any
    ) -> None:
        values: dict[str, Any] = {
            "state": decision.state,
            "copies": decision.copies,
            "reason": decision.reason,
            "lease_until": None,
        }
        if decision.state == "new":
            values["due_at"] = now + decision.pause_s
        else:
            values["settled_at"] = now
        # A parked payload is kept: `outbox retry` may still send it; retention blanks it.
        # Only while it is being sent: a sender that was late, not dead, may have settled it in this moment.
        still = and_(outbox.c.id == row_id, outbox.c.fence == fence, outbox.c.state == "sending")
        await conn.execute(update(outbox).where(still).values(**values))

    async def _claim(self, work: Work, room: int) -> list[Claimed]:
        if not self._works.database.on_sqlite:
            await IN_TURN.rows(work.conn)
        found = await DUE.rows(work.conn, room=room, now=time.time())
        if not found:
            return []
        rows = await CLAIM.rows(work.conn, ids=[row.id for row in found], now=time.time())
        claimed = [await self._claimed(work, row) for row in rows]
        return sorted((row for row in claimed if row), key=lambda row: (row.lane, row.id))

    async def _claimed(self, work: Work, row: Any) -> Claimed | None:
        """None for what cannot be read: that is put aside, and holds up nothing else."""
        try:
            payload = work.vault.service.open_json(row.payload_sealed or b"", f"outbox:payload:{row.id}")
        except (WrongKey, ValueError):
            decision = Decision("undeliverable", copies=row.copies, reason="unreadable")
            await self._decide(work.conn, row.id, row.fence, decision, moment_of(work.conn))
            log.error("outbox_unreadable", outbox_id=row.id, topic=row.topic)
            return None
        return Claimed(
            row.id,
            row.topic,
            row.order_key,
            Lane(row.lane),
            row.citizen_id,
            payload,
            row.attempts,
            row.copies,
            row.fence,
            row.age,
        )

    async def listing(self, states: Sequence[str], limit: int = 100) -> list[Row[Any]]:
        """Rows for the operator of the installation, newest first; never their payload."""
        names = ("id", "topic", "lane", "state", "reason", "attempts", "copies", "created_at")
        columns = [outbox.c[name] for name in names]
        async with self._works.look() as conn:
            rows = await conn.execute(
                select(*columns).where(outbox.c.state.in_(states)).order_by(outbox.c.id.desc()).limit(limit)
            )
            return list(rows.all())

    async def retry(self, row_id: int) -> bool:
        """Send an undeliverable or unknown row again, on a person's word; False when there is none such."""
        async with self._works.database.write() as conn:
            freed = await conn.execute(
                update(outbox)
                .where(
                    outbox.c.id == row_id,
                    outbox.c.state.in_(("undeliverable", "unknown")),
                    outbox.c.payload_sealed.is_not(None),
                )
                .values(state="new", due_at=db_now(), attempts=0, settled_at=None, reason=None)
            )
            await conn.commit()
        self._works.wake.ring("outbox")
        return bool(freed.rowcount)

    async def forget(self, days: int) -> int:
        """Blank what failed, and drop settled rows, once older than `days`."""
        old = db_now() - days * 86400.0
        async with self._works.database.write() as conn:
            gone = await conn.execute(
                delete(outbox).where(
                    outbox.c.state.in_(("sent", "superseded", "undeliverable", "unknown")),
                    outbox.c.settled_at < old,
                )
            )
            await conn.commit()
        return gone.rowcount

    async def due(self) -> int:
        """How many rows are being sent or should be by now."""
        async with self._works.look() as conn:
            due = (outbox.c.state == "sending") | ((outbox.c.state == "new") & (outbox.c.due_at <= db_now()))
            return len(list(await conn.scalars(select(outbox.c.id).where(due).limit(1_000))))

    async def depth(self) -> int:
        """How many rows wait to be sent, ten thousand at most."""
        waiting = select(outbox.c.id).where(outbox.c.state.in_(("new", "sending"))).limit(10_000)
        async with self._works.look() as conn:
            return await conn.scalar(select(func.count()).select_from(waiting.subquery())) or 0

    async def age(self) -> float:
        """For how many seconds the most overdue row has been due."""
        now = db_now()
        due = select(func.min(outbox.c.due_at)).where(
            outbox.c.state.in_(("new", "sending")), outbox.c.due_at <= now
        )
        async with self._works.look() as conn:
            return await conn.scalar(select(func.coalesce(now - due.scalar_subquery(), 0.0))) or 0.0
