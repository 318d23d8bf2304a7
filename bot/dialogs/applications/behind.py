"""Behind the card: the dated history, the answers given, the files, and taking the application back."""

from collections.abc import Sequence
from typing import Any

from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager

from bot.dialogs.applications.card import number_of
from bot.say import Say
from bot.sending import send_file
from bot.states import ApplicationsSG
from bot.turns import citizen_of, core_of, say_of, toast
from bot.widgets import Act, back_row, pager_row, shown
from bot.widgets.offers import cut as cut_to_pages
from bot.widgets.offers import page_of
from bot.wording import cut, document_title, moment_of, short_of, size_of, status_of
from core.applications.model import Application, Needs
from core.applications.rows import needs_text
from core.applications.usecases import Card, Past
from core.bootstrap import Core
from core.citizens.model import Citizen
from core.errors import NotFound, Refused
from core.forms.kinds import kind_of
from core.forms.model import Field

EVENTS = 6
ANSWERS = 8
FILES = 6
MOST_WORDS = 400  # of one comment or answer: a page stays under Telegram's 4096

Found = tuple[Card | None, dict[str, Any]]


async def _open(core: Core, citizen: Citizen, say: Say, manager: DialogManager) -> Found:
    """The card; or the window to show where there is none."""
    try:
        return await core.applications.card(citizen.id, number_of(manager)), {}
    except Refused as error:
        return None, shown(say.error(error), [back_row(say)])


def _page(manager: DialogManager) -> int:
    return int(manager.dialog_data.get("page", 0))


# History


async def history_getter(
    core: Core, citizen: Citizen, say: Say, dialog_manager: DialogManager, **_: object
) -> dict[str, Any]:
    card, gone = await _open(core, citizen, say, dialog_manager)
    if card is None:
        return gone
    latest_first = card.history[::-1]
    shown_now, page, pages = cut_to_pages(latest_first, _page(dialog_manager), EVENTS)
    entries = [_past(say, core, past) for past in shown_now]
    head = say("application-history", number=card.application.number)
    return shown("\n\n".join([head, *entries]), [pager_row(say, page, pages), back_row(say)])


def _past(say: Say, core: Core, past: Past) -> str:
    """One dated event, with the department's words under it."""
    key = "application-past-late" if past.late else "application-past"
    lines = [say(key, at=moment_of(say, core, past.at), status=status_of(say, past.status))]
    words = dict.fromkeys(text for text in (past.stage, past.reason, past.comment) if text)
    for text in words:
        head, left_out = cut(text, MOST_WORDS)
        lines.append(say("application-past-text", text=head + ("…" if left_out else "")))
    return "\n".join(lines)


# Answers


async def answers_getter(
    core: Core, citizen: Citizen, say: Say, dialog_manager: DialogManager, **_: object
) -> dict[str, Any]:
    card, gone = await _open(core, citizen, say, dialog_manager)
    if card is None:
        return gone
    fields = _asked(core, card.application)
    if not fields:
        return shown(say("application-answers-none"), [back_row(say)])
    shown_now, page, pages = cut_to_pages(fields, _page(dialog_manager), ANSWERS)
    first = fields.index(shown_now[0]) + 1
    lines = [_answer(say, card.application, place, one) for place, one in enumerate(shown_now, first)]
    head = say("application-answers", number=card.application.number)
    return shown("\n\n".join([head, "\n".join(lines)]), [pager_row(say, page, pages), back_row(say)])


def _asked(core: Core, application: Application) -> list[Field]:
    """The questions behind the answers, in the form's order; what a department asked for later at the end."""
    service = core.catalogue.services.get(application.service_id)
    known = [one for one in service.form.fields if one.id in application.answers] if service else []
    names = {one.id for one in known}
    added = tuple(name for name in application.answers if name not in names)
    try:
        later = core.drafts.form_of(application.service_id, needs_text(Needs(fields=added)) or "{}").fields
    except NotFound:
        later = tuple(Field(name, "text", {"ru": name}, {}, {}) for name in added)
    return [*known, *later]


def _answer(say: Say, application: Application, place: int, asked: Field) -> str:
    value = application.answers[asked.id]
    masked = (
        kind_of(asked).mask(value, asked, say.language) if value is not None else say("plain-answer-skipped")
    )
    head, left_out = cut(masked, MOST_WORDS)
    title = asked.title.get(say.language) or asked.title["ru"]
    return say("application-answer", place=str(place), title=title, value=head + ("…" if left_out else ""))


async def on_behind(callback: CallbackQuery, do: str, manager: DialogManager) -> None:
    word, _, target = do.partition(":")
    page = page_of(target)
    if do == "back":
        await manager.switch_to(ApplicationsSG.card)
    elif word == "page" and page is not None:
        manager.dialog_data["page"] = page
    else:
        toast(say_of(manager)("toast-stale"))


# Files


async def files_getter(
    core: Core, citizen: Citizen, say: Say, dialog_manager: DialogManager, **_: object
) -> dict[str, Any]:
    card, gone = await _open(core, citizen, say, dialog_manager)
    if card is None:
        return gone
    files: Sequence[Any] = card.files
    shown_now, page, pages = cut_to_pages(files, _page(dialog_manager), FILES)
    first = files.index(shown_now[0]) + 1 if shown_now else 1
    lines, rows = [], []
    for place, one in enumerate(shown_now, first):
        title = document_title(say, core, card.application.service_id, one.document)
        size = size_of(say, one.size)
        lines.append(say("application-file", place=str(place), title=title, name=one.name, size=size))
        rows.append([Act(f"{place}. {cut(title, 48)[0]}", f"file:{one.file_id}")])
    head = say("application-files", number=card.application.number)
    return shown("\n\n".join([head, "\n".join(lines)]), [*rows, pager_row(say, page, pages), back_row(say)])


async def on_files(callback: CallbackQuery, do: str, manager: DialogManager) -> None:
    word, _, target = do.partition(":")
    if word != "file":
        await on_behind(callback, do, manager)
        return
    core, citizen, say = core_of(manager), citizen_of(manager), say_of(manager)
    try:
        card = await core.applications.card(citizen.id, number_of(manager))
        if target not in {str(one.file_id) for one in card.files}:
            raise NotFound("file-unknown")
        await send_file(callback, manager, int(target))
    except Refused as error:
        toast(say.error_line(error))


# Taking it back


async def withdraw_getter(
    core: Core, citizen: Citizen, say: Say, dialog_manager: DialogManager, **_: object
) -> dict[str, Any]:
    card, gone = await _open(core, citizen, say, dialog_manager)
    if card is None:
        return gone
    application = card.application
    text = say(
        "application-withdraw", number=application.number, title=short_of(core, application.service_id)
    )
    rows = [
        [Act(say("btn-withdraw-yes"), "yes", style="danger")],
        [Act(say("btn-withdraw-no"), "back")],
    ]
    return shown(text, rows)


async def on_withdraw(callback: CallbackQuery, do: str, manager: DialogManager) -> None:
    say = say_of(manager)
    if do not in {"yes", "back"}:
        toast(say("toast-stale"))
        return
    if do == "yes":
        try:
            await core_of(manager).applications.withdraw(citizen_of(manager), number_of(manager))
            toast(say("toast-withdrawn"))
        except Refused as error:
            toast(say.error_line(error))
    await manager.switch_to(ApplicationsSG.card)
