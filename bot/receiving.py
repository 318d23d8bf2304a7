"""Files that people send: which one a message carries, its bytes, and what they really are."""

import io

from aiogram import Bot
from aiogram.enums import ChatAction, ContentType
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import Message
from aiogram_dialog import DialogManager, ShowMode
from aiohttp import ClientError

from core.errors import TemporaryFailure, WrongFile
from core.files.inspect import Inspected, inspect_apart, refuse_size

FILES = frozenset({ContentType.PHOTO, ContentType.DOCUMENT})
_DOWNLOAD_S = 20


async def received(message: Message, bot: Bot, formats: tuple[str, ...]) -> tuple[Inspected, str]:
    """The photo or document of a message, inspected and cleaned, and its name.

    Raises WrongFile, a size too large before anything is downloaded; TemporaryFailure.
    """
    file_id, size, name = _file_of(message)
    refuse_size(size)
    await bot.send_chat_action(message.chat.id, ChatAction.TYPING)
    data = await download(bot, file_id)
    return await inspect_apart(data, name, formats), name


def stay_below(message: Message, manager: DialogManager) -> None:
    """The engine edits an album's window for its later parts; when they came after it, they would bury it."""
    stack = manager.current_stack()
    again = message.media_group_id is not None and stack.last_income_media_group_id == message.media_group_id
    if again and message.message_id > (stack.last_message_id or 0):
        manager.show_mode = ShowMode.DELETE_AND_SEND


def _file_of(message: Message) -> tuple[str, int, str]:
    """(file id, declared size, name) of the largest photo, or of the document."""
    if message.photo:
        largest = message.photo[-1]
        return largest.file_id, largest.file_size or 0, "photo.jpg"
    assert message.document is not None
    document = message.document
    return document.file_id, document.file_size or 0, document.file_name or "document"


async def download(bot: Bot, file_id: str) -> bytes:
    """The bytes. Errors of the download name the address, and with it the token: none is passed on."""
    buffer = io.BytesIO()
    try:
        await bot.download(file_id, destination=buffer, timeout=_DOWNLOAD_S)
    except TelegramBadRequest as error:
        if "too big" in error.message:
            refuse_size(1 << 30)
        raise WrongFile("file-damaged") from None
    except (ClientError, TimeoutError):
        raise TemporaryFailure("file-download") from None
    return buffer.getvalue()
