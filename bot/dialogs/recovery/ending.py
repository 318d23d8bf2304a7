"""How it ends: the owner says «это не я», or the way back is used, once."""

from typing import Any

from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager, StartMode

from bot.say import Say
from bot.states import ContactsSG, MenuSG, RecoverySG
from bot.turns import citizen_of, core_of, leave, meet_again, say_of, toast
from bot.widgets import Act, back_row, shown
from core.bootstrap import Core
from core.citizens.model import Citizen
from core.errors import NotFound, Refused


def _recovery(manager: DialogManager) -> int:
    data = manager.start_data if isinstance(manager.start_data, dict) else {}
    return int(data.get("recovery") or 0)


async def objection_getter(say: Say, said: str = "", **_: object) -> dict[str, Any]:
    if said:
        return shown(said, [[Act(say("btn-menu"), "menu", style="primary")]])
    rows = [[Act(say("btn-not-me-yes"), "stop", style="danger")], [Act(say("btn-it-is-me"), "menu")]]
    return shown(say("recovery-objection"), rows)


async def on_objection(callback: CallbackQuery, do: str, manager: DialogManager) -> None:
    core, say = core_of(manager), say_of(manager)
    if do == "menu":
        await manager.start(MenuSG.main, mode=StartMode.RESET_STACK)
    elif do == "stop":
        try:
            await core.recoveries.stop(citizen_of(manager), _recovery(manager))
        except (NotFound, Refused) as error:
            manager.middleware_data["said"] = say.error(error)
        else:
            manager.middleware_data["said"] = say("recovery-stopped")
    else:
        toast(say("toast-stale"))


async def regain_getter(
    core: Core, citizen: Citizen, say: Say, dialog_manager: DialogManager, **_: object
) -> dict[str, Any]:
    if not await core.recoveries.usable(citizen, _recovery(dialog_manager)):
        return shown(say("error-recovery-unknown"), [back_row(say)])
    rows = [
        [Act(say("btn-regain-alone"), "alone", style="primary")],
        [Act(say("btn-regain-both"), "both")],
        back_row(say),
    ]
    return shown(say("recovery-regain"), rows)


async def on_regain(callback: CallbackQuery, do: str, manager: DialogManager) -> None:
    core, say = core_of(manager), say_of(manager)
    if do == "back":
        await leave(manager)
    elif do in {"alone", "both"}:
        try:
            await core.recoveries.regain(citizen_of(manager), _recovery(manager), alone=do == "alone")
        except NotFound as error:
            toast(say.error_line(error))
            return
        await meet_again(manager)
        await manager.start(RecoverySG.regained, mode=StartMode.RESET_STACK)
    else:
        toast(say("toast-stale"))


async def regained_getter(say: Say, **_: object) -> dict[str, Any]:
    rows = [
        [Act(say("btn-regained-contacts"), "contacts", style="primary")],
        [Act(say("btn-menu"), "menu")],
    ]
    return shown(say("recovery-regained"), rows)


async def on_regained(callback: CallbackQuery, do: str, manager: DialogManager) -> None:
    if do == "contacts":
        await manager.start(ContactsSG.list)
    elif do == "menu":
        await manager.start(MenuSG.main, mode=StartMode.RESET_STACK)
    else:
        toast(say_of(manager)("toast-stale"))
