"""Personal values shown in the chat for a minute: a message that goes by itself, restart or not."""

from aiogram import Bot
from aiogram_dialog import DialogManager, ShowMode

from bot.turns import citizen_of, core_of, say_of, toast
from core.security.model import SHOWN_S


async def show_briefly(manager: DialogManager, text: str) -> None:
    """Send `text` (HTML) so that it cannot be forwarded, and have it deleted after a minute.

    The message is announced, its end settled in the database, and only then are the values put into it: a
    death between any two steps leaves none of them behind.
    """
    core, chat, say = core_of(manager), citizen_of(manager).telegram_id, say_of(manager)
    bot: Bot = manager.middleware_data["bot"]
    sent = await bot.send_message(chat, say("brief-wait"), protect_content=True)
    await core.security.vanish(chat, sent.message_id, SHOWN_S)
    await bot.edit_message_text(text, chat_id=chat, message_id=sent.message_id)
    manager.show_mode = ShowMode.DELETE_AND_SEND
    toast(say("toast-brief"))
