"""The main menu: everything the bot can do, and what waits for the citizen."""

from typing import Any

from aiogram.types import CallbackQuery
from aiogram_dialog import Dialog, DialogManager

from bot.say import Say
from bot.states import (
    ApplicationsSG,
    ApplySG,
    CatalogueSG,
    DocumentsSG,
    FormSG,
    HelpSG,
    LanguageSG,
    MenuSG,
    MineSG,
    NotificationsSG,
    PaymentsSG,
    ProfileSG,
    SituationsSG,
    StepsSG,
    WelcomeSG,
)
from bot.turns import citizen_of, core_of, on_free_message, say_of, toast
from bot.widgets import Act, screen, shown
from bot.widgets.steps import steps_wanted
from bot.wording import short_of
from core.applications.drafts import Opened
from core.bootstrap import Core
from core.citizens.model import Citizen
from core.situations.model import Progress

FIRST_DRAFTS = 3
FIRST_SITUATIONS = 2
SECTIONS = {
    "services": CatalogueSG.categories,
    "situations": SituationsSG.list,
    "mine": MineSG.list,
    "applications": ApplicationsSG.list,
    "documents": DocumentsSG.wallet,
    "payments": PaymentsSG.list,
    "profile": ProfileSG.view,
    "notifications": NotificationsSG.news,
    "help": HelpSG.main,
    "language": LanguageSG.choose,
    "steps": StepsSG.list,
    "register": WelcomeSG.consent,
}


async def menu_getter(
    core: Core, citizen: Citizen, say: Say, dialog_manager: DialogManager, **_: object
) -> dict[str, Any]:
    drafts = await core.drafts.opened(citizen.id)
    _lines, active = await core.applications.listing(citizen.id, "active")
    unseen = await core.notifications.unseen(citizen.id)
    waiting = [
        say(key, count=count)
        for key, count in (("menu-drafts", len(drafts)), ("menu-active", active), ("menu-news", unseen))
        if count
    ]
    if not citizen.registered:
        waiting.append(say("menu-unregistered"))
    text = "\n\n".join([say("menu-title"), *waiting, say("menu-invite")])
    everything = bool(dialog_manager.dialog_data.get("all_drafts"))
    followed = [one for one in await core.situations.followed(citizen.id) if one.next is not None]
    first = [
        *_first_rows(core, citizen, say, drafts, everything),
        *([Act(_followed(say, one), f"situation:{one.situation.id}")] for one in followed[:FIRST_SITUATIONS]),
    ]
    begun = bool(drafts) or not citizen.registered
    sections = _section_rows(say, active, unseen, primary=not begun)
    if steps := await steps_wanted(core, citizen):
        done = sum(one.done for one in steps)
        sections.insert(-1, [Act(say("btn-menu-steps", done=done, of=len(steps)), "steps")])
    return shown(text, [*first, *sections])


def _followed(say: Say, one: Progress) -> str:
    situation = one.situation
    title = situation.title.get(say.language) or situation.title["ru"]
    done, total = str(one.settled), str(len(one.steps))
    return say("btn-situation-progress", emoji=situation.emoji, title=title, done=done, total=total)


def _first_rows(
    core: Core, citizen: Citizen, say: Say, drafts: list[Opened], everything: bool
) -> list[list[Act]]:
    """Registration and what was begun, above the sections; the first of these is the most likely wish."""
    rows = []
    if not citizen.registered:
        rows.append([Act(say("btn-menu-register"), "register")])
    listed = drafts if everything else drafts[:FIRST_DRAFTS]
    for draft in listed:
        label = say("btn-menu-continue", title=short_of(core, draft.service_id))
        rows.append([Act(label, f"draft:{draft.id}")])
    if len(listed) < len(drafts):
        rows.append([Act(say("btn-menu-all-drafts", count=len(drafts) - len(listed)), "drafts")])
    if rows:
        rows[0] = [Act(rows[0][0].label, rows[0][0].do, style="primary")]
    return rows


def _section_rows(say: Say, active: int, unseen: int, primary: bool) -> list[list[Act]]:
    applications = (
        say("btn-menu-applications-count", count=active) if active else say("btn-menu-applications")
    )
    news = say("btn-menu-notifications-count", count=unseen) if unseen else say("btn-menu-notifications")
    return [
        [Act(say("btn-menu-services"), "services", style="primary" if primary else None)],
        [Act(say("btn-menu-situations"), "situations"), Act(say("btn-menu-mine"), "mine")],
        [Act(applications, "applications"), Act(say("btn-menu-documents"), "documents")],
        [Act(say("btn-menu-payments"), "payments"), Act(say("btn-menu-profile"), "profile")],
        [Act(news, "notifications"), Act(say("btn-menu-help"), "help")],
        [Act(say("btn-menu-language"), "language")],
    ]


async def on_menu(callback: CallbackQuery, do: str, manager: DialogManager) -> None:
    word, _, target = do.partition(":")
    if word == "draft":
        await _continue(manager, target)
    elif word == "situation" and target in core_of(manager).catalogue.situations:
        await manager.start(SituationsSG.steps, data={"situation": target})
    elif do == "drafts":
        manager.dialog_data["all_drafts"] = True
    elif do in SECTIONS and _offered(do, citizen_of(manager).registered):
        await manager.start(SECTIONS[do])
    else:
        toast(say_of(manager)("toast-stale"))


def _offered(section: str, registered: bool) -> bool:
    return section != ("register" if registered else "steps")


async def _continue(manager: DialogManager, target: str) -> None:
    """To the form; by the gate when the consent is asked for anew."""
    core, citizen = core_of(manager), citizen_of(manager)
    drafts = await core.drafts.opened(citizen.id)
    draft = next((draft for draft in drafts if str(draft.id) == target), None)
    if draft is None:
        toast(say_of(manager)("toast-stale"))
    elif await core.citizens.consented(citizen):
        await manager.start(FormSG.step, data={"draft": draft.id})
    else:
        service = core.catalogue.services[draft.service_id]
        await manager.start(ApplySG.gate, data={"service": service.code})


def menu_dialog() -> Dialog:
    goes = [*SECTIONS.values(), SituationsSG.steps, FormSG.step, ApplySG.gate]
    return Dialog(screen(MenuSG.main, menu_getter, on_menu, on_free_message, goes=goes))
