"""Every tap in a form. The draft decides whether the step still offers it; here it is only carried there."""

from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager, StartMode

from bot.dialogs.form.kept import press_kept
from bot.secure import on_page, send_link
from bot.states import ApplicationsSG, CatalogueSG, HelpSG, MenuSG
from bot.turns import citizen_of, core_of, say_of, toast
from bot.widgets.form import led_to_consent
from bot.widgets.offers import page_of
from core.applications.steps import Draft, stand
from core.errors import NotFound, Refused, WrongAnswer, WrongFile
from core.security.model import ENTRY

_LEADS = {"operator": HelpSG.operator, "status": ApplicationsSG.list}


def draft_id_of(manager: DialogManager) -> int:
    data = manager.start_data
    value = data.get("draft") if isinstance(data, dict) else None
    return int(value) if isinstance(value, int | str) and str(value).isdigit() else 0


async def on_form(callback: CallbackQuery, do: str, manager: DialogManager) -> None:
    action, at, version = do.rpartition("@")
    if do == "page-link":
        await _send_page(manager)
    elif not at:
        await _leave_or_page(do, manager)
    elif version.isascii() and version.isdigit() and len(version) < 10:
        await _change(action, int(version), manager)
    else:
        toast(say_of(manager)("toast-stale"))


async def press_said(action: str, version: int, manager: DialogManager) -> None:
    """A button said in words (see `core.applications.spoken`)."""
    if action in {"save", "leave"}:
        await _leave_or_page(action, manager)
    else:
        await _change(action, version, manager)


async def _change(action: str, version: int, manager: DialogManager) -> None:
    core, citizen, say = core_of(manager), citizen_of(manager), say_of(manager)
    draft_id = draft_id_of(manager)
    try:
        allowed = action.startswith("cancel") or await core.citizens.consented(citizen)
        if not allowed and await led_to_consent(manager, await core.drafts.view(citizen.id, draft_id)):
            return
        if action == "submit":
            await _submit(version, manager)
            return
        if action == "keep_doc" or action.startswith("kept:"):
            await press_kept(action, draft_id, version, manager)
            return
        known = await core.citizens.profile(citizen.id)
        draft = await core.drafts.press(citizen, draft_id, version, action, known)
        manager.middleware_data.update(form_draft=draft, form_known=known)
    except (WrongAnswer, WrongFile, NotFound) as error:
        manager.middleware_data["said"] = say.error(error)
        return
    except Refused:
        toast(say("toast-step-passed"))
        return
    if not action.startswith("toggle:"):
        manager.dialog_data.clear()  # pages of the step left behind
    if action in _LEADS:
        await manager.start(_LEADS[action])


async def _submit(version: int, manager: DialogManager) -> None:
    core, citizen, say = core_of(manager), citizen_of(manager), say_of(manager)
    try:
        await core.applications.submit(citizen, draft_id_of(manager), version)
    except Refused as error:
        if error.code == "step-passed":
            raise
        manager.middleware_data["said"] = say.error(error)


async def _send_page(manager: DialogManager) -> None:
    """A one-time link for the question that stands."""
    core, citizen = core_of(manager), citizen_of(manager)
    try:
        draft = await core.drafts.view(citizen.id, draft_id_of(manager))
    except NotFound:
        toast(say_of(manager)("toast-stale"))
        return
    asked = stand(draft).field
    if draft.state != "open" or asked is None or not on_page(core, asked):
        toast(say_of(manager)("toast-stale"))
        return
    data = {"draft": draft.id, "field": asked.id}
    await send_link(manager, await core.pages.link(citizen, ENTRY, data))


async def _leave_or_page(do: str, manager: DialogManager) -> None:
    """Buttons that change no draft: pages, and ways out."""
    core, say = core_of(manager), say_of(manager)
    word, _, target = do.partition(":")
    page = page_of(target)
    if word == "page" and page is not None:
        manager.dialog_data["page"] = page
    elif word == "options" and page is not None:
        manager.dialog_data["options"] = page
    elif do == "save":
        toast(say("toast-form-saved", days=core.settings.keep_drafts_days))
        await manager.start(MenuSG.main, mode=StartMode.RESET_STACK)
    elif do == "menu":
        await manager.start(MenuSG.main, mode=StartMode.RESET_STACK)
    elif do == "operator":
        await manager.start(HelpSG.operator)
    elif word in {"leave", "open"}:
        await _leave(word, manager)
    else:
        toast(say("toast-stale"))


async def _leave(word: str, manager: DialogManager) -> None:
    """To the application's card where there is one, else to the service's."""
    core, citizen = core_of(manager), citizen_of(manager)
    try:
        draft: Draft = await core.drafts.view(citizen.id, draft_id_of(manager))
    except NotFound:
        await manager.start(MenuSG.main, mode=StartMode.RESET_STACK)
        return
    if draft.number is not None:
        await manager.start(ApplicationsSG.card, data={"number": draft.number}, mode=StartMode.RESET_STACK)
    elif word == "leave":
        code = core.catalogue.services[draft.service_id].code
        await manager.start(CatalogueSG.card, data={"service": code}, mode=StartMode.RESET_STACK)
    else:
        toast(say_of(manager)("toast-stale"))
