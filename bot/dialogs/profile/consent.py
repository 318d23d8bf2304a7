"""The consent: since when, its text, and taking it back."""

from typing import Any

from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager

from bot.say import Say
from bot.states import ProfileSG, WelcomeSG
from bot.turns import citizen_of, core_of, say_of, toast
from bot.widgets import Act, back_row, shown
from bot.wording import moment_of
from core.bootstrap import Core
from core.citizens.model import Citizen


async def consent_getter(
    core: Core, citizen: Citizen, say: Say, dialog_manager: DialogManager, **_: object
) -> dict[str, Any]:
    at = await core.citizens.consented_at(citizen)
    if at is None:
        rows = [[Act(say("btn-consent-give"), "give", style="primary")], back_row(say)]
        return shown(say("profile-consent-none"), rows)
    if dialog_manager.dialog_data.get("revoking"):
        rows = [
            [Act(say("btn-consent-revoke-yes"), "yes", style="danger")],
            [Act(say("btn-consent-keep"), "keep")],
        ]
        return shown(say("profile-consent-revoke"), rows)
    rows = [[Act(say("btn-consent-revoke"), "revoke", style="danger")], back_row(say)]
    given = say("profile-consent-given", at=moment_of(say, core, at))
    return shown(f"{given}\n\n{core.citizens.consent_text(say.language)}", rows)


async def on_consent(callback: CallbackQuery, do: str, manager: DialogManager) -> None:
    core, citizen, say = core_of(manager), citizen_of(manager), say_of(manager)
    revoking = bool(manager.dialog_data.pop("revoking", False))
    match do:
        case "back":
            await manager.switch_to(ProfileSG.view)
        case "revoke":
            manager.dialog_data["revoking"] = True
        case "keep":
            pass  # the question is gone, the window is drawn again
        case "yes" if revoking:
            await core.citizens.decide_consent(citizen, False, citizen.language)
            toast(say("toast-consent-revoked"))
        case "give":
            await manager.start(WelcomeSG.consent)
        case _:
            toast(say("toast-stale"))
