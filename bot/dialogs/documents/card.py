"""A document's card: its values masked, its days, its pages; changing it and taking it out."""

from typing import Any

from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager

from bot.brief import show_briefly
from bot.dialogs.documents.opened import go_on, opened
from bot.say import Say
from bot.sending import send_file
from bot.states import ApplySG, DocumentsSG
from bot.stepup import ensure
from bot.turns import citizen_of, core_of, say_of, toast
from bot.widgets import Act, Rows, back_row, shown
from bot.widgets.offers import page_of
from bot.widgets.papers import chip_of, field_title, kind_title, name_of, value_of
from core.bootstrap import Core
from core.catalogue.model import Service
from core.citizens.model import Citizen
from core.errors import NotFound, Refused
from core.texts import say_date
from core.wallet.model import EXPIRED, EXPIRING, UNFINISHED, Kept

A_ROW = 4


async def card_getter(
    core: Core, citizen: Citizen, say: Say, dialog_manager: DialogManager, **_: object
) -> dict[str, Any]:
    kept = await opened(dialog_manager)
    if kept is None:
        return shown(say("error-document-unknown"), [back_row(say)])
    lines = [say("wallet-card-head", kind=kind_title(say, kept.kind), chip=chip_of(say, core, kept))]
    lines += [
        say("wallet-card-line", title=field_title(say, one), value=value_of(say, one, kept.values[one.id]))
        for one in kept.kind.fields
        if kept.values.get(one.id) is not None
    ]
    lines.append(
        say("wallet-card-pages", count=len(kept.pages)) if kept.pages else say("wallet-card-no-pages")
    )
    changed = say_date(kept.changed_at.astimezone(core.clock.zone).date(), say.language)
    lines.append(say("wallet-card-changed", day=changed))
    return shown("\n".join(lines), _rows(say, core, kept))


def _rows(say: Say, core: Core, kept: Kept) -> Rows:
    rows: list[list[Act]] = []
    if kept.values:
        rows.append([Act(say("btn-wallet-show"), "show")])
    if kept.status(core.clock.today()) == UNFINISHED:
        rows.insert(0, [Act(say("btn-wallet-fill"), "fill", style="primary")])
    elif _renewal(core, kept) is not None:
        rows.insert(0, [Act(say("btn-wallet-renew"), "renew", style="primary")])
    pages = [
        Act(say("btn-wallet-page", page=str(at)) if len(kept.pages) > 1 else say("btn-wallet-download"),
            f"page:{at - 1}")
        for at in range(1, len(kept.pages) + 1)
    ]  # fmt: skip
    rows += [pages[at : at + A_ROW] for at in range(0, len(pages), A_ROW)]
    more = Act(say("btn-wallet-pages" if kept.pages else "btn-wallet-add-pages"), "pages")
    rows.append([Act(say("btn-wallet-edit"), "edit"), more])
    return [*rows, [Act(say("btn-wallet-delete"), "delete")], back_row(say)]


def _renewal(core: Core, kept: Kept) -> Service | None:
    """The service that replaces it, once its end is near."""
    near = kept.status(core.clock.today()) in {EXPIRING, EXPIRED}
    return core.catalogue.services.get(kept.kind.renewal or "") if near else None


async def on_card(callback: CallbackQuery, do: str, manager: DialogManager) -> None:
    kept = await opened(manager)
    page = page_of(do.removeprefix("page:")) if do.startswith("page:") else None
    if do == "back" or kept is None:
        await manager.switch_to(DocumentsSG.wallet)
    elif do == "fill" and kept.missing() is not None:
        await go_on(manager)
    elif do == "renew" and (service := _renewal(core_of(manager), kept)) is not None:
        await manager.start(ApplySG.gate, data={"service": service.code})
    elif do == "pages":
        manager.dialog_data.pop("log", None)
        await manager.switch_to(DocumentsSG.pages)
    elif do in {"edit", "delete"}:
        await manager.switch_to(DocumentsSG.edit if do == "edit" else DocumentsSG.delete)
    elif (page is not None and page < len(kept.pages)) or do == "show":
        await _reveal(callback, manager, kept, page)
    else:
        toast(say_of(manager)("toast-stale"))


async def _reveal(callback: CallbackQuery, manager: DialogManager, kept: Kept, page: int | None) -> None:
    """A page, or every value in full for a minute: for whoever has proved who they are."""
    if not await ensure(manager, "documents.show", "show" if page is None else f"page:{page}"):
        return
    if page is not None:
        await _send(callback, manager, kept.pages[page])
        return
    say = say_of(manager)
    lines = [say("wallet-shown", kind=kind_title(say, kept.kind))]
    lines += [
        say(
            "wallet-shown-line",
            title=field_title(say, one),
            value=value_of(say, one, kept.values[one.id], True),
        )
        for one in kept.kind.fields
        if kept.values.get(one.id) is not None
    ]
    await show_briefly(manager, "\n".join(lines))


async def _send(callback: CallbackQuery, manager: DialogManager, file_id: int) -> None:
    try:
        await send_file(callback, manager, file_id)
    except Refused as error:
        toast(say_of(manager).error_line(error))


# Changing


async def edit_getter(say: Say, dialog_manager: DialogManager, **_: object) -> dict[str, Any]:
    kept = await opened(dialog_manager)
    if kept is None:
        return shown(say("error-document-unknown"), [back_row(say)])
    rows = [[Act(field_title(say, one), f"field:{one.id}")] for one in kept.kind.fields]
    return shown(say("wallet-edit", kind=kind_title(say, kept.kind)), [*rows, back_row(say)])


async def on_edit(callback: CallbackQuery, do: str, manager: DialogManager) -> None:
    kept = await opened(manager)
    word, _, target = do.partition(":")
    if do == "back" or kept is None:
        await manager.switch_to(DocumentsSG.card)
    elif word == "field" and kept.kind.field(target) is not None:
        manager.dialog_data["field"] = target
        await manager.switch_to(DocumentsSG.field)
    else:
        toast(say_of(manager)("toast-stale"))


# Taking it out


async def delete_getter(say: Say, dialog_manager: DialogManager, **_: object) -> dict[str, Any]:
    kept = await opened(dialog_manager)
    if kept is None:
        return shown(say("error-document-unknown"), [back_row(say)])
    rows = [[Act(say("btn-wallet-delete-yes"), "yes", style="danger")], back_row(say)]
    return shown(say("wallet-delete", name=name_of(say, kept), count=len(kept.pages)), rows)


async def on_delete(callback: CallbackQuery, do: str, manager: DialogManager) -> None:
    kept, say = await opened(manager), say_of(manager)
    if do == "back":
        await manager.switch_to(DocumentsSG.card)
    elif do == "yes":
        try:
            await core_of(manager).wallet.delete(citizen_of(manager), kept.id if kept is not None else 0)
        except NotFound as error:
            toast(say.error_line(error))
        else:
            toast(say("toast-wallet-deleted"))
        await manager.switch_to(DocumentsSG.wallet)
    else:
        toast(say("toast-stale"))
