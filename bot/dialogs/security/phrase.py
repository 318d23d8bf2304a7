"""The citizen's own phrase: what stands on every sensitive window, and on no stranger's copy of one."""

from typing import Any

from aiogram.types import CallbackQuery, Message
from aiogram_dialog import DialogManager
from aiogram_dialog.widgets.input import MessageInput

from bot.say import Say
from bot.states import SecuritySG
from bot.stepup import ensure, phrase_line
from bot.turns import citizen_of, core_of, drop, on_free_message, say_of, toast
from bot.widgets import Act, back_row, shown
from core.bootstrap import Core
from core.citizens.model import Citizen
from core.errors import Refused
from core.security.model import PHRASE


async def phrase_getter(
    core: Core, citizen: Citizen, say: Say, dialog_manager: DialogManager, said: str = "", **_: object
) -> dict[str, Any]:
    head = [*await phrase_line(core, citizen, say), *([said] if said else [])]
    if dialog_manager.dialog_data.get("asking"):
        text = say("security-phrase-ask", least=PHRASE.start, most=PHRASE.stop - 1)
        return shown("\n\n".join([*head, text]), [back_row(say)])
    on = (await core.security.protection(citizen.id)).phrase is not None
    rows = [[Act(say("btn-phrase-change" if on else "btn-phrase-set"), "set", style="primary")]]
    return shown("\n\n".join([*head, say("security-phrase-about")]), [*rows, back_row(say)])


async def on_phrase(callback: CallbackQuery, do: str, manager: DialogManager) -> None:
    asking = manager.dialog_data.pop("asking", None)
    if do == "back":
        await (manager.switch_to(SecuritySG.main) if asking is None else manager.switch_to(SecuritySG.phrase))
    elif do == "set":
        if await ensure(manager, "factor.change", do):
            manager.dialog_data["asking"] = True
    else:
        toast(say_of(manager)("toast-stale"))


async def on_phrase_message(message: Message, given: MessageInput, manager: DialogManager) -> None:
    if not manager.dialog_data.get("asking") or not message.text:
        await on_free_message(message, given, manager)
        return
    await drop(message)
    say = say_of(manager)
    try:
        await core_of(manager).factors.set_phrase(citizen_of(manager), message.text)
    except Refused as error:
        if error.code == "proof-first":
            manager.dialog_data.pop("asking")
        manager.middleware_data["said"] = say.error(error)
        return
    manager.dialog_data.pop("asking")
    manager.middleware_data["said"] = say("security-phrase-saved")
