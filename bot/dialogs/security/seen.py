"""What happened with the account, and from which Telegram accounts it may be used."""

from typing import Any

from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager

from bot.say import Say
from bot.states import SecuritySG
from bot.stepup import ensure
from bot.turns import citizen_of, core_of, say_of, toast
from bot.widgets import Act, back_row, shown
from bot.widgets.offers import page_of
from bot.wording import moment_of
from core.bootstrap import Core
from core.citizens.model import Citizen
from core.errors import Refused
from core.security.model import Entry

PAGE = 10


async def journal_getter(
    core: Core, citizen: Citizen, say: Say, dialog_manager: DialogManager, **_: object
) -> dict[str, Any]:
    page = int(dialog_manager.dialog_data.get("page", 0))
    found = await core.security.journal(citizen.id, page * PAGE, PAGE + 1)
    lines = [
        say("security-entry", at=moment_of(say, core, one.at), what=say.html(_worded(say, one)))
        for one in found[:PAGE]
    ]
    turns = []
    if page:
        turns.append(Act(say("btn-previous"), f"page:{page - 1}"))
    if len(found) > PAGE:
        turns.append(Act(say("btn-next"), f"page:{page + 1}"))
    text = "\n\n".join([say("security-journal"), "\n".join(lines) or say("security-journal-none")])
    return shown(text, [turns, [Act(say("btn-not-me"), "not-me")], back_row(say)])


def _worded(say: Say, entry: Entry) -> str:
    """The key of an event's words; a proof's has its way in it."""
    kind = entry.kind
    if kind in {"proved", "proof-wrong"}:
        kind = f"{kind}-{entry.details.get('way')}"
    key = f"security-event-{kind}"
    return key if say.texts.has(say.language, key) else "security-event-other"


async def on_journal(callback: CallbackQuery, do: str, manager: DialogManager) -> None:
    word, _, target = do.partition(":")
    page = page_of(target)
    if do == "back":
        manager.dialog_data.pop("page", None)
        await manager.switch_to(SecuritySG.main)
    elif do == "not-me":
        await manager.switch_to(SecuritySG.freeze)
    elif word == "page" and page is not None:
        manager.dialog_data["page"] = page
    else:
        toast(say_of(manager)("toast-stale"))


async def devices_getter(core: Core, citizen: Citizen, say: Say, **_: object) -> dict[str, Any]:
    devices = await core.security.devices(citizen)
    lines, rows = [], []
    for number, one in enumerate(devices, 1):
        line = "security-device-here" if one.here else "security-device"
        at = moment_of(say, core, one.active_at or one.linked_at)
        lines.append(say(line, number=number, linked=moment_of(say, core, one.linked_at), at=at))
        if not one.here:
            rows.append([Act(say("btn-device-unlink", number=number), f"unlink:{one.telegram_id}")])
    text = "\n\n".join([say("security-devices"), "\n".join(lines)])
    return shown(text, [*rows, [Act(say("btn-not-me"), "not-me")], back_row(say)])


async def on_devices(callback: CallbackQuery, do: str, manager: DialogManager) -> None:
    word, _, target = do.partition(":")
    if do == "back":
        await manager.switch_to(SecuritySG.main)
    elif do == "not-me":
        await manager.switch_to(SecuritySG.freeze)
    elif word == "unlink" and await _linked(manager, target):
        if await ensure(manager, "device.unlink", do):
            await _unlink(manager, int(target))
    else:
        toast(say_of(manager)("toast-stale"))


async def _linked(manager: DialogManager, target: str) -> bool:
    known = await core_of(manager).security.devices(citizen_of(manager))
    return any(str(one.telegram_id) == target and not one.here for one in known)


async def _unlink(manager: DialogManager, telegram_id: int) -> None:
    say = say_of(manager)
    try:
        await core_of(manager).security.unlink(citizen_of(manager), telegram_id)
    except Refused as error:
        toast(say.error_line(error))
        return
    toast(say("toast-device-unlinked"))
