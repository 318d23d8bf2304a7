"""«Подтвердить личность»: what each level opens, the ways up, and each way's own window."""

from aiogram_dialog import Dialog

from bot.dialogs.confirm.card import card_getter, on_card, on_tips, tips_getter
from bot.dialogs.confirm.collect import collect_getter, on_collect
from bot.dialogs.confirm.sent import on_sent
from bot.states import ApplySG, ConfirmSG, HelpSG, WelcomeSG
from bot.turns import on_free_message
from bot.widgets import screen


def confirm_dialog() -> Dialog:
    goes = (ConfirmSG.tips, ConfirmSG.collect, WelcomeSG.consent, WelcomeSG.phone, ApplySG.gate)
    return Dialog(
        screen(ConfirmSG.card, card_getter, on_card, on_free_message, goes),
        screen(ConfirmSG.tips, tips_getter, on_tips, on_free_message, (ConfirmSG.collect, ConfirmSG.card)),
        screen(ConfirmSG.collect, collect_getter, on_collect, on_sent, (ConfirmSG.card, HelpSG.main)),
    )
