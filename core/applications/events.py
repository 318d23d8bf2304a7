"""A department's word about an application: taken once, in whatever order it arrives."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select, update

from core.applications import rows
from core.applications.model import FINAL, Decision, Event, Needs, moves
from core.db.tables import (
    application_events,
    application_files,
    applications,
    erased_numbers,
    stray_events,
)
from core.db.uow import Work, Works, upsert
from core.errors import NotFound
from core.files.inspect import safe_name
from core.files.store import Files
from core.ids import new_id
from core.notifications.model import Notice
from core.notifications.posting import tell


class Events:
    """What departments say, put into applications and told to citizens."""

    def __init__(self, works: Works, files: Files) -> None:
        self._works = works
        self._files = files

    async def apply(self, department: str, event: Event, decision: Decision | None) -> bool:
        """Take a department's word; True when it became the current state. A repeat changes nothing.

        Raises NotFound for a number that is not this department's.
        """
        async with self._works.work() as work:
            row = (
                await work.conn.execute(
                    select(applications)
                    .where(applications.c.number == event.number, applications.c.department == department)
                    .with_for_update()
                )
            ).one_or_none()
            if row is None:
                if await self._erased(work, department, event.number):
                    return False
                await self._stray(work, department, event)
                raise NotFound("application-unknown")
            if await self._seen(work, department, event):
                return False
            current = moves(row.status, _last(row), event)
            file_id = await self._keep(work, row, decision) if decision is not None else None
            await self._record(work, row, event, current=current, file_id=file_id)
            if current:
                await self._change(work, row, event)
                await self._alert(work, row, event, decision, file_id)
            await work.commit()
        return current

    async def _seen(self, work: Work, department: str, event: Event) -> bool:
        found = await work.conn.scalar(
            select(application_events.c.id).where(
                application_events.c.department == department, application_events.c.event_id == event.event_id
            )
        )
        return found is not None

    async def _erased(self, work: Work, department: str, number: str) -> bool:
        """Whether its citizen asked to be forgotten: then there is nobody to tell."""
        found = await work.conn.scalar(
            select(erased_numbers.c.number).where(
                erased_numbers.c.number == number, erased_numbers.c.department == department
            )
        )
        return found is not None

    async def _stray(self, work: Work, department: str, event: Event) -> None:
        statement = upsert(work.conn, stray_events).values(
            department=department, event_id=event.event_id, received_at=work.clock.now()
        )
        await work.conn.execute(statement.on_conflict_do_nothing())
        await work.commit()

    async def _keep(self, work: Work, row: Row[Any], decision: Decision) -> int:
        file_id, _ = await self._files.keep(
            work,
            row.citizen_id,
            decision.data,
            safe_name(decision.name),
            decision.content_type,
            f"application {row.number}",
        )
        await work.conn.execute(
            insert(application_files).values(application_id=row.id, file_id=file_id, document="decision")
        )
        return file_id

    async def _record(
        self, work: Work, row: Row[Any], event: Event, *, current: bool, file_id: int | None
    ) -> None:
        key = await work.vault.key(work.conn, row.citizen_id)
        event_row = new_id()
        details = {"stage": event.stage, "comment": event.comment, "reason": event.reason}
        await work.conn.execute(
            insert(application_events).values(
                id=event_row,
                application_id=row.id,
                department=row.department,
                event_id=event.event_id,
                status=event.status,
                details_sealed=key.seal_json(details, rows.details_place(event_row)),
                file_id=file_id,
                current=current,
                occurred_at=event.occurred_at,
                received_at=work.clock.now(),
            )
        )

    async def _change(self, work: Work, row: Row[Any], event: Event) -> None:
        key = await work.vault.key(work.conn, row.citizen_id)
        stage = key.seal(event.stage.encode(), rows.stage_place(row.id)) if event.stage else None
        await work.conn.execute(
            update(applications)
            .where(applications.c.id == row.id)
            .values(
                status=event.status,
                stage_sealed=stage,
                needs=rows.needs_text(_wanted(event)) if event.status == "needs_documents" else None,
                active=event.status not in FINAL,
                changed_at=work.clock.now(),
                last_occurred_at=event.occurred_at,
                last_seq=event.seq,
            )
        )

    async def _alert(
        self, work: Work, row: Row[Any], event: Event, decision: Decision | None, file_id: int | None
    ) -> None:
        params = {
            "number": row.number,
            "service": row.service_id,
            "status": event.status,
            "stage": event.stage,
            "comment": event.comment,
            "reason": event.reason,
            "fee": row.fee,
            "due": row.due_on.isoformat() if row.due_on else None,
            "needs": {"fields": event.needs.fields, "documents": event.needs.documents},
            "file": decision.name if decision else None,
        }
        key = f"{row.citizen_id}:status:{row.number}:{event.event_id}"
        await tell(work, Notice(row.citizen_id, "status", f"status-{event.status}", key, params), file_id)


def _wanted(event: Event) -> Needs:
    """What is to be added: where only the comment says what, one document of any kind."""
    listed = event.needs.fields or event.needs.documents
    return event.needs if listed else Needs(documents=("other_document",))


def _last(row: Row[Any]) -> tuple[datetime, int] | None:
    return (row.last_occurred_at, row.last_seq) if row.last_occurred_at is not None else None
