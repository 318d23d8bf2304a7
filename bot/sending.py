"""A stored file on its way into the chat, at a citizen's tap."""

from aiogram.enums import ChatAction
from aiogram.types import BufferedInputFile, CallbackQuery
from aiogram_dialog import DialogManager, ShowMode

from bot.turns import citizen_of, core_of, say_of, toast


async def send_file(callback: CallbackQuery, manager: DialogManager, file_id: int) -> None:
    """Send the citizen's own file; the window follows it to the bottom. Raises NotFound for any other.

    A second tap sends it again: whoever taps twice may have deleted the first one.
    """
    core, citizen = core_of(manager), citizen_of(manager)
    stored, data = await core.files.read(citizen.id, file_id)
    bot = callback.bot
    assert bot is not None
    await bot.send_chat_action(citizen.telegram_id, ChatAction.UPLOAD_DOCUMENT)
    await bot.send_document(citizen.telegram_id, BufferedInputFile(data, stored.name))
    manager.show_mode = ShowMode.DELETE_AND_SEND
    toast(say_of(manager)("toast-file-sent"))
