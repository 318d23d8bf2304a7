"""The windows at the end: the review, the list to change from, the way out, and what has been sent."""

import html
import re
from collections.abc import Mapping, Sequence
from typing import Any

from bot.say import Say
from bot.widgets import Act, pager_row, shown
from bot.widgets.form import act_on, leaving_rows, masked, source_of, title_of
from bot.wording import cut, department_of, fee_of, short_of
from core.applications.steps import LIST_SIZE, Draft, Step, attached_to, items
from core.bootstrap import Core
from core.citizens.model import Citizen
from core.errors import NotFound
from core.forms.model import Document, Field
from core.forms.typed import utf16_length
from core.texts import say_day

# Telegram's limit is 4096 UTF-16 units after entities; the head and the foot need their part.
_ROOM = 3500
_LONGEST_PIECE = 1500
_TAG = re.compile(r"<[^>]+>")


def review(
    core: Core, say: Say, draft: Draft, step: Step, page: int, sources: Mapping[str, str]
) -> dict[str, Any]:
    """Every answer and document, numbered and masked; on several pages where one message can't hold them."""
    split = in_pages([line for item in _numbered(say, draft, sources) for line in item])
    page = min(max(page, 0), len(split) - 1)
    lines = [say("form-review", title=short_of(core, draft.service_id)), *split[page]]
    lines.append(say("form-review-how"))
    service = core.catalogue.services.get(draft.service_id)
    if page == len(split) - 1 and service is not None and service.fee and draft.application_id is None:
        lines.append(say("form-review-fee", fee=fee_of(service.fee)))
    rows = [
        [act_on(draft, say("btn-form-send"), "submit", "primary")],
        [act_on(draft, say("btn-form-change-answer"), "list:0")],
        pager_row(say, page, len(split)),
        *leaving_rows(say, draft, step),
    ]
    return shown("\n".join(lines), rows)


def _numbered(say: Say, draft: Draft, sources: Mapping[str, str]) -> list[list[str]]:
    """Each item of the review as one or more lines: a long answer goes on in the next."""
    shown_items: list[list[str]] = []
    for number, item in enumerate(items(draft), 1):
        if isinstance(item, Document) and item is draft.form.documents[0] and shown_items:
            shown_items.append([say("form-review-documents")])
        pieces = _pieces(_value(say, draft, item))
        first = _line(say, number, title_of(say, item), pieces[0], sources.get(item.id))
        shown_items.append([first, *(html.escape(piece, quote=False) for piece in pieces[1:])])
    return shown_items


def _line(say: Say, number: int, title: str, value: str, source: str | None) -> str:
    if source is None:
        return say("form-review-line", number=str(number), title=title, value=value)
    whence = source_of(say, source)
    return say("form-review-line-known", number=str(number), title=title, value=value, source=whence)


def _value(say: Say, draft: Draft, item: Field | Document) -> str:
    if isinstance(item, Field):
        return masked(say, item, draft.answers.get(item.id))
    pages = len(attached_to(draft, item.id).pages)
    return say("plain-form-files", count=pages) if pages else say("plain-form-no-files")


def _pieces(text: str) -> list[str]:
    pieces = []
    while utf16_length(text) > _LONGEST_PIECE:
        head, _ = cut(text, _LONGEST_PIECE // 2)
        pieces.append(head)
        text = text[len(head) :].lstrip()
    return [*pieces, text]


def in_pages(lines: Sequence[str], room: int = _ROOM) -> list[list[str]]:
    """Lines of HTML in as few pages as hold them, none longer than `room` as Telegram counts."""
    pages: list[list[str]] = [[]]
    left = room
    for line in lines:
        length = utf16_length(html.unescape(_TAG.sub("", line))) + 1
        if length > left and pages[-1]:
            pages.append([])
            left = room
        pages[-1].append(line)
        left -= length
    return pages


def listing(say: Say, draft: Draft, step: Step) -> dict[str, Any]:
    every = list(enumerate(items(draft)))
    here = every[step.page * LIST_SIZE : (step.page + 1) * LIST_SIZE]
    rows: list[list[Act]] = [
        [act_on(draft, f"{at + 1}. {title_of(say, item)}"[:60], f"item:{at}")] for at, item in here
    ]
    turns = []
    if step.page > 0:
        turns.append(act_on(draft, say("btn-previous"), f"list:{step.page - 1}"))
    if step.page < step.pages - 1:
        turns.append(act_on(draft, say("btn-next"), f"list:{step.page + 1}"))
    rows += [turns, [act_on(draft, say("btn-back"), "back")]]
    return shown(say("form-list", page=step.page + 1, pages=step.pages), rows)


def cancelling(core: Core, say: Say, draft: Draft) -> dict[str, Any]:
    rows = [
        [act_on(draft, say("btn-form-cancel-yes"), "cancel_yes", "danger")],
        [act_on(draft, say("btn-form-cancel-no"), "cancel_no")],
    ]
    return shown(say("form-cancel", title=short_of(core, draft.service_id)), rows)


async def ended(core: Core, citizen: Citizen, say: Say, draft: Draft) -> dict[str, Any]:
    """Sent, cancelled, or expired."""
    menu = [Act(say("btn-menu"), "menu")]
    title = short_of(core, draft.service_id)
    if draft.state != "submitted" or draft.number is None:
        key = "form-cancelled" if draft.state == "cancelled" else "form-expired"
        return shown(say(key, title=title, days=core.settings.keep_drafts_days), [menu])
    rows = [
        [Act(say("btn-form-copy"), copy=draft.number)],
        [Act(say("btn-form-open"), f"open:{draft.number}", style="primary")],
        menu,
    ]
    return shown(await _sent(core, citizen, say, draft, draft.number), rows)


async def _sent(core: Core, citizen: Citizen, say: Say, draft: Draft, number: str) -> str:
    try:
        application = (await core.applications.card(citizen.id, number)).application
    except NotFound:
        return say("form-sent", number=number)
    department = department_of(say, core, application.department)
    if draft.application_id is not None:
        return f"{say('form-added', number=number)}\n{say('form-added-next', department=department)}"
    lines = [say("form-sent", number=number)]
    if application.due_on is not None and application.due_on > core.clock.today():
        lines.append(say("form-sent-due", day=say_day(application.due_on, say.language)))
    lines.append(say("form-sent-next", department=department))
    return "\n".join(lines)
