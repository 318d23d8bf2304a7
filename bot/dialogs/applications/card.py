"""One application: where it stands, who holds it, what to do next."""

from itertools import takewhile
from typing import Any

from aiogram import Bot
from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager

from bot.links import link_to
from bot.say import Say
from bot.states import ApplicationsSG, CatalogueSG, FormSG, PaymentsSG
from bot.turns import citizen_of, core_of, say_of, toast
from bot.widgets import Act, Rows, shown
from bot.wording import (
    MARKS,
    cut,
    department_of,
    fee_of,
    in_russian_only,
    left_of,
    moment_of,
    stage_of,
    status_of,
    title_of,
    wanted_titles,
)
from core.applications.model import Application
from core.applications.rows import needs_text
from core.applications.usecases import Card, Past
from core.bootstrap import Core
from core.citizens.model import Citizen
from core.errors import Refused
from core.texts import say_day

MOST_COMMENT = 700
MOST_WANTED = 700
AGAIN = frozenset({"rejected", "withdrawn"})


def number_of(manager: DialogManager) -> str:
    """The application this dialog shows: chosen in the list, or the one it was opened with."""
    data = manager.start_data if isinstance(manager.start_data, dict) else {}
    return str(manager.dialog_data.get("number") or data.get("number") or "")


async def card_getter(
    core: Core, citizen: Citizen, say: Say, bot: Bot, dialog_manager: DialogManager, **_: object
) -> dict[str, Any]:
    try:
        card = await core.applications.card(citizen.id, number_of(dialog_manager))
    except Refused as error:
        return shown(say.error(error), [[Act(say("btn-applications-list"), "list")]])
    link = await link_to(bot, f"a_{await core.links.word(citizen.id, card.application.number)}")
    return shown(_text(say, core, card), _rows(say, core, card, link))


def _text(say: Say, core: Core, card: Card) -> str:
    application = card.application
    department = department_of(say, core, application.department)
    title = say(
        "application-title",
        title=title_of(core, application.service_id),
        number=application.number,
        department=department,
    )
    status = status_of(say, application.told)
    state = [say("application-status", mark=MARKS[application.told], status=status)]
    if stage := stage_of(say, application.status, application.stage, 300):
        state.append(say("application-stage", stage=stage))
    state += _dates(say, core, application)
    if not application.final and application.status != "submitted":
        payment = application.status == "awaiting_payment"
        holder = "payment" if payment else "citizen" if on_citizen(application) else "department"
        state.append(say(f"application-holder-{holder}", department=department))
    return "\n\n".join(
        [title, "\n".join(state), *_words(say, core, card), _next(say, core, card), *in_russian_only(say)]
    )


def on_citizen(application: Application) -> bool:
    """Whether it is the citizen's turn."""
    return application.wants_more or application.status == "awaiting_payment"


def _dates(say: Say, core: Core, application: Application) -> list[str]:
    lines = [say("application-submitted", at=moment_of(say, core, application.submitted_at))]
    if application.final:
        return [*lines, say("application-changed", at=moment_of(say, core, application.changed_at))]
    if application.due_on is not None:
        left = left_of(say, core, application.service_id, application.due_on)
        day = say_day(application.due_on, say.language)
        lines.append(say("application-due", day=day, left=left))
    return lines


def _words(say: Say, core: Core, card: Card) -> list[str]:
    """What the department said last of how it stands now, and its reason for a refusal."""
    said = [past for past in card.history if not past.late]
    now = takewhile(lambda past: past.status == card.application.status, reversed(said))
    lines = []
    if card.application.status == "rejected" and (reason := said[-1].reason):
        lines.append(say("application-reason", reason=cut(reason, MOST_COMMENT)[0]))
    commented: Past | None = next((past for past in now if past.comment), None)
    if commented is not None and commented.comment:
        text, left_out = cut(commented.comment, MOST_COMMENT)
        key = "application-comment-cut" if left_out else "application-comment"
        lines.append(say(key, at=moment_of(say, core, commented.at), comment=text))
    return ["\n".join(lines)] if lines else []


def _next(say: Say, core: Core, card: Card) -> str:
    application = card.application
    match application.told:
        case "needs_documents":
            wanted = cut(wanted_titles(say, core, application.service_id, application.needs), MOST_WANTED)[0]
            return say("application-needs", list=wanted) + "\n" + say("application-next-needs_documents")
        case "added":
            return say("application-next-needs_sent")
        case "awaiting_payment" if application.fee:
            return say("application-next-awaiting_payment", fee=fee_of(application.fee))
        case "awaiting_payment":
            return say("application-next-awaiting_free")
        case "ready":
            service = core.catalogue.services.get(application.service_id)
            outcome = service.outcome if service is not None else title_of(core, application.service_id)
            return say("application-next-ready", outcome=outcome)
    return say(f"application-next-{application.status}")


def _rows(say: Say, core: Core, card: Card, link: str) -> Rows:
    application = card.application
    first = _first_act(say, core, application)
    behind = [Act(say("btn-application-history"), "history"), Act(say("btn-application-answers"), "answers")]
    if card.files:
        behind.append(Act(say("btn-application-files", count=len(card.files)), "files"))
    rows = [
        [first] if first is not None else [],
        [
            Act(say("btn-application-copy"), copy=application.number),
            Act(say("btn-application-link"), copy=link),
        ],
        behind,
    ]
    if application.withdrawable:
        rows.append([Act(say("btn-application-withdraw"), "withdraw", style="danger")])
    return [*rows, [Act(say("btn-applications-list"), "list")]]


def _first_act(say: Say, core: Core, application: Application) -> Act | None:
    """The most likely next step, where the status has one."""
    if application.wants_more:
        return Act(say("btn-application-add"), "add", style="primary")
    if application.status == "awaiting_payment" and application.fee:
        return Act(say("btn-application-payments"), "payments", style="primary")
    if application.status in AGAIN and application.service_id in core.catalogue.services:
        return Act(say("btn-application-again"), "again", style="primary")
    return None


async def on_card(callback: CallbackQuery, do: str, manager: DialogManager) -> None:
    say = say_of(manager)
    if do == "list":
        await manager.switch_to(ApplicationsSG.list)
        return
    try:
        card = await core_of(manager).applications.card(citizen_of(manager).id, number_of(manager))
    except Refused:
        toast(say("toast-stale"))
        return
    application = card.application
    match do:
        case "history" | "answers" | "files":
            manager.dialog_data["page"] = 0
            await manager.switch_to(getattr(ApplicationsSG, do))
        case "withdraw" if application.withdrawable:
            await manager.switch_to(ApplicationsSG.withdraw)
        case "add" if application.wants_more:
            await _add(manager, application)
        case "payments" if application.fee:
            await manager.start(PaymentsSG.list)
        case "again" if application.status in AGAIN:
            await _again(manager, application)
        case _:
            toast(say("toast-stale"))


async def _add(manager: DialogManager, application: Application) -> None:
    """The short form that asks only for what the department wants."""
    core = core_of(manager)
    service = core.services.service(application.service_id)
    needs = needs_text(application.needs)
    assert needs is not None  # wants_more
    draft = await core.drafts.supplement(citizen_of(manager), application.id, service, needs)
    await manager.start(FormSG.step, data={"draft": draft})


async def _again(manager: DialogManager, application: Application) -> None:
    service = core_of(manager).catalogue.services.get(application.service_id)
    if service is None:
        toast(say_of(manager)("toast-stale"))
        return
    await manager.start(CatalogueSG.card, data={"service": service.code})
