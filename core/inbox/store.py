"""The inbox table: accept, claim, settle.

An update is accepted (stored, encrypted) before Telegram is told so. Its lane is the citizen's chat;
at most one update of a lane is claimed at a time, in the order of arrival, under a lease that is kept
alive by `beat` and a fence that every commit checks. Accepting claims at once where the lane is free,
so that the common turn costs two commits: this one, and the effect's.
"""

import json
import time
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Float,
    Row,
    and_,
    delete,
    func,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from core.db.tables import inbox
from core.db.types import db_now
from core.db.uow import Work, Works
from core.ids import new_id
from core.inbox.model import DEATHS, NOT_STORED, SUSPECT, Raw, Turn, kind_of, lane_of
from core.inbox.statements import ACCEPT, CLAIM, DEADLY, DONE, LEASE_S, STANDING, SUSPECTED, WAITING
from core.logs import get_logger
from core.metrics import Metrics
from core.outbox.model import Lane, Outgoing

log = get_logger(__name__)

_OPEN = inbox.c.state.in_(("new", "claimed"))

# Writes what the turns left behind (dialog stacks) in the same transaction; what it returns is called
# once that is committed.
Flush = Callable[[AsyncConnection], Awaitable[Callable[[], None]]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a turn ended. `state` new gives it back, not to be taken before `pause_s`."""

    turn: Turn
    state: str
    reason: str | None = None
    pause_s: float = 0.0
    tries: int = 0


class Inbox:
    """Updates of one bot."""

    def __init__(self, works: Works, bot_id: int, metrics: Metrics | None = None) -> None:
        self._works = works
        self._bot_id = bot_id
        self._metrics = metrics

    async def accept(self, raws: Sequence[Raw], room: int) -> list[Turn]:
        """Store a batch; returns those claimed for this process, at most `room`. Repeats are dropped.

        Inline queries are not stored: an answer after a restart would come too late for anybody.
        """
        raws = [raw for raw in raws if kind_of(raw) not in NOT_STORED]
        try:
            return await self._accept(raws, room)
        except IntegrityError:  # another replica claimed one of these lanes in the same moment
            return await self._accept(raws, room=0)

    async def _accept(self, raws: Sequence[Raw], room: int) -> list[Turn]:
        if not raws:
            return []
        async with self._works.work() as work:
            known, busy = await self._standing(work.conn, raws) if room else (set(), set())
            fresh = {raw["update_id"]: raw for raw in raws if raw["update_id"] not in known}
            if not fresh:
                return []
            turns: list[Turn] = []
            rows = []
            for raw in fresh.values():
                lane = lane_of(raw)
                turn = Turn(new_id(), raw["update_id"], lane, kind_of(raw), fence=1, raw=raw)
                mine = len(turns) < room and lane not in busy
                busy.add(lane)
                rows.append(self._row(work, turn, mine))
                if mine:
                    turns.append(turn)
            await ACCEPT.run_many(work.conn, rows)
            await work.commit()
        return turns

    async def _standing(self, conn: AsyncConnection, raws: Sequence[Raw]) -> tuple[set[int], set[str]]:
        """Which of these updates are known, and which of their lanes are busy: in one question."""
        ids, lanes = [raw["update_id"] for raw in raws], list({lane_of(raw) for raw in raws})
        found = await STANDING.rows(conn, bot=self._bot_id, ids=ids, lanes=lanes)
        known = {int(row.known) for row in found if row.known is not None}
        return known, {str(row.busy) for row in found if row.busy is not None}

    def _row(self, work: Work, turn: Turn, mine: bool) -> dict[str, Any]:
        payload = json.dumps(turn.raw, ensure_ascii=False).encode("utf-8", "surrogatepass")
        return {
            "id": turn.id,
            "bot_id": self._bot_id,
            "update_id": turn.update_id,
            "lane": turn.lane,
            "kind": turn.kind,
            "payload_sealed": work.vault.service.seal(payload, _place(turn.id)),
            "state": "claimed" if mine else "new",
            "fence": 1 if mine else 0,
            "lease_s": LEASE_S if mine else None,
            "now": time.time(),
        }

    async def settle(
        self, outcomes: Sequence[Outcome], room: int, flush: Flush | None = None, worst: int = DEATHS
    ) -> list[Turn]:
        """Write how turns ended and claim up to `room` others, in one transaction.

        Of suspects at most one is among them, and none that has seen more than `worst` deaths.
        """
        async with self._works.work() as work:
            flushed = await flush(work.conn) if flush is not None else None
            now = moment_of(work.conn)
            await self._end(work, outcomes, now)
            turns = await self._claim(work, now, room, worst) if room > 0 else []
            await work.commit()
        if flushed is not None:
            flushed()
        return turns

    async def _end(self, work: Work, outcomes: Sequence[Outcome], now: Any) -> None:
        done = [o.turn for o in outcomes if o.state == "done" and o.reason is None]
        if done:  # a turn lost to another worker has another fence and is left alone
            await DONE.run_many(work.conn, [{"turn": turn.id, "held": turn.fence} for turn in done])
        for outcome in outcomes:
            if outcome.state != "done" or outcome.reason is not None:
                await self._end_one(work, outcome, now)

    async def _end_one(self, work: Work, outcome: Outcome, now: Any) -> None:
        turn = outcome.turn
        values: dict[str, Any] = {"state": outcome.state, "reason": outcome.reason, "lease_until": None}
        if outcome.state == "new":
            values |= {"due_at": now + outcome.pause_s, "tries": outcome.tries}
        elif outcome.state != "parked":
            values["payload_sealed"] = None
        # Only while it is in hand: whoever held it may have been late, not dead, and has settled it by now.
        still = and_(inbox.c.id == turn.id, inbox.c.fence == turn.fence, inbox.c.state == "claimed")
        ended = await work.conn.execute(update(inbox).where(still).values(**values))
        if ended.rowcount and outcome.state == "parked":
            await self._tell_parked(work, turn)
            number = incident(turn.id).removeprefix("И-")
            log.error("update_parked", inbox_id=turn.id, update_id=turn.update_id, incident=number)
            if self._metrics is not None:
                self._metrics.parked.inc()

    async def _tell_parked(self, work: Work, turn: Turn) -> None:
        kind, _, owner = turn.lane.partition(":")
        if kind != "chat" or not owner.isdigit():  # groups are not told: nobody there waits for an answer
            return
        await work.send(
            Outgoing(
                "telegram.notice",
                turn.lane,
                {"chat": int(owner), "kind": "parked", "params": {"incident": incident(turn.id)}},
                Lane.ANSWER,
                business_key=f"parked:{turn.id}",
            )
        )

    async def _claim(self, work: Work, now: Any, room: int, worst: int) -> list[Turn]:
        found = await WAITING.rows(work.conn, bot=self._bot_id, room=room, now=time.time())
        before = {row.id: row.state for row in found if row.seen < SUSPECT}
        if worst >= SUSPECT:
            await self._park_deadly(work, now)
            suspected = {"least": SUSPECT, "worst": worst, "now": time.time()}
            rows = await SUSPECTED.rows(work.conn, bot=self._bot_id, **suspected)
            before |= {row.id: row.state for row in rows}
        if not before:
            return []
        claimed = await CLAIM.rows(work.conn, ids=list(before), now=time.time())
        turns = sorted((self._turn(work, row) for row in claimed), key=lambda turn: turn.id)
        for turn in turns:
            turn.taken_over = before[turn.id] == "claimed"
        return turns

    async def _park_deadly(self, work: Work, now: Any) -> None:
        """Park what has killed too many processes already."""
        for row in await DEADLY.rows(work.conn, now=time.time()):
            await self._end_one(work, Outcome(self._turn(work, row), "parked", "deaths"), now)

    def _turn(self, work: Work, row: Row[Any]) -> Turn:
        raw = json.loads(
            work.vault.service.open(row.payload_sealed, _place(row.id)).decode("utf-8", "surrogatepass")
        )
        return Turn(
            row.id,
            row.update_id,
            row.lane,
            row.kind,
            row.fence,
            raw,
            row.applied,
            row.leads_to,
            row.tries,
            row.deaths,
        )

    async def beat(self, turns: Iterable[Turn]) -> None:
        """Keep the leases of turns in hand; one that was lost meanwhile stays lost."""
        held = [(turn.id, turn.fence) for turn in turns]
        if not held:
            return
        same = or_(*(and_(inbox.c.id == id_, inbox.c.fence == fence) for id_, fence in held))
        async with self._works.database.write() as conn:
            await conn.execute(
                update(inbox).where(same, inbox.c.state == "claimed").values(lease_until=db_now() + LEASE_S)
            )
            await conn.commit()

    async def free_all(self) -> None:
        """Give back every claim: on SQLite, where a starting process knows that no other one lives."""
        async with self._works.database.write() as conn:
            await conn.execute(update(inbox).where(inbox.c.state == "claimed").values(lease_until=0.0))
            await conn.commit()

    async def listing(self, states: Sequence[str], limit: int = 100) -> list[Row[Any]]:
        """Rows for the operator of the installation, newest first; never their payload."""
        columns = [inbox.c[name] for name in ("id", "update_id", "lane", "kind", "state", "reason", "tries")]
        async with self._works.look() as conn:
            rows = await conn.execute(
                select(*columns).where(inbox.c.state.in_(states)).order_by(inbox.c.id.desc()).limit(limit)
            )
            return list(rows.all())

    async def retry(self, row_id: int) -> bool:
        """Give a parked update another three tries; False when there is none such, or its payload is gone."""
        async with self._works.database.write() as conn:
            freed = await conn.execute(
                update(inbox)
                .where(inbox.c.id == row_id, inbox.c.state == "parked", inbox.c.payload_sealed.is_not(None))
                .values(state="new", tries=0, deaths=0, reason=None, due_at=db_now())
            )
            await conn.commit()
        self._works.wake.ring("inbox")
        return bool(freed.rowcount)

    async def forget(self, days: int) -> int:
        """Drop rows settled longer ago than `days`; of parked ones stays only that they were."""
        old = inbox.c.accepted_at < db_now() - days * 86400.0
        async with self._works.database.write() as conn:
            gone = await conn.execute(delete(inbox).where(inbox.c.state.in_(("done", "rejected")), old))
            await conn.execute(
                update(inbox).where(inbox.c.state == "parked", old).values(payload_sealed=None)
            )
            await conn.commit()
        return gone.rowcount

    async def depth(self) -> int:
        """How many updates wait or are in hand, ten thousand at most."""
        return await self._count(_OPEN)

    async def parked(self) -> int:
        """How many were given up and wait for a person."""
        return await self._count(inbox.c.state == "parked")

    async def _count(self, which: ColumnElement[bool]) -> int:
        found = select(inbox.c.id).where(which).limit(10_000)
        async with self._works.look() as conn:
            return await conn.scalar(select(func.count()).select_from(found.subquery())) or 0

    async def age(self) -> float:
        """For how many seconds the oldest open update has been waiting."""
        oldest = select(func.min(inbox.c.accepted_at)).where(_OPEN).scalar_subquery()
        async with self._works.look() as conn:
            return await conn.scalar(select(func.coalesce(db_now() - oldest, 0.0))) or 0.0


def incident(row_id: int) -> str:
    """The number a person quotes to support; short, without look-alike letters."""
    alphabet = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
    digits = []
    for _ in range(6):
        row_id, digit = divmod(row_id, len(alphabet))
        digits.append(alphabet[digit])
    return "И-" + "".join(digits)


def _place(row_id: int) -> str:
    return f"inbox:payload:{row_id}"


def moment_of(conn: AsyncConnection) -> Any:
    """The database's own time for use within a statement; on SQLite that is this machine's."""
    return literal(time.time(), Float) if conn.dialect.name == "sqlite" else db_now()


async def now_of(conn: AsyncConnection) -> float:
    """The database's own time; on SQLite that is this machine's and costs no query."""
    if conn.dialect.name == "sqlite":
        return time.time()
    return float((await conn.execute(select(db_now()))).scalar_one())
