"""PIN, authenticator app and backup codes: what each is, turning it on and off."""

import contextlib
from typing import Any

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import BufferedInputFile, CallbackQuery, Message
from aiogram_dialog import DialogManager, ShowMode
from aiogram_dialog.widgets.input import MessageInput

from bot.channel import keyboard
from bot.links import draw_qr
from bot.say import Say
from bot.states import SecuritySG, StepUpSG
from bot.stepup import ensure, phrase_line, six_digits
from bot.turns import citizen_of, core_of, drop, on_free_message, say_of, toast
from bot.widgets import Act, back_row, shown
from bot.widgets.keypad import clear, dots, keypad_rows
from core.bootstrap import Core
from core.citizens.model import Citizen
from core.codes.model import DIGITS, digits_of
from core.errors import Refused

_PICTURE_S = 600.0  # a QR code or backup codes stay in the chat no longer than this


# PIN


async def pin_getter(core: Core, citizen: Citizen, say: Say, **_: object) -> dict[str, Any]:
    on = (await core.security.protection(citizen.id)).pin
    rows = [[Act(say("btn-pin-change" if on else "btn-pin-set"), "set", style="primary")]]
    if on:
        rows.append([Act(say("btn-pin-drop"), "drop")])
    text = [*await phrase_line(core, citizen, say), say("security-pin-about", on=str(on).lower())]
    return shown("\n\n".join(text), [*rows, back_row(say)])


async def on_pin(callback: CallbackQuery, do: str, manager: DialogManager) -> None:
    core, citizen = core_of(manager), citizen_of(manager)
    if do == "back":
        await manager.switch_to(SecuritySG.main)
    elif do == "set":
        # With nothing to prove it by, the new PIN is the first proof.
        need = await core.security.needs(citizen, "factor.change")
        free = need is not None and not need.ways and need.frozen_until is None
        if free or await ensure(manager, "factor.change", do):
            await manager.start(StepUpSG.pin, data={"do": "saved"})
    elif do == "drop" and (await core.security.protection(citizen.id)).pin:
        if await ensure(manager, "factor.change", do):
            await core.factors.drop_pin(citizen)
            toast(say_of(manager)("toast-pin-dropped"))
    elif do != "saved":
        toast(say_of(manager)("toast-stale"))


# Authenticator


async def totp_getter(
    core: Core, citizen: Citizen, say: Say, dialog_manager: DialogManager, said: str = "", **_: object
) -> dict[str, Any]:
    head = [*await phrase_line(core, citizen, say), *([said] if said else [])]
    if (await core.security.protection(citizen.id)).totp:
        rows = [[Act(say("btn-totp-off"), "off")], back_row(say)]
        return shown("\n\n".join([*head, say("security-totp-on")]), rows)
    if "picture" not in dialog_manager.dialog_data:
        rows = [[Act(say("btn-totp-on"), "on", style="primary")], back_row(say)]
        return shown("\n\n".join([*head, say("security-totp-off")]), rows)
    digits = say("stepup-digits", digits=dots(dialog_manager, DIGITS))
    keys = [*keypad_rows(dialog_manager), back_row(say)]
    return shown("\n\n".join([*head, say("security-totp-code"), digits]), keys)


async def on_totp(callback: CallbackQuery, do: str, manager: DialogManager) -> None:
    core, citizen, say = core_of(manager), citizen_of(manager), say_of(manager)
    on = (await core.security.protection(citizen.id)).totp
    if do == "back":
        await _drop_picture(manager)
        await manager.switch_to(SecuritySG.main)
    elif do == "off" and on:
        if await ensure(manager, "factor.change", do):
            await core.factors.drop_totp(citizen)
            toast(say("toast-totp-off"))
    elif do == "on" and not on:
        if await ensure(manager, "factor.change", do):
            await _enrol(manager)
    elif "picture" in manager.dialog_data and not on and (digits := six_digits(manager, do)) is not None:
        if digits:
            await _confirm(manager, digits)
    else:
        toast(say("toast-stale"))


async def on_totp_message(message: Message, given: MessageInput, manager: DialogManager) -> None:
    digits = digits_of(message.text or "") if "picture" in manager.dialog_data else None
    if digits is None:
        await on_free_message(message, given, manager)
        return
    await drop(message)
    clear(manager)
    await _confirm(manager, digits)


async def _enrol(manager: DialogManager) -> None:
    """The secret as a picture and as letters, in a message that goes once it is used, and by itself."""
    core, citizen, say = core_of(manager), citizen_of(manager), say_of(manager)
    bot: Bot = manager.middleware_data["bot"]
    await _drop_picture(manager)
    secret, uri = await core.factors.begin_totp(citizen)
    grouped = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
    sent = await bot.send_photo(
        citizen.telegram_id,
        BufferedInputFile(draw_qr(uri), "totp.png"),
        caption=say("security-totp-picture", secret=grouped),
        protect_content=True,
    )
    await core.security.vanish(citizen.telegram_id, sent.message_id, _PICTURE_S)
    manager.dialog_data["picture"] = sent.message_id
    manager.show_mode = ShowMode.DELETE_AND_SEND


async def _confirm(manager: DialogManager, digits: str) -> None:
    say = say_of(manager)
    try:
        ok = await core_of(manager).factors.confirm_totp(citizen_of(manager), digits)
    except Refused as error:
        manager.middleware_data["said"] = say.error(error)
        return
    if not ok:
        manager.middleware_data["said"] = say("security-totp-wrong")
        return
    await _drop_picture(manager)
    toast(say("toast-totp-on"))


async def _drop_picture(manager: DialogManager) -> None:
    clear(manager)
    message_id = manager.dialog_data.pop("picture", None)
    bot: Bot = manager.middleware_data["bot"]
    if message_id is not None:
        with contextlib.suppress(TelegramBadRequest):  # gone by itself, or by the citizen's hand
            await bot.delete_message(citizen_of(manager).telegram_id, int(message_id))


# Backup codes


async def backup_getter(core: Core, citizen: Citizen, say: Say, **_: object) -> dict[str, Any]:
    kept = await core.security.protection(citizen.id)
    head = await phrase_line(core, citizen, say)
    if not kept.on:
        return shown("\n\n".join([*head, say("error-backup-first-factor")]), [back_row(say)])
    rows = [[Act(say("btn-backup-new"), "new", style="primary")], back_row(say)]
    return shown("\n\n".join([*head, say("security-backup-about", left=kept.backup_left)]), rows)


async def on_backup(callback: CallbackQuery, do: str, manager: DialogManager) -> None:
    core, citizen, say = core_of(manager), citizen_of(manager), say_of(manager)
    if do == "back":
        await manager.switch_to(SecuritySG.main)
        return
    if do != "new":
        toast(say("toast-stale"))
        return
    if not await ensure(manager, "factor.change", do):
        return
    try:
        codes = await core.factors.new_backup_codes(citizen)
    except Refused as error:
        toast(say.error_line(error))
        return
    bot: Bot = manager.middleware_data["bot"]
    listed = "\n".join(codes)
    acts = [[Act(say("btn-backup-copy"), copy=listed)], [Act(say("btn-message-delete"), "delete")]]
    text = say("security-backup-codes", codes=listed)
    sent = await bot.send_message(citizen.telegram_id, text, reply_markup=keyboard(acts))
    await core.security.vanish(citizen.telegram_id, sent.message_id, _PICTURE_S)
    manager.show_mode = ShowMode.DELETE_AND_SEND
