"""A document's pages: photos, files and albums, each inspected as any upload is."""

from collections.abc import Mapping
from typing import Any

from aiogram import Bot
from aiogram.types import CallbackQuery, Message
from aiogram_dialog import DialogManager
from aiogram_dialog.widgets.input import MessageInput

from bot.dialogs.documents.opened import allowed, kind_open, open_id, opened
from bot.receiving import FILES, received, stay_below
from bot.say import Say
from bot.states import DocumentsSG
from bot.turns import citizen_of, core_of, on_free_message, say_of, toast
from bot.widgets import Act, back_row, shown
from bot.widgets.papers import kind_title
from core.bootstrap import Core
from core.errors import CoreError, Refused, WrongFile
from core.files.inspect import MAX_BYTES, Inspected
from core.wallet.kinds import WalletKind
from core.wallet.model import Kept

FORMATS = ("pdf", "jpg", "png")


async def pages_getter(core: Core, say: Say, dialog_manager: DialogManager, **_: object) -> dict[str, Any]:
    kept = await opened(dialog_manager)
    kind = kind_open(dialog_manager, kept)
    if kind is None:
        return shown(say("error-document-unknown"), [back_row(say)])
    pages = len(kept.pages) if kept is not None else 0
    lines = [say("wallet-pages-head", kind=kind_title(say, kind))]
    lines += [_line(say, entry) for entry in dialog_manager.dialog_data.get("log", [])]
    lines.append(say("wallet-pages-count", count=pages) if pages else _wanted(say))
    return shown("\n".join(lines), _rows(say, pages))


def _wanted(say: Say) -> str:
    return say("wallet-pages-wanted", limit=MAX_BYTES // 1024 // 1024)


def _rows(say: Say, pages: int) -> list[list[Act]]:
    if not pages:
        return [[Act(say("btn-wallet-later"), "done")], back_row(say)]
    replace = Act(say("btn-wallet-replace"), "replace")
    return [[Act(say("btn-wallet-done"), "done", style="primary")], [replace], back_row(say)]


def _line(say: Say, entry: Mapping[str, Any]) -> str:
    if "code" in entry:
        return say.error(WrongFile(str(entry["code"]), **entry.get("params", {})))
    if entry.get("again"):
        return say("form-file-again")
    return say("wallet-page-doubtful" if entry.get("doubts") else "wallet-page-taken")


async def on_page(message: Message, given: MessageInput, manager: DialogManager) -> None:
    kept = await opened(manager)
    kind = kind_open(manager, kept)
    if kind is None or message.content_type not in FILES:
        await on_free_message(message, given, manager)
    elif await allowed(manager):
        stay_below(message, manager)
        await _take(message, kind, manager)


async def _take(message: Message, kind: WalletKind, manager: DialogManager) -> None:
    bot: Bot = manager.middleware_data["bot"]
    album = message.media_group_id
    try:
        found, name = await received(message, bot, FORMATS)
        added = await core_of(manager).wallet.add_page(
            citizen_of(manager), open_id(manager), kind, found, name
        )
    except (WrongFile, Refused) as error:
        _log(manager, album, {"code": error.code, "params": dict(error.params)})
    else:
        _log(manager, album, _seen(found, added))


def _seen(found: Inspected, added: bool) -> dict[str, Any]:
    return {"again": not added, "doubts": list(found.doubts)}


def _log(manager: DialogManager, album: str | None, entry: dict[str, Any]) -> None:
    """A line for what came last; an album's parts each get theirs."""
    data = manager.dialog_data
    before = data.get("log", []) if album is not None and data.get("album") == album else []
    data.update(log=[*before, entry], album=album)


async def on_pages(callback: CallbackQuery, do: str, manager: DialogManager) -> None:
    kept = await opened(manager)
    manager.dialog_data.pop("log", None)
    if do in {"back", "done"}:
        await manager.switch_to(DocumentsSG.wallet if kept is None else DocumentsSG.card)
    elif do == "replace" and kept is not None and kept.pages:
        await _clear(kept, manager)
    else:
        toast(say_of(manager)("toast-stale"))


async def _clear(kept: Kept, manager: DialogManager) -> None:
    try:
        await core_of(manager).wallet.clear_pages(citizen_of(manager), kept.id)
    except CoreError as error:
        toast(say_of(manager).error_line(error))
