"""Wake-ups: a worker that sleeps until there is something to do, or until its next look anyway.

In one process an event is enough. With Redis the same name is published too, so that another process
hears of it at once; a lost message costs one poll interval, nothing else.
"""

import asyncio
import contextlib
from collections import defaultdict

from redis.asyncio import Redis
from redis.exceptions import RedisError

from core.ids import new_id
from core.logs import get_logger

log = get_logger(__name__)

_CHANNEL = "wake"


class Wake:
    """Named bells. `ring` never blocks and never fails; `wait` returns after a ring or the timeout."""

    def __init__(self, redis: Redis | None = None, prefix: str = "") -> None:
        self._bells: defaultdict[str, asyncio.Event] = defaultdict(asyncio.Event)
        self._redis = redis
        self._channel = prefix + _CHANNEL
        self._me = f"{new_id():x}"
        self._tasks: set[asyncio.Task[None]] = set()

    def ring(self, name: str, here: bool = False) -> None:
        """`here`: it concerns nobody but this process."""
        self._bells[name].set()
        if self._redis is not None and not here:
            task = asyncio.create_task(self._publish(self._redis, name))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _publish(self, redis: Redis, name: str) -> None:
        with contextlib.suppress(RedisError, OSError):
            await redis.publish(self._channel, f"{self._me}:{name}")

    async def wait(self, name: str, timeout: float) -> None:  # noqa: ASYNC109 - the poll interval is the point
        bell = self._bells[name]
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(bell.wait(), timeout)
        bell.clear()

    async def listen(self) -> None:
        """Pass on other processes' rings until cancelled; survives Redis going away, and says so once."""
        if self._redis is None:
            return
        away = False
        while True:
            try:
                async with self._redis.pubsub() as pubsub:
                    await pubsub.subscribe(self._channel)
                    if away:
                        log.info("redis_back")
                        away = False
                    while True:  # a timeout of its own: the connection's would end the subscription
                        message = await pubsub.get_message(ignore_subscribe_messages=True, timeout=5.0)
                        if message is not None and message["type"] == "message":
                            self._heard(_text(message["data"]))
            except (RedisError, OSError) as error:
                if not away:
                    log.warning("redis_away", error=type(error).__name__)
                    away = True
                await asyncio.sleep(1)

    def _heard(self, data: str) -> None:
        """A ring of our own comes back too: it has been heard when it was rung."""
        who, _, name = data.rpartition(":")
        if who != self._me:
            self._bells[name].set()


def _text(data: object) -> str:
    return data.decode() if isinstance(data, bytes) else str(data)
