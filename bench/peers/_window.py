"""Three windows with given texts and buttons, built as aiogram-dialog's documentation does, behind a webhook.

Served as aiogram's documentation says: `SimpleRequestHandler`, with a secret token. Telegram is answered
before the handler has run, which is the library's default.
"""

import json
import os
from pathlib import Path
from typing import Any

from aiogram import Bot, Dispatcher
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import CommandStart
from aiogram.fsm.state import State, StatesGroup
from aiogram.fsm.storage.base import BaseEventIsolation
from aiogram.types import CallbackQuery, Message
from aiogram.webhook.aiohttp_server import SimpleRequestHandler, setup_application
from aiogram_dialog import Dialog, DialogManager, StartMode, Window, setup_dialogs
from aiogram_dialog.widgets.kbd import Button, Row
from aiogram_dialog.widgets.text import Const
from aiohttp import web


class FormSG(StatesGroup):
    asked = State()
    changing = State()
    going_on = State()


STATES = (FormSG.asked, FormSG.changing, FormSG.going_on)


async def on_answer(callback: CallbackQuery, button: Button, manager: DialogManager) -> None:
    """Take the answer, as a form does, and turn to the next window."""
    manager.dialog_data["answer"] = button.widget_id
    await manager.switch_to(STATES[(STATES.index(manager.current_context().state) + 1) % len(STATES)])


def window(state: State, shown: dict[str, Any]) -> Window:
    rows = [
        Row(*(Button(Const(label), id=f"b{row}_{at}", on_click=on_answer) for at, label in enumerate(labels)))
        for row, labels in enumerate(shown["rows"])
    ]
    return Window(Const(shown["html"]), *rows, state=state)


async def on_start(message: Message, dialog_manager: DialogManager) -> None:
    await dialog_manager.start(FormSG.asked, mode=StartMode.RESET_STACK)


def serve(dispatcher: Dispatcher, isolation: BaseEventIsolation | None = None) -> None:
    """Serve the windows of the file named in WINDOWS until stopped."""
    windows = json.loads(Path(os.environ["WINDOWS"]).read_text(encoding="utf-8"))
    session = AiohttpSession(api=TelegramAPIServer.from_base(os.environ["TELEGRAM_API"]))
    bot = Bot(os.environ["BOT_TOKEN"], session=session, default=DefaultBotProperties(parse_mode="HTML"))
    dispatcher.message.register(on_start, CommandStart())
    dispatcher.include_router(Dialog(*map(window, STATES, windows)))
    setup_dialogs(dispatcher, events_isolation=isolation)
    app = web.Application()
    handler = SimpleRequestHandler(dispatcher, bot, secret_token=os.environ["WEBHOOK_SECRET"])
    handler.register(app, path="/telegram")
    setup_application(app, dispatcher, bot=bot)
    app.router.add_get("/health", _health)
    web.run_app(app, host="127.0.0.1", port=int(os.environ["PORT"]), access_log=None, print=None)


async def _health(request: web.Request) -> web.Response:
    return web.Response()
