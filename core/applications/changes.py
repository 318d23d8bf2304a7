"""What one message, tap or page does to a draft: small steps inside the caller's unit of work."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import delete, insert, select, update

from core.applications import rows
from core.applications.meaning import meant
from core.applications.steps import (
    FREE_TEXT,
    Draft,
    Step,
    after_answer,
    attached_to,
    back_from,
    base_of,
    chosen_of,
    items,
    known_answer,
    offered,
    pending_for,
    rest_optional,
)
from core.db.tables import attachments
from core.db.tables import files as stored
from core.db.uow import Work
from core.errors import CoreError, WrongAnswer
from core.files.inspect import CONTENT_TYPES, Inspected, safe_name
from core.files.store import Files
from core.forms.filling import fits, prune
from core.forms.kinds import Context, kind_of
from core.forms.kinds.date_limits import is_birth, limits
from core.forms.model import Document, Field, Value
from core.ids import new_id

_BIRTH_PAGE = "y1980"


def context_of(draft: Draft, today: date) -> Context:
    """What rules may look at: only answers to questions that stand."""
    return Context(today, prune(draft.form, draft.answers), draft.form)


def days_of(draft: Draft, asked: Field, today: date) -> tuple[date, date]:
    """The first and the last day that the question would take."""
    found = list(limits(asked, context_of(draft, today)))
    return max(one.day for one in found if one.least), min(one.day for one in found if not one.least)


async def take(work: Work, draft: Draft, step: Step, asked: Field, text: str) -> None:
    """A typed answer. Raises WrongAnswer."""
    cursor = base_of(draft.cursor)
    held: dict[str, object] = {"field": asked.id}
    if asked.kind in FREE_TEXT and (other := meant(text)):
        await rows.move(work, draft, f"held:clash|{cursor}", held | {"text": text, "meant": other})
        return
    parsed = kind_of(asked).parse(text, asked, context_of(draft, work.clock.today()))
    if parsed.suggestions:
        found = held | {"suggestions": list(parsed.suggestions)}
        await rows.move(work, draft, f"held:suggest|{cursor}", found)
    elif parsed.confirm:
        found = held | {"value": parsed.value, "note": parsed.note}
        await rows.move(work, draft, f"held:confirm|{cursor}", found)
    else:
        await put(work, draft, asked, parsed.value)


async def put(work: Work, draft: Draft, asked: Field, value: Value) -> None:
    """Keep an answer and go on."""
    await rows.put_answer(work, draft, asked.id, value)
    filled = draft.with_answer(asked.id, value)
    await rows.move(work, filled, after_answer(filled))


async def act(work: Work, draft: Draft, step: Step, action: str) -> None:
    """A button that the step offers (see `steps.may`). Raises WrongAnswer."""
    name, _, target = action.partition(":")
    match name:
        case "back":
            await rows.move(work, draft, back_from(draft, step) or "")
        case "cancel":
            await rows.move(work, draft, f"cancel|{draft.cursor}", draft.pending)
        case "cancel_no":
            await rows.move(work, draft, draft.cursor.partition("|")[2], draft.pending)
        case "cancel_yes":
            await rows.close(work, draft.id, "cancelled")
        case "review":
            await rows.move(work, draft, "review")
        case "list":
            await rows.move(work, draft, f"list:{target}")
        case "item":
            item = items(draft)[int(target)]
            await rows.move(work, draft, f"{'edit' if isinstance(item, Field) else 'docedit'}:{item.id}")
        case _ if step.document is not None:
            await _act_on_document(work, draft, step.document, name)
        case _ if step.field is not None:
            await _act_on_question(work, draft, step.field, name, target)


async def _act_on_question(work: Work, draft: Draft, asked: Field, name: str, target: str) -> None:
    cursor, own = base_of(draft.cursor), {"field": asked.id}
    pending = pending_for(draft, asked)
    match name:
        case "keep":
            known = known_answer(draft, asked)
            await put(work, draft, asked, known.value if known is not None else None)
        case "keep_all":
            await _keep_all(work, draft)
        case "change":
            await rows.move(work, draft, cursor, own | {"change": True})
        case "skip":
            await put(work, draft, asked, None)
        case "toggle":
            chosen = _toggled(draft, asked, int(target))
            await rows.move(work, draft, cursor, {**pending, **own, "chosen": chosen})
        case "chosen":
            if not (chosen := chosen_of(draft, asked)):
                raise WrongAnswer("choose-one")
            await put(work, draft, asked, chosen)
        case "calendar":
            page = target or (
                None if pending.get("calendar") else _first_page(draft, asked, work.clock.today())
            )
            await rows.move(work, draft, cursor, {**pending, **own, "calendar": page})
        case "pick" | "day":
            await put(work, draft, asked, _picked(draft, asked, name, target, work.clock.today()))
        case "yes":
            await put(work, draft, asked, _value(pending["value"]))
        case "answer":
            parsed = kind_of(asked).parse(str(pending["text"]), asked, context_of(draft, work.clock.today()))
            await put(work, draft, asked, parsed.value)
        case "no" | "operator" | "status":
            await rows.move(work, draft, cursor)


async def _keep_all(work: Work, draft: Draft) -> None:
    """Everything known at once; the next open question comes, and the review shows all of it."""
    filled = draft
    for one in offered(draft):
        value = draft.offers[one.id].value
        if fits(one, value, context_of(filled, work.clock.today())):  # two known dates may not go together
            await rows.put_answer(work, draft, one.id, value)
            filled = filled.with_answer(one.id, value)
    await rows.move(work, filled, "")


def _toggled(draft: Draft, asked: Field, index: int) -> list[str]:
    chosen = set(chosen_of(draft, asked)) ^ {asked.options[index]}
    return [one for one in asked.options if one in chosen]


def _first_page(draft: Draft, asked: Field, today: date) -> str:
    """Where the calendar opens: years for a birth, else the month nearest to today that is allowed."""
    if is_birth(asked):
        return _BIRTH_PAGE
    first, last = days_of(draft, asked, today)
    return f"{max(first, min(today, last)):%Y-%m}"


def _picked(draft: Draft, asked: Field, name: str, target: str, today: date) -> Value:
    """The value behind a button; a day of the calendar is held to the same rules as a typed one."""
    suggestions = pending_for(draft, asked).get("suggestions")
    if name == "day":
        text = target
    elif isinstance(suggestions, list):
        text = str(suggestions[int(target)])
    else:
        text = kind_of(asked).buttons(asked, "ru")[int(target)][0]
    return kind_of(asked).parse(text, asked, context_of(draft, today)).value


def _value(value: object) -> Value:
    assert value is None or isinstance(value, str | int | bool | list)
    return value


# Documents


async def _act_on_document(work: Work, draft: Draft, document: Document, name: str) -> None:
    if name == "pages_clear":
        await _drop_pages(work, draft, document)
        await rows.move(work, draft, draft.cursor)
        return
    if name in {"skip", "skip_rest"}:
        for one in [document] if name == "skip" else rest_optional(draft):
            await _drop_pages(work, draft, one)
            skipped = {"id": new_id(), "draft_id": draft.id, "document": one.id, "settled": True}
            await work.conn.execute(insert(attachments).values(**skipped))
    else:
        await work.conn.execute(update(attachments).where(_of(draft, document)).values(settled=True))
    await rows.move(work, draft, _after_document(draft, document))


async def _drop_pages(work: Work, draft: Draft, document: Document) -> None:
    """Pages taken back are nobody's: «Документы» does not show them. Their bytes go with the next sweep."""
    pages = [page.file_id for page in attached_to(draft, document.id).pages]
    await work.conn.execute(delete(attachments).where(_of(draft, document)))
    if pages:
        mine = stored.c.source == f"draft:{draft.id}"
        await work.conn.execute(delete(stored).where(stored.c.id.in_(pages), mine))


def _after_document(draft: Draft, document: Document) -> str:
    if draft.cursor.startswith("docedit"):
        return "review"
    if not draft.cursor.startswith("doc:"):
        return ""
    ids = [one.id for one in draft.form.documents]
    following = ids[ids.index(document.id) + 1 :]
    return f"doc:{following[0]}" if following and attached_to(draft, following[0]).settled else ""


async def add_page(
    work: Work,
    files: Files,
    draft: Draft,
    document: Document,
    *,
    file: Inspected,
    name: str,
    album: str | None,
) -> None:
    """Add a page to a document; the same page sent twice is kept once."""
    again = await _has(work, draft, document, file.clean)
    if not again:
        await _keep(work, files, draft, document, data=file.clean, name=name, ending=file.kind)
    seen = {"kind": file.kind, "width": file.width, "height": file.height, "pages": file.pages}
    await _log(work, draft, document, album, seen | {"doubts": list(file.doubts), "again": again})


async def add_copy(
    work: Work, files: Files, draft: Draft, document: Document, *, data: bytes, name: str, ending: str
) -> None:
    """Add a page that is kept elsewhere: a copy of the draft's own, since either may be deleted."""
    if not await _has(work, draft, document, data):
        await _keep(work, files, draft, document, data=data, name=name, ending=ending)


async def note_copies(work: Work, draft: Draft, document: Document, ended: bool) -> None:
    """Say under the document where its pages are from, and whether it has ended."""
    await _log(work, draft, document, None, {"kept": True, "ended": ended})


async def refuse_page(
    work: Work, draft: Draft, document: Document, album: str | None, error: CoreError
) -> None:
    """Remember that a part of an album was not taken: the window lists every part."""
    await _log(work, draft, document, album, {"code": error.code, "params": error.params})


async def _log(
    work: Work, draft: Draft, document: Document, album: str | None, seen: Mapping[str, object]
) -> None:
    pending = pending_for(draft, document)
    before = pending.get("log") if album is not None and pending.get("album") == album else []
    log = [*(before if isinstance(before, list) else []), dict(seen)]
    await rows.move(work, draft, draft.cursor, {"document": document.id, "album": album, "log": log})


async def _has(work: Work, draft: Draft, document: Document, data: bytes) -> bool:
    key = await work.vault.key(work.conn, draft.citizen_id)
    index = key.index(data, "files:content")
    found = await work.conn.scalar(
        select(attachments.c.id).where(_of(draft, document), attachments.c.content_index == index)
    )
    return found is not None


async def _keep(
    work: Work, files: Files, draft: Draft, document: Document, *, data: bytes, name: str, ending: str
) -> None:
    skipped = attachments.c.file_id.is_(None)
    await work.conn.execute(delete(attachments).where(_of(draft, document), skipped))
    safe, source = safe_name(name, ending), f"draft:{draft.id}"
    file_id, content_index = await files.keep(
        work, draft.citizen_id, data, safe, CONTENT_TYPES[ending], source
    )
    await work.conn.execute(
        insert(attachments).values(
            id=new_id(),
            draft_id=draft.id,
            document=document.id,
            file_id=file_id,
            content_index=content_index,
            settled=False,
        )
    )


def _of(draft: Draft, document: Document):  # type: ignore[no-untyped-def]  # a where clause
    return (attachments.c.draft_id == draft.id) & (attachments.c.document == document.id)
