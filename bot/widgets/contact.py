"""Telegram's own contact: the keyboard that asks for it, and what makes one a proof."""

from collections.abc import Callable
from typing import Any

from aiogram.types import KeyboardButton, Message
from aiogram_dialog import DialogManager
from aiogram_dialog.api.internal import RawKeyboard
from aiogram_dialog.widgets.kbd import Keyboard

from bot.turns import say_of


class ContactKeyboard(Keyboard):
    """The only reply keyboard: Telegram hands over a person's own number by nothing else.

    `others` are keys of the texts of further buttons, beside the way back.
    """

    def __init__(self, others: Callable[[DialogManager], list[str]] | None = None) -> None:
        super().__init__(id="contact")
        self._others = others

    async def _render_keyboard(self, data: dict[str, Any], manager: DialogManager) -> RawKeyboard:
        say = say_of(manager)
        others = self._others(manager) if self._others is not None else []
        # Plain buttons: the library's own mark their texts with invisible characters.
        return [
            [KeyboardButton(text=say("btn-send-phone"), request_contact=True)],
            [KeyboardButton(text=say(key)) for key in (*others, "btn-back")],
        ]


def why_refused(message: Message) -> str | None:
    """Why a message is no proof of the sender's own number: words, forwarded, foreign; None when it is one.

    A forwarded contact proves nothing, nor does one without an account, which anybody can type up.
    """
    contact, sender = message.contact, message.from_user
    if contact is None:
        return "words"
    if message.forward_origin is not None or message.via_bot is not None:
        return "forwarded"
    if sender is None or contact.user_id != sender.id or message.chat.id != sender.id:
        return "foreign"
    return None
