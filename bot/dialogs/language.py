"""Choosing the language: at once, in place."""

from dataclasses import replace
from typing import Any

from aiogram.types import CallbackQuery
from aiogram_dialog import Dialog, DialogManager

from bot.say import Say
from bot.states import LanguageSG
from bot.turns import citizen_of, core_of, leave, on_free_message, say_of, toast
from bot.widgets import Act, back_row, screen, shown
from core.citizens.model import Citizen
from core.errors import Refused


async def language_getter(say: Say, citizen: Citizen, **_: object) -> dict[str, Any]:
    rows = [[Act(_label(say, language), f"set:{language}")] for language in say.texts.languages]
    return shown(say("language-choose"), [*rows, back_row(say)])


def _label(say: Say, language: str) -> str:
    """Each by its own name, so that whoever lost their way finds back."""
    name = say.texts.name(language)
    return say("btn-language-chosen", name=name) if language == say.language else name


async def on_language(callback: CallbackQuery, do: str, manager: DialogManager) -> None:
    word, _, language = do.partition(":")
    if do == "back":
        await leave(manager)
    elif word == "set":
        await _set(manager, language)
    else:
        toast(say_of(manager)("toast-stale"))


async def _set(manager: DialogManager, language: str) -> None:
    core, citizen = core_of(manager), citizen_of(manager)
    try:
        await core.citizens.set_language(citizen, language)
    except Refused as error:
        toast(say_of(manager).error_line(error))
        return
    # The window is drawn in this same turn: it must already speak the new language.
    say = Say(core.texts, language)
    manager.middleware_data.update(say=say, citizen=replace(citizen, language=language))
    toast(say("toast-language-set"))


def language_dialog() -> Dialog:
    return Dialog(screen(LanguageSG.choose, language_getter, on_language, on_free_message))
