"""«Подтвердить личность»: what each level opens, the ways up, and each way's own window."""

from aiogram_dialog import Dialog, DialogManager

from bot.dialogs.confirm.bank import (
    bank_getter,
    banked_getter,
    on_back_from_bank,
    on_bank,
    on_banked,
)
from bot.dialogs.confirm.card import card_getter, on_card, on_tips, tips_getter
from bot.dialogs.confirm.collect import collect_getter, on_collect
from bot.dialogs.confirm.sent import on_sent
from bot.dialogs.confirm.signature import on_signature, on_signed, signature_getter
from bot.states import ApplySG, ConfirmSG, HelpSG, WelcomeSG
from bot.turns import on_free_message
from bot.widgets import screen


async def on_confirm(start_data: object, manager: DialogManager) -> None:
    if manager.current_context().state == ConfirmSG.banked:
        await on_back_from_bank(manager)


def confirm_dialog() -> Dialog:
    ways = (ConfirmSG.bank, ConfirmSG.signature, ConfirmSG.tips, ConfirmSG.collect)
    goes = (*ways, WelcomeSG.consent, WelcomeSG.phone, ApplySG.gate)
    return Dialog(
        screen(ConfirmSG.card, card_getter, on_card, on_free_message, goes),
        screen(ConfirmSG.tips, tips_getter, on_tips, on_free_message, (ConfirmSG.collect, ConfirmSG.card)),
        screen(ConfirmSG.bank, bank_getter, on_bank, on_free_message, (ConfirmSG.card,)),
        screen(ConfirmSG.banked, banked_getter, on_banked, on_free_message, (ConfirmSG.card, ApplySG.gate)),
        screen(ConfirmSG.signature, signature_getter, on_signature, on_signed, (ConfirmSG.card,)),
        screen(ConfirmSG.collect, collect_getter, on_collect, on_sent, (ConfirmSG.card, HelpSG.main)),
        on_start=on_confirm,
    )
