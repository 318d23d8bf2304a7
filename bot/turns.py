"""Small things every window's handler does: who is it, a toast, what to do with words nobody asked for."""

import contextlib
from contextvars import ContextVar
from typing import cast

from aiogram.exceptions import TelegramBadRequest
from aiogram.types import CallbackQuery, Message
from aiogram_dialog import DialogManager, ShowMode, StartMode
from aiogram_dialog.widgets.input import MessageInput

from bot.say import Say
from bot.states import MenuSG, SearchSG
from bot.widgets.quoted import quoted
from core.bootstrap import Core
from core.citizens.model import Citizen
from core.searches.model import NOTHING, REWORDED

# What the pressed button answers with; the dialog engine answers every press once, after the window.
toast_text: ContextVar[str | None] = ContextVar("toast_text", default=None)


def core_of(manager: DialogManager) -> Core:
    return cast(Core, manager.middleware_data["core"])


def citizen_of(manager: DialogManager) -> Citizen:
    return cast(Citizen, manager.middleware_data["citizen"])


def say_of(manager: DialogManager) -> Say:
    return cast(Say, manager.middleware_data["say"])


def toast(text: str) -> None:
    """Answer the press with a line over the chat (at most 200 characters)."""
    toast_text.set(text[:200])


async def answer_press(callback: CallbackQuery, text: str | None = None) -> None:
    """Answer at once. Telegram refuses it for a press answered already, or older than a few minutes."""
    with contextlib.suppress(TelegramBadRequest):
        await callback.answer(text[:200] if text else None)


async def drop(message: Message) -> None:
    """Take a message with a secret out of the chat."""
    with contextlib.suppress(TelegramBadRequest):  # gone already, or older than Telegram lets a bot delete
        await message.delete()


async def on_free_message(message: Message, _input: MessageInput, manager: DialogManager) -> None:
    """Words no window waits for are a search; anything else is told what would help, under its window."""
    say = say_of(manager)
    if not message.text:
        await message.answer(say(unexpected(message)))
        manager.show_mode = ShowMode.NO_UPDATE
        return
    await start_search(manager, message.text)


def unexpected(message: Message) -> str:
    """The words for what no window reads."""
    if message.voice or message.video_note or message.audio:
        return "unexpected-voice"
    return "unexpected-file" if message.photo or message.document else "unexpected-content"


async def start_search(manager: DialogManager, text: str) -> None:
    """Open the results for these words. They are sealed: a stack may lie in Redis."""
    core, citizen, query = core_of(manager), citizen_of(manager), quoted(text, 200)
    data = {"query": core.hide(query)}
    if (before := _searched_before(manager)) is not None and core.reveal(before) != query:
        await core.searches.ended(citizen.id, core.reveal(before), REWORDED)
        data["before"] = before
    if not core.services.knows(query):
        await core.searches.ended(citizen.id, query, NOTHING)
    elif await core.citizens.consented(citizen):
        await core.remembered.search(citizen.id, query)
    await manager.start(SearchSG.results, data=data, mode=StartMode.RESET_STACK, show_mode=ShowMode.SEND)


def _searched_before(manager: DialogManager) -> str | None:
    """The words whose results are on the screen, sealed: new ones are written in place of them."""
    if not manager.has_context() or (context := manager.current_context()).state != SearchSG.results:
        return None
    data = context.start_data if isinstance(context.start_data, dict) else {}
    hidden = context.dialog_data.get("query") or data.get("query")
    return str(hidden) if hidden else None


async def meet_again(manager: DialogManager) -> None:
    """The citizen or their words changed in this very turn: windows drawn from here on use the new ones."""
    core, before = core_of(manager), citizen_of(manager)
    citizen = await core.citizens.meet(before.telegram_id, None)
    manager.middleware_data["citizen"] = citizen
    manager.middleware_data["say"] = Say(core.texts, citizen.language)


async def leave(manager: DialogManager) -> None:
    """One dialog back; from the first one, the menu."""
    if len(manager.current_stack().intents) > 1:
        await manager.done()
    else:
        await manager.start(MenuSG.main, mode=StartMode.RESET_STACK)
