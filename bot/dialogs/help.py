"""Help: frequent questions, commands, and people outside this chat."""

from typing import Any

from aiogram.fsm.state import State
from aiogram.types import CallbackQuery
from aiogram_dialog import Dialog, DialogManager

from bot.say import Say
from bot.states import (
    ApplicationsSG,
    CatalogueSG,
    CheckSG,
    HelpSG,
    LanguageSG,
    PaymentsSG,
    ProfileSG,
    RecoverySG,
    WelcomeSG,
)
from bot.turns import citizen_of, core_of, leave, on_free_message, say_of, toast
from bot.widgets import Act, Rows, back_row, pager_row, screen, shown
from bot.widgets.offers import cut, page_of
from bot.wording import short_of
from core.bootstrap import Core
from core.citizens.model import Citizen
from core.files.inspect import MAX_BYTES

PAGE = 6
NUMBERS = 3
# Questions in the order people have them; each is `help-<topic>` under `btn-help-<topic>`.
TOPICS = (
    "status",
    "drafts",
    "uploads",
    "never",
    "level",
    "contacts",
    "access",
    "payments",
    "data",
    "terms",
    "language",
)
# Where an answer leads on, under `btn-help-to-<topic>`.
LEADS: dict[str, State] = {
    "status": ApplicationsSG.list,
    "drafts": ApplicationsSG.list,
    "contacts": ProfileSG.view,
    "data": ProfileSG.view,
    "payments": PaymentsSG.list,
    "language": LanguageSG.choose,
}
RECOVERY = "MINCIFRY-117"  # the portal's own service for a lost account


async def help_getter(say: Say, dialog_manager: DialogManager, **_: object) -> dict[str, Any]:
    topics, page, pages = cut(TOPICS, int(dialog_manager.dialog_data.get("page", 0)), PAGE)
    rows = [
        *([Act(say(f"btn-help-{topic}"), f"topic:{topic}")] for topic in topics),
        pager_row(say, page, pages),
        [Act(say("btn-help-check"), "check")],
        [Act(say("btn-help-operator"), "operator"), Act(say("btn-help-commands"), "commands")],
        back_row(say),
    ]
    return shown(say("help-main"), rows)


async def on_help(callback: CallbackQuery, do: str, manager: DialogManager) -> None:
    match do.partition(":")[::2]:
        case "back", "":
            await leave(manager)
        case "page", target if (page := page_of(target)) is not None:
            manager.dialog_data["page"] = page
        case "topic", topic if topic in TOPICS:
            manager.dialog_data["topic"] = topic
            await manager.switch_to(HelpSG.answer)
        case "check", "":
            await manager.start(CheckSG.ask)
        case "operator", "":
            manager.dialog_data["inside"] = True
            await manager.switch_to(HelpSG.operator)
        case "commands", "":
            await manager.switch_to(HelpSG.commands)
        case _:
            toast(say_of(manager)("toast-stale"))


async def answer_getter(
    core: Core, citizen: Citizen, say: Say, dialog_manager: DialogManager, **_: object
) -> dict[str, Any]:
    topic = _topic(dialog_manager)
    text = say(f"help-{topic}", days=core.settings.keep_drafts_days, megabytes=str(MAX_BYTES // 1024 // 1024))
    return shown(text, [_lead_row(core, citizen, say, topic), back_row(say, "main")])


def _topic(manager: DialogManager) -> str:
    """The question open here; an unknown one (of an older version) is the first."""
    data = manager.start_data if isinstance(manager.start_data, dict) else {}
    topic = manager.dialog_data.get("topic") or data.get("topic")
    return str(topic) if topic in TOPICS else TOPICS[0]


def _lead_row(core: Core, citizen: Citizen, say: Say, topic: str) -> list[Act]:
    if topic in LEADS:
        return [Act(say(f"btn-help-to-{topic}"), "lead", style="primary")]
    if topic == "access":
        return _ways_back(core, citizen, say)
    if topic == "level" and not citizen.registered:
        return [Act(say("btn-help-register"), "register", style="primary")]
    return []


def _ways_back(core: Core, citizen: Citizen, say: Say) -> list[Act]:
    """Into an account here, where this Telegram has none; into the one at the portal."""
    here = [] if citizen.registered else [Act(say("btn-recover"), "recover", style="primary")]
    if core.services.by_code(RECOVERY) is None:
        return here
    style = None if here else "primary"
    return [*here, Act(say("btn-help-access-service"), "service", style=style)]


async def on_answer(callback: CallbackQuery, do: str, manager: DialogManager) -> None:
    topic = _topic(manager)
    if do == "main":
        await manager.switch_to(HelpSG.main)
    elif do not in {
        act.do for act in _lead_row(core_of(manager), citizen_of(manager), say_of(manager), topic)
    }:
        toast(say_of(manager)("toast-stale"))
    elif do == "service":
        await manager.start(CatalogueSG.card, data={"service": RECOVERY})
    elif do == "recover":
        await manager.start(RecoverySG.main)
    elif do == "register":
        await manager.start(WelcomeSG.consent)
    else:
        await manager.start(LEADS[topic])


async def operator_getter(
    core: Core, citizen: Citizen, say: Say, dialog_manager: DialogManager, **_: object
) -> dict[str, Any]:
    parts = [say("help-operator"), "\n".join(_contacts(core, say)), say("help-operator-ready")]
    lines, _total = await core.applications.listing(citizen.id, "active")
    if lines:
        numbers = [
            say("help-operator-number", number=line.number, title=short_of(core, line.service_id))
            for line in lines[:NUMBERS]
        ]
        parts.append("\n".join([say("help-operator-numbers"), *numbers]))
    return shown("\n\n".join(parts), _operator_rows(core, say, dialog_manager))


def _contacts(core: Core, say: Say) -> list[str]:
    settings = core.settings
    if not settings.support_phone and not settings.support_email:
        return [say("help-operator-none")]
    lines = [say("help-operator-contacts")]
    if settings.support_phone:
        lines.append(say("help-operator-phone", phone=settings.support_phone))
    if settings.support_email:
        lines.append(say("help-operator-email", email=settings.support_email))
    if settings.support_hours:
        lines.append(say("help-operator-hours", hours=settings.support_hours))
    return lines


def _operator_rows(core: Core, say: Say, manager: DialogManager) -> Rows:
    settings = core.settings
    copies = [
        Act(say(key), copy=value)
        for key, value in (
            ("btn-help-copy-phone", settings.support_phone),
            ("btn-help-copy-email", settings.support_email),
        )
        if value
    ]
    if manager.dialog_data.get("inside"):
        return [copies, back_row(say, "main")]
    return [copies, [Act(say("btn-help-faq"), "main")], back_row(say)]


async def on_operator(callback: CallbackQuery, do: str, manager: DialogManager) -> None:
    if do == "main":
        await manager.switch_to(HelpSG.main)
    elif do == "back":
        await leave(manager)
    else:
        toast(say_of(manager)("toast-stale"))


async def commands_getter(say: Say, **_: object) -> dict[str, Any]:
    return shown(say("help-commands"), [back_row(say, "main")])


def help_dialog() -> Dialog:
    from_main = [HelpSG.answer, HelpSG.operator, HelpSG.commands, CheckSG.ask]
    leads = [*dict.fromkeys(LEADS.values()), CatalogueSG.card, RecoverySG.main, WelcomeSG.consent]
    return Dialog(
        screen(HelpSG.main, help_getter, on_help, on_free_message, goes=from_main),
        screen(HelpSG.answer, answer_getter, on_answer, on_free_message, goes=[HelpSG.main, *leads]),
        screen(HelpSG.operator, operator_getter, on_operator, on_free_message, goes=[HelpSG.main]),
        screen(HelpSG.commands, commands_getter, on_operator, on_free_message, goes=[HelpSG.main]),
    )
