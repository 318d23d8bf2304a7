"""«Все файлы»: everything sent or received here, newest first; a tap sends it into the chat."""

from typing import Any

from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager

from bot.dialogs.documents.opened import LONGEST_ID, look_at
from bot.say import Say
from bot.sending import send_file
from bot.states import CatalogueSG, DocumentsSG
from bot.turns import citizen_of, core_of, say_of, toast
from bot.widgets import Act, back_row, pager_row, shown
from bot.widgets.offers import page_of
from bot.wording import cut, short_of, size_of
from core.bootstrap import Core
from core.citizens.model import Citizen
from core.errors import Refused
from core.files.store import Stored
from core.texts import say_date

PAGE = 6


async def list_getter(
    core: Core, citizen: Citizen, say: Say, dialog_manager: DialogManager, **_: object
) -> dict[str, Any]:
    page = int(dialog_manager.dialog_data.get("page", 0))
    files, total = await core.files.listing(citizen.id, page * PAGE, PAGE)
    pages = -(-total // PAGE)
    if total and page >= pages:
        page = pages - 1
        files, total = await core.files.listing(citizen.id, page * PAGE, PAGE)
    if not total:
        return shown(say("documents-none"), [[Act(say("btn-documents-services"), "services")], back_row(say)])
    drafts = {f"draft:{one.id}": one.service_id for one in await core.drafts.opened(citizen.id)}
    lines = [_line(say, core, place, one, drafts) for place, one in enumerate(files, page * PAGE + 1)]
    rows = [
        [Act(f"{place}. {cut(one.name, 48)[0]}", f"file:{one.id}")]
        for place, one in enumerate(files, page * PAGE + 1)
    ]
    text = "\n\n".join([say("documents-head", count=total), "\n".join(lines)])
    return shown(text, [*rows, pager_row(say, page, pages), back_row(say)])


def _line(say: Say, core: Core, place: int, file: Stored, drafts: dict[str, str]) -> str:
    day = say_date(file.at.astimezone(core.clock.zone).date(), say.language)
    return say(
        "documents-line",
        place=str(place),
        name=cut(file.name, 80)[0],
        day=day,
        size=size_of(say, file.size),
        source=_source(say, core, file.source, drafts),
    )


def _source(say: Say, core: Core, source: str, drafts: dict[str, str]) -> str:
    """Where a file is from: a department's decision, an application, a form not sent yet."""
    if source.startswith("wallet:"):
        return say("plain-source-wallet")
    if source in drafts:
        return say("plain-source-draft", title=short_of(core, drafts[source]))
    word, _, number = source.partition(" ")
    if word in {"application", "sent"}:
        return say("plain-source-received" if word == "application" else "plain-source-sent", number=number)
    return say("plain-source-left")


async def on_list(callback: CallbackQuery, do: str, manager: DialogManager) -> None:
    say = say_of(manager)
    word, _, target = do.partition(":")
    page = page_of(target)
    if do == "back":
        await manager.switch_to(DocumentsSG.wallet)
    elif do == "services":
        await manager.start(CatalogueSG.categories)
    elif word == "page" and page is not None:
        manager.dialog_data["page"] = page
    elif word == "file" and target.isascii() and target.isdigit() and len(target) <= LONGEST_ID:
        await _send(callback, manager, int(target))
    else:
        toast(say("toast-stale"))


async def _send(callback: CallbackQuery, manager: DialogManager, file_id: int) -> None:
    """Into the chat; a document's page by its card, which asks for a proof."""
    kept = await core_of(manager).wallet.of_page(citizen_of(manager).id, file_id)
    if kept is not None:
        look_at(manager, kept)
        await manager.switch_to(DocumentsSG.card)
        return
    try:
        await send_file(callback, manager, min(file_id, 2**63 - 1))
    except Refused as error:
        toast(say_of(manager).error_line(error))
