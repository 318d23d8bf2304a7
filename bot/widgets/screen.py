"""A window as data: its getter works out the text and the buttons, one handler takes every tap.

A tap's data can be forged or years old, so nothing is remembered between drawing and tapping: the
handler looks at the database again and refuses what the window would not offer now. That is why the
buttons are plain data and not the library's widgets, whose `when` hides a button but still obeys it.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

from aiogram.fsm.state import State
from aiogram.types import CallbackQuery, CopyTextButton, InlineKeyboardButton, Message, WebAppInfo
from aiogram_dialog import DialogManager, DialogProtocol, ShowMode, Window
from aiogram_dialog.api.internal import RawKeyboard
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Keyboard, Start
from aiogram_dialog.widgets.markup.reply_keyboard import ReplyKeyboardFactory
from aiogram_dialog.widgets.text import Const, Text

from bot.say import Say

MAX_DATA = 48  # bytes left of callback_data's 64 behind the dialog's own marks


@dataclass(frozen=True, slots=True)
class Act:
    """A button. `do` is what the window's handler gets; a link or a copied text needs none.

    `style` is primary (one a window), success, or danger (only for what can't be undone).
    """

    label: str
    do: str = ""
    style: str | None = None
    url: str | None = None
    copy: str | None = None
    app: str | None = None  # a Mini App's address


Rows = Sequence[Sequence[Act]]
OnAction = Callable[[CallbackQuery, str, DialogManager], Awaitable[None]]
OnMessage = Callable[[Message, MessageInput, DialogManager], Awaitable[Any]]


def shown(text: str, rows: Rows) -> dict[str, Any]:
    """What a getter returns."""
    return {"text": text, "rows": rows}


def back_row(say: Say, do: str = "back") -> list[Act]:
    """The way back: always the last row."""
    return [Act(say("btn-back"), do)]


def pager_row(say: Say, page: int, pages: int, do: str = "page") -> list[Act]:
    """«‹ 2 из 5 ›», or nothing where one page holds everything. Both ends wrap no further."""
    if pages <= 1:
        return []
    row = [Act(say("btn-page", page=page + 1, pages=pages), f"{do}:{page}")]
    if page > 0:
        row.insert(0, Act(say("btn-previous"), f"{do}:{page - 1}"))
    if page < pages - 1:
        row.append(Act(say("btn-next"), f"{do}:{page + 1}"))
    return row


class _Body(Text):
    async def _render_text(self, data: dict[str, Any], manager: DialogManager) -> str:
        return str(data.get("text", "…"))


class _Buttons(Keyboard):
    """The getter's rows as an inline keyboard."""

    def __init__(self, on_action: OnAction) -> None:
        super().__init__(id="a")
        self._on_action = on_action

    async def _render_keyboard(self, data: dict[str, Any], manager: DialogManager) -> RawKeyboard:
        return [[self._button(act) for act in row] for row in data.get("rows", ()) if row]

    def _button(self, act: Act) -> InlineKeyboardButton:
        if act.url is not None:
            return InlineKeyboardButton(text=act.label, url=act.url)
        if act.app is not None:
            return InlineKeyboardButton(text=act.label, web_app=WebAppInfo(url=act.app))
        if act.copy is not None:
            return InlineKeyboardButton(text=act.label, copy_text=CopyTextButton(text=act.copy))
        if len(act.do.encode()) > MAX_DATA:
            raise ValueError(f"too long for a button: {act.do}")
        return InlineKeyboardButton(
            text=act.label, callback_data=self._item_callback_data(act.do), style=act.style
        )

    async def process_callback(
        self, callback: CallbackQuery, dialog: DialogProtocol, manager: DialogManager
    ) -> bool:
        if not isinstance(callback.message, Message):  # too old to be edited: the window comes anew
            manager.show_mode = ShowMode.SEND
        return await super().process_callback(callback, dialog, manager)

    async def _process_item_callback(
        self, callback: CallbackQuery, data: str, dialog: DialogProtocol, manager: DialogManager
    ) -> bool:
        await self._on_action(callback, data, manager)
        return True

    async def _process_own_callback(
        self, callback: CallbackQuery, dialog: DialogProtocol, manager: DialogManager
    ) -> bool:
        return await self._process_other_callback(callback, dialog, manager)

    async def _process_other_callback(
        self, callback: CallbackQuery, dialog: DialogProtocol, manager: DialogManager
    ) -> bool:
        """Data that no window ever had, behind the marks of this one: an action that no handler knows."""
        await self._on_action(callback, "", manager)
        return True


def screen(
    state: State,
    getter: Callable[..., Awaitable[dict[str, Any]]],
    on_action: OnAction,
    on_message: OnMessage,
    goes: Sequence[State] = (),
    extra: Sequence[Keyboard] = (),
    reply_keyboard: bool = False,
) -> Window:
    """A window. `goes` names the windows its buttons may lead to, for the drawn map of the bot."""
    more: dict[str, Any] = (
        {"markup_factory": ReplyKeyboardFactory(resize_keyboard=True)} if reply_keyboard else {}
    )
    return Window(
        _Body(),
        _Buttons(on_action),
        *extra,
        MessageInput(on_message),
        state=state,
        getter=getter,
        preview_data={"text": state.state or "", "rows": []},
        preview_add_transitions=[Start(Const(""), id=f"go{n}", state=to) for n, to in enumerate(goes)],
        **more,
    )
