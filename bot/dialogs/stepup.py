"""A proof that it is the citizen: PIN, authenticator, backup code, or a first PIN set there and then."""

from typing import Any

from aiogram.types import CallbackQuery, Message
from aiogram_dialog import Dialog, DialogManager
from aiogram_dialog.widgets.input import MessageInput

from bot.say import Say
from bot.states import StepUpSG
from bot.stepup import phrase_line, resume, six_digits
from bot.turns import citizen_of, core_of, drop, leave, on_free_message, say_of, toast
from bot.widgets import Act, Rows, back_row, screen, shown
from bot.widgets.keypad import clear, dots, keypad_rows
from bot.wording import moment_of
from core.bootstrap import Core
from core.citizens.model import Citizen
from core.codes.model import DIGITS, digits_of
from core.contacts.model import masked as masked_contact
from core.errors import Refused
from core.security.model import Need, Verdict
from core.security.policy import CODES

_TYPED = "backup"  # the one way that a keypad of digits is no use for


# Proving


async def prove_getter(
    core: Core, citizen: Citizen, say: Say, dialog_manager: DialogManager, said: str = "", **_: object
) -> dict[str, Any]:
    need = await core.security.needs(citizen, _action(dialog_manager))
    head = [*await phrase_line(core, citizen, say), *([said] if said else [])]
    if need is None:
        text = "\n\n".join([*head, say("stepup-proved")])
        return shown(text, [[Act(say("btn-stepup-go-on"), "go", style="primary")], back_row(say)])
    if (closed := closed_until(core, say, need)) is not None:
        return shown("\n\n".join([*head, closed]), [back_row(say)])
    if not need.ways:
        text = "\n\n".join([*head, say("stepup-none")])
        return shown(text, [[Act(say("btn-stepup-set-pin"), "set-pin", style="primary")], back_row(say)])
    way = _way(dialog_manager, need)
    parts = [*head, say("stepup-head", action=need.action.replace(".", "-"))]
    more = [*_other_ways(say, need, way), back_row(say)]
    if way == _TYPED:
        return shown("\n\n".join([*parts, say(f"stepup-{way}")]), more)
    if way in CODES:
        sent = await core.security.sent_code(citizen, need.action, way)
        if sent is None:
            first = [Act(say(f"btn-stepup-send-{way}"), f"send:{way}", style="primary")]
            return shown("\n\n".join([*parts, say(f"stepup-send-{way}")]), [first, *more])
        parts.append(say("stepup-sent", to=masked_contact(sent.kind, sent.to)))
        more.insert(0, [Act(say("btn-stepup-again"), f"send:{way}")])
    else:
        parts.append(say(f"stepup-{way}"))
    parts.append(say("stepup-digits", digits=dots(dialog_manager, DIGITS)))
    return shown("\n\n".join(parts), [*keypad_rows(dialog_manager), *more])


def closed_until(core: Core, say: Say, need: Need) -> str | None:
    """Why nothing helps just now, and until when."""
    if need.frozen_until is not None:
        return say("stepup-frozen", until=moment_of(say, core, need.frozen_until))
    if need.blocked_until is not None:
        return say("stepup-blocked", until=moment_of(say, core, need.blocked_until))
    return None


def _other_ways(say: Say, need: Need, way: str) -> Rows:
    return [[Act(say(f"btn-stepup-{other}"), f"way:{other}")] for other in need.ways if other != way]


def _way(manager: DialogManager, need: Need) -> str:
    chosen = str(manager.dialog_data.get("way", ""))
    return chosen if chosen in need.ways else need.ways[0]


def _action(manager: DialogManager) -> str:
    data = manager.start_data if isinstance(manager.start_data, dict) else {}
    return str(data.get("action", ""))


async def on_prove(callback: CallbackQuery, do: str, manager: DialogManager) -> None:
    core, citizen, say = core_of(manager), citizen_of(manager), say_of(manager)
    if do == "back":
        await leave(manager)
        return
    need = await core.security.needs(citizen, _action(manager))
    word, _, target = do.partition(":")
    if need is None:
        await _go_on(manager)
    elif do == "set-pin" and not need.ways and closed_until(core, say, need) is None:
        await manager.switch_to(StepUpSG.pin)
    elif word == "way" and target in need.ways:
        clear(manager)
        manager.dialog_data["way"] = target
    elif word == "send" and target in need.ways and target in CODES:
        await _send(manager, target)
    elif need.ways and (digits := six_digits(manager, do)) is not None:
        if digits:
            await _try(manager, _way(manager, need), digits)
    else:
        toast(say("toast-stale"))


async def _send(manager: DialogManager, way: str) -> None:
    """A code on its way; where none may go just now, why not, and the window stays."""
    clear(manager)
    manager.dialog_data["way"] = way
    try:
        await core_of(manager).security.send_code(citizen_of(manager), _action(manager), way)
    except Refused as error:
        toast(say_of(manager).error_line(error))


async def on_prove_message(message: Message, given: MessageInput, manager: DialogManager) -> None:
    """A code may be typed as well; its message goes at once."""
    need = await core_of(manager).security.needs(citizen_of(manager), _action(manager))
    way = _way(manager, need) if need is not None and need.ways else None
    text = message.text or ""
    code = _typed_code(text) if way == _TYPED else digits_of(text)
    if way is None or code is None:
        await on_free_message(message, given, manager)
        return
    await drop(message)
    await _try(manager, way, code)


def _typed_code(text: str) -> str | None:
    """A backup code, as it is written down."""
    plain = "".join(sign for sign in text if sign.isalnum())
    return plain if len(plain) == 10 and plain.isascii() else None


async def _try(manager: DialogManager, way: str, digits: str) -> None:
    core, citizen, say = core_of(manager), citizen_of(manager), say_of(manager)
    try:
        if way in CODES:
            verdict = await core.security.prove_code(citizen, _action(manager), way, digits)
        else:
            verdict = await core.security.prove(citizen, way, digits)
    except Refused:
        toast(say("toast-stale"))
        return
    if verdict.ok:
        await _go_on(manager)
    else:
        manager.middleware_data["said"] = _wrong(say, verdict)


def _wrong(say: Say, verdict: Verdict) -> str:
    if verdict.blocked_until is not None:
        return ""  # the window says until when
    return say("stepup-wrong", left=verdict.left) if verdict.left > 0 else say("stepup-code-dead")


async def _go_on(manager: DialogManager) -> None:
    data = manager.start_data if isinstance(manager.start_data, dict) else {}
    clear(manager)
    if len(manager.current_stack().intents) > 1:
        await manager.done(resume(str(data.get("do", ""))))
    else:
        await leave(manager)


# A new PIN


async def pin_getter(
    core: Core, citizen: Citizen, say: Say, dialog_manager: DialogManager, said: str = "", **_: object
) -> dict[str, Any]:
    again = "first" in dialog_manager.dialog_data
    parts = [
        *await phrase_line(core, citizen, say),
        *([said] if said else []),
        say("stepup-pin-again" if again else "stepup-pin-new"),
        say("stepup-digits", digits=dots(dialog_manager, DIGITS)),
    ]
    return shown("\n\n".join(parts), [*keypad_rows(dialog_manager), back_row(say)])


async def on_pin(callback: CallbackQuery, do: str, manager: DialogManager) -> None:
    if do == "back":
        await leave(manager)
    elif (digits := six_digits(manager, do)) is None:
        toast(say_of(manager)("toast-stale"))
    elif digits:
        await _take_pin(manager, digits)


async def on_pin_message(message: Message, given: MessageInput, manager: DialogManager) -> None:
    digits = digits_of(message.text or "")
    if digits is None:
        await on_free_message(message, given, manager)
        return
    await drop(message)
    clear(manager)
    await _take_pin(manager, digits)


async def _take_pin(manager: DialogManager, digits: str) -> None:
    """The first time it is kept sealed, the second time it must be the same."""
    core, say, data = core_of(manager), say_of(manager), manager.dialog_data
    first = data.pop("first", None)
    if first is None:
        data["first"] = core.hide(digits)
    elif core.reveal(first) != digits:
        manager.middleware_data["said"] = say("stepup-pin-differs")
    else:
        await _set_pin(manager, digits)


async def _set_pin(manager: DialogManager, pin: str) -> None:
    try:
        await core_of(manager).factors.set_pin(citizen_of(manager), pin)
    except Refused as error:
        manager.middleware_data["said"] = say_of(manager).error(error)
        return
    toast(say_of(manager)("toast-pin-set"))
    await _go_on(manager)


def stepup_dialog() -> Dialog:
    return Dialog(
        screen(StepUpSG.prove, prove_getter, on_prove, on_prove_message, goes=[StepUpSG.pin]),
        screen(StepUpSG.pin, pin_getter, on_pin, on_pin_message),
    )
