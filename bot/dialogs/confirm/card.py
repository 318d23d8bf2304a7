"""The card of levels: a checklist of what is there and what is missing; then the ways, and tips for each."""

from collections.abc import Mapping
from typing import Any

from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager, StartMode

from bot.say import Say
from bot.states import ApplySG, ConfirmSG, WelcomeSG
from bot.turns import citizen_of, core_of, leave, say_of, toast
from bot.widgets import Act, Rows, back_row, shown
from bot.wording import moment_of
from core.bootstrap import Core
from core.citizens.model import LEVELS, Citizen
from core.confirmation.model import NEEDS, Review
from core.errors import Refused


def service_behind(manager: DialogManager) -> str:
    """The code of the service that waits for a higher level, if one does."""
    data = manager.start_data
    return str(data.get("service") or "") if isinstance(data, dict) else ""


async def card_getter(
    core: Core, citizen: Citizen, say: Say, dialog_manager: DialogManager, **_: object
) -> dict[str, Any]:
    tries = await core.confirmation.tries(citizen.id)
    service = service_behind(dialog_manager)
    parts = [say("confirm-head"), _levels(say, citizen)]
    if citizen.level == "confirmed":
        parts.append(say("confirm-done"))
        going_on = [[Act(say("btn-to-service"), "service", style="primary")]] if service else []
        return shown("\n\n".join(parts), [*going_on, back_row(say)])
    parts.append(_missing(core, say, citizen, tries))
    if not citizen.registered:
        return shown(
            "\n\n".join(parts),
            [[Act(say("btn-profile-register"), "register", style="primary")], back_row(say)],
        )
    return shown("\n\n".join([*parts, say("confirm-ways")]), [*_way_rows(core, say, tries), back_row(say)])


def _levels(say: Say, citizen: Citizen) -> str:
    """Every level with what it opens; what is reached has its mark."""
    return "\n".join(
        say(f"confirm-level-{level}", reached="yes" if citizen.reaches(level) else "no") for level in LEVELS
    )


def _missing(core: Core, say: Say, citizen: Citizen, tries: Mapping[str, Review]) -> str:
    lines = [say("confirm-missing"), say("confirm-phone", reached="yes" if citizen.registered else "no")]
    standing = [review for review in tries.values() if review.state in {"collecting", "waiting", "refused"}]
    if not standing:
        lines.append(say("confirm-person"))
    for review in standing:
        name = say(f"plain-way-{review.method}")
        when = moment_of(say, core, review.due_at) if review.due_at is not None else ""
        lines.append(say(f"confirm-way-{review.state}", way=name, when=when, left=len(review.missing)))
    return "\n".join(lines)


def _way_rows(core: Core, say: Say, tries: Mapping[str, Review]) -> Rows:
    """The shortest way first."""
    rows = []
    if core.identity.offered("confirm"):
        rows.append([Act(say("btn-way-bank"), "bank", style="primary")])
    if core.signatures.offered:
        rows.append([Act(say("btn-way-signature"), "signature")])
    for method in NEEDS:
        review = tries.get(method)
        going_on = review is not None and review.state in {"collecting", "waiting", "refused"}
        label = say(
            "btn-way-open" if going_on else "btn-way",
            way=say(f"plain-way-{method}"),
            hours=core.confirmation.hours,
        )
        rows.append([Act(label, f"way:{method}")])
    return rows


async def on_card(callback: CallbackQuery, do: str, manager: DialogManager) -> None:
    core, citizen = core_of(manager), citizen_of(manager)
    word, _, target = do.partition(":")
    match word:
        case "back":
            await leave(manager)
        case "service" if citizen.level == "confirmed" and service_behind(manager):
            data = {"service": service_behind(manager)}
            await manager.start(ApplySG.gate, data=data, mode=StartMode.RESET_STACK)
        case "register" if not citizen.registered:
            await manager.start(WelcomeSG.consent)
        case "bank" if citizen.registered and citizen.level != "confirmed":
            manager.dialog_data.clear()
            await manager.switch_to(ConfirmSG.bank)
        case "signature" if citizen.registered and core.signatures.offered:
            manager.dialog_data.clear()
            await manager.switch_to(ConfirmSG.signature)
        case "way" if target in NEEDS and citizen.registered and citizen.level != "confirmed":
            review = await core.confirmation.latest(citizen.id, target)
            manager.dialog_data.clear()
            manager.dialog_data["method"] = target
            going_on = review is not None and review.state in {"collecting", "waiting", "refused"}
            await manager.switch_to(ConfirmSG.collect if going_on else ConfirmSG.tips)
        case _:
            toast(say_of(manager)("toast-stale"))


# What to have at hand


async def tips_getter(core: Core, say: Say, dialog_manager: DialogManager, **_: object) -> dict[str, Any]:
    method = method_of(dialog_manager)
    text = say(f"confirm-tips-{method}", hours=core.confirmation.hours)
    return shown(text, [[Act(say("btn-confirm-begin"), "begin", style="primary")], back_row(say)])


def method_of(manager: DialogManager) -> str:
    data = manager.start_data if isinstance(manager.start_data, dict) else {}
    method = str(manager.dialog_data.get("method") or data.get("method") or "")
    return method if method in NEEDS else next(iter(NEEDS))


async def on_tips(callback: CallbackQuery, do: str, manager: DialogManager) -> None:
    if do == "back":
        await manager.switch_to(ConfirmSG.card)
    elif do == "begin":
        await begin(manager)
    else:
        toast(say_of(manager)("toast-stale"))


async def begin(manager: DialogManager) -> None:
    """Open the review, or what is left of the one refused; nothing personal is asked before the consent."""
    core, citizen = core_of(manager), citizen_of(manager)
    if not await core.citizens.consented(citizen):
        await manager.start(WelcomeSG.consent)
        return
    known = await core.citizens.profile(citizen.id)
    try:
        await core.confirmation.begin(citizen, method_of(manager), known, service_behind(manager))
    except Refused as error:
        toast(say_of(manager).error_line(error))
        await manager.switch_to(ConfirmSG.card)
        return
    await manager.switch_to(ConfirmSG.collect)
