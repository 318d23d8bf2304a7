"""Buttons under notices: they open their window at the bottom of the chat, whatever else is open."""

import re

from aiogram import F, Router
from aiogram.fsm.state import State
from aiogram.types import CallbackQuery, Message
from aiogram_dialog import DialogManager, ShowMode, StartMode

from bot.channel import GLOBAL
from bot.say import Say
from bot.stale import show_living
from bot.states import (
    ApplicationsSG,
    ApplySG,
    ConfirmSG,
    ContactsSG,
    DocumentsSG,
    FormSG,
    MenuSG,
    NotificationsSG,
    RecoverySG,
    SecuritySG,
)
from bot.turns import answer_press, drop
from core.applications.rows import needs_text
from core.bootstrap import Core
from core.citizens.model import Citizen
from core.confirmation.model import NEEDS
from core.errors import CoreError

_ID = re.compile(r"\d{1,19}", re.ASCII)
_LARGEST = 2**63 - 1  # an id that no database takes is nobody's

_PLAIN = {
    "news": NotificationsSG.news,
    "quieter": NotificationsSG.switches,
    "notme": SecuritySG.freeze,
    "security": SecuritySG.main,
    "contacts": ContactsSG.list,
}


def notices_router() -> Router:
    router = Router(name="notices")
    router.callback_query.register(on_notice, F.data.startswith(GLOBAL))
    return router


async def on_notice(
    callback: CallbackQuery, dialog_manager: DialogManager, core: Core, citizen: Citizen, say: Say
) -> None:
    name, _, target = (callback.data or "").removeprefix(GLOBAL).partition(":")
    if name == "delete":
        await _delete(callback)
        return
    try:
        goal = await _goal(name, target, core, citizen)
    except (CoreError, ValueError) as error:
        shown = say.error_line(error) if isinstance(error, CoreError) else say("toast-stale")
        await answer_press(callback, shown)
        await show_living(dialog_manager, ShowMode.SEND)
        return
    await answer_press(callback)
    if goal is None:
        await show_living(dialog_manager, ShowMode.SEND)
        return
    state, data = goal
    await dialog_manager.start(MenuSG.main, mode=StartMode.RESET_STACK, show_mode=ShowMode.NO_UPDATE)
    await dialog_manager.start(state, data=data, show_mode=ShowMode.SEND)


async def _delete(callback: CallbackQuery) -> None:
    """A message that says something secret goes at a tap; the window under it stays as it is."""
    await answer_press(callback)
    if isinstance(callback.message, Message):
        await drop(callback.message)


_RECOVERY = {"object": RecoverySG.objection, "regain": RecoverySG.regain}


async def _goal(
    name: str, target: str, core: Core, citizen: Citizen
) -> tuple[State, dict[str, str | int] | None] | None:
    """Where a notice's button leads; checked against the database, since anybody can send its data."""
    if name == "menu":
        return None
    if name in _RECOVERY:
        return _RECOVERY[name], {"recovery": min(int(target), _LARGEST) if _ID.fullmatch(target) else 0}
    if name in _PLAIN:
        return _PLAIN[name], None
    if name in {"app", "more", "draft"}:
        return await _application(name, target, core, citizen)
    if name in {"doc", "renew"}:
        return await _document(core, citizen, target, renewing=name == "renew")
    return _begun(name, target, core)


def _begun(name: str, target: str, core: Core) -> tuple[State, dict[str, str | int] | None]:
    """A confirmation to be mended, a service that waited for it. Raises ValueError."""
    if name == "confirm" and target in NEEDS:
        return ConfirmSG.collect, {"method": target}
    if name == "go" and (service := core.services.by_code(target)) is not None:
        return ApplySG.gate, {"service": service.code}
    raise ValueError(name)


async def _document(
    core: Core, citizen: Citizen, target: str, *, renewing: bool
) -> tuple[State, dict[str, str | int] | None]:
    """A document of the wallet; or the service that replaces it, where the catalogue still has one."""
    kept = await core.wallet.one(citizen.id, min(int(target), _LARGEST) if _ID.fullmatch(target) else 0)
    service = core.catalogue.services.get(kept.kind.renewal or "")
    if renewing and service is not None:
        return ApplySG.gate, {"service": service.code}
    return DocumentsSG.card, {"document": kept.id}


async def _application(
    name: str, target: str, core: Core, citizen: Citizen
) -> tuple[State, dict[str, str | int] | None]:
    if name == "more":
        return await _more(core, citizen, target)
    if name == "draft":
        draft_id = min(int(target), _LARGEST) if _ID.fullmatch(target) else 0
        await core.drafts.view(citizen.id, draft_id)
        return FormSG.step, {"draft": draft_id}
    await core.applications.card(citizen.id, target)
    return ApplicationsSG.card, {"number": target}


async def _more(core: Core, citizen: Citizen, number: str) -> tuple[State, dict[str, str | int] | None]:
    """Add what the department asked for; if that is done already, the card."""
    application = (await core.applications.card(citizen.id, number)).application
    needs = needs_text(application.needs)
    if not application.wants_more or needs is None:
        return ApplicationsSG.card, {"number": number}
    service = core.services.service(application.service_id)
    draft = await core.drafts.supplement(citizen, application.id, service, needs)
    return FormSG.step, {"draft": draft}
