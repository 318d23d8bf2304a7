"""«Мои услуги»: pinned and used services, recent searches, and what was put away."""

from typing import Any

from aiogram.types import CallbackQuery
from aiogram_dialog import Dialog, DialogManager

from bot.say import Say
from bot.states import CatalogueSG, MineSG, SearchSG, SituationsSG
from bot.turns import citizen_of, core_of, leave, on_free_message, say_of, toast
from bot.widgets import Act, back_row, pager_row, screen, shown
from bot.widgets.offers import cut, page_of
from bot.widgets.quoted import quoted
from bot.wording import short_of
from core.bootstrap import Core
from core.catalogue.model import Service
from core.citizens.model import Citizen
from core.remembered.model import ARCHIVED, DELETED, LISTED, PINNED, Kept

PAGE, QUERIES = 6, 4
_MOVES = {"pin": PINNED, "unpin": LISTED, "archive": ARCHIVED, "delete": DELETED}


async def list_getter(
    core: Core, citizen: Citizen, say: Say, dialog_manager: DialogManager, **_: object
) -> dict[str, Any]:
    services = [one for one in await core.remembered.services(citizen.id) if _known(core, one)]
    queries = (await core.remembered.queries(citizen.id))[:QUERIES]
    archived = [one for one in await core.remembered.archive(citizen.id) if _known(core, one)]
    listed, page, pages = cut(services, int(dialog_manager.dialog_data.get("page", 0)), PAGE)
    rows: list[list[Act]] = [*_undo_row(core, say, dialog_manager)]
    rows += [[Act(_label(core, say, one), f"service:{_code(core, one)}")] for one in listed]
    rows.append(pager_row(say, page, pages))
    rows += [[Act(say("btn-search-try", words=quoted(one.value, 40)), f"again:{one.id}")] for one in queries]
    rows.append([Act(say("btn-mine-archive", count=str(len(archived))), "archive")] if archived else [])
    rows.append([Act(say("btn-search-settings"), "settings")])
    pinned = sum(one.state == PINNED for one in services)
    key = "mine-head" if services or queries else "mine-empty"
    text = say(key, pinned=pinned, count=len(services), queries=len(queries))
    if key == "mine-empty":
        rows.append(
            [Act(say("btn-catalogue-all"), "all"), Act(say("btn-catalogue-situations"), "situations")]
        )
    return shown(text, [*rows, back_row(say)])


def _known(core: Core, one: Kept) -> bool:
    return one.value in core.catalogue.services


def _code(core: Core, one: Kept) -> str:
    return core.catalogue.services[one.value].code


def _label(core: Core, say: Say, one: Kept) -> str:
    title = short_of(core, one.value)
    return say("btn-mine-pinned", title=title) if one.state == PINNED else title


def _undo_row(core: Core, say: Say, manager: DialogManager) -> list[list[Act]]:
    """The way back from what was just put away."""
    undo = manager.dialog_data.get("undo")
    service = core.services.by_code(str(undo["service"])) if undo else None
    if service is None:
        return []
    return [[Act(say("btn-mine-undo", title=core.services.short_title(service)), "undo", style="primary")]]


async def on_list(callback: CallbackQuery, do: str, manager: DialogManager) -> None:
    core = core_of(manager)
    match do.partition(":")[::2]:
        case "back", "":
            await leave(manager)
        case "page", target if (page := page_of(target)) is not None:
            manager.dialog_data["page"] = page
        case "service", code if core.services.by_code(code) is not None:
            manager.dialog_data.pop("undo", None)
            manager.dialog_data["service"] = code
            await manager.switch_to(MineSG.service)
        case "again", target:
            await _again(manager, target)
        case "undo", "" if manager.dialog_data.get("undo"):
            await _undo(manager)
        case "archive", "":
            manager.dialog_data["archived"] = 0
            await manager.switch_to(MineSG.archive)
        case "settings", "":
            await manager.start(SearchSG.settings)
        case "all", "":
            await manager.start(CatalogueSG.categories)
        case "situations", "":
            await manager.start(SituationsSG.list)
        case _:
            toast(say_of(manager)("toast-stale"))


async def _again(manager: DialogManager, target: str) -> None:
    """Search for the same words."""
    core = core_of(manager)
    queries = await core.remembered.queries(citizen_of(manager).id)
    query = next((one.value for one in queries if str(one.id) == target), None)
    if query is None:
        toast(say_of(manager)("toast-stale"))
        return
    await manager.start(SearchSG.results, data={"query": core.hide(query)})


async def _undo(manager: DialogManager) -> None:
    undo = manager.dialog_data.pop("undo")
    service = core_of(manager).services.by_code(str(undo["service"]))
    if service is not None:
        await core_of(manager).remembered.put(citizen_of(manager).id, service.id, str(undo["state"]))
    toast(say_of(manager)("toast-mine-undone"))


# One service of mine


def _service(manager: DialogManager) -> Service | None:
    return core_of(manager).services.by_code(str(manager.dialog_data.get("service")))


async def service_getter(
    core: Core, citizen: Citizen, say: Say, dialog_manager: DialogManager, **_: object
) -> dict[str, Any]:
    service = _service(dialog_manager)
    if service is None:
        return shown(say("catalogue-gone"), [back_row(say)])
    if dialog_manager.dialog_data.get("sure"):
        rows = [
            [Act(say("btn-mine-delete-sure"), "delete", style="danger")],
            [Act(say("btn-mine-keep"), "keep")],
        ]
        return shown(say("mine-delete", title=service.title), rows)
    pinned = await core.remembered.state_of(citizen.id, service.id) == PINNED
    rows = [
        [Act(say("btn-mine-open"), "open", style="primary")],
        [Act(say("btn-catalogue-unpin" if pinned else "btn-catalogue-pin"), "unpin" if pinned else "pin")],
        [Act(say("btn-mine-to-archive"), "archive"), Act(say("btn-mine-delete"), "ask")],
        back_row(say),
    ]
    return shown(say("mine-service", title=service.title), rows)


async def on_service(callback: CallbackQuery, do: str, manager: DialogManager) -> None:
    service, sure = _service(manager), bool(manager.dialog_data.pop("sure", False))
    if do == "back":
        await manager.switch_to(MineSG.list)
    elif service is None or (do == "delete" and not sure):
        toast(say_of(manager)("toast-stale"))
    elif do == "open":
        await manager.start(CatalogueSG.card, data={"service": service.code})
    elif do == "ask":
        manager.dialog_data["sure"] = True
    elif do in _MOVES:
        await _move(manager, service, do)
    elif do != "keep":
        toast(say_of(manager)("toast-stale"))


async def _move(manager: DialogManager, service: Service, do: str) -> None:
    core, citizen, say = core_of(manager), citizen_of(manager), say_of(manager)
    before = await core.remembered.state_of(citizen.id, service.id) or LISTED
    await core.remembered.put(citizen.id, service.id, _MOVES[do])
    if do in {"archive", "delete"}:
        manager.dialog_data["undo"] = {"service": service.code, "state": before}
        toast(say("toast-mine-archived" if do == "archive" else "toast-mine-deleted"))
        await manager.switch_to(MineSG.list)
    else:
        toast(say("toast-pinned" if do == "pin" else "toast-unpinned"))


# What was put away


async def archive_getter(
    core: Core, citizen: Citizen, say: Say, dialog_manager: DialogManager, **_: object
) -> dict[str, Any]:
    archived = [one for one in await core.remembered.archive(citizen.id) if _known(core, one)]
    listed, page, pages = cut(archived, int(dialog_manager.dialog_data.get("archived", 0)), PAGE)
    rows = [
        [Act(say("btn-mine-restore", title=short_of(core, one.value)), f"restore:{_code(core, one)}")]
        for one in listed
    ]
    return shown(
        say("mine-archive", count=len(archived)), [*rows, pager_row(say, page, pages), back_row(say)]
    )


async def on_archive(callback: CallbackQuery, do: str, manager: DialogManager) -> None:
    core, citizen = core_of(manager), citizen_of(manager)
    match do.partition(":")[::2]:
        case "back", "":
            await manager.switch_to(MineSG.list)
        case "page", target if (page := page_of(target)) is not None:
            manager.dialog_data["archived"] = page
        case "restore", code if (service := core.services.by_code(code)) is not None and (
            await core.remembered.state_of(citizen.id, service.id) == ARCHIVED
        ):
            await core.remembered.put(citizen.id, service.id, LISTED)
            toast(say_of(manager)("toast-mine-undone"))
        case _:
            toast(say_of(manager)("toast-stale"))


def mine_dialog() -> Dialog:
    goes = [MineSG.service, MineSG.archive, SearchSG.results, SearchSG.settings]
    goes += [CatalogueSG.categories, SituationsSG.list]
    return Dialog(
        screen(MineSG.list, list_getter, on_list, on_free_message, goes),
        screen(MineSG.service, service_getter, on_service, on_free_message, [CatalogueSG.card, MineSG.list]),
        screen(MineSG.archive, archive_getter, on_archive, on_free_message, [MineSG.list]),
    )
