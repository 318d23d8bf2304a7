"""Where the bot does not talk, and chats that close and open: groups, blocks, floods, edits."""

import contextlib
from typing import Any

from aiogram import Bot, F, Router
from aiogram.enums import ChatType, ContentType
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError, TelegramMigrateToChat
from aiogram.types import CallbackQuery, ChatMemberUpdated, Message

from bot.closing import close_channel
from bot.say import Say
from bot.turns import answer_press
from core.bootstrap import Core
from core.safety.out_of_place import find_secret
from core.texts import Texts

_GROUPS = {ChatType.GROUP, ChatType.SUPERGROUP}
# What Telegram says of the chat itself: nobody wrote it, and nobody waits for an answer.
_ABOUT_THE_CHAT = {
    ContentType.PINNED_MESSAGE,
    ContentType.MESSAGE_AUTO_DELETE_TIMER_CHANGED,
    ContentType.WRITE_ACCESS_ALLOWED,
    ContentType.CONNECTED_WEBSITE,
    ContentType.CHAT_BACKGROUND_SET,
    ContentType.BOOST_ADDED,
    ContentType.GIVEAWAY_CREATED,
    ContentType.PROXIMITY_ALERT_TRIGGERED,
}


def chats_router() -> Router:
    router = Router(name="chats")
    router.message.register(on_group, F.chat.type != ChatType.PRIVATE)
    router.message.register(on_flood, _flooded)
    router.message.register(on_service_message, F.content_type.in_(_ABOUT_THE_CHAT))
    router.message.register(on_service_message, _own_card)
    router.callback_query.register(on_foreign_press, F.message.chat.type != ChatType.PRIVATE)
    router.edited_message.register(on_edit, F.chat.type == ChatType.PRIVATE)
    router.my_chat_member.register(on_membership)
    return router


async def _flooded(_event: Any, flooded: bool = False, **_: object) -> bool:
    return flooded


async def _own_card(message: Message, bot: Bot) -> bool:
    """A card of ours, chosen in inline mode: not the words of whoever sent it."""
    return message.via_bot is not None and message.via_bot.id == bot.id and message.reply_markup is not None


async def on_flood(message: Message, say: Say) -> None:
    """One notice; what comes faster than a person writes is dropped after it."""
    await message.answer(say("flood"))


async def on_service_message(message: Message) -> None:
    """Seen, and left without an answer; so is a card of ours that was chosen in inline mode."""


async def on_group(message: Message, core: Core) -> None:
    """Groups: one polite line, then out. Services are nobody's business but the citizen's."""
    if message.chat.type in _GROUPS and message.migrate_to_chat_id is None:
        await _leave(message, core.texts, core.settings.okno_language)


async def _leave(event: Message | ChatMemberUpdated, texts: Texts, language: str) -> None:
    """Say why where the bot may speak (in a channel it would speak to all its readers), and leave."""
    assert event.bot is not None
    # Muted there, shown out meanwhile, or the group has grown: its supergroup tells of itself and is left.
    refused = (TelegramBadRequest, TelegramForbiddenError, TelegramMigrateToChat)
    if event.chat.type in _GROUPS:
        with contextlib.suppress(*refused):
            await event.bot.send_message(event.chat.id, texts.get(language, "group-goodbye"))
    with contextlib.suppress(*refused):
        await event.bot.leave_chat(event.chat.id)


async def on_foreign_press(callback: CallbackQuery, core: Core) -> None:
    await answer_press(callback, core.texts.get(core.settings.okno_language, "toast-private-only"))


async def on_edit(message: Message, say: Say) -> None:
    """What was accepted stays as it was; say so and how to correct it. A secret written in goes at once."""
    secret = find_secret(message.text or message.caption or "")
    if secret is None:
        await message.answer(say("edited-message"))
        return
    with contextlib.suppress(TelegramBadRequest):  # older than Telegram lets a bot delete
        await message.delete()
    await message.answer(say("secret-warning", kind=secret))


async def on_membership(event: ChatMemberUpdated, core: Core) -> None:
    if event.chat.type == ChatType.PRIVATE:
        if event.new_chat_member.status in {"kicked", "left"}:
            await close_channel(core, event.chat.id)
        else:
            await core.citizens.set_reachable(event.chat.id, True)
    elif event.new_chat_member.status in {"member", "administrator", "restricted"}:
        await _leave(event, core.texts, core.settings.okno_language)
