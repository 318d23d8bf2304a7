"""Which service, and which list of services, the catalogue's windows are about."""

from aiogram_dialog import DialogManager

from core.bootstrap import Core
from core.catalogue.filters import Filters, narrowed
from core.catalogue.model import Service
from core.citizens.model import Citizen

SCOPES = ("category", "department", "all")


def opened_service(core: Core, manager: DialogManager) -> Service | None:
    """The service open here, by its code; None when the catalogue no longer has it."""
    data = manager.start_data if isinstance(manager.start_data, dict) else {}
    return core.services.by_code(str(manager.dialog_data.get("service") or data.get("service")))


def opened_list(manager: DialogManager) -> tuple[str, str]:
    """What is listed: («category», its id), («department», its id), («all», "") or ("", "")."""
    data = manager.start_data if isinstance(manager.start_data, dict) else {}
    for place in (manager.dialog_data, data):
        for scope in SCOPES:
            if scope in place:
                return scope, str(place[scope])
    return "", ""


def open_list(manager: DialogManager, scope: str, target: str = "") -> None:
    """List something else from now on, without conditions, from its first page."""
    for one in (*SCOPES, "filters", "facet"):
        manager.dialog_data.pop(one, None)
    manager.dialog_data.update({scope: target, "page": 0})


def listed(core: Core, manager: DialogManager) -> list[Service]:
    """Every service of what is listed, before any condition; none of what is gone."""
    scope, target = opened_list(manager)
    if scope == "category":
        return list(core.catalogue.by_category.get(target, ()))
    if scope == "department":
        return [one for one in core.services.ordered if one.department == target]
    return list(core.services.ordered) if scope == "all" else []


def conditions(manager: DialogManager) -> Filters:
    return {str(name): str(value) for name, value in manager.dialog_data.get("filters", {}).items()}


def shown_list(core: Core, citizen: Citizen, manager: DialogManager) -> list[Service]:
    """What is listed, under the conditions chosen."""
    return narrowed(listed(core, manager), conditions(manager), citizen.level)
