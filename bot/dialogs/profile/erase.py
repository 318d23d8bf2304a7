"""Leaving for good: what goes and what stays is said first; a word is typed, since a tap slips."""

import contextlib
from typing import Any

from aiogram.types import CallbackQuery, Message
from aiogram_dialog import DialogManager, StartMode
from aiogram_dialog.widgets.input import MessageInput

from bot.say import Say
from bot.states import ProfileSG, WelcomeSG
from bot.stepup import ensure
from bot.turns import citizen_of, core_of, on_free_message, say_of, toast
from bot.widgets import back_row, shown
from core.bootstrap import Core
from core.citizens.model import Citizen
from core.errors import NotFound
from core.rights.receipts import KEPT_YEARS


async def erase_getter(core: Core, citizen: Citizen, say: Say, **_: object) -> dict[str, Any]:
    would = await core.erasure.consequences(citizen.id)
    parts = [say("erase-head"), say("erase-goes", drafts=would.drafts, files=would.files)]
    if would.active or would.finished:
        parts.append(say("erase-applications", active=would.active, finished=would.finished))
    parts.append(say("erase-receipts", years=KEPT_YEARS))
    return shown("\n\n".join([*parts, say("erase-how", word=say("erase-word"))]), [back_row(say)])


async def on_erase(callback: CallbackQuery, do: str, manager: DialogManager) -> None:
    if do == "back":
        await manager.switch_to(ProfileSG.view)
    else:
        toast(say_of(manager)("toast-stale"))


async def on_word(message: Message, given: MessageInput, manager: DialogManager) -> None:
    """The word, in either language and any case; anything else is what it is everywhere: a search."""
    typed, texts = (message.text or "").strip(' .!«»"').casefold(), say_of(manager).texts
    if typed not in {texts.get(language, "erase-word").casefold() for language in texts.languages}:
        await on_free_message(message, given, manager)
        return
    if not await ensure(manager, "account.erase", ""):
        return
    with contextlib.suppress(NotFound):  # forgotten on another device a moment ago: the same answer
        await core_of(manager).erasure.erase(citizen_of(manager).id)
    await manager.start(WelcomeSG.erased, mode=StartMode.RESET_STACK)
