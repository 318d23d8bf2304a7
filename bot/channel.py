"""The outbox's way to Telegram: texts of notices, files, deletions."""

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import BufferedInputFile, CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup

from bot.closing import close_channel
from bot.notices import caption, render
from bot.say import Say
from bot.session import failure_of
from bot.widgets import Act, Rows
from core.bootstrap import Core
from core.errors import NotFound, PermanentFailure
from core.outbox.dispatcher import Deliver
from core.outbox.model import Claimed

EFFECTS = {"level-confirmed": "5046509860389126442"}  # 🎉, one of those free in every private chat
GLOBAL = "g:"  # marks the data of buttons under notices: they work whatever window is open


class TelegramChannel:
    """Deliverers of the `telegram.…` topics."""

    def __init__(self, core: Core, bot: Bot) -> None:
        self._core = core
        self._bot = bot

    def deliverers(self) -> dict[str, Deliver]:
        return {
            "telegram.notice": self._wrapped(self._notice),
            "telegram.file": self._wrapped(self._file),
            "telegram.delete": self._wrapped(self._delete),
        }

    def _wrapped(self, deliver: Deliver) -> Deliver:
        async def wrapped(row: Claimed) -> int | None:
            try:
                return await deliver(row)
            except Exception as error:
                failure = failure_of(error)
                if failure is None:
                    raise
                if isinstance(failure, PermanentFailure) and failure.code == "chat-closed":
                    await close_channel(self._core, int(row.payload["chat"]))
                raise failure from error

        return wrapped

    async def _notice(self, row: Claimed) -> int:
        chat = int(row.payload["chat"])
        say = Say(self._core.texts, await self._core.citizens.language_of(chat))
        text, rows = render(say, self._core, str(row.payload["kind"]), row.payload["params"])
        sent = await self._bot.send_message(
            chat,
            _marked(say, row, text),
            reply_markup=keyboard(rows),
            message_effect_id=EFFECTS.get(str(row.payload["kind"])),
        )
        return sent.message_id

    async def _file(self, row: Claimed) -> int:
        chat, citizen_id = int(row.payload["chat"]), row.citizen_id
        try:
            stored, data = await self._core.files.read(citizen_id or 0, int(row.payload["file"]))
        except NotFound as error:
            raise PermanentFailure("file-gone") from error
        say = Say(self._core.texts, await self._core.citizens.language_of(chat))
        sent = await self._bot.send_document(
            chat,
            BufferedInputFile(data, stored.name),
            caption=_marked(say, row, caption(say, self._core, row.payload["params"])),
            protect_content=False,
        )
        return sent.message_id

    async def _delete(self, row: Claimed) -> None:
        try:
            await self._bot.delete_message(int(row.payload["chat"]), int(row.payload["message_id"]))
        except TelegramBadRequest as error:
            if "message to delete not found" not in error.message:  # gone already is what was wanted
                raise PermanentFailure("not-deletable") from error  # older than Telegram lets us delete


def _marked(say: Say, row: Claimed, text: str) -> str:
    """A second copy, where the fate of the first is unknown, says that it may be one."""
    return f"{say('notice-repeat')}\n{text}" if row.repeated else text


def keyboard(rows: Rows) -> InlineKeyboardMarkup | None:
    """Buttons under a message that is no window."""
    if not any(rows):
        return None
    return InlineKeyboardMarkup(inline_keyboard=[[_button(act) for act in row] for row in rows if row])


def _button(act: Act) -> InlineKeyboardButton:
    if act.url is not None:
        return InlineKeyboardButton(text=act.label, url=act.url)
    if act.copy is not None:
        return InlineKeyboardButton(text=act.label, copy_text=CopyTextButton(text=act.copy))
    return InlineKeyboardButton(text=act.label, callback_data=GLOBAL + act.do, style=act.style)
