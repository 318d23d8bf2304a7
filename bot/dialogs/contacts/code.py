"""The code that was sent: tapped on the keypad or typed, once more, somewhere else."""

from math import ceil
from typing import Any

from aiogram.types import CallbackQuery, Message
from aiogram_dialog import DialogManager, ShowMode, StartMode
from aiogram_dialog.widgets.input import MessageInput

from bot.say import Say
from bot.states import ApplySG, ContactsSG, MenuSG, WelcomeSG
from bot.stepup import phrase_line
from bot.turns import citizen_of, core_of, leave, meet_again, on_free_message, say_of, toast
from bot.widgets import Act, Rows, back_row, shown
from bot.widgets.keypad import clear, dots, keypad_rows, press, tapped
from core.bootstrap import Core
from core.citizens.model import Citizen
from core.codes.model import DIGITS, LIVES, Sent, Verdict, digits_of
from core.contacts.model import EMAIL, masked
from core.contacts.usecases import Asked
from core.errors import CoreError, NotFound, Refused


async def open_code(manager: DialogManager, contact_id: int) -> None:
    clear(manager)
    manager.dialog_data["contact"] = contact_id
    await manager.switch_to(ContactsSG.code)


async def code_getter(
    core: Core, citizen: Citizen, say: Say, dialog_manager: DialogManager, said: str = "", **_: object
) -> dict[str, Any]:
    asked = await _asked(core, citizen, dialog_manager)
    if asked is None:
        return shown(say("error-contact-unknown"), [back_row(say)])
    contact, sent = asked.contact, asked.sent
    to = masked(contact.kind, contact.value)
    if contact.verified:
        going_on = [[Act(say("btn-code-on"), "on", style="primary")]]
        return shown(say("code-verified", to=to), going_on)
    head = "\n\n".join([*await phrase_line(core, citizen, say), say(f"code-sent-{contact.kind}", to=to)])
    lives = sent is not None and sent.lives(core.clock.now())
    if sent is None or not lives:
        parts = [said or say(_dead(sent)), head]
        return shown("\n\n".join(parts), _tail(core, say, contact.kind, sent))
    how = say("code-how", minutes=_minutes(core, sent), tries=sent.tries_left)
    failed = say("code-failed") if sent.failed else ""
    typed = dots(dialog_manager, DIGITS)
    text = "\n\n".join(part for part in (said, failed, head, how, typed) if part)
    return shown(text, [*keypad_rows(dialog_manager), *_tail(core, say, contact.kind, sent)])


def _dead(sent: Sent | None) -> str:
    if sent is None or (sent.tries_left and not sent.used):
        return "code-expired"
    return "code-used" if sent.used else "code-spent"


def _minutes(core: Core, sent: Sent) -> int:
    return ceil((sent.expires_at - core.clock.now()) / LIVES * 5)


def _tail(core: Core, say: Say, kind: str, sent: Sent | None) -> Rows:
    wait = _wait(core, sent)
    again = say("btn-code-again-in", seconds=wait) if wait else say("btn-code-again")
    return [[Act(again, "again")], [Act(say(f"btn-code-other-{kind}"), "other")], back_row(say)]


def _wait(core: Core, sent: Sent | None) -> int:
    """Seconds until a new code may be asked for."""
    return 0 if sent is None else max(0, ceil((sent.again_at - core.clock.now()).total_seconds()))


async def on_code(callback: CallbackQuery, do: str, manager: DialogManager) -> None:
    asked = await _asked(core_of(manager), citizen_of(manager), manager)
    if do == "back" or asked is None:
        clear(manager)
        await leave(manager)
    elif asked.contact.verified:
        await (_on(manager, asked) if do == "on" else _stale(manager))
    elif do == "again":
        await _again(manager, asked)
    elif do == "other":
        clear(manager)
        manager.dialog_data["kind"] = asked.contact.kind
        await manager.switch_to(ContactsSG.ask)
    elif not press(manager, do):
        await _stale(manager)
    elif len(tapped(manager)) >= DIGITS:
        digits = tapped(manager)
        clear(manager)
        await _check(manager, asked, digits, None)


async def _stale(manager: DialogManager) -> None:
    toast(say_of(manager)("toast-stale"))


async def on_code_message(message: Message, given: MessageInput, manager: DialogManager) -> None:
    text, say = message.text or "", say_of(manager)
    asked = await _asked(core_of(manager), citizen_of(manager), manager)
    if not any(char.isdecimal() for char in text) or asked is None or asked.contact.verified:
        await on_free_message(message, given, manager)
        return
    if message.forward_origin is not None or message.via_bot is not None:
        await message.delete()
        manager.middleware_data["said"] = say("code-forwarded")
        return
    digits = digits_of(text)
    if digits is None:
        await message.delete()
        manager.middleware_data["said"] = say("code-shape")
        return
    await _check(manager, asked, digits, message.message_id)


async def _check(manager: DialogManager, asked: Asked, digits: str, message_id: int | None) -> None:
    core, citizen, say = core_of(manager), citizen_of(manager), say_of(manager)
    try:
        verdict = await core.contacts.confirm(citizen, asked.contact.id, digits, message_id=message_id)
    except CoreError as error:
        manager.middleware_data["said"] = say.error(error)
        return
    if verdict is Verdict.RIGHT:
        if message_id is not None:
            manager.show_mode = ShowMode.SEND
        await _on(manager, asked)
        return
    fresh = await _asked(core, citizen, manager)
    left = fresh.sent.tries_left if fresh is not None and fresh.sent is not None else 0
    said = say("code-wrong", tries=left) if verdict is Verdict.WRONG else say(f"code-{verdict.value}")
    manager.middleware_data["said"] = said


async def _again(manager: DialogManager, asked: Asked) -> None:
    core, say = core_of(manager), say_of(manager)
    clear(manager)
    try:
        await core.contacts.again(citizen_of(manager), asked.contact.id)
    except Refused as error:
        toast(say.error_line(error))
    else:
        toast(say("toast-code-again"))


async def _on(manager: DialogManager, asked: Asked) -> None:
    """To where the code was wanted: the service, what is still to be told, the list of contacts, the menu."""
    before = citizen_of(manager)
    await meet_again(manager)
    data = manager.start_data if isinstance(manager.start_data, dict) else {}
    then, say = data.get("then"), say_of(manager)
    if not before.registered:
        await _greet(manager, say("welcome-registered", level=citizen_of(manager).level))
    else:
        toast(say("toast-contact-verified"))
    if data.get("listed"):
        await manager.done()
    elif not data:  # proved again from the list
        await manager.switch_to(ContactsSG.list)
    elif asked.contact.kind == EMAIL:
        await manager.start(WelcomeSG.about, data={"then": then}, mode=StartMode.RESET_STACK)
    elif then:
        await manager.start(ApplySG.gate, data={"service": then}, mode=StartMode.RESET_STACK)
    else:
        await manager.start(MenuSG.main, mode=StartMode.RESET_STACK)


async def _greet(manager: DialogManager, text: str) -> None:
    event = manager.event
    message = event.message if isinstance(event, CallbackQuery) else event
    if isinstance(message, Message):
        await message.answer(text)
    manager.show_mode = ShowMode.SEND


async def _asked(core: Core, citizen: Citizen, manager: DialogManager) -> Asked | None:
    data = manager.start_data if isinstance(manager.start_data, dict) else {}
    contact_id = manager.dialog_data.get("contact") or data.get("contact") or 0
    try:
        return await core.contacts.waiting(citizen, int(contact_id))
    except NotFound:
        return None


# The link in the letter


async def link_getter(say: Say, said: str = "", **_: object) -> dict[str, Any]:
    rows = [] if said else [[Act(say("btn-link-yes"), "yes", style="primary")]]
    return shown(said or say("code-link"), [*rows, back_row(say)])


async def on_link(callback: CallbackQuery, do: str, manager: DialogManager) -> None:
    """A tap proves it, not the opening: mail programs open links by themselves."""
    core, citizen, say = core_of(manager), citizen_of(manager), say_of(manager)
    data = manager.start_data if isinstance(manager.start_data, dict) else {}
    if do == "back":
        await leave(manager)
    elif do == "yes" and data.get("token"):
        try:
            contact = await core.contacts.confirm_by_link(citizen, core.reveal(str(data["token"])))
        except CoreError as error:
            manager.middleware_data["said"] = say.error(error)
        else:
            await _on(manager, Asked(contact, None))
    else:
        await _stale(manager)
