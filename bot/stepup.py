"""Asking for a proof before something sensitive, and coming back to it.

A handler begins with `if not await ensure(manager, "profile.show", do): return`. Where a proof is missing,
the step-up dialog opens; once it is given, a `Dialog(..., on_process_result=resuming(handler))` runs the
handler again with the same `do`, which then finds the proof.
"""

from collections.abc import Awaitable, Callable
from typing import Any, cast

from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager

from bot.say import Say
from bot.states import StepUpSG
from bot.turns import citizen_of, core_of
from bot.widgets.keypad import clear, press, tapped
from bot.widgets.screen import OnAction
from core.bootstrap import Core
from core.citizens.model import Citizen
from core.codes.model import DIGITS

OnResult = Callable[[Any, Any, DialogManager], Awaitable[None]]
_RESUME = "resume"


async def ensure(manager: DialogManager, action: str, do: str) -> bool:
    """Whether the action is allowed now; where not, the step-up dialog is open when this returns.

    `action` is a name of `core.security.policy.ACTIONS`; `do` is what the handler is to be called with again.
    """
    if await core_of(manager).security.needs(citizen_of(manager), action) is None:
        return True
    await manager.start(StepUpSG.prove, data={"action": action, "do": do})
    return False


def resuming(on_action: OnAction) -> OnResult:
    """For a dialog that calls `ensure`: go on where it was interrupted."""

    async def on_result(_start_data: Any, result: Any, manager: DialogManager) -> None:
        if isinstance(result, dict) and _RESUME in result:
            # A code may have been typed, not tapped: handlers that resume do not look at the press itself.
            await on_action(cast(CallbackQuery, manager.event), str(result[_RESUME]), manager)

    return on_result


def resume(do: str) -> dict[str, str]:
    """What the step-up dialog is done with."""
    return {_RESUME: do}


def six_digits(manager: DialogManager, do: str) -> str | None:
    """Take a tap of the keypad: six digits once they are there (the keypad forgets them), "" before; None
    for a tap that was none of it."""
    if not press(manager, do):
        return None
    digits = tapped(manager)
    if len(digits) < DIGITS:
        return ""
    clear(manager)
    return digits


async def phrase_line(core: Core, citizen: Citizen, say: Say) -> list[str]:
    """The citizen's own phrase, for the head of a sensitive window: a stranger's copy does not know it."""
    phrase = (await core.security.protection(citizen.id)).phrase
    return [say("stepup-phrase", phrase=phrase)] if phrase else []
