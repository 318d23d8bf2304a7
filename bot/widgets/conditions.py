"""The panel of conditions: one facet a button, its values behind it, edited in place.

Kept in the dialog's data: `filters` (facet → value), `facet` (the one that is open) and `facet_page`.
"""

from collections.abc import Sequence
from typing import Any

from aiogram_dialog import DialogManager

from bot.say import Say
from bot.widgets.offers import cut, page_of
from bot.widgets.screen import Act, Rows, back_row, pager_row, shown
from bot.wording import department_of
from core.bootstrap import Core
from core.catalogue.filters import FACETS, Choice, Filters, choices, narrowed, toggled
from core.catalogue.model import Service
from core.catalogue.usecases import in_language
from core.citizens.model import Citizen

PAGE = 8


def panel(
    core: Core,
    citizen: Citizen,
    say: Say,
    manager: DialogManager,
    services: Sequence[Service],
    fixed: str = "",
) -> dict[str, Any]:
    """The window over `services`; `fixed` is the facet that the list itself is of."""
    filters: Filters = manager.dialog_data.get("filters", {})
    facet = manager.dialog_data.get("facet")
    left = len(narrowed(services, filters, citizen.level))
    text = say("conditions-head", count=left, total=len(services))
    if facet in FACETS:
        found = choices(services, filters, facet, citizen.level)
        text = f"{text}\n\n{say('conditions-facet', facet=say(f'plain-facet-{facet}'))}"
        return shown(text, _values(core, say, facet, found, int(manager.dialog_data.get("facet_page", 0))))
    rows: list[list[Act]] = [[Act(say("btn-conditions-show", count=left), "show", style="primary")]]
    for name in FACETS:
        found = choices(services, filters, name, citizen.level)
        if name != fixed and (len(found) > 1 or name in filters):
            rows.append([Act(_facet(core, say, name, filters.get(name)), f"facet:{name}")])
    if filters:
        rows.append([Act(say("btn-conditions-reset"), "reset")])
    return shown(text, [*rows, back_row(say)])


def _values(core: Core, say: Say, facet: str, found: Sequence[Choice], page: int) -> Rows:
    listed, page, pages = cut(found, page, PAGE)
    rows = [
        [
            Act(
                say(
                    "btn-conditions-chosen" if one.chosen else "btn-conditions-value",
                    value=value_title(core, say, facet, one.value),
                    count=str(one.count),
                ),
                f"value:{facet}:{one.value}",
            )
        ]
        for one in listed
    ]
    return [*rows, pager_row(say, page, pages, "values"), back_row(say, "facets")]


def _facet(core: Core, say: Say, facet: str, value: str | None) -> str:
    title = say(f"plain-facet-{facet}")
    if value is None:
        return say("btn-conditions-facet", facet=title)
    return say("btn-conditions-facet-set", facet=title, value=value_title(core, say, facet, value))


def value_title(core: Core, say: Say, facet: str, value: str) -> str:
    """What a value is called on a button."""
    if facet == "category":
        category = core.catalogue.categories.get(value)
        return in_language(category.title, say.language) if category is not None else value
    if facet == "department":
        return department_of(say, core, value)
    return say(f"plain-{facet}-{value}")


def chosen_line(core: Core, say: Say, filters: Filters) -> list[str]:
    """The conditions in force, as one line over a list; nothing where there are none."""
    said = [value_title(core, say, facet, value) for facet, value in filters.items() if facet in FACETS]
    return [say("conditions-line", conditions=", ".join(said))] if said else []


def on_panel(manager: DialogManager, do: str, services: Sequence[Service], level: str) -> bool:
    """Take a tap on the panel; False when the panel would not offer it."""
    data = manager.dialog_data
    filters: Filters = data.get("filters", {})
    word, _, target = do.partition(":")
    facet, _, value = target.partition(":")
    if do == "reset":
        data["filters"] = {}
    elif do == "facets":
        data.pop("facet", None)
    elif word == "facet" and target in FACETS:
        data.update(facet=target, facet_page=0)
    elif word == "values" and (page := page_of(target)) is not None:
        data["facet_page"] = page
    elif word == "value" and facet in FACETS and value in _offered(services, filters, facet, level):
        data["filters"] = toggled(filters, facet, value)
        data.pop("facet", None)
    else:
        return False
    data["page"] = 0
    return True


def _offered(services: Sequence[Service], filters: Filters, facet: str, level: str) -> set[str]:
    return {one.value for one in choices(services, filters, facet, level)}
