"""Departments with their counts; a part of a name, written into the chat, narrows them down."""

from typing import Any

from aiogram.types import CallbackQuery, Message
from aiogram_dialog import DialogManager, ShowMode
from aiogram_dialog.widgets.input import MessageInput

from bot.dialogs.catalogue.opened import open_list
from bot.say import Say
from bot.states import CatalogueSG, SearchSG
from bot.turns import core_of, on_free_message, say_of, toast
from bot.widgets import Act, back_row, pager_row, shown
from bot.widgets.offers import cut, page_of
from bot.widgets.quoted import quoted
from bot.wording import department_of
from core.bootstrap import Core

PAGE = 8
TYPED = 40


async def departments_getter(
    core: Core, say: Say, dialog_manager: DialogManager, **_: object
) -> dict[str, Any]:
    offices, typed = core.services.offices, _typed(core, dialog_manager)
    found = offices.like(typed) if typed else offices.listed
    page = int(dialog_manager.dialog_data.get("departments", 0))
    listed, page, pages = cut(found, page, PAGE)
    rows = [
        [
            Act(
                say(
                    "btn-departments-one",
                    title=department_of(say, core, one.id),
                    count=str(offices.counts[one.id]),
                ),
                f"department:{one.id}",
            )
        ]
        for one in listed
    ]
    text = say("departments-found" if typed else "departments-head", typed=typed, count=len(found))
    every = [Act(say("btn-departments-all"), "all")] if typed else []
    settings = [Act(say("btn-search-settings"), "settings")]
    return shown(text, [*rows, pager_row(say, page, pages), every, settings, back_row(say)])


def _typed(core: Core, manager: DialogManager) -> str:
    hidden = manager.dialog_data.get("typed")
    return core.reveal(str(hidden)) if hidden else ""


async def on_departments(callback: CallbackQuery, do: str, manager: DialogManager) -> None:
    match do.partition(":")[::2]:
        case "back", "":
            await manager.switch_to(CatalogueSG.categories)
        case "all", "":
            manager.dialog_data.update(departments=0, typed="")
        case "settings", "":
            await manager.start(SearchSG.settings)
        case "page", target if (page := page_of(target)) is not None:
            manager.dialog_data["departments"] = page
        case "department", target if target in core_of(manager).services.offices.counts:
            open_list(manager, "department", target)
            await manager.switch_to(CatalogueSG.services)
        case _:
            toast(say_of(manager)("toast-stale"))


async def on_department_typed(message: Message, widget: MessageInput, manager: DialogManager) -> None:
    """A part of a department's name; what is no department's is a search, as everywhere."""
    text = quoted(message.text or "", TYPED)
    if not message.text or not core_of(manager).services.offices.like(text):
        await on_free_message(message, widget, manager)
        return
    manager.dialog_data.update(departments=0, typed=core_of(manager).hide(text))
    manager.show_mode = ShowMode.SEND
