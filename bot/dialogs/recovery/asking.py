"""What proves more than a number: the birth date; for a person of the staff the name and a picture too."""

from typing import Any

from aiogram import Bot
from aiogram.types import CallbackQuery, Message
from aiogram_dialog import DialogManager
from aiogram_dialog.widgets.input import MessageInput

from bot.dialogs.recovery.held import Held, held_in, hold
from bot.receiving import FILES, received
from bot.say import Say
from bot.states import RecoverySG
from bot.turns import citizen_of, core_of, on_free_message, say_of, toast
from bot.widgets import back_row, shown
from core.bootstrap import Core
from core.contacts.model import EMAIL, PHONE
from core.errors import CoreError, WrongAnswer
from core.forms.kinds import Context, kind_of
from core.recovery.model import OPERATOR, SIM
from core.recovery.usecases import BIRTH_DATE, FULL_NAME

FORMATS = ("jpg", "png", "pdf")
_SCAN = "scan"


def _step(core: Core, held: Held) -> str:
    """What is asked next: a contact, a value of the profile by its path, the picture."""
    if "value" not in held:
        return "contact"
    answers = held.get("answers", {})
    paths = (BIRTH_DATE,) if held["way"] == SIM else (FULL_NAME, BIRTH_DATE)
    wanted = (path for path in paths if path not in answers and path in core.citizens.fields)
    return next(wanted, _SCAN)


async def ask_getter(
    core: Core, say: Say, dialog_manager: DialogManager, said: str = "", **_: object
) -> dict[str, Any]:
    held = held_in(dialog_manager)
    if "way" not in held:
        return shown(say("error-recovery-unknown"), [back_row(say)])
    step = _step(core, held)
    if step in core.citizens.fields:
        asked = core.citizens.fields[step]
        title = asked.title.get(say.language) or asked.title["ru"]
        question = say("recovery-value", title=title, example=kind_of(asked).example(asked))
    else:
        question = say(f"recovery-{step}")
    return shown("\n\n".join(part for part in (said, question) if part), [back_row(say)])


async def on_ask(callback: CallbackQuery, do: str, manager: DialogManager) -> None:
    if do == "back":
        manager.dialog_data.pop("held", None)
        await manager.switch_to(RecoverySG.main)
    else:
        toast(say_of(manager)("toast-stale"))


async def on_ask_message(message: Message, given: MessageInput, manager: DialogManager) -> None:
    core, held = core_of(manager), held_in(manager)
    step = _step(core, held) if "way" in held else ""
    try:
        if step == _SCAN and message.content_type in FILES:
            await _scan(message, manager, held)
        elif step in {"", _SCAN} or not message.text:
            await on_free_message(message, given, manager)
        elif step == "contact":
            kind = EMAIL if "@" in message.text else PHONE
            hold(manager, {**held, "kind": kind, "value": str(core.contacts.read(kind, message.text).value)})
        else:
            await _answer(manager, held, step, message.text)
    except CoreError as error:
        manager.middleware_data["said"] = say_of(manager).error(error)


async def _answer(manager: DialogManager, held: Held, path: str, text: str) -> None:
    """Raises WrongAnswer, Refused."""
    core = core_of(manager)
    asked = core.citizens.fields[path]
    parsed = kind_of(asked).parse(text, asked, Context(core.clock.today()))
    if parsed.suggestions:
        raise WrongAnswer("recovery-unclear", example=kind_of(asked).example(asked))
    held = {**held, "answers": {**held.get("answers", {}), path: parsed.value}}
    hold(manager, held)
    if held["way"] == SIM:
        await core.recoveries.by_sim(citizen_of(manager), held["value"], str(parsed.value))
        await _sent(manager, SIM)


async def _scan(message: Message, manager: DialogManager, held: Held) -> None:
    """Raises WrongFile, Refused."""
    bot: Bot = manager.middleware_data["bot"]
    found, name = await received(message, bot, FORMATS)
    core, citizen = core_of(manager), citizen_of(manager)
    answers = held.get("answers", {})
    await core.recoveries.by_operator(citizen, held["kind"], held["value"], answers, found, name)
    await _sent(manager, OPERATOR)


async def _sent(manager: DialogManager, way: str) -> None:
    manager.dialog_data.pop("held", None)
    manager.dialog_data["sent"] = way
    await manager.switch_to(RecoverySG.sent)
