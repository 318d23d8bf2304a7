"""Twenty turns a second for half an hour: what must not grow does not (`python -m bench soak --minutes 30`).

Three of four people fill in a form, round and round; the fourth writes what they look for. All of it comes by
webhook through the sandbox with its limits off. Memory, connections, open files and the rows that should stay
as many as there are people are looked at every half minute; after the warm-up none may grow.
"""

import argparse
import asyncio
import contextlib
import random
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bench._people import Person, World, world_of
from bench._processes import Process, Troupe, troupe
from bench._table import machine
from bench.turns import LABELS, in_crowds, open_form

PEOPLE = 60
EVERY_S = 30.0
RSS_GROWTH = 1.05
QUERIES = {
    "inbox waiting": "SELECT count(*) FROM inbox WHERE state IN ('new', 'claimed')",
    "inbox payloads": "SELECT count(*) FROM inbox WHERE payload_sealed IS NOT NULL AND state != 'new'",
    "outbox waiting": "SELECT count(*) FROM outbox WHERE state IN ('new', 'sending')",
    "dialog stacks": "SELECT count(*) FROM dialog_stacks",
    "drafts": "SELECT count(*) FROM drafts",
    "answers": "SELECT count(*) FROM answers",
}
WANTED = ("потерял паспорт", "загранпаспорт", "пособие на ребёнка", "пенсия", "штраф", "прописка")
LIVELY = 64  # waiting rows come and go with the turns in hand


@dataclass
class Look:
    """What one look at the process saw."""

    at: float
    figures: dict[str, float]


@dataclass
class Soak:
    """A running soak."""

    process: Process
    engine: AsyncEngine
    home: Path
    looks: list[Look] = field(default_factory=list)
    turns: int = 0
    unanswered: int = 0
    lost: int = 0

    async def look(self) -> Look:
        stat = self.process.stat
        figures = {
            "memory, MB": self.process.rss_mb,
            "open files": float(stat.num_fds()),
            "connections": float(len(stat.net_connections())),
            "threads": float(stat.num_threads()),
        }
        async with self.engine.connect() as connection:
            for name, query in QUERIES.items():
                figures[name] = float((await connection.execute(text(query))).scalar_one())
        figures["inbox rows a turn"] = await self._inbox_rows() / max(self.turns, 1)
        figures["journal, MB"] = _size(self.home / "okno.db-wal")
        self.looks.append(Look(time.monotonic(), figures))
        return self.looks[-1]

    async def _inbox_rows(self) -> float:
        async with self.engine.connect() as connection:
            return float((await connection.execute(text("SELECT count(*) FROM inbox"))).scalar_one())


def _size(path: Path) -> float:
    return path.stat().st_size / 2**20 if path.exists() else 0.0


async def _turn(person: Person, message: int, step: int, soak: Soak) -> None:
    """One tap round the form, or words to search by where there is none."""
    if not message:
        await person.write(WANTED[step % len(WANTED)])
    elif (label := await _next_label(person, message)) is None:
        soak.lost += 1
    elif not await person.press(message, label):
        soak.unanswered += 1
    soak.turns += 1


async def _next_label(person: Person, message: int) -> str | None:
    """Whichever of the round's buttons the form shows now: a press may have come to its end unseen."""
    labels = [label for one in await person.look() if one.id == message for label in one.labels]
    return next((label for label in LABELS if label in labels), None)


async def _people(world: World) -> list[tuple[Person, int]]:
    """Each with the message of their form; 0 for those who search."""
    found: list[tuple[Person, int]] = []

    async def one(number: int) -> None:
        for _ in range(3):  # a slow machine: whoever waits too long is let go
            person = await world.person()
            with contextlib.suppress(RuntimeError):
                found.append((person, (await open_form(person)).id if number % 4 else 0))
                return

    await in_crowds(one(number) for number in range(PEOPLE))
    return found


async def _play(soak: Soak, world: World, minutes: float, per_s: float) -> None:
    people = await _people(world)
    steps = [0] * len(people)
    busy: dict[int, asyncio.Task[None]] = {}
    rng, began = random.Random(1), time.monotonic()
    next_look, planned = began, 0
    while (now := time.monotonic()) - began < minutes * 60:
        if now >= next_look:
            print(_line(now - began, await soak.look(), soak), flush=True)
            next_look += EVERY_S
        while planned < (now - began) * per_s:
            planned += 1
            at = rng.randrange(len(people))
            if at in busy and not busy[at].done():
                continue  # the person still waits for the last answer
            person, message = people[at]
            busy[at] = asyncio.create_task(_turn(person, message, steps[at], soak))
            steps[at] += 1
        await asyncio.sleep(0.02)
    await asyncio.gather(*busy.values(), return_exceptions=True)
    await asyncio.sleep(3)
    print(_line(time.monotonic() - began, await soak.look(), soak), flush=True)


def _line(at: float, look: Look, soak: Soak) -> str:
    figures = ", ".join(f"{name} {value:,.1f}".replace(".0", "") for name, value in look.figures.items())
    return f"{at / 60:5.1f} min, {soak.turns} turns, {soak.unanswered} presses unanswered: {figures}"


def verdict(looks: list[Look]) -> list[tuple[str, float, float, float, bool]]:
    """(figure, at the start, after the warm-up, at the end, whether it has not grown).

    The warm-up is the first third: caches fill to their bounds, connections open to theirs.
    """
    start, warm, end = looks[0], looks[len(looks) // 3], looks[-1]
    told = []
    for name in start.figures:
        first, middle, last = (look.figures[name] for look in (start, warm, end))
        told.append((name, first, middle, last, last <= _allowed(name, middle)))
    return told


def _allowed(name: str, after_warm_up: float) -> float:
    """How much a figure may be at the end."""
    if name == "memory, MB":
        return after_warm_up * RSS_GROWTH
    if name.startswith(("inbox waiting", "inbox payloads", "outbox")):
        return LIVELY
    return after_warm_up + max(2.0, after_warm_up * 0.05)


async def _soak(here: Troupe, minutes: float, per_s: float, env: Mapping[str, str]) -> Soak:
    sandbox = here.sandbox()
    sandbox.wait_for("/sim/users")
    process = here.service("okno", env)
    process.wait_for("/health")
    url = env.get("DATABASE_URL") or f"sqlite+aiosqlite:///{here.home / 'okno' / 'okno.db'}"
    soak = Soak(process, create_async_engine(url), here.home / "okno")
    async with world_of(sandbox) as world:
        await world.send_updates_to(process)
        await _play(soak, world, minutes, per_s)
    await soak.engine.dispose()
    return soak


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=30.0)
    parser.add_argument("--per-second", type=float, default=20.0)
    parser.add_argument("--scale", action="store_true", help="PostgreSQL and Redis instead of SQLite")
    given = parser.parse_args(arguments)
    print(f"Soak on {machine()}, {given.minutes:g} min at {given.per_second:g} turns/s.\n", flush=True)
    with tempfile.TemporaryDirectory() as home, troupe(Path(home)) as here:
        env = here.at_scale() if given.scale else {}
        soak = asyncio.run(_soak(here, given.minutes, given.per_second, env))
    return _tell(soak)


def _tell(soak: Soak) -> int:
    told = verdict(soak.looks)
    print("\n| what | start | after warm-up | end | grows |\n| --- | --- | --- | --- | --- |")
    for name, first, middle, last, holds in told:
        print(f"| {name} | {first:,.1f} | {middle:,.1f} | {last:,.1f} | {'no' if holds else '**yes**'} |")
    holds = all(one[-1] for one in told) and not soak.lost
    print(
        f"\n{soak.turns} turns, {soak.unanswered} presses unanswered within ten seconds, "
        f"{soak.lost} forms lost: "
        f"{'nothing grows' if holds else 'IT DOES NOT HOLD'}."
    )
    return 0 if holds else 1
