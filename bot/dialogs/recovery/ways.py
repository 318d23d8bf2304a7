"""Which way back: by the number that this Telegram has now, or by a person of the staff."""

from typing import Any

from aiogram.types import CallbackQuery, Message
from aiogram_dialog import DialogManager, StartMode
from aiogram_dialog.widgets.input import MessageInput

from bot.dialogs.recovery.held import hold
from bot.say import Say
from bot.states import MenuSG, RecoverySG, WelcomeSG
from bot.turns import citizen_of, core_of, leave, on_free_message, say_of, toast
from bot.widgets import Act, back_row, shown
from bot.widgets.contact import why_refused
from core.bootstrap import Core
from core.citizens.model import Citizen
from core.citizens.usecases import phone_of
from core.errors import Refused


async def main_getter(core: Core, citizen: Citizen, say: Say, **_: object) -> dict[str, Any]:
    if citizen.registered:
        return shown(say("recovery-registered"), [back_row(say)])
    if await core.recoveries.review_waits(citizen):
        return shown(say("recovery-reviewed"), [back_row(say)])
    rows = [
        [Act(say("btn-recovery-sim"), "sim", style="primary")],
        [Act(say("btn-recovery-operator"), "operator")],
        back_row(say),
    ]
    return shown(say("recovery-main"), rows)


async def on_main(callback: CallbackQuery, do: str, manager: DialogManager) -> None:
    core, citizen = core_of(manager), citizen_of(manager)
    if do == "back":
        await leave(manager)
    elif do not in {"sim", "operator"} or citizen.registered:
        toast(say_of(manager)("toast-stale"))
    elif not await core.citizens.consented(citizen):
        await manager.start(WelcomeSG.consent, data={"only": True})
    elif do == "sim":
        await manager.switch_to(RecoverySG.phone)
    else:
        hold(manager, {"way": "operator"})
        await manager.switch_to(RecoverySG.ask)


async def phone_getter(say: Say, said: str = "", **_: object) -> dict[str, Any]:
    return shown("\n\n".join(part for part in (said, say("recovery-phone")) if part), [])


async def on_phone(callback: CallbackQuery, do: str, manager: DialogManager) -> None:
    toast(say_of(manager)("toast-stale"))


async def on_phone_message(message: Message, given: MessageInput, manager: DialogManager) -> None:
    say = say_of(manager)
    if message.text is not None and message.text.strip() == say("btn-back"):
        await manager.switch_to(RecoverySG.main)
        return
    if message.text and not any(char.isdigit() for char in message.text):
        await on_free_message(message, given, manager)
        return
    reason = why_refused(message)
    if reason is not None or message.contact is None:
        manager.middleware_data["said"] = say(f"welcome-phone-{reason}")
        return
    try:
        phone = phone_of(message.contact.phone_number)
    except Refused as error:
        manager.middleware_data["said"] = say.error(error)
        return
    hold(manager, {"way": "sim", "kind": "phone", "value": phone})
    await manager.switch_to(RecoverySG.ask)


async def sent_getter(say: Say, dialog_manager: DialogManager, **_: object) -> dict[str, Any]:
    way = "operator" if dialog_manager.dialog_data.get("sent") == "operator" else "sim"
    return shown(say(f"recovery-sent-{way}"), [[Act(say("btn-menu"), "menu", style="primary")]])


async def on_sent(callback: CallbackQuery, do: str, manager: DialogManager) -> None:
    if do == "menu":
        await manager.start(MenuSG.main, mode=StartMode.RESET_STACK)
    else:
        toast(say_of(manager)("toast-stale"))
