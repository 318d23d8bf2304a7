"""A deploy, one replica after the other: nobody who writes meanwhile is turned away."""

import asyncio
import signal

import pytest

from bench.faults.house import POSTGRES, Ground
from tests.processes import Somebody


@pytest.mark.fault("F6")
@pytest.mark.whole
async def test_a_rolling_deploy_turns_nobody_away(ground: Ground) -> None:
    """F6: each of two replicas ends and comes back while people write: not one refusal at the door."""
    async with ground.house(POSTGRES, 6, replicas=2) as house:
        await house.start()
        people = [await house.world.person() for _ in range(6)]
        await asyncio.gather(*(one.say("/start") for one in people))
        stop, written = asyncio.Event(), dict[int, int]()

        async def chatter(person: Somebody) -> None:
            while not stop.is_set():
                written[person.id] = await person.write("/menu")
                await asyncio.sleep(0.5)

        talking = [asyncio.create_task(chatter(one)) for one in people]
        for replica in house.replicas * 2:
            await asyncio.sleep(0.5)
            await replica.kill(signal.SIGTERM)
            replica.spawn()
            await replica.hears()
        stop.set()
        await asyncio.gather(*talking)
        await asyncio.gather(*(one.below(written[one.id]) for one in people))
        assert house.front is not None
        assert set(house.front.statuses) == {200}
        assert "Traceback" not in house.world.log.read_text()
