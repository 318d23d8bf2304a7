"""The process ends itself before its k-th operation, for every k of a scene; then everything goes on.

An operation is a statement, a commit, a request, a word to Redis or a file put in its place. Between two of
them nothing happens that anybody could see, so these are all the moments there are to die at.
"""

import asyncio
import itertools
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from bench.faults import deaths, oracle
from bench.faults.calm import quiet
from bench.faults.citizens import Town
from bench.faults.house import Ground, Replica
from bench.faults.scenes import SCENES, Scene

_SURVIVED = 3  # so many in a row reached the scene's end alive: there is no later operation
_SCENE_S = 120.0


@dataclass
class Enumeration:
    """A scene, died through from the first operation to the last."""

    scene: str
    deaths: int = 0
    before: Counter[str] = field(default_factory=Counter)
    verdict: oracle.Verdict = field(default_factory=oracle.Verdict)
    seconds: float = 0.0

    def line(self) -> str:
        return (
            f"{self.scene}: {self.deaths} deaths before {len(self.before)} kinds of operations: "
            f"{self.verdict.line()}; {self.seconds:.0f} s"
        )


async def enumerate_scene(
    ground: Ground,
    kind: str,
    name: str,
    seed: int,
    at: Iterable[int] | None = None,
    step: int = 1,
    progress: Callable[[str], None] = lambda _: None,
) -> Enumeration:
    """Every k, every `step`-th, or those in `at`."""
    began, result = time.monotonic(), Enumeration(name)
    async with ground.house(kind, seed, hooks=True) as house:
        town = Town(house, (), house.rng)
        await house.start()
        scene, (replica,) = SCENES[name](town), house.replicas
        survived = 0
        for k in at or itertools.count(1, step):
            label = await _died(town, scene, replica, k)
            survived = 0 if label else survived + 1
            if label:
                result.deaths += 1
                result.before[label] += 1
            elif at is None and survived == _SURVIVED:
                break
            if result.deaths % 20 == 0:
                progress(f"{name} on {kind}: {k}, {len(town.stuck)} stuck")
        await quiet(town)
        result.verdict = await oracle.judge(town)
    result.seconds = time.monotonic() - began
    return result


async def _died(town: Town, scene: Scene, replica: Replica, k: int) -> str:
    """What the process was about to do when it died; "" when the scene ended before that."""
    assert replica.deaths is not None
    try:
        async with asyncio.timeout(_SCENE_S):
            await scene.prepare()
            await deaths.order(replica.deaths, replica.pid, k)
            acting = asyncio.create_task(scene.act())
            try:
                label = await _fate(replica, replica.deaths, acting)
                await acting
            finally:
                acting.cancel()
                await asyncio.gather(acting, return_exceptions=True)
            await scene.finish()
    except (AssertionError, TimeoutError) as lost:
        town.stuck.append(f"k={k} before {deaths.trail(replica.deaths)[-1:]}: {lost!r}")
        scene.give_up()
        if not replica.lives:
            replica.spawn()
            await replica.hears()
        return ""
    return label


async def _fate(replica: Replica, room: Path, acting: "asyncio.Task[None]") -> str:
    """Until it dies, or has come through the scene alive and will not die of this order any more."""
    while replica.lives:
        if acting.done() and await deaths.order(room, replica.pid, 0):
            return ""
        await asyncio.sleep(0.01)
    label = deaths.trail(room)[-1]
    replica.spawn()
    return label
