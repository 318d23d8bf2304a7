"""Drafts and applications as rows: read, opened with their owner's key, and written back."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, bindparam, delete, exists, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core.applications.model import Application, Document, Line, Needs
from core.applications.steps import Attached, Draft, Page
from core.db.tables import answers, application_files, applications, attachments, drafts, files
from core.db.uow import Work, upsert
from core.db.vault import Key, Vault
from core.errors import NotFound
from core.files.store import name_of
from core.forms.filling import carry_over
from core.forms.model import Form, Value

# Read at every tap. Kept as they are: SQLAlchemy takes longer to put a statement together than to run it.
_DRAFT = select(drafts).where(drafts.c.id == bindparam("draft"), drafts.c.citizen_id == bindparam("citizen"))
_DRAFT_LOCKED = _DRAFT.with_for_update()
_ANSWERS = select(answers.c.field, answers.c.value_sealed).where(answers.c.draft_id == bindparam("draft"))
_ATTACHMENTS = (
    select(attachments).where(attachments.c.draft_id == bindparam("draft")).order_by(attachments.c.id)
)


async def draft_row(conn: AsyncConnection, citizen_id: int, draft_id: int, lock: bool = False) -> Row[Any]:
    """Raises NotFound, for another citizen's draft too."""
    wanted = {"draft": draft_id, "citizen": citizen_id}
    row = (await conn.execute(_DRAFT_LOCKED if lock else _DRAFT, wanted)).one_or_none()
    if row is None:
        raise NotFound("draft-unknown")
    return row


async def open_draft(conn: AsyncConnection, vault: Vault, row: Row[Any], form: Form, today: date) -> Draft:
    """The draft with its answers opened; of a form that changed meanwhile only what still fits is kept."""
    key = await vault.key(conn, row.citizen_id)
    given = await _answers(conn, key, row.id)
    if row.form_version != form.version:
        given = carry_over(given, form, today)
    pending = key.open_json(row.pending_sealed, _pending_place(row.id)) if row.pending_sealed else {}
    untold = row.state == "open" and row.application_id is None  # then no application can be of it yet
    number = None if untold else await conn.scalar(select(applications.c.number).where(_of_draft(row)))
    return Draft(
        row.id,
        row.citizen_id,
        row.service_id,
        form,
        row.version,
        row.state,
        row.cursor,
        given,
        await _attached(conn, row.id, {one.id for one in form.documents}) if form.documents else {},
        pending=pending,
        application_id=row.application_id,
        number=number,
        form_changed=row.form_version != form.version,
    )


def _of_draft(row: Row[Any]) -> Any:
    if row.application_id is not None:
        return applications.c.id == row.application_id
    return applications.c.draft_id == row.id


async def _answers(conn: AsyncConnection, key: Key, draft_id: int) -> dict[str, Value]:
    rows = await conn.execute(_ANSWERS, {"draft": draft_id})
    return {row.field: key.open_json(row.value_sealed, _answer_place(draft_id, row.field)) for row in rows}


async def _attached(conn: AsyncConnection, draft_id: int, asked: set[str]) -> dict[str, Attached]:
    """Pages by document; those of a document that the form no longer asks for do not count."""
    rows = await conn.execute(_ATTACHMENTS, {"draft": draft_id})
    pages: dict[str, list[Page]] = {}
    settled: set[str] = set()
    for row in rows:
        if row.document not in asked:
            continue
        pages.setdefault(row.document, [])
        if row.file_id is not None:
            pages[row.document].append(Page(row.id, row.file_id))
        if row.settled:
            settled.add(row.document)
    return {name: Attached(tuple(found), name in settled) for name, found in pages.items()}


async def put_answer(work: Work, draft: Draft, field: str, value: Value) -> None:
    key = await work.vault.key(work.conn, draft.citizen_id)
    sealed = key.seal_json(value, _answer_place(draft.id, field))
    statement = upsert(work.conn, answers).values(draft_id=draft.id, field=field, value_sealed=sealed)
    await work.conn.execute(
        statement.on_conflict_do_update(index_elements=["draft_id", "field"], set_={"value_sealed": sealed})
    )


async def move(work: Work, draft: Draft, cursor: str, pending: Mapping[str, object] | None = None) -> None:
    """Put the draft at a cursor; every change raises its version, so older buttons only redraw."""
    if draft.form_changed:  # from here on it counts as the new form's: what did not fit must not come back
        await work.conn.execute(
            delete(answers).where(answers.c.draft_id == draft.id, answers.c.field.not_in(list(draft.answers)))
        )
    sealed = None
    if pending:
        key = await work.vault.key(work.conn, draft.citizen_id)
        sealed = key.seal_json(dict(pending), _pending_place(draft.id))
    await work.conn.execute(
        update(drafts)
        .where(drafts.c.id == draft.id)
        .values(
            cursor=cursor,
            pending_sealed=sealed,
            version=drafts.c.version + 1,
            form_version=draft.form.version,
            changed_at=work.clock.now(),
            reminded=False,
        )
    )


def still_wanted() -> ColumnElement[bool]:
    """That a draft is a new application, or adds to one that has not ended."""
    ended = exists().where(applications.c.id == drafts.c.application_id, applications.c.active.is_(False))
    return ~ended


async def close(work: Work, draft_id: int, state: str) -> None:
    """End a draft. What was typed goes with it: an application keeps its own copy.

    Files go too, unless an application took them; those of an expired draft wait for their own term.
    """
    await work.conn.execute(delete(answers).where(answers.c.draft_id == draft_id))
    await work.conn.execute(delete(attachments).where(attachments.c.draft_id == draft_id))
    if state != "expired":
        whose = select(drafts.c.citizen_id).where(drafts.c.id == draft_id).scalar_subquery()
        unsent = (files.c.citizen_id == whose, files.c.source == f"draft:{draft_id}")
        await work.conn.execute(delete(files).where(*unsent))
    await work.conn.execute(
        update(drafts)
        .where(drafts.c.id == draft_id)
        .values(
            state=state,
            cursor="",
            pending_sealed=None,
            version=drafts.c.version + 1,
            changed_at=work.clock.now(),
        )
    )


def application_of(row: Row[Any], key: Key) -> Application:
    """An application, opened."""
    content = key.open_json(row.content_sealed, content_place(row.id))
    stage = key.open(row.stage_sealed, stage_place(row.id)).decode() if row.stage_sealed else None
    return Application(
        row.id,
        row.number,
        row.citizen_id,
        row.service_id,
        row.department,
        row.status,
        stage,
        needs_of(row.needs),
        row.fee,
        row.due_on,
        row.submitted_at,
        row.changed_at,
        content["answers"],
    )


def line_of(row: Row[Any]) -> Line:
    """An application in a list: `needs` as it is stored, the rest by the names of `Line`."""
    return Line(
        row.number,
        row.service_id,
        row.status,
        row.submitted_at,
        row.due_on,
        row.fee,
        needs_of(row.needs),
    )


async def files_of(conn: AsyncConnection, key: Key, application_id: int) -> list[Document]:
    """The files of an application, in the order they came."""
    rows = await conn.execute(
        select(files, application_files.c.document)
        .join(application_files, application_files.c.file_id == files.c.id)
        .where(application_files.c.application_id == application_id)
        .order_by(files.c.id)
    )
    return [
        Document(
            row.id,
            row.document,
            name_of(key, row.id, row.name_sealed),
            row.content_type,
            row.size,
            row.source,
        )
        for row in rows
    ]


def needs_of(text: str | None) -> Needs:
    data = json.loads(text) if text else {}
    return Needs(tuple(data.get("fields", ())), tuple(data.get("documents", ())))


def needs_text(needs: Needs) -> str | None:
    if not needs.fields and not needs.documents:
        return None
    return json.dumps({"fields": needs.fields, "documents": needs.documents})


def content_place(application_id: int) -> str:
    return f"applications:content:{application_id}"


def stage_place(application_id: int) -> str:
    return f"applications:stage:{application_id}"


def details_place(event_row: int) -> str:
    return f"application_events:details:{event_row}"


def _answer_place(draft_id: int, field: str) -> str:
    return f"answers:value:{draft_id}:{field}"


def _pending_place(draft_id: int) -> str:
    return f"drafts:pending:{draft_id}"
