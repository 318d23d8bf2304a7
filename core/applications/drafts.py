"""Filling an application one answer at a time: each is in the database before its window is drawn."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import select

from core.applications import changes, rows
from core.applications.steps import Draft, Offer, Step, attached_to, may, stand
from core.catalogue.model import Catalogue, Service
from core.citizens.model import Citizen, Known
from core.db.tables import drafts
from core.db.uow import Work, Works, upsert
from core.errors import CoreError, NotFound, Refused, WrongAnswer, WrongFile
from core.files.inspect import ENDINGS, Inspected
from core.files.store import Files
from core.forms.filling import fits, profile_path
from core.forms.kinds import kind_of
from core.forms.model import Document, Field, Form
from core.ids import new_id
from core.outbox.model import Lane, Outgoing

MAX_PAGES = 20


@dataclass(frozen=True, slots=True)
class Typed:
    """A message as typed, and where it lies, so that it can be deleted once read; 0: in no chat."""

    text: str
    chat: int
    message_id: int


@dataclass(frozen=True, slots=True)
class Opened:
    """A draft in a list."""

    id: int
    service_id: str
    changed_at: datetime


class Drafts:
    """Everything a citizen does before «Отправить»."""

    def __init__(self, works: Works, catalogue: Catalogue, files: Files) -> None:
        self._works = works
        self._catalogue = catalogue
        self._files = files
        forms = [service.form for service in catalogue.services.values()]
        self._fields = {one.id: one for form in forms for one in form.fields}
        self._documents = {one.id: one for form in forms for one in form.documents}

    # Finding and starting

    async def opened(self, citizen_id: int) -> list[Opened]:
        """Open drafts, the latest first; what an application that has ended was to be given is none."""
        async with self._works.look() as conn:
            found = await conn.execute(
                select(drafts.c.id, drafts.c.service_id, drafts.c.changed_at)
                .where(drafts.c.citizen_id == citizen_id, drafts.c.state == "open", rows.still_wanted())
                .order_by(drafts.c.changed_at.desc())
            )
            return [Opened(*row) for row in found if row.service_id in self._catalogue.services]

    async def open_for(self, citizen_id: int, service_id: str) -> int | None:
        """The open draft of a service, if there is one."""
        async with self._works.look() as conn:
            found: int | None = await conn.scalar(_open_of(citizen_id, service_id))
        return found

    async def start(self, citizen: Citizen, service: Service, anew: bool = False) -> int:
        """A draft to fill: the open one unless `anew`. A second tap gets the same draft."""
        async with self._works.work() as work:
            found: int | None = await work.conn.scalar(_open_of(citizen.id, service.id))
            if found is not None and anew:
                await rows.close(work, found, "cancelled")
                found = None
            if found is None:
                found = await self._add(work, citizen.id, service, None, None)
            work.leads_to(f"draft:{found}")
            await work.commit()
        return found

    async def supplement(self, citizen: Citizen, application_id: int, service: Service, needs: str) -> int:
        """A draft that asks only for what the department wants added; the number stays."""
        async with self._works.work() as work:
            found: int | None = await work.conn.scalar(
                select(drafts.c.id).where(
                    drafts.c.citizen_id == citizen.id,
                    drafts.c.application_id == application_id,
                    drafts.c.state == "open",
                    drafts.c.needs == needs,
                )
            )
            if found is None:
                found = await self._add(work, citizen.id, service, application_id, needs)
            work.leads_to(f"draft:{found}")
            await work.commit()
        return found

    async def _add(
        self, work: Work, citizen_id: int, service: Service, application_id: int | None, needs: str | None
    ) -> int:
        draft_id, now = new_id(), work.clock.now()
        added = await work.conn.execute(
            upsert(work.conn, drafts)
            .values(
                id=draft_id,
                citizen_id=citizen_id,
                service_id=service.id,
                form_version=self.form_of(service.id, needs).version,
                version=1,
                state="open",
                cursor="",
                application_id=application_id,
                needs=needs,
                created_at=now,
                changed_at=now,
            )
            .on_conflict_do_nothing()
        )
        if added.rowcount:
            return draft_id
        raced: int | None = await work.conn.scalar(_open_of(citizen_id, service.id))
        return raced if raced is not None else draft_id

    def form_of(self, service_id: str, needs: str | None) -> Form:
        """The questions a draft asks now: the service's, or only what a department wants added."""
        service = self._catalogue.services.get(service_id)
        if service is None:
            raise NotFound("service-unknown")
        if needs is None:
            return service.form
        wanted = rows.needs_of(needs)
        own = {one.id: one for one in service.form.fields}
        fields = [own.get(name) or self._fields.get(name) or _plain_field(name) for name in wanted.fields]
        documents = [self._documents.get(name) or Document(name, {"ru": name}) for name in wanted.documents]
        return Form(
            hashlib.sha256(f"{service.form.version}{needs}".encode()).hexdigest(),
            # asked plainly: what is wanted again stands on its own, whatever it depended on before
            tuple(replace(one, when=None, optional=False) for one in fields),
            tuple(replace(one, optional=False) for one in documents),
        )

    # Looking

    async def view(self, citizen_id: int, draft_id: int) -> Draft:
        """The draft as it stands now. Raises NotFound."""
        async with self._works.look() as conn:
            row, sealed = await rows.draft_seen(conn, citizen_id, draft_id)
            form = self.form_of(row.service_id, row.needs)
            today = self._works.clock.today()
            return await rows.open_draft(conn, self._works.vault, row, form, today, sealed)

    def with_offers(self, draft: Draft, known: Mapping[str, Known]) -> Draft:
        """The draft with what the profile knows of its open questions."""
        context = changes.context_of(draft, self._works.clock.today())
        offers = {}
        for asked in draft.form.asked(draft.answers):
            value = _known_of(asked, draft.form, known) if asked.id not in draft.answers else None
            if value is not None and fits(asked, value.value, context):
                offers[asked.id] = Offer(value.value, value.source)
        return replace(draft, offers=offers)

    def sources(self, draft: Draft, known: Mapping[str, Known]) -> dict[str, str]:
        """Where the answers that the profile holds as well are from, by field."""
        found = {asked.id: _known_of(asked, draft.form, known) for asked in draft.form.asked(draft.answers)}
        return {
            field_id: one.source
            for field_id, one in found.items()
            if one is not None and one.value == draft.answers.get(field_id)
        }

    # Doing

    async def answer(self, citizen: Citizen, draft_id: int, typed: Typed) -> Draft:
        """Take a typed answer to the question that stands.

        Raises WrongAnswer (nothing changed; a document number's message is deleted all the same) and
        Refused where no text is waited for.
        """
        async with self._works.work() as work:
            draft, step = await self._standing(work, citizen, draft_id)
            if step.field is None:
                raise Refused("file-expected" if step.kind == "document" else "button-expected")
            sensitive = kind_of(step.field).sensitive and holds_digits(typed.text)
            if sensitive and typed.message_id:
                await _delete(work, typed)
            try:
                await changes.take(work, draft, step, step.field, typed.text)
            except WrongAnswer:
                if sensitive:
                    await work.commit()
                raise
            await work.commit()
        return await self.view(citizen.id, draft_id)

    async def press(
        self, citizen: Citizen, draft_id: int, version: int, action: str, known: Mapping[str, Known]
    ) -> Draft:
        """A button of the window that shows `version`. Raises Refused("step-passed") for any other version,
        and for an action the step does not offer: buttons of old windows can still be tapped.
        Raises WrongAnswer for a day out of bounds and for nothing ticked."""
        async with self._works.work() as work:
            draft, _ = await self._standing(work, citizen, draft_id)
            draft = self.with_offers(draft, known)
            step = stand(draft)
            if draft.version != version or not may(draft, step, action):
                raise Refused("step-passed")
            await changes.act(work, draft, step, action)
            await work.commit()
        return await self.view(citizen.id, draft_id)

    def days(self, draft: Draft, asked: Field) -> tuple[date, date]:
        """The first and the last day that a date's question takes."""
        return changes.days_of(draft, asked, self._works.clock.today())

    # Documents

    async def expected(self, citizen: Citizen, draft_id: int) -> Document:
        """The document that is waited for. Raises Refused where none is."""
        step = stand(await self.view(citizen.id, draft_id))
        if step.document is None:
            raise Refused("text-expected" if step.field is not None else "button-expected")
        return step.document

    async def attach(
        self,
        citizen: Citizen,
        draft_id: int,
        document_id: str,
        *,
        file: Inspected,
        name: str,
        album: str | None = None,
    ) -> Draft:
        """Add a page to the document that stands. Raises Refused when another one stands, or it is full."""
        async with self._works.work() as work:
            draft, document = await self._awaiting(work, citizen, draft_id, document_id)
            if len(attached_to(draft, document.id).pages) >= MAX_PAGES:
                raise Refused("pages-too-many", most=MAX_PAGES)
            await changes.add_page(work, self._files, draft, document, file=file, name=name, album=album)
            await work.commit()
        return await self.view(citizen.id, draft_id)

    async def attach_kept(
        self, citizen: Citizen, stands: tuple[int, int], document_id: str, pages: Sequence[int], ended: bool
    ) -> Draft:
        """Copies of files kept elsewhere, all of them or none. `stands` is (draft, version) as shown.

        Raises Refused for another version or step and for too many pages, WrongFile for a format that this
        document does not take, NotFound for a file that is gone.
        """
        async with self._works.work() as work:
            draft, document = await self._awaiting(work, citizen, stands[0], document_id)
            if draft.version != stands[1]:
                raise Refused("step-passed")
            if len(attached_to(draft, document.id).pages) + len(pages) > MAX_PAGES:
                raise Refused("pages-too-many", most=MAX_PAGES)
            for page in pages:  # one at a time in memory
                stored, data = await self._files.read(citizen.id, page)
                ending = ENDINGS.get(stored.content_type, "")
                if ending not in document.formats:
                    raise WrongFile("file-format", formats=", ".join(document.formats).upper())
                named = {"name": stored.name, "ending": ending}
                await changes.add_copy(work, self._files, draft, document, data=data, **named)
            await changes.note_copies(work, draft, document, ended)
            await work.commit()
        return await self.view(citizen.id, stands[0])

    async def refuse(
        self, citizen: Citizen, draft_id: int, document_id: str, error: CoreError, album: str
    ) -> Draft:
        """Remember that a part of an album was not taken, for the window that lists its parts."""
        async with self._works.work() as work:
            draft, document = await self._awaiting(work, citizen, draft_id, document_id)
            await changes.refuse_page(work, draft, document, album, error)
            await work.commit()
        return await self.view(citizen.id, draft_id)

    async def _awaiting(
        self, work: Work, citizen: Citizen, draft_id: int, document_id: str
    ) -> tuple[Draft, Document]:
        draft, step = await self._standing(work, citizen, draft_id)
        if step.document is None or step.document.id != document_id:
            raise Refused("step-passed")
        return draft, step.document

    async def _standing(self, work: Work, citizen: Citizen, draft_id: int) -> tuple[Draft, Step]:
        row = await rows.draft_row(work.conn, citizen.id, draft_id)
        form = self.form_of(row.service_id, row.needs)
        draft = await rows.open_draft(work.conn, work.vault, row, form, work.clock.today())
        if draft.state != "open":
            raise Refused("step-passed")
        return draft, stand(draft)


def holds_digits(text: str) -> bool:
    """Whether there may be a number in it: «не помню» gives nothing away, and stays in the chat."""
    return any(char.isnumeric() for char in text)


def _known_of(asked: Field, form: Form, known: Mapping[str, Known]) -> Known | None:
    path = profile_path(asked, form)
    return known.get(path) if path is not None else None


def _plain_field(name: str) -> Field:
    """A question a department puts in its own words."""
    return Field(name, "text", {"ru": name}, {}, {})


def _open_of(citizen_id: int, service_id: str):  # type: ignore[no-untyped-def]  # a select of the id
    return select(drafts.c.id).where(
        drafts.c.citizen_id == citizen_id,
        drafts.c.service_id == service_id,
        drafts.c.state == "open",
        drafts.c.application_id.is_(None),
    )


async def _delete(work: Work, typed: Typed) -> None:
    payload = {"chat": typed.chat, "message_id": typed.message_id}
    key = f"delete:{typed.chat}:{typed.message_id}"
    await work.send(Outgoing("telegram.delete", key, payload, Lane.ANSWER, key))
