"""«Платежи»: what the citizen's applications cost, which of them wait for it, and how to pay meanwhile."""

from typing import Any

from aiogram.types import CallbackQuery
from aiogram_dialog import Dialog, DialogManager

from bot.say import Say
from bot.states import ApplicationsSG, CatalogueSG, PaymentsSG
from bot.turns import citizen_of, core_of, leave, on_free_message, say_of, toast
from bot.widgets import Act, back_row, pager_row, screen, shown
from bot.widgets.offers import page_of
from bot.wording import department_of, fee_of, in_russian_only, short_of
from core.applications.model import Line
from core.bootstrap import Core
from core.citizens.model import Citizen

PAGE = 6
WAITING = "awaiting_payment"


async def list_getter(
    core: Core, citizen: Citizen, say: Say, dialog_manager: DialogManager, **_: object
) -> dict[str, Any]:
    charges = await core.applications.charges(citizen.id)
    if not charges:
        return shown(say("payments-none"), [[Act(say("btn-payments-services"), "services")], back_row(say)])
    pages = -(-len(charges) // PAGE)
    page = min(int(dialog_manager.dialog_data.get("page", 0)), pages - 1)
    listed = charges[page * PAGE : (page + 1) * PAGE]
    rows = [
        *([_button(say, core, line)] for line in listed),
        pager_row(say, page, pages),
        back_row(say),
    ]
    return shown("\n\n".join(_parts(say, core, charges, listed)), rows)


def _parts(say: Say, core: Core, charges: list[Line], listed: list[Line]) -> list[str]:
    due = [line for line in charges if line.status == WAITING]
    waiting, later = [line for line in listed if line in due], [line for line in listed if line not in due]
    parts = [say("payments-head")]
    if waiting:
        lines = [_line(say, core, line) for line in waiting]
        total = fee_of(sum(line.fee for line in due))
        parts += [say("payments-waiting", total=total) + "\n" + "\n".join(lines), say("payments-how")]
    if later:
        lines = [_line(say, core, line) for line in later]
        parts.append(say("payments-later") + "\n" + "\n".join(lines))
    return [*parts, say("payments-safety"), *in_russian_only(say)]


def _line(say: Say, core: Core, line: Line) -> str:
    service = core.catalogue.services.get(line.service_id)
    department = department_of(say, core, service.department) if service is not None else ""
    return say(
        "payments-line",
        fee=fee_of(line.fee),
        title=short_of(core, line.service_id),
        department=department,
        number=line.number,
    )


def _button(say: Say, core: Core, line: Line) -> Act:
    title = short_of(core, line.service_id)
    return Act(
        say("btn-payments-line", fee=fee_of(line.fee).replace("\u00a0", " "), title=title),
        f"card:{line.number}",
    )


async def on_list(callback: CallbackQuery, do: str, manager: DialogManager) -> None:
    word, _, target = do.partition(":")
    page = page_of(target)
    if do == "back":
        await leave(manager)
    elif do == "services":
        await manager.start(CatalogueSG.categories)
    elif word == "page" and page is not None:
        manager.dialog_data["page"] = page
    elif word == "card" and await _charged(manager, target):
        await manager.start(ApplicationsSG.card, data={"number": target})
    else:
        toast(say_of(manager)("toast-stale"))


async def _charged(manager: DialogManager, number: str) -> bool:
    charges = await core_of(manager).applications.charges(citizen_of(manager).id)
    return number in {line.number for line in charges}


def payments_dialog() -> Dialog:
    goes = [ApplicationsSG.card, CatalogueSG.categories]
    return Dialog(screen(PaymentsSG.list, list_getter, on_list, on_free_message, goes))
