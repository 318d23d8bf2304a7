"""Where two words on one value differ: both with their sources, and the citizen's choice."""

from typing import Any

from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager

from bot.dialogs.profile.view import source_of, title_of
from bot.say import Say
from bot.states import ProfileSG
from bot.stepup import ensure
from bot.turns import citizen_of, core_of, say_of, toast
from bot.widgets import Act, Rows, back_row, shown
from core.bootstrap import Core
from core.citizens.disputes import Conflict
from core.citizens.model import Citizen, Known
from core.errors import Refused
from core.forms.kinds import kind_of
from core.forms.model import Value


async def conflicts_getter(core: Core, citizen: Citizen, say: Say, **_: object) -> dict[str, Any]:
    found = [one for one in await core.disputes.of(citizen.id) if one.path in core.citizens.fields]
    if not found:
        return shown(say("profile-conflicts-none"), [back_row(say)])
    one = found[0]
    lines = [
        say("profile-conflict-head", left=sum(not each.disputed for each in found)),
        say("profile-conflict", title=title_of(say, core, one.path)),
        say(
            "profile-conflict-now",
            value=_value(core, say, one.path, one.now),
            source=_from(say, core, one.now_source),
        ),
        say(
            "profile-conflict-other",
            value=_value(core, say, one.path, one.other),
            source=_from(say, core, one.other_source),
        ),
    ]
    if one.proved:
        lines.append(say("profile-conflict-disputed" if one.disputed else "profile-conflict-proved"))
    return shown("\n".join(lines), [*_rows(say, one), back_row(say)])


def _rows(say: Say, one: Conflict) -> Rows:
    keep = [Act(say("btn-conflict-keep"), f"keep:{one.path}")]
    if not one.proved:
        return [keep, [Act(say("btn-conflict-take"), f"take:{one.path}")]]
    return [keep] if one.disputed else [keep, [Act(say("btn-conflict-dispute"), f"dispute:{one.path}")]]


def _value(core: Core, say: Say, path: str, value: Value) -> str:
    asked = core.citizens.fields[path]
    return kind_of(asked).mask(value, asked, say.language)


def _from(say: Say, core: Core, source: str) -> str:
    return source_of(say, core, Known("", "", source, core.clock.now()), dated=False)


async def on_conflicts(callback: CallbackQuery, do: str, manager: DialogManager) -> None:
    core, citizen, say = core_of(manager), citizen_of(manager), say_of(manager)
    word, _, path = do.partition(":")
    if word == "back":
        await manager.switch_to(ProfileSG.view)
        return
    actions = {"keep": core.disputes.keep, "take": core.disputes.take, "dispute": core.disputes.dispute}
    if word not in actions:
        toast(say("toast-stale"))
    elif word == "keep" or await ensure(manager, "profile.change", do):
        try:
            await actions[word](citizen.id, path)
        except Refused as error:
            toast(say.error_line(error))
