"""How long nobody answers when a process of the scale profile dies: until the other one has taken over.

Measured from the kill to what people see of it: the last answer that the dead bot owed, an alert that came
in the moment its sender died.
"""

import asyncio
import statistics
import time
from dataclasses import dataclass, field

from bench.faults.house import POSTGRES, Ground
from tests.faults.filing import filler
from tests.faults.replicas import ALL, Replicas
from tests.processes import Somebody

GOAL_S = 5.0
_PEOPLE = 16
_SERVICE = "passport-rf-validity-check"


@dataclass
class Takeovers:
    """Seconds, one for each death."""

    who: str
    seconds: list[float] = field(default_factory=list)

    def row(self) -> str:
        if not self.seconds:
            return f"| {self.who} | 0 | — | — | — |"
        found = f"{statistics.median(self.seconds):.1f} s | {max(self.seconds):.1f} s"
        return f"| {self.who} | {len(self.seconds)} | {found} | ≤ {GOAL_S:.0f} s |"


async def measure(ground: Ground, seed: int, times: int) -> list[Takeovers]:
    """The bot and the sender, killed `times` each."""
    async with ground.house(POSTGRES, seed) as house:
        replicas = Replicas(house.world)
        await replicas.start(*ALL)
        people = [await house.world.person() for _ in range(_PEOPLE)]
        for person in people:
            await person.confirmed()
        service = house.services[_SERVICE]
        number = await filler(people[0], service, seed).fill()
        bot, sender = Takeovers("bot, with turns in hand"), Takeovers("active sender")
        while len(bot.seconds) < times:
            bot.seconds += await _bot(replicas, people)
        for at in range(times):
            sender.seconds.append(await _sender(replicas, people[0], service.department, number, at))
    return [bot, sender]


async def _bot(replicas: Replicas, people: list[Somebody]) -> list[float]:
    """Nothing when the one that died had nothing in hand, so that nothing was taken over."""
    world, dead = replicas.world, replicas.of("bot")[0]
    before = len(replicas.logged("turn_taken_over"))
    await world.fault("sendMessage", times=len(people), delay_s=1.0, drop_before=True)
    written = await asyncio.gather(*(one.write("/menu") for one in people))
    async with asyncio.timeout(60):
        while (await world.telegram("getWebhookInfo"))["pending_update_count"]:
            await asyncio.sleep(0.02)
    await asyncio.sleep(0.3)
    began = time.monotonic()
    await replicas.kill(dead)
    await world.session.delete(world.url + "/sim/faults")
    await asyncio.gather(*(one.below(at) for one, at in zip(people, written, strict=True)))
    took = time.monotonic() - began
    await replicas.start("bot")
    return [took] if len(replicas.logged("turn_taken_over")) > before else []


async def _sender(replicas: Replicas, person: Somebody, department: str, number: str, at: int) -> float:
    dead, comment = await replicas.sender(), f"Слово {at}."
    began = time.monotonic()
    await replicas.kill(dead)
    await replicas.world.decide(department, number, "in_work", comment=comment)
    await person.until(comment)
    took = time.monotonic() - began
    await replicas.start("dispatcher")
    return took
