"""Redis and PostgreSQL die under people who fill forms: nothing is lost, nothing is done twice."""

import asyncio
import random

import pytest

from bench.faults.house import POSTGRES, Ground, House
from bench.faults.storm import Outcome, Storm, rage

PEOPLE = 12
SECONDS = 60.0


async def weathered(ground: Ground, storm: Storm, seed: int) -> Outcome:
    outcome = await rage(ground, POSTGRES, seed, storm)
    assert outcome.verdict.faults == []
    assert outcome.verdict.alerts > 0
    return outcome


@pytest.mark.fault("F9")
@pytest.mark.whole
async def test_redis_flushed_killed_and_away_costs_nothing(ground: Ground) -> None:
    """F9: flushed over and over, killed, and away for a while: dialogs go on from the database."""

    async def trouble(house: House, rng: random.Random) -> None:
        redis = ground.redis
        while True:
            for _ in range(4):
                await asyncio.sleep(rng.uniform(0.2, 1.0))
                await asyncio.to_thread(redis.flush)
            await asyncio.to_thread(redis.kill)
            await asyncio.sleep(rng.choice([0.0, 2.0]))
            await asyncio.to_thread(redis.start)

    outcome = await weathered(ground, Storm(0, PEOPLE, 2, SECONDS, trouble=trouble), 9)
    assert set(outcome.verdict.copies) <= {1}, "only Redis was away"


@pytest.mark.fault("F10")
@pytest.mark.whole
async def test_postgres_killed_over_and_over_loses_nothing_acknowledged(ground: Ground) -> None:
    """F10: the webhook says 503 while it is gone, and within ten seconds of its return people are served."""
    refused: set[int] = set()
    kills = 0

    async def trouble(house: House, rng: random.Random) -> None:
        nonlocal kills
        front = house.front
        assert front is not None
        while True:
            await asyncio.sleep(rng.uniform(1.0, 3.0))
            await asyncio.to_thread(ground.postgres.kill)
            kills += 1
            await asyncio.sleep(rng.choice([0.0, 0.5]))
            await asyncio.shield(asyncio.to_thread(ground.postgres.start))
            refused.update(front.statuses)

    await weathered(ground, Storm(0, PEOPLE, 2, SECONDS, trouble=trouble), 9)
    assert kills >= SECONDS / 6
    assert refused <= {200, 502, 503}


@pytest.mark.fault("F10")
async def test_after_an_outage_of_postgres_an_answer_comes_within_ten_seconds(ground: Ground) -> None:
    """F10: written while the database was dead, answered once it lives."""
    async with ground.house(POSTGRES, 11) as house:
        await house.start()
        person = await house.world.person()
        await person.say("/start")
        await asyncio.to_thread(ground.postgres.kill)
        written = await person.write("/menu")
        await asyncio.sleep(1.5)
        assert house.front is not None
        assert house.front.statuses[503]
        await asyncio.to_thread(ground.postgres.start)
        async with asyncio.timeout(60):
            await person.below(written)
