"""The secure page as the chat offers it: a Mini App under the window, or a one-time link on request."""

from aiogram import Bot
from aiogram_dialog import DialogManager, ShowMode

from bot.channel import keyboard
from bot.say import Say
from bot.turns import citizen_of, core_of, say_of
from bot.widgets import Act
from core.bootstrap import Core
from core.forms.kinds import kind_of
from core.forms.model import Field
from core.security.pages import MINUTES


def on_page(core: Core, asked: Field | None) -> bool:
    """Whether the answer to this question is typed on the page, and taken from nowhere else."""
    return core.settings.sensitive_input == "page" and asked is not None and kind_of(asked).sensitive


def page_rows(say: Say, core: Core, what: str, do: str = "page-link") -> list[list[Act]]:
    """`what` is a path of the Mini App, such as `password`; `do` is what asks for a link instead."""
    app = f"{core.settings.public_url}/secure/app/{what}"
    return [[Act(say("btn-page-open"), app=app)], [Act(say("btn-page-link"), do)]]


async def send_link(manager: DialogManager, token: str) -> None:
    """A message with the link, which goes when the link does."""
    core, chat, say = core_of(manager), citizen_of(manager).telegram_id, say_of(manager)
    bot: Bot = manager.middleware_data["bot"]
    rows = [[Act(say("btn-page-follow"), url=f"{core.settings.public_url}/secure/{token}")]]
    sent = await bot.send_message(chat, say("page-link", minutes=MINUTES), reply_markup=keyboard(rows))
    await core.security.vanish(chat, sent.message_id, MINUTES * 60.0)
    manager.show_mode = ShowMode.DELETE_AND_SEND
