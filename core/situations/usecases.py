"""Following a life situation: begun with its first step, kept until it is put away."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.catalogue.model import Situation
from core.db.tables import applications, drafts, followed_situations
from core.db.uow import Work, Works, upsert
from core.errors import NotFound, Refused
from core.situations.model import Filed, Progress, progress

_BEGAN = followed_situations.c.begun_at


class Situations:
    """Progress per citizen. Which services they skipped is sealed; the rest follows from what they filed."""

    def __init__(self, works: Works, situations: Mapping[str, Situation]) -> None:
        self._works = works
        self._situations = situations

    async def view(self, citizen_id: int, situation_id: str) -> Progress:
        """Where a citizen stands in it. Raises NotFound for a situation that there is not."""
        situation = self._situation(situation_id)
        async with self._works.look() as conn:
            row = await _row(conn, citizen_id, situation_id)
            return await self._progress(conn, citizen_id, situation, row)

    async def followed(self, citizen_id: int) -> list[Progress]:
        """Situations begun and not put away, the latest first."""
        async with self._works.look() as conn:
            rows = await conn.execute(
                select(followed_situations)
                .where(followed_situations.c.citizen_id == citizen_id)
                .order_by(_BEGAN.desc(), followed_situations.c.situation)
            )
            return [
                await self._progress(conn, citizen_id, self._situations[row.situation], row)
                for row in rows.all()
                if row.situation in self._situations
            ]

    async def begin(self, citizen_id: int, situation_id: str) -> None:
        """Follow it from now on; again, it stays as it was."""
        self._situation(situation_id)
        async with self._works.work() as work:
            await _keep(work, citizen_id, situation_id, [], None)
            await work.commit()

    async def skip(self, citizen_id: int, situation_id: str, service: str, skipped: bool) -> None:
        """Skip a step, or take it up again. Raises NotFound for what is no step of the situation."""
        situation = self._situation(situation_id)
        if service not in {step.service for step in situation.steps}:
            raise NotFound("service-unknown")
        async with self._works.work() as work:
            row = await _row(work.conn, citizen_id, situation_id, lock=True)
            now = await self._skipped(work.conn, citizen_id, row)
            wanted = [one for one in now if one != service] + ([service] if skipped else [])
            await _keep(work, citizen_id, situation_id, wanted, row)
            await work.commit()

    async def put_away(self, citizen_id: int, situation_id: str) -> None:
        """Follow it no more. Applications and drafts stay."""
        async with self._works.work() as work:
            gone = await work.conn.execute(
                delete(followed_situations).where(*_mine(citizen_id, situation_id))
            )
            if not gone.rowcount:
                raise Refused("step-passed")
            await work.commit()

    def _situation(self, situation_id: str) -> Situation:
        found = self._situations.get(situation_id)
        if found is None:
            raise NotFound("situation-unknown")
        return found

    async def _progress(
        self, conn: AsyncConnection, citizen_id: int, situation: Situation, row: Row[Any] | None
    ) -> Progress:
        services = [step.service for step in situation.steps]
        filed = await conn.execute(
            select(
                *(applications.c.service_id, applications.c.number, applications.c.status),
                *(applications.c.active, applications.c.submitted_at),
            )
            .where(applications.c.citizen_id == citizen_id, applications.c.service_id.in_(services))
            .order_by(applications.c.id)
        )
        started = await conn.scalars(
            select(drafts.c.service_id).where(
                drafts.c.citizen_id == citizen_id,
                drafts.c.service_id.in_(services),
                drafts.c.state == "open",
                drafts.c.application_id.is_(None),
            )
        )
        begun: datetime | None = row.begun_at if row is not None else None
        return progress(
            situation,
            begun,
            await self._skipped(conn, citizen_id, row),
            started.all(),
            {one.service_id: Filed(*one) for one in filed},
            self._works.clock.now(),
        )

    async def _skipped(self, conn: AsyncConnection, citizen_id: int, row: Row[Any] | None) -> list[str]:
        if row is None:
            return []
        key = await self._works.vault.key(conn, citizen_id)
        kept: list[str] = key.open_json(row.skipped_sealed, _place(citizen_id, row.situation))["skipped"]
        return kept


async def _row(
    conn: AsyncConnection, citizen_id: int, situation_id: str, lock: bool = False
) -> Row[Any] | None:
    statement = select(followed_situations).where(*_mine(citizen_id, situation_id))
    return (await conn.execute(statement.with_for_update() if lock else statement)).one_or_none()


async def _keep(
    work: Work, citizen_id: int, situation_id: str, skipped: list[str], row: Row[Any] | None
) -> None:
    key = await work.vault.key(work.conn, citizen_id)
    sealed = key.seal_json({"skipped": skipped}, _place(citizen_id, situation_id))
    statement = upsert(work.conn, followed_situations).values(
        citizen_id=citizen_id, situation=situation_id, skipped_sealed=sealed, begun_at=work.clock.now()
    )
    where = ["citizen_id", "situation"]
    await work.conn.execute(
        statement.on_conflict_do_update(index_elements=where, set_={"skipped_sealed": sealed})
        if skipped or row is not None
        else statement.on_conflict_do_nothing(index_elements=where)
    )


def _mine(citizen_id: int, situation_id: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return (
        followed_situations.c.citizen_id == citizen_id,
        followed_situations.c.situation == situation_id,
    )


def _place(citizen_id: int, situation_id: str) -> str:
    return f"followed_situations:skipped:{citizen_id}:{situation_id}"
