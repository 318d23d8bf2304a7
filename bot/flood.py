"""How fast one chat may write: a bucket that refills; with Redis one bucket for all bot processes."""

import time
from collections import OrderedDict
from enum import IntEnum

from redis.asyncio import Redis
from redis.exceptions import RedisError

BURST = 40
PER_S = 4.0
TOLD_EVERY_S = 60.0
_KNOWN = 20_000
_JUST_OVER = -1.0

# The same sum as `Buckets.pour`, done where all processes see it.
_SCRIPT = f"""
local time = redis.call('TIME')
local now = tonumber(time[1]) + tonumber(time[2]) / 1000000
local kept = redis.call('HMGET', KEYS[1], 'left', 'at', 'told')
local left = tonumber(kept[1] or '{BURST}') + (now - tonumber(kept[2] or now)) * {PER_S}
left = math.max(math.min({BURST}, left) - 1, {_JUST_OVER})
local told, measure = tonumber(kept[3] or 0), 0
if left < 0 and now - told >= {TOLD_EVERY_S} then
    told, measure = now, 1
elseif left < 0 then
    measure = 2
end
local second = '%.6f'
redis.call('HSET', KEYS[1], 'left', tostring(left), 'at', second:format(now), 'told', second:format(told))
redis.call('PEXPIRE', KEYS[1], {int(TOLD_EVERY_S * 1000) + 1000})
return measure
"""


class Measure(IntEnum):
    """Within the measure; over it and to be told, once a minute; over it, and told already."""

    KEPT = 0
    FIRST_OVER = 1
    OVER = 2


class Buckets:
    """Buckets of the chats last heard, in this process."""

    def __init__(self) -> None:
        self._buckets: OrderedDict[str, tuple[float, float, float]] = OrderedDict()  # left, at, told

    def pour(self, lane: str, now: float) -> Measure:
        left, at, told = self._buckets.get(lane, (float(BURST), now, float("-inf")))
        left = max(min(float(BURST), left + (now - at) * PER_S) - 1.0, _JUST_OVER)
        measure = Measure.KEPT
        if left < 0:
            measure = Measure.FIRST_OVER if now - told >= TOLD_EVERY_S else Measure.OVER
        if measure is Measure.FIRST_OVER:
            told = now
        self._buckets[lane] = (left, now, told)
        self._buckets.move_to_end(lane)
        while len(self._buckets) > _KNOWN:
            self._buckets.popitem(last=False)
        return measure


class Flood:
    """`prefix` stands before every key in Redis. While Redis is away each process measures by itself."""

    def __init__(self, redis: Redis | None, prefix: str) -> None:
        self._own = Buckets()
        self._prefix = f"{prefix}flood:"
        self._shared = redis.register_script(_SCRIPT) if redis is not None else None

    async def measure(self, lane: str) -> Measure:
        if self._shared is not None:
            try:
                return Measure(int(await self._shared(keys=[self._prefix + lane])))
            except (RedisError, OSError):
                pass  # a limit is no reason to stop serving
        return self._own.pour(lane, time.monotonic())
