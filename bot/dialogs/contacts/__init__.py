"""Phones and mailboxes: given, proved by a code, listed. Whoever is not registered yet registers so.

`ask` is started with {"kind", "then"?}, `code` with {"contact", "then"?}; "then" is the service to go on to.
"""

from aiogram.types import CallbackQuery
from aiogram_dialog import Dialog, DialogManager

from bot.dialogs.contacts.asking import ask_getter, on_ask, on_ask_message
from bot.dialogs.contacts.code import code_getter, link_getter, on_code, on_code_message, on_link
from bot.dialogs.contacts.listing import card_getter, list_getter, on_card, on_list
from bot.states import ApplySG, ContactsSG, MenuSG, WelcomeSG
from bot.stepup import resuming
from bot.turns import on_free_message
from bot.widgets import screen


async def _resume(callback: CallbackQuery, do: str, manager: DialogManager) -> None:
    """The window that asked for a proof takes its tap again."""
    at_card = manager.current_context().state == ContactsSG.card
    await (on_card if at_card else on_list)(callback, do, manager)


def contacts_dialog() -> Dialog:
    return Dialog(
        screen(ContactsSG.list, list_getter, on_list, on_free_message, (ContactsSG.card, ContactsSG.ask)),
        screen(ContactsSG.card, card_getter, on_card, on_free_message, (ContactsSG.list, ContactsSG.code)),
        screen(ContactsSG.ask, ask_getter, on_ask, on_ask_message, (ContactsSG.code, WelcomeSG.consent)),
        screen(
            ContactsSG.code,
            code_getter,
            on_code,
            on_code_message,
            (ContactsSG.ask, ContactsSG.list, WelcomeSG.about, ApplySG.gate, MenuSG.main),
        ),
        screen(ContactsSG.link, link_getter, on_link, on_free_message, (WelcomeSG.about, MenuSG.main)),
        on_process_result=resuming(_resume),
    )
