"""Through a bank: pick one, open its page, come back by a one-time link, see what came of it."""

from typing import Any

from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager, StartMode

from bot.dialogs.confirm.card import service_behind
from bot.say import Say
from bot.states import ApplySG, ConfirmSG, MenuSG, RecoverySG, WelcomeSG
from bot.turns import citizen_of, core_of, leave, say_of, toast
from bot.widgets import Act, back_row, shown
from core.bootstrap import Core
from core.citizens.model import Citizen
from core.errors import Refused
from core.identity.usecases import Outcome

FAILURES = frozenset({"denied", "away", "answer", "person-taken", "bank-claims", "link"})


def use_of(manager: DialogManager) -> str:
    """What the bank is for: `register` where the dialog was started so, else `confirm`."""
    data = manager.start_data
    return "register" if isinstance(data, dict) and data.get("use") == "register" else "confirm"


async def bank_getter(
    core: Core, citizen: Citizen, say: Say, dialog_manager: DialogManager, **_: object
) -> dict[str, Any]:
    use = use_of(dialog_manager)
    link = dialog_manager.dialog_data.get("link")
    chosen = core.identity.providers.get(str(dialog_manager.dialog_data.get("bank")))
    if link and chosen is not None:
        name = chosen.name(say.language)
        open_bank = Act(say("btn-bank-open", bank=name), url=core.reveal(str(link)))
        return shown(say(f"confirm-bank-{use}-link", bank=name), [[open_bank], back_row(say)])
    rows = [[Act(one.name(say.language), f"bank:{one.id}")] for one in core.identity.offered(use)]
    return shown(say(f"confirm-bank-{use}"), [*rows, back_row(say)])


async def on_bank(callback: CallbackQuery, do: str, manager: DialogManager) -> None:
    core, citizen, say, data = core_of(manager), citizen_of(manager), say_of(manager), manager.dialog_data
    word, _, target = do.partition(":")
    if word == "back":
        if data.pop("link", None) is None:
            await _leave_bank(manager)
    elif word == "bank":
        if not await core.citizens.consented(citizen):
            await manager.start(WelcomeSG.consent)
            return
        try:
            link = await core.identity.begin(citizen, target, use_of(manager), service_behind(manager))
        except Refused as error:
            toast(say.error_line(error))
        else:
            data.update(bank=target, link=core.hide(link))
    else:
        toast(say("toast-stale"))


async def _leave_bank(manager: DialogManager) -> None:
    if use_of(manager) == "register":
        await leave(manager)
    else:
        await manager.switch_to(ConfirmSG.card)


async def on_back_from_bank(manager: DialogManager) -> None:
    """The link from the bank's page was opened in the chat: this is where it takes effect, once."""
    core, citizen = core_of(manager), citizen_of(manager)
    data = manager.start_data if isinstance(manager.start_data, dict) else {}
    kept = manager.dialog_data
    try:
        found = await core.identity.accept(citizen, core.reveal(str(data.get("token"))))
    except Refused:
        found = Outcome("", "confirm", "", "link")
    kept.update(bank=found.provider, use=found.use, then=found.then, error=found.error)
    manager.middleware_data["citizen"] = await core.citizens.meet(citizen.telegram_id, None)


async def banked_getter(
    core: Core, citizen: Citizen, say: Say, dialog_manager: DialogManager, **_: object
) -> dict[str, Any]:
    data = dialog_manager.dialog_data
    provider = core.identity.providers.get(str(data.get("bank")))
    name = provider.name(say.language) if provider is not None else say("plain-bank")
    error = str(data.get("error") or "")
    rows = [[Act(say("btn-menu"), "menu")]]
    if citizen.level != "confirmed" and error:
        rows.insert(0, [Act(say("btn-confirm-ways"), "ways", style="primary")])
        key = (
            f"confirm-banked-{error.removeprefix('bank-')}" if error in FAILURES else "confirm-banked-answer"
        )
        text = say(key, bank=name)
        if error == "person-taken":
            rows.insert(0, [Act(say("btn-confirm-regain"), "regain")])
        if data.get("use") == "register" and citizen.registered:
            text = f"{say('confirm-banked-registered', bank=name)}\n\n{text}"
        return shown(text, rows)
    if data.get("then"):
        rows.insert(0, [Act(say("btn-to-service"), "service", style="primary")])
    done = "confirmed" if citizen.level == "confirmed" else "registered"
    return shown(say(f"confirm-banked-{done}", bank=name), rows)


async def on_banked(callback: CallbackQuery, do: str, manager: DialogManager) -> None:
    data, citizen = manager.dialog_data, citizen_of(manager)
    then = str(data.get("then") or "")
    if do == "service" and then:
        await manager.start(ApplySG.gate, data={"service": then}, mode=StartMode.RESET_STACK)
    elif do == "ways":
        state = ConfirmSG.card if citizen.registered else WelcomeSG.consent
        goal = {"service": then} if citizen.registered else {"then": then}
        await manager.start(state, data=goal if then else None)
    elif do == "regain":
        await manager.start(RecoverySG.main)
    elif do == "menu":
        await manager.start(MenuSG.main, mode=StartMode.RESET_STACK)
    else:
        toast(say_of(manager)("toast-stale"))
