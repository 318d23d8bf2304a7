"""One value of the profile: asked as a form asks it, checked the same way, confirmed where it is unusual.

What was typed and waits for a tap lies sealed in the dialog's data, since a stack may lie in Redis.
"""

import json
from typing import Any, cast

from aiogram.types import CallbackQuery, Message
from aiogram_dialog import DialogManager, ShowMode
from aiogram_dialog.widgets.input import MessageInput

from bot.dialogs.profile.view import masked, may_change, source_of, title_of
from bot.say import Say
from bot.secure import on_page, page_rows, send_link
from bot.states import ProfileSG, WelcomeSG
from bot.turns import citizen_of, core_of, drop, say_of, toast
from bot.widgets import Act, Rows, back_row, shown
from core.applications.spoken import said_of_value
from core.bootstrap import Core
from core.citizens.model import Citizen, Known
from core.errors import CoreError, Refused, WrongAnswer
from core.forms.kinds import Context, Parsed, kind_of, mask_typed
from core.forms.model import Field, Value
from core.security.model import ENTRY

Held = dict[str, Any]


async def value_getter(
    core: Core, citizen: Citizen, say: Say, dialog_manager: DialogManager, **_: object
) -> dict[str, Any]:
    path = str(dialog_manager.dialog_data.get("path"))
    asked = core.citizens.fields.get(path)
    if asked is None:
        return shown(say("error-value-unknown"), [back_row(say)])
    known = (await core.citizens.profile(citizen.id)).get(path)
    held = _held(core, dialog_manager)
    parts, rows = (
        [*_said(say, asked, held), _question(say, core, path, asked, known)],
        _rows(say, asked, known, held),
    )
    if on_page(core, asked):
        parts.append(say("page-about"))
        rows = [*page_rows(say, core, f"profile/{path}"), *rows]
    return shown("\n\n".join(parts), rows)


def _question(say: Say, core: Core, path: str, asked: Field, known: Known | None) -> str:
    """The title, what is known, an example, and why it is asked."""
    lines = [say("profile-value", title=title_of(say, core, path))]
    if known is not None:
        value, source = masked(say, asked, known), source_of(say, core, known)
        lines.append(say("profile-value-known", value=value, source=source))
    hint = asked.hint.get(say.language) or asked.hint.get("ru")
    lines.append(hint_line(say, asked, hint))
    why = asked.why.get(say.language) or asked.why.get("ru")
    if why:
        lines.append(say("profile-value-why", why=why))
    if kind_of(asked).sensitive and not on_page(core, asked):
        lines.append(say("profile-value-deleted"))
    return "\n".join(lines)


def hint_line(say: Say, asked: Field, hint: str | None) -> str:
    if hint:
        return say("profile-value-hint", hint=hint)
    return say("profile-value-example", example=kind_of(asked).example(asked))


def _said(say: Say, asked: Field, held: Held) -> list[str]:
    """What came of the last message: an error with what was sent, or what is to be confirmed."""
    if "error" in held:
        lines = [say.texts.error(say.language, held["error"], held["params"])]
        if held.get("typed"):
            lines.append(say("profile-value-sent", typed=held["typed"]))
        return ["\n".join(lines)]
    if "value" in held:
        value = kind_of(asked).mask(held["value"], asked, say.language)
        note = f"\n{say('note-' + held['note'])}" if held.get("note") else ""
        return [say("profile-value-confirm", value=value) + note]
    return [say("profile-value-choose")] if "suggestions" in held else []


def _rows(say: Say, asked: Field, known: Known | None, held: Held) -> Rows:
    if "value" in held:
        return [[Act(say("btn-profile-yes"), "yes", style="primary")], [Act(say("btn-profile-no"), "no")]]
    if "suggestions" in held:
        picks = [[Act(text[:60], f"pick:{at}")] for at, text in enumerate(held["suggestions"])]
        return [*picks, [Act(say("btn-profile-no"), "no")]]
    rows = [
        [Act(label, f"take:{at}")]
        for at, (_, label) in enumerate(kind_of(asked).buttons(asked, say.language))
    ]
    if known is not None:
        rows.append([Act(say("btn-profile-delete"), "delete", style="danger")])
    return [*rows, back_row(say)]


def _held(core: Core, manager: DialogManager) -> Held:
    hidden = manager.dialog_data.get("held")
    held: Held = json.loads(core.reveal(str(hidden))) if hidden else {}
    return held


def _hold(core: Core, manager: DialogManager, **held: Any) -> None:
    manager.dialog_data["held"] = core.hide(json.dumps(held, ensure_ascii=False))


async def on_typed(message: Message, _input: MessageInput, manager: DialogManager) -> None:
    core, citizen, say = core_of(manager), citizen_of(manager), say_of(manager)
    path = str(manager.dialog_data.get("path"))
    asked = core.citizens.fields.get(path)
    if not message.text or asked is None:
        await message.answer(say("unexpected-content"))
        manager.show_mode = ShowMode.SEND
        return
    if said := said_of_value(message.text, asked_back="value" in _held(core, manager)):
        await _pressed(manager, path, asked, said)
        return
    if on_page(core, asked):
        await drop(message)
        _hold(core, manager, error="page-only", params={}, typed="")
        return
    if not await may_change(manager, path, ""):
        await drop(message)
        return
    try:
        parsed = await core.citizens.correct(
            citizen, path, message.text, chat=message.chat.id, message_id=message.message_id
        )
    except WrongAnswer as error:
        typed = mask_typed(message.text) if kind_of(asked).sensitive else ""
        _hold(core, manager, error=error.code, params=_plain(error), typed=typed)
    except Refused as error:
        await _refused(manager, error)
    else:
        await _go_on(manager, path, parsed)


async def _go_on(manager: DialogManager, path: str, parsed: Parsed) -> None:
    core = core_of(manager)
    if parsed.suggestions:
        _hold(core, manager, suggestions=list(parsed.suggestions))
    elif parsed.confirm:
        _hold(core, manager, value=parsed.value, note=parsed.note)
    else:
        await _saved(manager, path)


async def leave_value(manager: DialogManager) -> None:
    """Back to the list, or to where this one question was asked; what was not confirmed is dropped."""
    manager.dialog_data.pop("held", None)
    if asked_alone(manager):
        await manager.done()
    else:
        await manager.switch_to(ProfileSG.view)


def asked_alone(manager: DialogManager) -> bool:
    """Whether another dialog asked for one value: started with {"path"}."""
    return isinstance(manager.start_data, dict) and "path" in manager.start_data


async def on_profile(start_data: object, manager: DialogManager) -> None:
    if asked_alone(manager):
        manager.dialog_data["path"] = cast("dict[str, str]", start_data)["path"]


async def _saved(manager: DialogManager, path: str) -> None:
    manager.dialog_data["saved"] = path
    await leave_value(manager)


def _plain(error: CoreError) -> dict[str, Any]:
    """An error's parameters as JSON takes them."""
    return {
        name: value if isinstance(value, int | float) else str(value) for name, value in error.params.items()
    }


async def _refused(manager: DialogManager, error: Refused) -> None:
    """No consent any more: ask for it; anything else is said over the chat."""
    if error.code == "consent-first":
        await manager.start(WelcomeSG.consent)
    else:
        toast(say_of(manager).error_line(error))
        await leave_value(manager)


async def on_value(callback: CallbackQuery, do: str, manager: DialogManager) -> None:
    path = str(manager.dialog_data.get("path"))
    await _pressed(manager, path, core_of(manager).citizens.fields.get(path), do)


async def _pressed(manager: DialogManager, path: str, asked: Field | None, do: str) -> None:
    """A button, tapped or said in words."""
    core, citizen, held = core_of(manager), citizen_of(manager), _held(core_of(manager), manager)
    if do == "back" or asked is None:
        await leave_value(manager)
    elif do == "no" and ("value" in held or "suggestions" in held):
        manager.dialog_data.pop("held")
    elif do == "page-link" and on_page(core, asked):
        if await may_change(manager, path, do):
            await send_link(manager, await core.pages.link(citizen, ENTRY, {"path": path}))
    elif do == "delete" and path in await core.citizens.profile(citizen.id):
        if not await may_change(manager, path, do):
            return
        await core.citizens.forget(citizen.id, path)
        toast(say_of(manager)("toast-profile-deleted"))
        await leave_value(manager)
    else:
        await _chosen(manager, path, asked, held, do)


async def _chosen(manager: DialogManager, path: str, asked: Field, held: Held, do: str) -> None:
    """A tap that stands for a value; it is parsed and checked like a typed one."""
    core, citizen = core_of(manager), citizen_of(manager)
    if not await may_change(manager, path, do):
        return
    try:
        await core.citizens.settle(citizen, path, _value(asked, held, do, Context(core.clock.today())))
    except (LookupError, ValueError):
        toast(say_of(manager)("toast-stale"))
    except WrongAnswer as error:
        _hold(core, manager, error=error.code, params=_plain(error), typed="")
    except Refused as error:
        await _refused(manager, error)
    else:
        await _saved(manager, path)


def _value(asked: Field, held: Held, do: str, context: Context) -> Value:
    """Raises LookupError or ValueError for what the window does not offer."""
    word, _, target = do.partition(":")
    if word == "yes":
        value: Value = held["value"]
        return value
    at = int(target)
    if word not in {"pick", "take"} or at < 0:
        raise ValueError(do)
    text = held["suggestions"][at] if word == "pick" else kind_of(asked).buttons(asked, "ru")[at][0]
    return kind_of(asked).parse(text, asked, context).value
