"""«Проверить сообщение»: was this sent by the bot? What is certain, what is not, and what it never asks."""

import contextlib
from typing import Any
from urllib.parse import urlsplit

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import (
    CallbackQuery,
    Message,
    MessageOriginChannel,
    MessageOriginChat,
    MessageOriginHiddenUser,
    MessageOriginUser,
)
from aiogram_dialog import Dialog, DialogManager
from aiogram_dialog.widgets.input import MessageInput

from bot.say import Say
from bot.states import CheckSG
from bot.turns import core_of, leave, say_of, toast
from bot.widgets import back_row, screen, shown
from core.safety.origin import Finding, Ours, Shown, judge, verdict
from core.safety.out_of_place import find_secret

MOST_FINDINGS = 6


async def check_getter(say: Say, said: str = "", **_: object) -> dict[str, Any]:
    """`said` is what was found of the message of this turn."""
    parts = [said, say("check-more")] if said else [say("check-ask")]
    return shown("\n\n".join(parts), [back_row(say)])


async def on_check(callback: CallbackQuery, do: str, manager: DialogManager) -> None:
    if do == "back":
        await leave(manager)
    else:
        toast(say_of(manager)("toast-stale"))


async def on_brought(message: Message, _input: MessageInput, manager: DialogManager) -> None:
    bot: Bot = manager.middleware_data["bot"]
    say, me = say_of(manager), await bot.me()
    host = urlsplit(core_of(manager).settings.okno_public_url).hostname or ""
    brought = _shown(message)
    found = judge(brought, Ours(me.id, me.username or "", host))
    lines = [say(f"check-verdict-{verdict(found)}")]
    lines += [_line(say, one) for one in found[:MOST_FINDINGS]]
    secret = find_secret(brought.text)
    if secret is not None:
        with contextlib.suppress(TelegramBadRequest):  # older than Telegram lets a bot delete
            await message.delete()
        lines.append(say("check-secret"))
    lines.append(say("check-never"))
    manager.middleware_data["said"] = "\n\n".join(lines)


def _line(say: Say, one: Finding) -> str:
    return say(f"check-{one.code}", about=one.about)


def _shown(message: Message) -> Shown:
    by, by_id, by_name = _author(message)
    entities = message.entities or message.caption_entities or []
    text = message.text or message.caption or ""
    links = tuple(
        (one.extract_from(text), one.url) for one in entities if one.type == "text_link" and one.url
    )
    via = message.via_bot.id if message.via_bot is not None else 0
    return Shown(text[:4096], by, by_id, by_name, via, links)


def _author(message: Message) -> tuple[str, int, str]:
    """(kind, id, name) of whoever Telegram says has written a forwarded message; nobody for others."""
    match message.forward_origin:
        case MessageOriginUser(sender_user=user):
            name = user.username or "" if user.is_bot else user.full_name
            return "bot" if user.is_bot else "user", user.id, name
        case MessageOriginHiddenUser(sender_user_name=name):
            return "hidden", 0, name
        case MessageOriginChannel(chat=chat) | MessageOriginChat(sender_chat=chat):
            return "channel", chat.id, chat.title or ""
    return "", 0, ""


def check_dialog() -> Dialog:
    return Dialog(screen(CheckSG.ask, check_getter, on_check, on_brought))
