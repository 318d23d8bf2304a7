"""«Мои документы»: the wallet first, then every file that was sent or received here."""

from aiogram.types import CallbackQuery
from aiogram_dialog import Dialog, DialogManager

from bot.dialogs.documents.card import (
    card_getter,
    delete_getter,
    edit_getter,
    on_card,
    on_delete,
    on_edit,
)
from bot.dialogs.documents.field import field_getter, on_field, on_typed
from bot.dialogs.documents.files import list_getter, on_list
from bot.dialogs.documents.pages import on_page, on_pages, pages_getter
from bot.dialogs.documents.wallet import kinds_getter, on_kinds, on_wallet, wallet_getter
from bot.states import ApplySG, CatalogueSG, DocumentsSG, StepUpSG, WelcomeSG
from bot.stepup import resuming
from bot.turns import on_free_message
from bot.widgets import screen


async def _resume(callback: CallbackQuery, do: str, manager: DialogManager) -> None:
    """Go on in the card that asked for a proof."""
    if do and manager.current_context().state == DocumentsSG.card:
        await on_card(callback, do, manager)


def documents_dialog() -> Dialog:
    wallet, card = DocumentsSG.wallet, DocumentsSG.card
    return Dialog(
        screen(
            DocumentsSG.wallet,
            wallet_getter,
            on_wallet,
            on_free_message,
            [card, DocumentsSG.kinds, DocumentsSG.list],
        ),
        screen(
            DocumentsSG.kinds,
            kinds_getter,
            on_kinds,
            on_free_message,
            [wallet, DocumentsSG.field, WelcomeSG.consent],
        ),
        screen(DocumentsSG.field, field_getter, on_field, on_typed, [card, DocumentsSG.pages, wallet]),
        screen(DocumentsSG.pages, pages_getter, on_pages, on_page, [card, wallet]),
        screen(
            DocumentsSG.card,
            card_getter,
            on_card,
            on_free_message,
            [wallet, DocumentsSG.edit, DocumentsSG.delete, DocumentsSG.pages, ApplySG.gate, StepUpSG.prove],
        ),
        screen(DocumentsSG.edit, edit_getter, on_edit, on_free_message, [card, DocumentsSG.field]),
        screen(DocumentsSG.delete, delete_getter, on_delete, on_free_message, [card, wallet]),
        screen(
            DocumentsSG.list, list_getter, on_list, on_free_message, [wallet, card, CatalogueSG.categories]
        ),
        on_process_result=resuming(_resume),
    )
