"""The whole form in one state: the draft says which step stands, and its window is drawn from there."""

from collections.abc import Mapping
from typing import Any

from aiogram_dialog import Dialog, DialogManager

from bot.dialogs.form.asking import clash, confirm, question, suggest
from bot.dialogs.form.checking import cancelling, ended, listing, review
from bot.dialogs.form.messages import on_form_message
from bot.dialogs.form.papers import document, offered_for
from bot.dialogs.form.presses import draft_id_of, on_form
from bot.say import Say
from bot.states import ApplicationsSG, CatalogueSG, FormSG, HelpSG, MenuSG, WelcomeSG
from bot.widgets import Act, screen, shown
from core.applications.steps import Draft, Step, stand
from core.bootstrap import Core
from core.citizens.model import Citizen, Known
from core.errors import NotFound


async def form_getter(
    core: Core,
    citizen: Citizen,
    say: Say,
    dialog_manager: DialogManager,
    said: str = "",
    mistaken: bool = False,
    form_draft: Draft | None = None,
    form_known: Mapping[str, Known] | None = None,
    **_: object,
) -> dict[str, Any]:
    """`said` are words of this turn, above the window; after a mistake help is one tap away.

    `form_draft` and `form_known` are what this turn has just read, so that nothing is read twice.
    """
    draft_id = draft_id_of(dialog_manager)
    fresh = form_draft is not None and form_draft.id == draft_id
    try:
        draft = form_draft if fresh and form_draft else await core.drafts.view(citizen.id, draft_id)
    except NotFound:
        return shown(say("form-gone"), [[Act(say("btn-menu"), "menu", style="primary")]])
    step = stand(draft)
    known: Mapping[str, Known] = {}
    if step.kind in {"question", "review"}:
        known = form_known if fresh and form_known is not None else await core.citizens.profile(citizen.id)
    if step.kind == "question":
        draft = core.drafts.with_offers(draft, known)
    sources = core.drafts.sources(draft, known) if draft.application_id is None else {}
    window = await _window(core, citizen, say, draft, step, dialog_manager.dialog_data, sources)
    above = [said] if said else []
    if draft.form_changed and draft.state == "open":
        above.append(say("form-changed"))
    text = "\n\n".join([*above, str(window["text"])])
    rows = list(window["rows"])
    if mistaken and step.kind in {"question", "document"}:
        rows.insert(-1, [Act(say("btn-form-operator"), "operator")])
    return shown(text, rows)


async def _window(
    core: Core,
    citizen: Citizen,
    say: Say,
    draft: Draft,
    step: Step,
    pages: dict[str, Any],
    sources: Mapping[str, str],
) -> dict[str, Any]:
    if step.document is not None:
        offered = await offered_for(core, citizen, draft, step.document)
        return document(core, say, draft, step, step.document, offered)
    if step.field is not None and step.kind in _HELD:
        return _HELD[step.kind](say, draft, step, step.field)
    if step.field is not None:
        return question(core, say, draft, step, step.field, int(pages.get("options", 0)))
    if step.kind == "ended":
        return await ended(core, citizen, say, draft)
    if step.kind == "review":
        return review(core, say, draft, step, int(pages.get("page", 0)), sources)
    return cancelling(core, say, draft) if step.kind == "cancel" else listing(say, draft, step)


_HELD = {"confirm": confirm, "suggest": suggest, "clash": clash}


def form_dialog() -> Dialog:
    goes = [
        ApplicationsSG.card,
        ApplicationsSG.list,
        CatalogueSG.card,
        HelpSG.operator,
        MenuSG.main,
        WelcomeSG.consent,
    ]
    return Dialog(screen(FormSG.step, form_getter, on_form, on_form_message, goes=goes))
