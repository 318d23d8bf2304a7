"""«Безопасность»: what guards the account, what happened with it, what to do if that was a stranger."""

from aiogram.fsm.state import State
from aiogram.types import CallbackQuery
from aiogram_dialog import Dialog, DialogManager

from bot.dialogs.security.factors import (
    backup_getter,
    on_backup,
    on_pin,
    on_totp,
    on_totp_message,
    pin_getter,
    totp_getter,
)
from bot.dialogs.security.main import (
    PARTS,
    freeze_getter,
    lock_getter,
    main_getter,
    on_freeze,
    on_lock,
    on_main,
)
from bot.dialogs.security.password import on_password, password_getter
from bot.dialogs.security.phrase import on_phrase, on_phrase_message, phrase_getter
from bot.dialogs.security.seen import devices_getter, journal_getter, on_devices, on_journal
from bot.states import SecuritySG, StepUpSG
from bot.stepup import resuming
from bot.turns import on_free_message
from bot.widgets import screen
from bot.widgets.screen import OnAction

_HANDLERS: dict[State, OnAction] = {
    SecuritySG.pin: on_pin,
    SecuritySG.totp: on_totp,
    SecuritySG.backup: on_backup,
    SecuritySG.password: on_password,
    SecuritySG.phrase: on_phrase,
    SecuritySG.lock: on_lock,
    SecuritySG.devices: on_devices,
}


async def _resume(callback: CallbackQuery, do: str, manager: DialogManager) -> None:
    """Go on in the window that asked for the proof."""
    state = manager.current_context().state
    if state in _HANDLERS:
        await _HANDLERS[state](callback, do, manager)


def security_dialog() -> Dialog:
    back, asks = [SecuritySG.main], [SecuritySG.main, StepUpSG.prove]
    to_parts = [*PARTS.values(), SecuritySG.freeze]
    pin_goes = [*asks, StepUpSG.pin]
    return Dialog(
        screen(SecuritySG.main, main_getter, on_main, on_free_message, to_parts),
        screen(SecuritySG.pin, pin_getter, on_pin, on_free_message, pin_goes),
        screen(SecuritySG.totp, totp_getter, on_totp, on_totp_message, asks),
        screen(SecuritySG.backup, backup_getter, on_backup, on_free_message, asks),
        screen(SecuritySG.password, password_getter, on_password, on_free_message, asks),
        screen(SecuritySG.phrase, phrase_getter, on_phrase, on_phrase_message, asks),
        screen(SecuritySG.lock, lock_getter, on_lock, on_free_message, asks),
        screen(SecuritySG.journal, journal_getter, on_journal, on_free_message, [*back, SecuritySG.freeze]),
        screen(SecuritySG.devices, devices_getter, on_devices, on_free_message, [*asks, SecuritySG.freeze]),
        screen(SecuritySG.freeze, freeze_getter, on_freeze, on_free_message, [*back, SecuritySG.devices]),
        on_process_result=resuming(_resume),
    )
