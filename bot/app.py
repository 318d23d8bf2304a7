"""The composition of the bot: storage, routers in one explicit order, and what runs beside them."""

import contextlib
import secrets

from aiogram import Bot, Dispatcher
from aiogram.exceptions import TelegramBadRequest
from aiogram.fsm.storage.base import BaseStorage, DefaultKeyBuilder
from aiogram.fsm.storage.memory import DisabledEventIsolation
from aiogram.types import BotCommand, CallbackQuery, MenuButtonCommands, Message
from aiogram_dialog import setup_dialogs
from aiogram_dialog.api.entities import OldMessage
from aiogram_dialog.api.entities import stack as engine
from aiogram_dialog.manager.message_manager import MessageManager

from bot.dialogs import all_dialogs
from bot.handlers.chats import chats_router
from bot.handlers.commands import COMMANDS, commands_router
from bot.handlers.guard import guard_router
from bot.handlers.notices import notices_router
from bot.handlers.redraw import redraw_router
from bot.handlers.words import words_router
from bot.middlewares import WhoIsIt
from bot.stale import stale_router
from bot.storage import RedisStacks, SqlStorage
from bot.turns import answer_press, toast_text
from core.bootstrap import Core
from core.languages import LANGUAGES


def _dialog_id() -> str:
    """The engine's own are the second and one of a hundred: of two dialogs of one second, which is what every
    command and every notice's button opens, one in a hundred lost its place in the stack to the other."""
    return secrets.token_hex(4)


engine.new_id = _dialog_id


class ToastingMessages(MessageManager):
    """Answers every press once, with the toast its handler asked for."""

    async def answer_callback(self, bot: Bot, callback_query: CallbackQuery) -> None:
        text = toast_text.get()
        if text is None:
            await super().answer_callback(bot, callback_query)
            return
        toast_text.set(None)
        await answer_press(callback_query, text)

    async def remove_reply_kbd(self, bot: Bot, old_message: OldMessage | None) -> Message | None:
        """The keyboard goes with its message; the library would leave a «...» in the chat instead."""
        if old_message is not None:
            with contextlib.suppress(TelegramBadRequest):  # gone already, or too old to be deleted
                await bot.delete_message(old_message.chat.id, old_message.message_id)
        return None


def make_storage(core: Core) -> RedisStacks | SqlStorage:
    """Redis where there is one; else, and while it is away, SQL. Both hold only what may be lost."""
    in_sql = SqlStorage(core.database, alone=core.database.on_sqlite)
    if core.redis is not None:
        prefix = f"{core.settings.okno_redis_prefix}fsm"
        keys = DefaultKeyBuilder(prefix=prefix, with_bot_id=True, with_destiny=True)
        month = 30 * 86_400
        return RedisStacks(core.redis, in_sql, key_builder=keys, state_ttl=month, data_ttl=month)
    return in_sql


def make_dispatcher(core: Core, storage: BaseStorage) -> Dispatcher:
    """Redraw, chats, secrets, commands, notices, dialogs, and old buttons last.

    No event isolation: the inbox hands out one update of a citizen at a time, over all processes.
    """
    dispatcher = Dispatcher(storage=storage, events_isolation=DisabledEventIsolation(), core=core)
    dispatcher.update.outer_middleware(WhoIsIt(core))
    dispatcher.include_routers(
        redraw_router(),
        chats_router(),
        commands_router(),
        guard_router(),
        notices_router(),
        words_router(),
        *all_dialogs(),
        stale_router(),
    )
    setup_dialogs(dispatcher, events_isolation=DisabledEventIsolation(), message_manager=ToastingMessages())
    return dispatcher


async def introduce(bot: Bot, core: Core) -> None:
    """Commands, descriptions and the menu button, in every language; run at each start."""
    await bot.me()  # remembered: windows name the bot in their links
    for language in ("", *LANGUAGES):
        words = language or core.settings.okno_language
        commands = [
            BotCommand(command=name, description=core.texts.get(words, f"cmd-{name}"))
            for name in ("start", *COMMANDS)
        ]
        await bot.set_my_commands(commands, language_code=language or None)
        await bot.set_my_description(
            core.texts.get(words, "plain-description"), language_code=language or None
        )
        await bot.set_my_short_description(
            core.texts.get(words, "plain-short-description"), language_code=language or None
        )
    await bot.set_chat_menu_button(menu_button=MenuButtonCommands())
