"""Applications once sent: numbers, the citizen's list and card, adding and taking back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, func, insert, select, update

from core.applications import rows
from core.applications.events import Events
from core.applications.model import (
    FINAL,
    Application,
    Decision,
    Document,
    Event,
    Line,
    check_withdraw,
)
from core.applications.number import make as make_number
from core.applications.steps import Draft, stand
from core.catalogue.model import Service
from core.catalogue.terms import ready_on
from core.citizens.model import Citizen
from core.db.tables import (
    application_events,
    application_files,
    applications,
    drafts,
    files,
    profile_values,
)
from core.db.uow import Work, Works, next_number, upsert
from core.errors import NotFound, Refused
from core.files.store import Files
from core.forms.filling import prune, unfit, writes_profile
from core.forms.model import Form, Value
from core.ids import new_id
from core.outbox.model import Lane, Outgoing

PAGE = 6
MAX_CHARGES = 50
CITIZEN = "citizen"  # stands where a department would, for the citizen's own acts in the history


@dataclass(frozen=True, slots=True)
class Past:
    """One dated entry of the history: a department's word, or the citizen's own act (submitted, added,
    withdrawn). `late` events never were the current state."""

    status: str
    stage: str | None
    comment: str | None
    reason: str | None
    at: datetime
    late: bool


@dataclass(frozen=True, slots=True)
class Card:
    """Everything the card and its sub-windows show."""

    application: Application
    history: list[Past]
    files: list[Document]


class Applications:
    """What happens between «Отправить» and the archive."""

    def __init__(
        self,
        works: Works,
        services: Mapping[str, Service],
        files: Files,
        form_of: Callable[[str, str | None], Form],
    ) -> None:
        self._works = works
        self._services = services
        self._form_of = form_of
        self._events = Events(works, files)

    # Submitting

    async def submit(self, citizen: Citizen, draft_id: int, version: int) -> str:
        """Send the draft; returns the registration number, the same one on every repeat.

        Raises Refused("step-passed") when the draft is not at its review, or another version of it;
        Refused("level-lowered") when the account's level no longer suffices;
        Refused("application-ended") when it would add to an application that has ended meanwhile.
        """
        async with self._works.work() as work:
            row = await rows.draft_row(work.conn, citizen.id, draft_id)
            form = self._form_of(row.service_id, row.needs)
            draft = await rows.open_draft(work.conn, work.vault, row, form, work.clock.today())
            if draft.state == "submitted" and draft.number is not None:
                return draft.number
            if draft.state != "open" or draft.version != version or stand(draft).kind != "review":
                raise Refused("step-passed")
            if gone := unfit(draft.form, draft.answers, work.clock.today()):
                await rows.move(work, draft, f"edit:{gone[0].id}")
                await work.commit()
                raise Refused("answer-outdated")
            if row.application_id is None:
                if not citizen.reaches(self._services[draft.service_id].account):
                    raise Refused("level-lowered")  # by staff, while the form was open
                number = await self._add(work, draft)
            else:
                number = await self._supplement(work, draft, row.needs)
            await rows.close(work, draft.id, "submitted")
            await work.commit()
        return number

    async def _add(self, work: Work, draft: Draft) -> str:
        service = self._services[draft.service_id]
        number = make_number(await next_number(work.conn, "applications"))
        application_id, now = new_id(), work.clock.now()
        key = await work.vault.key(work.conn, draft.citizen_id)
        given = prune(draft.form, draft.answers)
        await work.conn.execute(
            insert(applications).values(
                id=application_id,
                draft_id=draft.id,
                number=number,
                citizen_id=draft.citizen_id,
                service_id=service.id,
                department=service.department,
                status="submitted",
                content_sealed=key.seal_json({"answers": given}, rows.content_place(application_id)),
                fee=service.fee,
                active=True,
                due_on=ready_on(service.term, work.clock.today()),
                submitted_at=now,
                changed_at=now,
            )
        )
        await self._move_files(work, draft, application_id, number)
        await self._learn(work, draft, given, number)
        await self._send(work, application_id, number, "first")
        return number

    async def _supplement(self, work: Work, draft: Draft, needs: str | None) -> str:
        row = (
            await work.conn.execute(
                select(applications).where(applications.c.id == draft.application_id).with_for_update()
            )
        ).one()
        if row.status in FINAL:
            await rows.close(work, draft.id, "cancelled")
            await work.commit()
            raise Refused("application-ended")
        key = await work.vault.key(work.conn, draft.citizen_id)
        content = key.open_json(row.content_sealed, rows.content_place(row.id))
        content["answers"] |= prune(draft.form, draft.answers)
        await work.conn.execute(
            update(applications)
            .where(applications.c.id == row.id)
            .values(
                content_sealed=key.seal_json(content, rows.content_place(row.id)),
                # asked again for something else meanwhile: that still waits
                needs=None if row.needs == needs else row.needs,
                changed_at=work.clock.now(),
            )
        )
        await self._move_files(work, draft, row.id, row.number)
        await self._note_added(work, row, draft)
        await self._send(work, row.id, row.number, f"more:{draft.id}")
        number: str = row.number
        return number

    async def _note_added(self, work: Work, row: Row[Any], draft: Draft) -> None:
        """What the citizen added stands in the history beside the department's words."""
        key, event_row, now = await work.vault.key(work.conn, row.citizen_id), new_id(), work.clock.now()
        details = {"stage": None, "comment": None, "reason": None}
        await work.conn.execute(
            insert(application_events).values(
                id=event_row,
                application_id=row.id,
                department=CITIZEN,
                event_id=f"draft:{draft.id}",
                status="added",
                details_sealed=key.seal_json(details, rows.details_place(event_row)),
                current=True,
                occurred_at=now,
                received_at=now,
            )
        )

    async def _move_files(self, work: Work, draft: Draft, application_id: int, number: str) -> None:
        for document, attached in draft.attached.items():
            for page in attached.pages:
                await work.conn.execute(
                    update(files).where(files.c.id == page.file_id).values(source=f"sent {number}")
                )
                await work.conn.execute(
                    insert(application_files).values(
                        application_id=application_id, file_id=page.file_id, document=document
                    )
                )

    async def _learn(self, work: Work, draft: Draft, given: Mapping[str, Value], number: str) -> None:
        """Remember the citizen's own data for next time; never over what the citizen put there themselves."""
        key = await work.vault.key(work.conn, draft.citizen_id)
        for asked in draft.form.asked(given):
            path = writes_profile(asked, draft.form, given)
            value = given.get(asked.id)
            if path is None or value is None:
                continue
            place = f"profile_values:value:{draft.citizen_id}:{path}"
            fresh = {
                "value_sealed": key.seal_json(value, place),
                "source": f"application {number}",
                "at": work.clock.now(),
            }
            statement = upsert(work.conn, profile_values).values(
                citizen_id=draft.citizen_id, path=path, **fresh
            )
            await work.conn.execute(
                statement.on_conflict_do_update(
                    index_elements=["citizen_id", "path"],
                    set_=fresh,
                    where=profile_values.c.source.like("application %"),
                )
            )

    async def _send(self, work: Work, application_id: int, number: str, what: str) -> None:
        await work.send(
            Outgoing(
                "department.submit",
                f"application:{application_id}",
                {"application": application_id},
                Lane.ALERT,
                business_key=f"submit:{number}:{what}",
            )
        )

    async def apply_event(self, department: str, event: Event, decision: Decision | None = None) -> bool:
        """Take a department's word; see `Events.apply`."""
        return await self._events.apply(department, event, decision)

    # The citizen's side

    async def listing(self, citizen_id: int, which: str, page: int = 0) -> tuple[list[Line], int]:
        """A page of applications, newest first, and how many there are. `which`: active, finished or all."""
        counts = await self.counts(citizen_id)
        wanted = _lines(citizen_id)
        if which != "all":
            wanted = wanted.where(applications.c.active.is_(which == "active"))
        async with self._works.look() as conn:
            found = await conn.execute(wanted.offset(page * PAGE).limit(PAGE))
            return [rows.line_of(row) for row in found], counts[which]

    async def counts(self, citizen_id: int) -> dict[str, int]:
        """How many applications are active, finished, all."""
        async with self._works.look() as conn:
            found = await conn.execute(
                select(applications.c.active, func.count())
                .where(applications.c.citizen_id == citizen_id)
                .group_by(applications.c.active)
            )
            by_activity = {bool(active): int(count) for active, count in found}
        active, finished = by_activity.get(True, 0), by_activity.get(False, 0)
        return {"active": active, "finished": finished, "all": active + finished}

    async def card(self, citizen_id: int, number: str) -> Card:
        """One application. Raises NotFound alike for a number that does not exist and for another's."""
        async with self._works.look() as conn:
            row = (
                await conn.execute(
                    select(applications).where(
                        applications.c.number == number, applications.c.citizen_id == citizen_id
                    )
                )
            ).one_or_none()
            if row is None:
                raise NotFound("number-unknown", number=number)
            key = await self._works.vault.key(conn, citizen_id)
            events = await conn.execute(
                select(application_events)
                .where(application_events.c.application_id == row.id)
                .order_by(application_events.c.id)
            )
            history = [Past("submitted", None, None, None, row.submitted_at, False)]
            for event in _in_order(events.all()):
                details = key.open_json(event.details_sealed, rows.details_place(event.id))
                history.append(
                    Past(
                        event.status,
                        details["stage"],
                        details["comment"],
                        details["reason"],
                        event.occurred_at,
                        not event.current,
                    )
                )
            if row.status == "withdrawn":
                history.append(Past("withdrawn", None, None, None, row.changed_at, False))
            return Card(rows.application_of(row, key), history, await rows.files_of(conn, key, row.id))

    async def withdraw(self, citizen: Citizen, number: str) -> None:
        """Take an application back while it may be. A second time changes nothing."""
        async with self._works.work() as work:
            row = (
                await work.conn.execute(
                    select(applications)
                    .where(applications.c.number == number, applications.c.citizen_id == citizen.id)
                    .with_for_update()
                )
            ).one_or_none()
            if row is None:
                raise NotFound("number-unknown", number=number)
            if row.status == "withdrawn":
                return
            check_withdraw(row.status)
            await self._close_supplements(work, row.id)
            await work.conn.execute(
                update(applications)
                .where(applications.c.id == row.id)
                .values(status="withdrawn", active=False, needs=None, changed_at=work.clock.now())
            )
            await work.send(
                Outgoing(
                    "department.withdraw",
                    f"application:{row.id}",
                    {"department": row.department, "number": number},
                    business_key=f"withdraw:{number}",
                )
            )
            await work.commit()

    async def _close_supplements(self, work: Work, application_id: int) -> None:
        opened = await work.conn.scalars(
            select(drafts.c.id).where(drafts.c.application_id == application_id, drafts.c.state == "open")
        )
        for draft_id in opened.all():
            await rows.close(work, draft_id, "cancelled")

    async def charges(self, citizen_id: int) -> list[Line]:
        """Applications that cost something and have not ended: awaiting payment first, then the newest."""
        wanted = _lines(citizen_id).where(applications.c.fee > 0, applications.c.active.is_(True))
        async with self._works.look() as conn:
            found = [rows.line_of(row) for row in await conn.execute(wanted.limit(MAX_CHARGES))]
        return sorted(found, key=lambda line: line.status != "awaiting_payment")


def _in_order(events: Sequence[Row[Any]]) -> list[Row[Any]]:
    """What became current, as it did, and late words among it by their dates.

    Not all by dates: a department's clock may be ahead of ours, which dates the citizen's own acts.
    """
    placed = [event for event in events if event.current]
    for late in sorted((event for event in events if not event.current), key=lambda row: row.occurred_at):
        later = (at for at, event in enumerate(placed) if event.occurred_at > late.occurred_at)
        placed.insert(next(later, len(placed)), late)
    return placed


def _lines(citizen_id: int) -> Select[Any]:
    table = applications.c
    return (
        select(
            table.number,
            table.service_id,
            table.status,
            table.submitted_at,
            table.due_on,
            table.fee,
            table.needs,
        )
        .where(table.citizen_id == citizen_id)
        .order_by(table.id.desc())
    )
