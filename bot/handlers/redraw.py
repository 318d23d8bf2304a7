"""An update whose effect is committed already, after a crash: only its window is drawn again."""

from typing import Any

from aiogram import Router
from aiogram.types import CallbackQuery, Message
from aiogram_dialog import DialogManager, ShowMode, StartMode

from bot.stale import show_living
from bot.states import ContactsSG, FormSG, RecoverySG, WelcomeSG
from bot.turns import answer_press


def redraw_router() -> Router:
    """To be included first."""
    router = Router(name="redraw")
    router.message.register(on_message_again, _again)
    router.callback_query.register(on_press_again, _again)
    return router


async def _again(_event: Any, redraw: bool = False, **_: object) -> bool:
    return redraw


async def on_message_again(
    message: Message, dialog_manager: DialogManager, leads_to: str | None = None
) -> None:
    await _show(dialog_manager, leads_to, ShowMode.SEND)


async def on_press_again(
    callback: CallbackQuery, dialog_manager: DialogManager, leads_to: str | None = None
) -> None:
    await answer_press(callback)
    await _show(dialog_manager, leads_to, ShowMode.EDIT)


async def _show(manager: DialogManager, leads_to: str | None, mode: ShowMode) -> None:
    """Where the effect led, where the crash came before the stack knew of it."""
    kind, _, target = (leads_to or "").partition(":")
    if kind == "draft" and target.isdigit() and not _stands_in_form(manager):
        await manager.start(
            FormSG.step, data={"draft": int(target)}, mode=StartMode.RESET_STACK, show_mode=mode
        )
    elif kind == "contact" and target.isdigit() and not _stands_at_code(manager):
        await manager.start(
            ContactsSG.code, data={"contact": int(target)}, mode=StartMode.RESET_STACK, show_mode=mode
        )
    elif kind == "regained":
        await manager.start(RecoverySG.regained, mode=StartMode.RESET_STACK, show_mode=mode)
    elif kind == "erased":
        await manager.start(WelcomeSG.erased, mode=StartMode.RESET_STACK, show_mode=mode)
    elif manager.has_context() and manager.current_context().state.group is WelcomeSG:
        await _greet_on(manager, mode)
    else:
        await show_living(manager, mode)


async def _greet_on(manager: DialogManager, mode: ShowMode) -> None:
    """The consent or the phone was just given: neither is asked for a second time.

    Entered anew, the dialog looks for itself how far this citizen has come.
    """
    data = manager.start_data if isinstance(manager.start_data, dict) else {}
    there = {key: value for key, value in data.items() if key != "again"}
    state = manager.current_context().state
    await manager.start(state, data=there or None, mode=StartMode.RESET_STACK, show_mode=mode)


def _stands_at_code(manager: DialogManager) -> bool:
    return manager.has_context() and manager.current_context().state == ContactsSG.code


def _stands_in_form(manager: DialogManager) -> bool:
    return manager.has_context() and manager.current_context().state == FormSG.step
