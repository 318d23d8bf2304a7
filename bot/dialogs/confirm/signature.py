"""A qualified electronic signature: the file to sign goes out, its detached signature comes back."""

from typing import Any

from aiogram import Bot
from aiogram.types import BufferedInputFile, CallbackQuery, Message
from aiogram_dialog import DialogManager, ShowMode, StartMode
from aiogram_dialog.widgets.input import MessageInput

from bot.dialogs.confirm.card import service_behind
from bot.receiving import download
from bot.say import Say
from bot.states import ApplySG, ConfirmSG, WelcomeSG
from bot.turns import citizen_of, core_of, on_free_message, say_of, toast
from bot.widgets import Act, back_row, shown
from core.bootstrap import Core
from core.citizens.model import Citizen
from core.errors import Refused, WrongFile
from core.identity.model import LARGEST_SIGNATURE

FILE = "okno-identity.txt"


async def signature_getter(
    core: Core, citizen: Citizen, say: Say, dialog_manager: DialogManager, said: str = "", **_: object
) -> dict[str, Any]:
    if citizen.level == "confirmed":
        going_on = [[Act(say("btn-to-service"), "service", style="primary")]]
        return shown(
            say("confirm-done"), [*(going_on if service_behind(dialog_manager) else []), back_row(say)]
        )
    rows = [[Act(say("btn-signature-file"), "file", style="primary")], back_row(say)]
    return shown("\n\n".join(one for one in (said, say("confirm-signature")) if one), rows)


async def on_signature(callback: CallbackQuery, do: str, manager: DialogManager) -> None:
    core, citizen, say = core_of(manager), citizen_of(manager), say_of(manager)
    if do == "back":
        await manager.switch_to(ConfirmSG.card)
    elif do == "service" and citizen.level == "confirmed" and service_behind(manager):
        data = {"service": service_behind(manager)}
        await manager.start(ApplySG.gate, data=data, mode=StartMode.RESET_STACK)
    elif do != "file":
        toast(say("toast-stale"))
    elif not await core.citizens.consented(citizen):
        await manager.start(WelcomeSG.consent)
    else:
        await _give_file(callback, manager)


async def _give_file(callback: CallbackQuery, manager: DialogManager) -> None:
    """The file into the chat, and the window anew under it. Given twice within a day, it is the same."""
    core, citizen, say = core_of(manager), citizen_of(manager), say_of(manager)
    try:
        data = await core.signatures.begin(citizen, service_behind(manager))
    except Refused as error:
        toast(say.error_line(error))
        return
    assert callback.bot is not None
    file = BufferedInputFile(data, FILE)
    await callback.bot.send_document(callback.from_user.id, file, caption=say("confirm-signature-file"))
    manager.show_mode = ShowMode.DELETE_AND_SEND


async def on_signed(message: Message, given: MessageInput, manager: DialogManager) -> None:
    """A signature; anything else that is no document is what it is everywhere."""
    core, citizen, say = core_of(manager), citizen_of(manager), say_of(manager)
    if message.document is None:
        await on_free_message(message, given, manager)
        return
    try:
        if (message.document.file_size or 0) > LARGEST_SIGNATURE:
            raise Refused("signature-format")
        bot: Bot = manager.middleware_data["bot"]
        data = await download(bot, message.document.file_id)
        await core.signatures.check(citizen, data, await core.citizens.profile(citizen.id))
    except (Refused, WrongFile) as error:
        manager.middleware_data["said"] = say.error(error)
        return
    manager.middleware_data["citizen"] = await core.citizens.meet(citizen.telegram_id, None)
