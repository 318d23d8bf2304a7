"""The password: set and changed on the secure page, never in the chat."""

from typing import Any

from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager

from bot.say import Say
from bot.secure import page_rows, send_link
from bot.states import SecuritySG
from bot.stepup import ensure, phrase_line
from bot.turns import citizen_of, core_of, say_of, toast
from bot.widgets import Act, back_row, shown
from bot.wording import moment_of
from core.bootstrap import Core
from core.citizens.model import Citizen
from core.errors import Refused
from core.security.model import PASSWORD


async def password_getter(core: Core, citizen: Citizen, say: Say, **_: object) -> dict[str, Any]:
    kept = await core.security.protection(citizen.id)
    head = await phrase_line(core, citizen, say)
    if kept.password_at is None:
        text = say("security-password-none")
    else:
        text = say("security-password-about", at=moment_of(say, core, kept.password_at))
    if await core.security.needs(citizen, "password.change") is None:
        rows = page_rows(say, core, "password")
        return shown("\n\n".join([*head, text, say("security-password-page")]), [*rows, back_row(say)])
    key = "btn-password-set" if kept.password_at is None else "btn-password-change"
    return shown("\n\n".join([*head, text]), [[Act(say(key), "set", style="primary")], back_row(say)])


async def on_password(callback: CallbackQuery, do: str, manager: DialogManager) -> None:
    core, citizen, say = core_of(manager), citizen_of(manager), say_of(manager)
    if do == "back":
        await manager.switch_to(SecuritySG.main)
    elif do not in {"set", "page-link"} or not core.settings.has_page:
        toast(say("toast-stale"))
    elif await ensure(manager, "password.change", do) and do == "page-link":
        try:
            await send_link(manager, await core.pages.link(citizen, PASSWORD))
        except Refused as error:
            toast(say.error_line(error))
