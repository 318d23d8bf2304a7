"""Limits that several processes keep together: what they do at once is spaced as if one did it."""

import asyncio

import pytest

from core.db.engine import Database
from core.db.migrate import upgrade
from core.outbox.limiter import CHAT_BURST, OVERALL_BURST, OVERALL_PER_S
from core.outbox.shared import SharedLimiter


@pytest.fixture
def two(postgres_url: str) -> tuple[Database, Database]:
    return Database(postgres_url), Database(postgres_url)


async def test_two_processes_take_thirty_places_a_second_together(two: tuple[Database, Database]) -> None:
    await upgrade(two[0])
    both = [SharedLimiter(one) for one in two]
    taken = await asyncio.gather(*(both[n % 2].place(1000 + n) for n in range(60)))
    last = (60 - OVERALL_BURST) / OVERALL_PER_S
    assert last - 0.5 < max(taken) <= last
    assert sum(one < 0.001 for one in taken) >= OVERALL_BURST, "a short burst waits for nobody"
    await close(two)


async def test_one_chat_is_written_to_once_a_second_whoever_writes(two: tuple[Database, Database]) -> None:
    await upgrade(two[0])
    both = [SharedLimiter(one) for one in two]
    taken = sorted([await both[n % 2].place(7) for n in range(CHAT_BURST + 3)])
    assert taken[:CHAT_BURST] == [0.0] * CHAT_BURST
    assert [round(one) for one in taken[CHAT_BURST:]] == [1, 2, 3]
    await close(two)


async def test_a_429_that_one_process_gets_holds_the_others_too(two: tuple[Database, Database]) -> None:
    await upgrade(two[0])
    one, other = (SharedLimiter(each) for each in two)
    await one.freeze(7, 5)
    assert await other.place(7) > 4
    assert await other.place(8) < 0.5, "it may have been that chat's limit alone"
    await one.freeze(8, 4)
    assert await other.place(9) > 3, "two chats at once: it was the bot's limit"
    waiting = asyncio.create_task(other.message(10))
    await asyncio.sleep(0.1)
    assert not waiting.done()
    waiting.cancel()
    await close(two)


async def test_while_the_database_is_away_each_keeps_the_limit_for_itself() -> None:
    nowhere = Database("postgresql+asyncpg://postgres@127.0.0.1:1/okno")
    alone = SharedLimiter(nowhere)
    taken = [await alone.place(1000 + n) for n in range(12)]
    assert max(taken) > (12 - OVERALL_BURST) / OVERALL_PER_S - 0.2
    await nowhere.close()


async def close(databases: tuple[Database, Database]) -> None:
    for one in databases:
        await one.close()
