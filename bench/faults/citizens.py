"""Scripted citizens: each registers, files a few forms, and makes room for the next one.

They know what they typed and what they were told, so afterwards nobody has to take the service's word for it.
"""

import asyncio
import contextlib
import random
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from traceback import format_exc

from bench.faults.house import House
from core.catalogue.model import Service
from core.forms.model import Value
from tests.faults.filing import filler
from tests.processes import Somebody

# No word of the catalogue, of the texts or of a person's real name begins like this.
CANARY = "Щегловитянин"
# For one answer: fifty share a machine with their killer, and whoever lives has little time to work. A real
# citizen is not asked to sit and wait: the answer comes by itself.
_PATIENCE_S = 1200.0
_FORMS = (1, 2)


@dataclass(frozen=True)
class Filed:
    """An application as its citizen knows it."""

    person: int
    number: str
    service: Service
    answers: Mapping[str, Value]
    pages: int


@dataclass
class Town:
    """All the citizens of a run, and what came of them."""

    house: House
    services: Sequence[str]
    rng: random.Random
    filed: list[Filed] = field(default_factory=list)
    people: list[Somebody] = field(default_factory=list)
    stuck: list[str] = field(default_factory=list)
    over: asyncio.Event = field(default_factory=asyncio.Event)
    waited_s: float = 0.0
    """The longest that anybody was seen to wait for an answer."""

    async def newcomer(self) -> Somebody:
        word = f"{CANARY}{len(self.people):05}"
        person = await self.house.world.person(first_name=word)
        person.patience_s = _PATIENCE_S
        self.people.append(person)
        return person

    async def live(self, forms: tuple[int, int] = _FORMS) -> None:
        """One place in town: somebody lives in it until the end, one after another."""
        while True:
            person = await self.newcomer()
            try:
                await self.settle(person)
                for at in range(self.rng.randint(*forms)):
                    if at == 0 or not self.over.is_set():
                        await self.file(person, self.rng.choice(self.services))
            except asyncio.CancelledError:
                self.stuck.append(f"{person.id} waits to the end\n{await person.ending()}")
                return
            except Exception:  # noqa: BLE001 - whatever stopped a citizen is for the judge
                when = time.strftime("%H:%M:%S")
                self.stuck.append(f"{when} {person.id}: {format_exc(limit=-3)}{await person.ending()}")
            if self.over.is_set():
                return

    async def settle(self, person: Somebody) -> None:
        """Register, and be confirmed by staff, who try again while their database is away."""
        await person.register()
        body = {"user": person.id, "level": "confirmed"}
        async with asyncio.timeout(_PATIENCE_S):
            while True:
                with contextlib.suppress(AssertionError):
                    await self.house.world.sim("POST", "/sim/level", body)
                    return
                await asyncio.sleep(1)

    async def file(self, person: Somebody, service_id: str) -> Filed:
        service = self.house.services[service_id]
        filling = filler(person, service, self.rng.getrandbits(30))
        number = await filling.fill()
        made = Filed(person.id, number, service, dict(filling.given), filling.pages)
        self.filed.append(made)
        return made

    async def held(self, form: Filed) -> None:
        """Wait until the department has the application."""
        place = f"/sim/departments/{form.service.department}/inbox"
        async with asyncio.timeout(_PATIENCE_S):
            while True:
                inbox = (await self.house.world.sim("GET", place))["applications"]
                if any(one["number"] == form.number for one in inbox):
                    return
                await asyncio.sleep(0.1)
