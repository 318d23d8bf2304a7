"""A service handed on: its link, and its QR code as a picture."""

import asyncio
from typing import Any

from aiogram import Bot
from aiogram.types import BufferedInputFile, CallbackQuery
from aiogram_dialog import DialogManager, ShowMode

from bot.dialogs.catalogue.opened import opened_service
from bot.links import draw_qr, link_to, to_service, to_share
from bot.say import Say
from bot.states import CatalogueSG
from bot.turns import core_of, say_of, toast
from bot.widgets import Act, back_row, shown
from core.bootstrap import Core
from core.catalogue.model import Service


async def share_getter(
    core: Core, say: Say, bot: Bot, dialog_manager: DialogManager, **_: object
) -> dict[str, Any]:
    service = opened_service(core, dialog_manager)
    if service is None:
        return shown(say("catalogue-gone"), [back_row(say)])
    link = await link_to(bot, to_service(service))
    rows = [
        [Act(say("btn-share-send"), url=to_share(link, service.title))],
        [Act(say("btn-share-copy"), copy=link), Act(say("btn-catalogue-qr"), "qr")],
        back_row(say),
    ]
    return shown(say("share-link", title=service.title, link=link), rows)


async def on_share(callback: CallbackQuery, do: str, manager: DialogManager) -> None:
    service = opened_service(core_of(manager), manager)
    if do == "back":
        await manager.switch_to(CatalogueSG.card)
    elif do == "qr" and service is not None:
        await send_qr(callback, manager, service)
    else:
        toast(say_of(manager)("toast-stale"))


async def send_qr(callback: CallbackQuery, manager: DialogManager, service: Service) -> None:
    """The picture into the chat, and the window anew under it."""
    assert callback.bot is not None
    link = await link_to(callback.bot, to_service(service))
    picture = BufferedInputFile(await asyncio.to_thread(draw_qr, link), f"{service.code}.png")
    caption = say_of(manager)("share-qr", title=service.title, link=link)
    await callback.bot.send_photo(callback.from_user.id, picture, caption=caption)
    manager.show_mode = ShowMode.DELETE_AND_SEND
