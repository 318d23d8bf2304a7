"""Asking for a phone or an address that a code is to be sent to."""

import json
from typing import Any

from aiogram.types import CallbackQuery, Message
from aiogram_dialog import DialogManager
from aiogram_dialog.widgets.input import MessageInput

from bot.dialogs.contacts.code import open_code
from bot.say import Say
from bot.states import WelcomeSG
from bot.turns import citizen_of, core_of, leave, on_free_message, say_of, toast
from bot.widgets import Act, back_row, shown
from core.bootstrap import Core
from core.citizens.model import Citizen
from core.contacts.model import EMAIL, KINDS
from core.errors import CoreError, Refused, WrongAnswer


async def ask_getter(
    core: Core, citizen: Citizen, say: Say, dialog_manager: DialogManager, said: str = "", **_: object
) -> dict[str, Any]:
    kind = kind_in(dialog_manager)
    readings = _readings(core, dialog_manager)
    if readings:
        said = said or say("contact-choose" if len(readings) > 1 else "contact-confirm", value=readings[0])
    text = "\n\n".join(part for part in (said, say(f"contact-ask-{kind}")) if part)
    rows = [[Act(value[:60], f"take:{at}")] for at, value in enumerate(readings)]
    return shown(text, [*rows, back_row(say)])


async def on_ask(callback: CallbackQuery, do: str, manager: DialogManager) -> None:
    word, _, target = do.partition(":")
    readings = _readings(core_of(manager), manager)
    if do == "back":
        manager.dialog_data.pop("readings", None)
        await leave(manager)
    elif word == "take" and target.isdigit() and int(target) < len(readings):
        await _take(manager, readings[int(target)])
    else:
        toast(say_of(manager)("toast-stale"))


async def on_ask_message(message: Message, given: MessageInput, manager: DialogManager) -> None:
    text, core, say = message.text or "", core_of(manager), say_of(manager)
    if "@" not in text and not any(char.isdigit() for char in text):
        await on_free_message(message, given, manager)  # no contact: a need in their own words
        return
    manager.dialog_data.pop("readings", None)
    try:
        parsed = core.contacts.read(kind_in(manager), text)
    except (WrongAnswer, Refused) as error:
        manager.middleware_data["said"] = say.error(error)
        return
    readings = [*parsed.suggestions] or [str(parsed.value)]
    if parsed.suggestions or parsed.confirm:
        manager.dialog_data["readings"] = core.hide(json.dumps(readings))
    else:
        await _take(manager, readings[0])


async def _take(manager: DialogManager, value: str) -> None:
    """Send the code; the same answer whoever else may hold this contact."""
    core, say = core_of(manager), say_of(manager)
    try:
        contact_id = await core.contacts.add(citizen_of(manager), kind_in(manager), value)
    except Refused as error:
        if error.code == "consent-first":
            await manager.start(WelcomeSG.consent)
            return
        manager.middleware_data["said"] = say.error(error)
        return
    except CoreError as error:  # a reading that was offered no longer fits
        manager.middleware_data["said"] = say.error(error)
        return
    manager.dialog_data.pop("readings", None)
    await open_code(manager, contact_id)


def kind_in(manager: DialogManager) -> str:
    """Which kind is asked for: chosen in this dialog, or what it was started with."""
    data = manager.start_data if isinstance(manager.start_data, dict) else {}
    kind = str(manager.dialog_data.get("kind") or data.get("kind"))
    return kind if kind in KINDS else EMAIL


def _readings(core: Core, manager: DialogManager) -> list[str]:
    hidden = manager.dialog_data.get("readings")
    found: list[str] = json.loads(core.reveal(str(hidden))) if hidden else []
    return found
