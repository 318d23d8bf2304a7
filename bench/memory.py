"""Memory of one process of the service: after its start, and for every dialog that is open in it.

Resident memory as the system counts it. For the dialogs a thousand people open a form each, after two hundred
others have warmed everything up; the growth is divided by them.
"""

import asyncio
import subprocess
import sys
import tempfile
from pathlib import Path

from bench._people import World, world_of
from bench._processes import ROOT, Process, Troupe, troupe
from bench._table import Figure, below
from bench.turns import in_crowds

WARM_UP = 200
DIALOGS = 1_000
BARE = "import aiogram, aiogram_dialog, os, psutil; print(psutil.Process().memory_info().rss / 2**20)"


def measure() -> list[Figure]:
    bare = float(
        subprocess.run([sys.executable, "-c", BARE], cwd=ROOT, check=True, capture_output=True).stdout
    )
    with tempfile.TemporaryDirectory() as home, troupe(Path(home)) as here:
        started, grown = asyncio.run(_measure(here))
    return [
        below("a process after its start, SQLite", started, "MB", 260),
        Figure("`import aiogram, aiogram_dialog` alone", "", f"{bare:.0f} MB"),
        below("for each open dialog", grown * 1024 / DIALOGS, "KB", 6, digits=1),
    ]


async def _measure(here: Troupe) -> tuple[float, float]:
    sandbox = here.sandbox()
    sandbox.wait_for("/sim/users")
    process = here.service("sqlite", {})
    process.wait_for("/health")
    started = process.rss_mb
    async with world_of(sandbox) as world:
        await world.send_updates_to(process)
        await _open(world, WARM_UP)
        warm = await _settled(process)
        await _open(world, DIALOGS)
        return started, await _settled(process) - warm


async def _open(world: World, count: int) -> None:
    async def one() -> None:
        person = await world.person()
        await person.say("/start", "Зарегистрироваться")
        await person.tap("Посмотреть услуги")

    await in_crowds(one() for _ in range(count))


async def _settled(process: Process) -> float:
    """Memory once nothing is in hand any more."""
    await asyncio.sleep(2)
    return process.rss_mb
