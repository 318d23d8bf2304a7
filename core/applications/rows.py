"""Drafts and applications as rows: read, opened with their owner's key, and written back."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, bindparam, delete, exists, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core.applications.model import Application, Document, Line, Needs
from core.applications.steps import Attached, Draft, Page
from core.db.kept import Kept
from core.db.tables import answers, application_files, applications, attachments, drafts, files
from core.db.uow import Work, insert_in
from core.db.vault import Key, Vault
from core.errors import NotFound
from core.files.store import name_of
from core.forms.filling import carry_over
from core.forms.model import Form, Value

Sealed = Mapping[str, bytes]  # answers by field

# Run at every tap.
_MINE = (drafts.c.id == bindparam("draft"), drafts.c.citizen_id == bindparam("citizen"))
_DRAFT_LOCKED = Kept(select(drafts).where(*_MINE).with_for_update())
# A row for each of its answers. Not under a lock: whoever has waited for that would read old answers.
_DRAFT_SEEN = Kept(
    select(drafts, answers.c.field, answers.c.value_sealed)
    .join(answers, answers.c.draft_id == drafts.c.id, isouter=True)
    .where(*_MINE)
)
_ANSWERS = Kept(
    select(answers.c.field, answers.c.value_sealed).where(answers.c.draft_id == bindparam("draft"))
)
_ATTACHMENTS = Kept(
    select(attachments).where(attachments.c.draft_id == bindparam("draft")).order_by(attachments.c.id)
)
_MOVE = Kept(
    update(drafts)
    .where(drafts.c.id == bindparam("draft"))
    .values(
        cursor=bindparam("to"),
        pending_sealed=bindparam("sealed"),
        version=drafts.c.version + 1,
        form_version=bindparam("form"),
        changed_at=bindparam("now"),
        reminded=False,
    )
)


def _put(dialect: str) -> Any:
    value = bindparam("sealed", type_=answers.c.value_sealed.type)
    statement = insert_in(dialect, answers).values(
        draft_id=bindparam("draft"), field=bindparam("named"), value_sealed=value
    )
    new = {"value_sealed": statement.excluded.value_sealed}
    return statement.on_conflict_do_update(index_elements=["draft_id", "field"], set_=new)


_PUT = Kept(_put)


async def draft_row(conn: AsyncConnection, citizen_id: int, draft_id: int) -> Any:
    """Locked until the transaction ends. Raises NotFound, for another citizen's draft too."""
    row = await _DRAFT_LOCKED.row(conn, draft=draft_id, citizen=citizen_id)
    if row is None:
        raise NotFound("draft-unknown")
    return row


async def draft_seen(conn: AsyncConnection, citizen_id: int, draft_id: int) -> tuple[Any, Sealed]:
    """The row and its answers, to look at only. Raises NotFound, for another citizen's draft too."""
    found = await _DRAFT_SEEN.rows(conn, draft=draft_id, citizen=citizen_id)
    if not found:
        raise NotFound("draft-unknown")
    return found[0], {row.field: row.value_sealed for row in found if row.field is not None}


async def open_draft(
    conn: AsyncConnection, vault: Vault, row: Any, form: Form, today: date, sealed: Sealed | None = None
) -> Draft:
    """The draft with its answers opened; of a form that changed meanwhile only what still fits is kept.

    `sealed` are the answers, where they have been read with the row.
    """
    key = await vault.key(conn, row.citizen_id)
    if sealed is None:
        sealed = {one.field: one.value_sealed for one in await _ANSWERS.rows(conn, draft=row.id)}
    given: dict[str, Value] = {
        field: key.open_json(value, answer_place(row.id, field)) for field, value in sealed.items()
    }
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


def _of_draft(row: Any) -> Any:
    if row.application_id is not None:
        return applications.c.id == row.application_id
    return applications.c.draft_id == row.id


async def _attached(conn: AsyncConnection, draft_id: int, asked: set[str]) -> dict[str, Attached]:
    """Pages by document; those of a document that the form no longer asks for do not count."""
    rows = await _ATTACHMENTS.rows(conn, draft=draft_id)
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
    sealed = key.seal_json(value, answer_place(draft.id, field))
    await _PUT.run(work.conn, draft=draft.id, named=field, sealed=sealed)


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
    now, form = work.clock.now(), draft.form.version
    await _MOVE.run(work.conn, draft=draft.id, to=cursor, sealed=sealed, form=form, now=now)


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


def answer_place(draft_id: int, field: str) -> str:
    return f"answers:value:{draft_id}:{field}"


def _pending_place(draft_id: int) -> str:
    return f"drafts:pending:{draft_id}"
