"""The first steps: what makes an account safe and quick to use, and how much of it is done."""

from dataclasses import dataclass

from aiogram.fsm.state import State

from bot.states import ConfirmSG, ContactsSG, DocumentsSG, SecuritySG
from core.bootstrap import Core
from core.citizens.model import Citizen
from core.remembered.model import STEPS


@dataclass(frozen=True, slots=True)
class FirstStep:
    """`leads` is the window where it is taken."""

    name: str
    done: bool
    leads: State


async def first_steps(core: Core, citizen: Citizen) -> list[FirstStep]:
    """In the order in which they are best taken."""
    reached = [one for one in await core.contacts.of(citizen.id) if one.verified]
    guarded = await core.security.protection(citizen.id)
    kept = await core.wallet.listing(citizen.id)
    return [
        FirstStep("contact", bool(reached), ContactsSG.list),
        FirstStep("pin", guarded.on, SecuritySG.pin),
        FirstStep("spare", len(reached) > 1, ContactsSG.list),
        FirstStep("phrase", guarded.phrase is not None, SecuritySG.phrase),
        FirstStep("document", bool(kept), DocumentsSG.wallet),
        FirstStep("identity", citizen.level == "confirmed", ConfirmSG.card),
    ]


async def steps_wanted(core: Core, citizen: Citizen) -> list[FirstStep]:
    """For the menu: nothing where nobody is registered, all is done or they were put away."""
    if not citizen.registered or not (await core.remembered.switches(citizen.id))[STEPS]:
        return []
    steps = await first_steps(core, citizen)
    return [] if all(one.done for one in steps) else steps
