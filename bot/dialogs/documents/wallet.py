"""«Мои документы»: what is kept, each with what is to be said of its days, and choosing what to add."""

from typing import Any

from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager

from bot.dialogs.documents.opened import allowed, begin, id_in, look_at
from bot.say import Say
from bot.states import DocumentsSG
from bot.turns import leave, say_of, toast
from bot.widgets import Act, back_row, pager_row, shown
from bot.widgets.form import in_rows
from bot.widgets.offers import cut, page_of
from bot.widgets.papers import chip_of, kind_title, name_of
from bot.wording import cut as shortened
from core.bootstrap import Core
from core.citizens.model import Citizen
from core.wallet.kinds import KINDS
from core.wallet.model import kind_named

PAGE = 6


async def wallet_getter(
    core: Core, citizen: Citizen, say: Say, dialog_manager: DialogManager, **_: object
) -> dict[str, Any]:
    kept = await core.wallet.listing(citizen.id)
    _files, total = await core.files.listing(citizen.id, 0, 1)
    add = Act(say("btn-wallet-add"), "add", style=None if kept else "primary")
    rows = [[add], [Act(say("btn-wallet-files", count=total), "files")], back_row(say)]
    if not kept:
        return shown(say("wallet-none"), rows)
    listed, page, pages = cut(kept, int(dialog_manager.dialog_data.get("page", 0)), PAGE)
    names = [shortened(name_of(say, one), 60)[0] for one in listed]
    lines = [
        say("wallet-line", name=name, chip=chip_of(say, core, one))
        for name, one in zip(names, listed, strict=True)
    ]
    cards = [[Act(name, f"doc:{one.id}")] for name, one in zip(names, listed, strict=True)]
    text = "\n\n".join([say("wallet-head"), *lines])
    return shown(text, [*cards, pager_row(say, page, pages), *rows])


async def on_wallet(callback: CallbackQuery, do: str, manager: DialogManager) -> None:
    word, _, target = do.partition(":")
    page = page_of(target)
    if do == "back":
        await leave(manager)
    elif do == "files":
        manager.dialog_data.clear()
        await manager.switch_to(DocumentsSG.list)
    elif do == "add":
        await manager.switch_to(DocumentsSG.kinds)
    elif word == "page" and page is not None:
        manager.dialog_data["page"] = page
    elif word == "doc":
        look_at(manager, id_in(target))
        await manager.switch_to(DocumentsSG.card)
    else:
        toast(say_of(manager)("toast-stale"))


async def kinds_getter(say: Say, **_: object) -> dict[str, Any]:
    kinds = in_rows([Act(kind_title(say, one), f"kind:{one.id}") for one in KINDS.values()])
    return shown(say("wallet-kinds"), [*kinds, back_row(say)])


async def on_kinds(callback: CallbackQuery, do: str, manager: DialogManager) -> None:
    word, _, target = do.partition(":")
    kind = kind_named(target) if word == "kind" else None
    if do == "back":
        await manager.switch_to(DocumentsSG.wallet)
    elif kind is None:
        toast(say_of(manager)("toast-stale"))
    elif await allowed(manager):
        begin(manager, kind)
        await manager.switch_to(DocumentsSG.field)
