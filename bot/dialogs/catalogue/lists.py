"""Categories and departments with their counts, and the services of one of them by page."""

from typing import Any

from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager

from bot.dialogs.catalogue.opened import conditions, listed, open_list, opened_list, shown_list
from bot.say import Say
from bot.states import CatalogueSG, SituationsSG
from bot.turns import citizen_of, core_of, leave, say_of, toast
from bot.widgets import Act, back_row, pager_row, shown
from bot.widgets.conditions import chosen_line, on_panel, panel
from bot.widgets.offers import cut, offer_line, page_of
from core.bootstrap import Core
from core.catalogue.usecases import Shelf, in_language
from core.citizens.model import Citizen

PAGE = 8


async def categories_getter(
    core: Core, say: Say, dialog_manager: DialogManager, **_: object
) -> dict[str, Any]:
    shelves = core.services.categories()
    listed, page, pages = cut(shelves, int(dialog_manager.dialog_data.get("categories", 0)), PAGE)
    rows = [[Act(_shelf_label(say, shelf), f"category:{shelf.category.id}")] for shelf in listed]
    text = say("catalogue-categories", count=sum(shelf.count for shelf in shelves))
    ways = [
        [Act(say("btn-catalogue-situations"), "situations")],
        [Act(say("btn-catalogue-departments"), "departments"), Act(say("btn-conditions"), "filters")],
    ]
    return shown(text, [*rows, pager_row(say, page, pages), *ways, back_row(say)])


def _shelf_label(say: Say, shelf: Shelf) -> str:
    title = in_language(shelf.category.title, say.language)
    return say("btn-catalogue-category", emoji=shelf.category.emoji, title=title, count=str(shelf.count))


async def on_categories(callback: CallbackQuery, do: str, manager: DialogManager) -> None:
    match do.partition(":")[::2]:
        case "back", "":
            await leave(manager)
        case "page", target if (page := page_of(target)) is not None:
            manager.dialog_data["categories"] = page
        case "category", target if target in core_of(manager).catalogue.categories:
            open_list(manager, "category", target)
            await manager.switch_to(CatalogueSG.services)
        case "situations", "":
            await manager.start(SituationsSG.list)
        case "departments", "":
            manager.dialog_data.update(departments=0, typed="")
            await manager.switch_to(CatalogueSG.departments)
        case "filters", "":
            open_list(manager, "all")
            await manager.switch_to(CatalogueSG.filters)
        case _:
            toast(say_of(manager)("toast-stale"))


# The services of one list


async def services_getter(
    core: Core, citizen: Citizen, say: Say, dialog_manager: DialogManager, **_: object
) -> dict[str, Any]:
    head = _head(core, say, dialog_manager)
    if head is None:
        unknown = [[Act(say("btn-catalogue-all"), "back", style="primary")]]
        return shown(say("error-category-unknown"), unknown)
    found, filters = shown_list(core, citizen, dialog_manager), conditions(dialog_manager)
    page, start, services, pages = _paged(found, int(dialog_manager.dialog_data.get("page", 0)))
    lines = [offer_line(say, core, number, service) for number, service in enumerate(services, start)]
    if say.language != "ru":
        lines.append(say("service-russian-only"))
    text = say("catalogue-services", title=head, count=len(found))
    rows = [[Act(core.services.short_title(service), f"card:{service.code}")] for service in services]
    chosen = len(filters)
    narrow = say("btn-conditions-count", count=str(chosen)) if chosen else say("btn-conditions")
    return shown(
        "\n".join([text, *chosen_line(core, say, filters), "", *lines]),
        [*rows, pager_row(say, page, pages), [Act(narrow, "filters")], back_row(say)],
    )


def _head(core: Core, say: Say, manager: DialogManager) -> str | None:
    """What the list is called; None for one that is gone."""
    scope, target = opened_list(manager)
    if scope == "category" and target in core.catalogue.categories:
        return in_language(core.catalogue.categories[target].title, say.language)
    if scope == "department" and target in core.services.offices.counts:
        return in_language(core.catalogue.departments[target].title, say.language)
    return say("catalogue-everything") if scope == "all" else None


def _paged(found: list[Any], page: int) -> tuple[int, int, list[Any], int]:
    pages = max(1, -(-len(found) // PAGE))
    page = min(max(page, 0), pages - 1)
    return page, page * PAGE + 1, found[page * PAGE : (page + 1) * PAGE], pages


async def on_services(callback: CallbackQuery, do: str, manager: DialogManager) -> None:
    match do.partition(":")[::2]:
        case "back", "":
            await _leave_list(manager)
        case "page", target if (page := page_of(target)) is not None:
            manager.dialog_data["page"] = page
        case "filters", "":
            manager.dialog_data.pop("facet", None)
            await manager.switch_to(CatalogueSG.filters)
        case "card", code if core_of(manager).services.by_code(code) is not None:
            manager.dialog_data["service"] = code
            await manager.switch_to(CatalogueSG.card)
        case _:
            toast(say_of(manager)("toast-stale"))


async def _leave_list(manager: DialogManager) -> None:
    """To the list of lists it was chosen in; a link's list has none."""
    if "department" in manager.dialog_data:
        await manager.switch_to(CatalogueSG.departments)
    elif isinstance(manager.start_data, dict) and manager.start_data.keys() & {"category", "department"}:
        await leave(manager)
    else:
        await manager.switch_to(CatalogueSG.categories)


# Its conditions


async def filters_getter(
    core: Core, citizen: Citizen, say: Say, dialog_manager: DialogManager, **_: object
) -> dict[str, Any]:
    services = listed(core, dialog_manager)
    return panel(core, citizen, say, dialog_manager, services, opened_list(dialog_manager)[0])


async def on_filters(callback: CallbackQuery, do: str, manager: DialogManager) -> None:
    if do == "show":
        await manager.switch_to(CatalogueSG.services)
    elif do == "back":
        await manager.switch_to(
            CatalogueSG.categories if opened_list(manager)[0] == "all" else CatalogueSG.services
        )
    elif not on_panel(manager, do, listed(core_of(manager), manager), citizen_of(manager).level):
        toast(say_of(manager)("toast-stale"))
