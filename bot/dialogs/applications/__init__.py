"""«Мои заявления»: the list, one application's card, and what lies behind it."""

from aiogram_dialog import Dialog

from bot.dialogs.applications.behind import (
    answers_getter,
    files_getter,
    history_getter,
    on_behind,
    on_files,
    on_withdraw,
    withdraw_getter,
)
from bot.dialogs.applications.card import card_getter, on_card
from bot.dialogs.applications.listing import list_getter, on_list
from bot.states import ApplicationsSG, CatalogueSG, FormSG, PaymentsSG
from bot.turns import on_free_message
from bot.widgets import screen


def applications_dialog() -> Dialog:
    behind = (ApplicationsSG.history, ApplicationsSG.answers, ApplicationsSG.files, ApplicationsSG.withdraw)
    leads = (*behind, ApplicationsSG.list, FormSG.step, CatalogueSG.card, PaymentsSG.list)
    to_card = (ApplicationsSG.card,)
    return Dialog(
        screen(
            ApplicationsSG.list,
            list_getter,
            on_list,
            on_free_message,
            (ApplicationsSG.card, FormSG.step, CatalogueSG.categories),
        ),
        screen(ApplicationsSG.card, card_getter, on_card, on_free_message, leads),
        screen(ApplicationsSG.history, history_getter, on_behind, on_free_message, to_card),
        screen(ApplicationsSG.answers, answers_getter, on_behind, on_free_message, to_card),
        screen(ApplicationsSG.files, files_getter, on_files, on_free_message, to_card),
        screen(ApplicationsSG.withdraw, withdraw_getter, on_withdraw, on_free_message, to_card),
    )
