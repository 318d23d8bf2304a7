"""Old buttons: of an earlier window, process or version. Each leads to the living window in one tap."""

import contextlib

from aiogram import Router
from aiogram.exceptions import TelegramBadRequest
from aiogram.filters import ExceptionTypeFilter
from aiogram.types import CallbackQuery, ErrorEvent, Message
from aiogram_dialog import DialogManager, ShowMode, StartMode
from aiogram_dialog.api.exceptions import (
    DialogsError,
    OutdatedIntent,
    UnknownIntent,
    UnknownState,
    UnregisteredDialogError,
    UnregisteredWindowError,
)

from bot.say import Say
from bot.states import MenuSG
from bot.turns import answer_press, start_search, toast_text, unexpected

LOST = (OutdatedIntent, UnknownIntent, UnknownState, UnregisteredDialogError, UnregisteredWindowError)


def stale_router() -> Router:
    """To be included last: what nobody took, and the engine's complaints about windows it has lost."""
    router = Router(name="stale")
    router.message.register(on_unclaimed_message)
    router.callback_query.register(on_unknown_press)
    router.errors.register(on_lost_window, ExceptionTypeFilter(*LOST, DialogsError))
    return router


async def on_unclaimed_message(message: Message, dialog_manager: DialogManager, say: Say) -> None:
    """No window is open: a chat that never pressed «Start», or whose stack was lost. Words are a search."""
    if message.text:
        await start_search(dialog_manager, message.text)
        return
    await message.answer(say(unexpected(message)))
    await show_living(dialog_manager, ShowMode.SEND)


async def on_unknown_press(callback: CallbackQuery, dialog_manager: DialogManager, say: Say) -> None:
    """Data that no window and no handler knows."""
    await lead_on(callback, dialog_manager, say)


async def on_lost_window(event: ErrorEvent, dialog_manager: DialogManager, say: Say) -> None:
    """The window of this press, or of this chat, is gone."""
    await lead_on(event.update.callback_query, dialog_manager, say)


async def lead_on(callback: CallbackQuery | None, manager: DialogManager, say: Say) -> None:
    """Say that the button is old, take its keyboard away, show what is open now (else the menu)."""
    if callback is not None:
        await answer_press(callback, say("toast-stale"))
        toast_text.set(None)
        if isinstance(callback.message, Message):
            with contextlib.suppress(TelegramBadRequest):  # already without one, or too old to edit
                await callback.message.edit_reply_markup()
    await show_living(manager, ShowMode.SEND)


async def show_living(manager: DialogManager, mode: ShowMode) -> None:
    """Draw the current window again, or the menu where there is none."""
    if manager.has_context():
        with contextlib.suppress(UnregisteredDialogError, UnregisteredWindowError):
            await manager.show(mode)
            return
    await manager.start(MenuSG.main, mode=StartMode.RESET_STACK, show_mode=mode)
