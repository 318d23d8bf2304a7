"""One question of a document: checked as a form checks it, confirmed where it is unusual.

What was typed and waits for a tap lies sealed in the dialog's data, since a stack may lie in Redis.
"""

import json
from typing import Any

from aiogram.types import CallbackQuery, Message
from aiogram_dialog import DialogManager, ShowMode
from aiogram_dialog.widgets.input import MessageInput

from bot.dialogs.documents.opened import allowed, go_on, kind_open, open_id, opened
from bot.say import Say
from bot.states import DocumentsSG
from bot.turns import citizen_of, core_of, say_of, toast
from bot.widgets import Act, Rows, back_row, shown
from bot.widgets.papers import field_title, kind_title, value_of
from core.applications.spoken import said_of_value
from core.bootstrap import Core
from core.citizens.model import Citizen, Known
from core.errors import CoreError, NotFound, Refused, WrongAnswer
from core.forms.kinds import Context, Parsed, kind_of, mask_typed
from core.forms.model import Field, Value
from core.wallet.model import Kept, Question

Held = dict[str, Any]


async def field_getter(
    core: Core, citizen: Citizen, say: Say, dialog_manager: DialogManager, **_: object
) -> dict[str, Any]:
    kept = await opened(dialog_manager)
    asked = _asked(dialog_manager, kept)
    if asked is None:
        return shown(say("error-document-unknown"), [back_row(say)])
    held = _held(core, dialog_manager)
    now = kept.values.get(asked.field.id) if kept is not None else None
    known = await _known(core, citizen, asked.field) if now is None else None
    lines = [say("wallet-field-head", kind=kind_title(say, asked.kind)), *_said(say, asked.field, held)]
    lines.append(_question(say, asked.field, now))
    return shown("\n\n".join(lines), _rows(say, asked.field, known, held))


def _asked(manager: DialogManager, kept: Kept | None) -> Question | None:
    """The question that stands: one that is being changed, else the first without an answer."""
    kind = kind_open(manager, kept)
    if kind is None:
        return None
    named = manager.dialog_data.get("field")
    field = kind.field(str(named)) if named else kept.missing() if kept is not None else kind.fields[0]
    return Question(open_id(manager), kind, field) if field is not None else None


async def _known(core: Core, citizen: Citizen, asked: Field) -> Known | None:
    """What the profile would answer, where it holds as an answer here."""
    known = (await core.citizens.profile(citizen.id)).get(asked.autofill or "")
    if known is None or known.value is None:
        return None
    try:
        kind_of(asked).check(known.value, asked, Context(core.clock.today()))
    except WrongAnswer:
        return None
    return known


def _question(say: Say, asked: Field, now: Value) -> str:
    title = field_title(say, asked)
    lines = [say("wallet-field-optional" if asked.optional else "wallet-field", title=title)]
    if now is not None:
        lines.append(say("wallet-field-now", value=value_of(say, asked, now)))
    example = asked.hint.get("ru") or kind_of(asked).example(asked)
    lines.append(say("profile-value-example", example=example))
    if kind_of(asked).sensitive:
        lines.append(say("profile-value-deleted"))
    return "\n".join(lines)


def _said(say: Say, asked: Field, held: Held) -> list[str]:
    """What came of the last message: an error with what was sent, or what is to be confirmed."""
    if "error" in held:
        lines = [say.texts.error(say.language, held["error"], held["params"])]
        if held.get("typed"):
            lines.append(say("profile-value-sent", typed=held["typed"]))
        return ["\n".join(lines)]
    if "value" in held:
        note = f"\n{say('note-' + held['note'])}" if held.get("note") else ""
        return [say("profile-value-confirm", value=value_of(say, asked, held["value"])) + note]
    return [say("profile-value-choose")] if "suggestions" in held else []


def _rows(say: Say, asked: Field, known: Known | None, held: Held) -> Rows:
    if "value" in held:
        return [[Act(say("btn-profile-yes"), "yes", style="primary")], [Act(say("btn-profile-no"), "no")]]
    if "suggestions" in held:
        picks = [[Act(text[:60], f"pick:{at}")] for at, text in enumerate(held["suggestions"])]
        return [*picks, [Act(say("btn-profile-no"), "no")]]
    rows = []
    if known is not None:
        value = value_of(say, asked, known.value)
        rows.append([Act(say("btn-wallet-known", value=value[:40]), "known", style="primary")])
    if asked.optional:
        rows.append([Act(say("btn-wallet-skip"), "skip")])
    return [*rows, back_row(say)]


def _held(core: Core, manager: DialogManager) -> Held:
    hidden = manager.dialog_data.get("held")
    held: Held = json.loads(core.reveal(str(hidden))) if hidden else {}
    return held


def _hold(manager: DialogManager, **held: Any) -> None:
    manager.dialog_data["held"] = core_of(manager).hide(json.dumps(held, ensure_ascii=False))


async def on_typed(message: Message, _input: MessageInput, manager: DialogManager) -> None:
    core, say = core_of(manager), say_of(manager)
    asked = _asked(manager, await opened(manager))
    if not message.text or asked is None:
        await message.answer(say("unexpected-content"))
        manager.show_mode = ShowMode.SEND
    elif said := said_of_value(message.text, asked_back="value" in _held(core, manager)):
        await _pressed(manager, asked, said)
    elif await allowed(manager):
        await _take(message, message.text, asked, manager)


async def _take(message: Message, text: str, asked: Question, manager: DialogManager) -> None:
    core, citizen = core_of(manager), citizen_of(manager)
    try:
        parsed = await core.wallet.answer(
            citizen, asked, text, chat=message.chat.id, message_id=message.message_id
        )
    except WrongAnswer as error:
        typed = mask_typed(text) if kind_of(asked.field).sensitive else ""
        _hold(manager, error=error.code, params=_plain(error), typed=typed)
    except Refused as error:
        await _refused(manager, error)
    else:
        await _taken(manager, parsed)


async def _taken(manager: DialogManager, parsed: Parsed) -> None:
    if parsed.suggestions:
        _hold(manager, suggestions=list(parsed.suggestions))
    elif parsed.confirm:
        _hold(manager, value=parsed.value, note=parsed.note)
    else:
        await go_on(manager)


def _plain(error: CoreError) -> dict[str, Any]:
    """An error's parameters as JSON takes them."""
    return {
        name: value if isinstance(value, int | float) else str(value) for name, value in error.params.items()
    }


async def _refused(manager: DialogManager, error: Refused) -> None:
    toast(say_of(manager).error_line(error))
    await manager.switch_to(DocumentsSG.wallet)


async def on_field(callback: CallbackQuery, do: str, manager: DialogManager) -> None:
    await _pressed(manager, _asked(manager, await opened(manager)), do)


async def _pressed(manager: DialogManager, asked: Question | None, do: str) -> None:
    """A button, tapped or said in words."""
    held = _held(core_of(manager), manager)
    if do == "back" or asked is None:
        await _leave(manager)
    elif do == "no" and ("value" in held or "suggestions" in held):
        manager.dialog_data.pop("held")
    elif await allowed(manager):
        await _chosen(manager, asked, held, do)


async def _leave(manager: DialogManager) -> None:
    """What was answered is kept: its card shows what is missing. Nothing answered leaves nothing behind."""
    manager.dialog_data.pop("held", None)
    manager.dialog_data.pop("field", None)
    await manager.switch_to(DocumentsSG.kinds if await opened(manager) is None else DocumentsSG.card)


async def _chosen(manager: DialogManager, asked: Question, held: Held, do: str) -> None:
    """A tap that stands for a value; it is parsed and checked like a typed one."""
    core, citizen = core_of(manager), citizen_of(manager)
    try:
        await core.wallet.settle(citizen, asked, await _value(manager, asked.field, held, do))
    except (LookupError, ValueError):
        toast(say_of(manager)("toast-stale"))
    except WrongAnswer as error:
        _hold(manager, error=error.code, params=_plain(error), typed="")
    except Refused as error:
        await _refused(manager, error)
    else:
        await go_on(manager)


async def _value(manager: DialogManager, asked: Field, held: Held, do: str) -> Value:
    """Raises LookupError, ValueError or NotFound for what the window does not offer."""
    core = core_of(manager)
    word, _, target = do.partition(":")
    if word == "yes":
        value: Value = held["value"]
        return value
    if word == "skip" and asked.optional:
        return None
    if word == "known":
        known = await _known(core, citizen_of(manager), asked)
        if known is None:
            raise NotFound("value-unknown")
        return known.value
    at = int(target)
    if word != "pick" or at < 0:
        raise ValueError(do)
    return kind_of(asked).parse(held["suggestions"][at], asked, Context(core.clock.today())).value
