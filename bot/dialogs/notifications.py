"""Notifications: what was told so far, and what is told in the chat."""

import html
import re
from typing import Any

from aiogram.types import CallbackQuery
from aiogram_dialog import Dialog, DialogManager

from bot.notices import render
from bot.say import Say
from bot.states import ApplicationsSG, NotificationsSG
from bot.turns import citizen_of, core_of, leave, on_free_message, say_of, toast
from bot.widgets import Act, back_row, pager_row, screen, shown
from bot.widgets.offers import page_of
from bot.wording import moment_of
from core.bootstrap import Core
from core.citizens.model import Citizen
from core.errors import Refused
from core.forms.typed import utf16_length
from core.notifications.model import Told

PAGE = 5
LONGEST = 600  # of one piece of news: five of them stay well under Telegram's 4096


async def news_getter(
    core: Core, citizen: Citizen, say: Say, dialog_manager: DialogManager, **_: object
) -> dict[str, Any]:
    page = int(dialog_manager.dialog_data.get("page", 0))
    told, total = await core.notifications.latest(citizen.id, page * PAGE, PAGE)
    pages = max(1, -(-total // PAGE))
    if page >= pages:
        page = dialog_manager.dialog_data["page"] = pages - 1
        told, total = await core.notifications.latest(citizen.id, page * PAGE, PAGE)
    if any(not one.seen for one in told):
        await core.notifications.mark_seen(citizen.id)
    texts = [_told_text(core, say, one) for one in told] or [say("notifications-none")]
    numbers = dict.fromkeys(str(one.params["number"]) for one in told if one.params.get("number"))
    rows = [
        *([Act(say("btn-notifications-open", number=number), f"open:{number}")] for number in numbers),
        pager_row(say, page, pages),
        [Act(say("btn-notifications-settings"), "settings")],
        back_row(say),
    ]
    return shown("\n\n".join([say("notifications-head"), *texts]), rows)


def _told_text(core: Core, say: Say, told: Told) -> str:
    at = moment_of(say, core, told.at)
    text, _ = render(say, core, told.kind, told.params)
    return f"{say('notifications-at' if told.seen else 'notifications-at-new', at=at)}\n{brief(text)}"


def brief(text: str, longest: int = LONGEST) -> str:
    """Markup of at most `longest` UTF-16 units; a longer one is cut and loses its tags."""
    if utf16_length(text) <= longest:
        return text
    plain = html.unescape(re.sub(r"</?[a-z][^<>]*>", "", text))
    while utf16_length(html.escape(plain, quote=False)) >= longest:
        plain = plain[: -max(1, (len(plain) - longest) // 2)]
    return html.escape(plain.rstrip(), quote=False) + "…"


async def on_news(callback: CallbackQuery, do: str, manager: DialogManager) -> None:
    word, _, target = do.partition(":")
    page = page_of(target)
    if do == "back":
        await leave(manager)
    elif do == "settings":
        await manager.switch_to(NotificationsSG.switches)
    elif word == "page" and page is not None:
        manager.dialog_data["page"] = page
    elif word == "open" and await _mine(manager, target):
        await manager.start(ApplicationsSG.card, data={"number": target})
    else:
        toast(say_of(manager)("toast-stale"))


async def _mine(manager: DialogManager, number: str) -> bool:
    """Whether there is such an application of this citizen; another's looks the same as none."""
    try:
        await core_of(manager).applications.card(citizen_of(manager).id, number)
    except Refused:
        return False
    return True


async def switches_getter(core: Core, citizen: Citizen, say: Say, **_: object) -> dict[str, Any]:
    switches = await core.notifications.switches(citizen.id)
    about = [say(f"notifications-category-{category}") for category in switches]
    text = "\n\n".join([say("notifications-switches"), "\n".join([*about, say("notifications-security")])])
    rows = [[_switch(say, category, on)] for category, on in switches.items()]
    return shown(text, [*rows, back_row(say)])


def _switch(say: Say, category: str, on: bool) -> Act:
    """The button names the state it brings about: a second tap on an old one changes nothing."""
    if on:
        return Act(say(f"btn-notifications-on-{category}"), f"off:{category}")
    return Act(say(f"btn-notifications-off-{category}"), f"on:{category}")


async def on_switches(callback: CallbackQuery, do: str, manager: DialogManager) -> None:
    word, _, category = do.partition(":")
    if do == "back":
        await manager.switch_to(NotificationsSG.news)
    elif word in {"on", "off"}:
        await _set(manager, category, word == "on")
    else:
        toast(say_of(manager)("toast-stale"))


async def _set(manager: DialogManager, category: str, on: bool) -> None:
    say = say_of(manager)
    try:
        await core_of(manager).notifications.switch(citizen_of(manager).id, category, on)
    except Refused as error:
        toast(say.error_line(error))
        return
    toast(say("toast-notifications-on" if on else "toast-notifications-off"))


def notifications_dialog() -> Dialog:
    goes = [NotificationsSG.switches, ApplicationsSG.card]
    return Dialog(
        screen(NotificationsSG.news, news_getter, on_news, on_free_message, goes=goes),
        screen(
            NotificationsSG.switches, switches_getter, on_switches, on_free_message, [NotificationsSG.news]
        ),
    )
