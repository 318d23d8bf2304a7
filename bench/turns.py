"""Turns a second, 32 people tapping through the same three windows as fast as they are answered.

A turn of Okno stores the update, changes an answer of a draft, stores that, and draws the window; a turn of
the peers changes their dialog's data and draws the same window. All go by webhook through one sandbox process
with its limits off, one after another in every round. The ratio is the median of the rounds' ratios.
"""

import asyncio
import contextlib
import json
import statistics
import tempfile
import time
from collections.abc import Awaitable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench._people import Person, World, world_of
from bench._processes import Process, Troupe, troupe
from bench._table import Figure, at_least
from tests.okno import Window

CHATS = 32
TAPS = 18  # of each in a round
ROUNDS = 4
SERVICE = "MINCIFRY-132"  # asks for one choice first, then for yes or no
LABELS = ("Изменить", "За неделю", "Назад")  # round and round: a change begun, made, and looked at again


@dataclass
class Runner:
    """One contender, its people, and how its rounds went."""

    process: Process
    people: list[Person] = field(default_factory=list)
    windows: list[int] = field(default_factory=list)
    rates: list[float] = field(default_factory=list)
    cpu_ms: list[float] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)
    step: int = 0

    async def round(self, world: World, taps: int) -> None:
        await world.send_updates_to(self.process)
        began, cpu = time.perf_counter(), self.process.cpu_s
        await asyncio.gather(*(self._taps(at, taps) for at in range(len(self.people))))
        turns = taps * len(self.people)
        self.rates.append(turns / (time.perf_counter() - began))
        self.cpu_ms.append((self.process.cpu_s - cpu) / turns * 1000)
        self.step += taps

    async def _taps(self, at: int, taps: int) -> None:
        person, message = self.people[at], self.windows[at]
        for tap in range(taps):
            began = time.perf_counter()
            await _press(person, message, LABELS[(self.step + tap) % len(LABELS)])
            self.waits.append(time.perf_counter() - began)

    def forget(self) -> None:
        """What has been measured so far was only to warm up."""
        self.rates, self.cpu_ms, self.waits = [], [], []

    @property
    def rate(self) -> float:
        return statistics.median(self.rates)


async def _press(person: Person, message: int, label: str) -> None:
    """Until it is answered. Telegram's app gives up after ten seconds: then whoever tapped taps again."""
    if await person.press(message, label):
        return
    for _ in range(5):
        with contextlib.suppress(RuntimeError):
            if await person.press(message, label):
                return
            continue
        return  # the button has gone: the first press has done its work, unseen
    raise RuntimeError("a press that nobody answered")


def measure() -> list[Figure]:
    with tempfile.TemporaryDirectory() as home, troupe(Path(home)) as here:
        return figures(asyncio.run(_measure(here)))


async def _measure(here: Troupe) -> Mapping[str, Runner]:
    sandbox = here.sandbox()
    sandbox.wait_for("/sim/users")
    scale = here.at_scale()
    okno = {"sqlite": here.service("sqlite", {}), "postgres": here.service("postgres", scale)}
    for process in okno.values():
        process.wait_for("/health")
        process.stat.suspend()  # until it is on the stage: see `send_updates_to`
    async with world_of(sandbox) as world:
        runners = {name: Runner(process) for name, process in okno.items()}
        for runner in runners.values():
            await world.send_updates_to(runner.process)
            await in_crowds(_begin(runner, world) for _ in range(CHATS))
        windows = here.home / "windows.json"
        await world.send_updates_to(okno["sqlite"])
        windows.write_text(json.dumps(await _seen(runners["sqlite"].people[0])), encoding="utf-8")
        runners |= await _peers(here, world, windows, scale["REDIS_URL"])
        return await _rounds(world, runners)


async def _peers(here: Troupe, world: World, windows: Path, redis: str) -> dict[str, Runner]:
    peers = {
        name: Runner(here.peer(name, WINDOWS=str(windows), REDIS_URL=redis))
        for name in ("bare_memory", "bare_redis")
    }
    for runner in peers.values():
        runner.process.wait_for("/health")
        await world.send_updates_to(runner.process)
        await in_crowds(_begin_bare(runner, world) for _ in range(CHATS))
    return peers


async def _rounds(world: World, runners: Mapping[str, Runner]) -> Mapping[str, Runner]:
    for runner in runners.values():
        await runner.round(world, 9)
        runner.forget()
    for _ in range(ROUNDS):
        for runner in runners.values():
            await runner.round(world, TAPS)
    return runners


async def in_crowds(work: Iterable[Awaitable[None]], size: int = 8) -> None:
    """A few at a time: nobody is measured yet."""
    waiting = list(work)
    for at in range(0, len(waiting), size):
        await asyncio.gather(*waiting[at : at + size])


async def open_form(person: Person) -> Window:
    """From nowhere to the form's first question, once answered."""
    await person.register()
    found = await person.say(SERVICE, "Уточнить")
    await person.tap(found.labels[0])
    await person.tap("Начать")
    await person.tap("За неделю")
    await person.tap("Назад")
    return await person.window(LABELS[0])


async def _begin(runner: Runner, world: World) -> None:
    person = await world.person()
    runner.windows.append((await open_form(person)).id)
    runner.people.append(person)


async def _begin_bare(runner: Runner, world: World) -> None:
    person = await world.person()
    runner.windows.append((await person.say("/start", LABELS[0])).id)
    runner.people.append(person)


async def _seen(person: Person) -> list[dict[str, Any]]:
    """The windows as the person sees them, for the peers to show the same."""
    seen = []
    for label in LABELS:
        window = await person.window(label)
        rows = [[button["text"] for button in row] for row in window.raw["buttons"]]
        seen.append({"html": window.html, "rows": rows})
        await person.press(window.id, label)
    return seen


def figures(runners: Mapping[str, Runner]) -> list[Figure]:
    names = {"sqlite": "SQLite", "postgres": "PostgreSQL + Redis"}
    bare = {"bare_memory": ("in memory", 0.4), "bare_redis": ("on Redis with its locks", 1.0)}
    told = []
    for okno, place in names.items():
        for peer, (where, goal) in bare.items():
            ratio = statistics.median(
                ours / theirs for ours, theirs in zip(runners[okno].rates, runners[peer].rates, strict=True)
            )
            beside = f"{runners[peer].rate:.0f}/s, a bare aiogram-dialog window {where}"
            told.append(
                at_least(f"durable turns, {place}", f"{runners[okno].rate:.0f}/s", beside, ratio, goal)
            )
    told += [Figure(f"the same, {names.get(name, name)}", _more(runner)) for name, runner in runners.items()]
    return told


def _more(runner: Runner) -> str:
    waits = sorted(runner.waits)
    return (
        f"{statistics.median(runner.cpu_ms):.1f} ms of processor a turn; answered in "
        f"{waits[len(waits) // 2] * 1000:.0f} ms (p50), {waits[len(waits) * 99 // 100] * 1000:.0f} ms (p99)"
    )
