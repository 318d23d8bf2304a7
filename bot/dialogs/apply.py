"""The gate before a form: what is still missing is worked out anew each time, and leads there and back."""

from typing import Any

from aiogram.types import CallbackQuery
from aiogram_dialog import Dialog, DialogManager, ShowMode, StartMode

from bot.say import Say
from bot.states import ApplySG, CatalogueSG, ConfirmSG, FormSG, HelpSG, WelcomeSG
from bot.turns import citizen_of, core_of, leave, on_free_message, say_of, toast
from bot.widgets import Act, back_row, screen, shown
from bot.wording import moment_of
from core.applications.steps import Draft, stand
from core.bootstrap import Core
from core.catalogue.model import Service
from core.citizens.model import Citizen
from core.errors import NotFound
from core.texts import Html


def _code(manager: DialogManager) -> str:
    data = manager.start_data
    return str(data.get("service")) if isinstance(data, dict) else ""


async def verdict(core: Core, citizen: Citizen, service: Service | None) -> str:
    """What stands before the form: unknown, departments, consent, phone, level, draft; or go."""
    if service is None:
        return "unknown"
    if core.departments is None:
        return "departments"
    if not await core.citizens.consented(citizen):
        return "consent"
    if service.account != "none" and not citizen.registered:
        return "phone"
    if not citizen.reaches(service.account):
        return "level"
    return "go" if await core.drafts.open_for(citizen.id, service.id) is None else "draft"


async def gate_getter(
    core: Core, citizen: Citizen, say: Say, dialog_manager: DialogManager, **_: object
) -> dict[str, Any]:
    service = core.services.by_code(_code(dialog_manager))
    found = await verdict(core, citizen, service)
    if service is None:
        return shown(
            say("apply-unknown"), [[Act(say("btn-see-services"), "services", style="primary")], back_row(say)]
        )
    title = say("apply-title", title=core.services.short_title(service))
    match found:
        case "departments":
            return shown(f"{title}\n{say('apply-departments')}", [back_row(say)])
        case "level":
            return shown(f"{title}\n{_level(core, say)}", _level_rows(say))
        case "draft" if dialog_manager.dialog_data.get("anew"):
            rows = [[Act(say("btn-anew-yes"), "anew_yes", style="danger")], back_row(say, "anew_no")]
            return shown(f"{title}\n{say('apply-anew')}", rows)
        case "draft":
            rows = [
                [Act(say("btn-continue"), "continue", style="primary")],
                [Act(say("btn-anew"), "anew")],
                back_row(say),
            ]
            return shown(f"{title}\n{await _saved(core, citizen, say, service)}", rows)
    # Redrawn half way, after a restart: one tap goes on.
    return shown(
        f"{title}\n{say('apply-ready')}", [[Act(say("btn-go-on"), "again", style="primary")], back_row(say)]
    )


def _level(core: Core, say: Say) -> str:
    settings = core.settings
    known = [one for one in (settings.support_phone, settings.support_email, settings.support_hours) if one]
    parts = [say("apply-level"), say("apply-level-meaning")]
    parts.append(
        say("apply-level-contacts", contacts=", ".join(known)) if known else say("apply-level-staff")
    )
    return "\n".join(parts)


def _level_rows(say: Say) -> list[list[Act]]:
    return [
        [Act(say("btn-confirm"), "confirm", style="primary")],
        [Act(say("btn-check-again"), "check")],
        [Act(say("btn-help"), "help")],
        back_row(say),
    ]


async def _saved(core: Core, citizen: Citizen, say: Say, service: Service) -> str:
    """When the draft was saved, and how far it had got."""
    draft_id = await core.drafts.open_for(citizen.id, service.id)
    at = next((one.changed_at for one in await core.drafts.opened(citizen.id) if one.id == draft_id), None)
    try:
        draft = await core.drafts.view(citizen.id, draft_id or 0)
    except NotFound:
        return say("apply-ready")
    when = moment_of(say, core, at) if at is not None else ""
    return say("apply-draft", when=when, place=_place(say, draft))


def _place(say: Say, draft: Draft) -> Html:
    step = stand(draft)
    if step.document is not None:
        return say.html("apply-at-document", number=step.number, of=step.of)
    if step.field is not None:
        return say.html("apply-at-question", number=step.number, of=step.of)
    return say.html("apply-at-review")


async def on_gate(callback: CallbackQuery, do: str, manager: DialogManager) -> None:
    match do:
        case "back":
            await leave(manager)
        case "services":
            await manager.start(CatalogueSG.categories)
        case "help":
            await manager.start(HelpSG.main)
        case "confirm":
            await manager.start(ConfirmSG.card, data={"service": _code(manager)})
        case "check":
            await _check(manager)
        case "again":
            await go(manager)
        case "continue" | "anew" | "anew_yes" | "anew_no":
            await _on_draft(do, manager)
        case _:
            toast(say_of(manager)("toast-stale"))


async def _check(manager: DialogManager) -> None:
    core, citizen = core_of(manager), citizen_of(manager)
    if await verdict(core, citizen, core.services.by_code(_code(manager))) == "level":
        toast(say_of(manager)("toast-level-same"))
    else:
        manager.show_mode = ShowMode.SEND  # the news of the level lies below this window
        await go(manager)


async def _on_draft(do: str, manager: DialogManager) -> None:
    core, citizen = core_of(manager), citizen_of(manager)
    service = core.services.by_code(_code(manager))
    asked_twice = bool(manager.dialog_data.pop("anew", False))
    found = await verdict(core, citizen, service)
    if service is None or found != "draft":
        await go(manager)  # the draft has ended meanwhile, or something else is missing now
    elif do == "anew":
        manager.dialog_data["anew"] = True
    elif do == "continue" or (do == "anew_yes" and asked_twice):
        await _open_form(manager, await core.drafts.start(citizen, service, anew=do == "anew_yes"))


async def go(manager: DialogManager) -> None:
    """On to whatever is missing, or into the form; stays where only this window can say what is wrong."""
    core, citizen = core_of(manager), citizen_of(manager)
    service = core.services.by_code(_code(manager))
    found = await verdict(core, citizen, service)
    if service is None:
        return
    missing = {"consent": WelcomeSG.consent, "phone": WelcomeSG.phone}.get(found)
    if missing is not None:
        await manager.start(missing, data={"then": service.code}, mode=StartMode.RESET_STACK)
    elif found == "go":
        await _open_form(manager, await core.drafts.start(citizen, service))


async def _open_form(manager: DialogManager, draft_id: int) -> None:
    await manager.start(FormSG.step, data={"draft": draft_id}, mode=StartMode.RESET_STACK)


async def on_apply(start_data: object, manager: DialogManager) -> None:
    await go(manager)


def apply_dialog() -> Dialog:
    goes = [
        FormSG.step,
        ConfirmSG.card,
        WelcomeSG.consent,
        WelcomeSG.phone,
        HelpSG.main,
        CatalogueSG.categories,
    ]
    return Dialog(screen(ApplySG.gate, gate_getter, on_gate, on_free_message, goes=goes), on_start=on_apply)
