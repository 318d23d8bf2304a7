"""How one likes to search: departments suggested or not, a history or none, and clearing it."""

from typing import Any

from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager

from bot.say import Say
from bot.turns import citizen_of, core_of, leave, say_of, toast
from bot.widgets import Act, back_row, shown
from core.bootstrap import Core
from core.citizens.model import Citizen
from core.remembered.model import PREFERENCES


async def settings_getter(
    core: Core, citizen: Citizen, say: Say, dialog_manager: DialogManager, **_: object
) -> dict[str, Any]:
    if dialog_manager.dialog_data.get("sure"):
        sure = [
            [Act(say("btn-search-clear-sure"), "clear", style="danger")],
            [Act(say("btn-mine-keep"), "keep")],
        ]
        return shown(say("search-clear"), sure)
    switches = await core.remembered.switches(citizen.id)
    rows = [
        [Act(say(f"btn-{name}-{'on' if switches[name] else 'off'}"), f"switch:{name}")]
        for name in PREFERENCES
    ]
    kept = await core.remembered.queries(citizen.id)
    clear = [Act(say("btn-search-clear"), "ask")]
    text = say("search-settings", count=len(kept), days=core.settings.keep_searches_days)
    return shown(text, [*rows, clear, back_row(say)])


async def on_settings(callback: CallbackQuery, do: str, manager: DialogManager) -> None:
    core, citizen, say = core_of(manager), citizen_of(manager), say_of(manager)
    sure = bool(manager.dialog_data.pop("sure", False))
    word, _, name = do.partition(":")
    if do == "back":
        await leave(manager)
    elif word == "switch" and name in PREFERENCES:
        on = (await core.remembered.switches(citizen.id))[name]
        await core.remembered.switch(citizen.id, name, not on)
    elif do == "ask":
        manager.dialog_data["sure"] = True
    elif do == "clear" and sure:
        await core.remembered.clear(citizen.id)
        toast(say("toast-search-cleared"))
    elif do != "keep":
        toast(say("toast-stale"))
