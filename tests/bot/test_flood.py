"""How fast a chat may write: a burst, then a steady measure, and one notice a minute; the same with Redis."""

import itertools

from redis.asyncio import Redis

from bot.flood import BURST, PER_S, TOLD_EVERY_S, Buckets, Flood, Measure

KEPT, TOLD, OVER = Measure.KEPT, Measure.FIRST_OVER, Measure.OVER


def test_a_burst_then_one_notice_then_silence() -> None:
    buckets = Buckets()
    seen = [buckets.pour("chat:1", 100.0) for _ in range(BURST + 5)]
    assert seen == [KEPT] * BURST + [TOLD] + [OVER] * 4
    assert buckets.pour("chat:2", 100.0) == KEPT


def test_a_stream_just_over_the_measure_is_told_once_a_minute() -> None:
    buckets = Buckets()
    pause = 0.9 / PER_S
    seen = [buckets.pour("chat:1", number * pause) for number in range(int(150 / pause))]
    assert seen.count(TOLD) in {2, 3}
    told = [number * pause for number, one in enumerate(seen) if one is TOLD]
    assert all(later - sooner >= TOLD_EVERY_S for sooner, later in itertools.pairwise(told))


def test_who_slows_down_is_heard_again() -> None:
    buckets = Buckets()
    for _ in range(BURST * 3):
        buckets.pour("chat:1", 0.0)
    assert buckets.pour("chat:1", 2 / PER_S) == KEPT


async def test_redis_measures_the_same_for_all_processes(redis_url: str, redis_prefix: str) -> None:
    redis = Redis.from_url(redis_url)
    one, other = Flood(redis, redis_prefix), Flood(redis, redis_prefix)
    seen = [await (one if number % 2 else other).measure("chat:1") for number in range(BURST + 30)]
    assert seen[:BURST] == [KEPT] * BURST
    assert seen.count(TOLD) == 1
    assert seen[-1] is OVER
    await redis.aclose()


async def test_without_redis_each_process_measures_by_itself(redis_prefix: str) -> None:
    nowhere = Redis.from_url("redis://127.0.0.1:1")
    flood = Flood(nowhere, redis_prefix)
    seen = [await flood.measure("chat:1") for _ in range(BURST + 3)]
    assert seen[:BURST] == [KEPT] * BURST
    assert TOLD in seen
    await nowhere.aclose()
