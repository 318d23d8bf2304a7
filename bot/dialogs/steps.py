"""«Первые шаги»: a checklist, drawn anew as its steps are taken, until it is done or put away."""

from typing import Any

from aiogram.types import CallbackQuery
from aiogram_dialog import Dialog, DialogManager

from bot.say import Say
from bot.states import ConfirmSG, ContactsSG, DocumentsSG, SecuritySG, StepsSG
from bot.turns import citizen_of, core_of, leave, on_free_message, say_of, toast
from bot.widgets import Act, back_row, screen, shown
from bot.widgets.steps import first_steps
from core.bootstrap import Core
from core.citizens.model import Citizen
from core.remembered.model import STEPS


async def steps_getter(core: Core, citizen: Citizen, say: Say, **_: object) -> dict[str, Any]:
    steps = await first_steps(core, citizen)
    done = sum(one.done for one in steps)
    lines = [say("steps-done" if one.done else "steps-open", what=say(f"steps-{one.name}")) for one in steps]
    open_ones = [one for one in steps if not one.done]
    rows = [
        [Act(say(f"btn-steps-{one.name}"), f"step:{one.name}", style=None if at else "primary")]
        for at, one in enumerate(open_ones)
    ]
    if open_ones:
        on = (await core.remembered.switches(citizen.id))[STEPS]
        rows.append([Act(say("btn-steps-away" if on else "btn-steps-back"), "away" if on else "remind")])
    head = say("steps-head", done=done, of=len(steps)) if open_ones else say("steps-all")
    return shown("\n".join([head, *lines]), [*rows, back_row(say)])


async def on_steps(callback: CallbackQuery, do: str, manager: DialogManager) -> None:
    core, citizen = core_of(manager), citizen_of(manager)
    word, _, name = do.partition(":")
    if do == "back":
        await leave(manager)
    elif do in {"away", "remind"}:
        await core.remembered.switch(citizen.id, STEPS, do == "remind")
        toast(say_of(manager)("toast-steps-away" if do == "away" else "toast-steps-back"))
    elif word == "step":
        found = next((one for one in await first_steps(core, citizen) if one.name == name), None)
        if found is None or found.done:
            toast(say_of(manager)("toast-stale"))
        else:
            await manager.start(found.leads)
    else:
        toast(say_of(manager)("toast-stale"))


def steps_dialog() -> Dialog:
    goes = (ContactsSG.list, SecuritySG.pin, SecuritySG.phrase, DocumentsSG.wallet, ConfirmSG.card)
    return Dialog(screen(StepsSG.list, steps_getter, on_steps, on_free_message, goes))
