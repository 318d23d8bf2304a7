"""Telegram's limits on new messages, kept in memory by the machine's own clock.

30 messages a second over all chats, one a second into one chat with short bursts, 20 a minute into a
group (https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this).
"""

import math
from collections.abc import Callable
from time import monotonic

from sandbox.telegram import Refusal

OVERALL = (30.0, 30.0)
CHAT = (6.0, 1.0)
GROUP = (20.0, 20.0 / 60.0)
KEEP_CHATS = 50_000


class Bucket:
    """`capacity` tokens, refilled at `rate` a second."""

    __slots__ = ("_at", "_capacity", "_rate", "_tokens")

    def __init__(self, capacity: float, rate: float, now: float) -> None:
        self._capacity = capacity
        self._rate = rate
        self._tokens = capacity
        self._at = now

    def wait(self, count: int, now: float) -> float:
        """Seconds until `count` tokens are there; 0 when they are."""
        self._tokens = min(self._capacity, self._tokens + (now - self._at) * self._rate)
        self._at = now
        # An album larger than the bucket must be possible at all: it waits for a full bucket.
        missing = min(float(count), self._capacity) - self._tokens
        return max(0.0, missing / self._rate)

    def take(self, count: int) -> None:
        self._tokens -= count


class Limits:
    def __init__(self, enabled: bool, now: Callable[[], float] = monotonic) -> None:
        self._enabled = enabled
        self._now = now
        self._overall = Bucket(*OVERALL, now())
        self._chats: dict[int, Bucket] = {}
        self._groups: dict[int, Bucket] = {}

    def take(self, chat: int, group: bool, count: int = 1) -> None:
        """Admit `count` new messages or refuse with Telegram's 429 and the seconds to wait."""
        if not self._enabled:
            return
        now = self._now()
        buckets = [self._overall, self._bucket(self._chats, CHAT, chat, now)]
        if group:
            buckets.append(self._bucket(self._groups, GROUP, chat, now))
        wait = max(bucket.wait(count, now) for bucket in buckets)
        if wait > 0:
            seconds = max(1, math.ceil(wait))
            raise Refusal(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)
        for bucket in buckets:
            bucket.take(count)

    @staticmethod
    def _bucket(kept: dict[int, Bucket], size: tuple[float, float], chat: int, now: float) -> Bucket:
        bucket = kept.get(chat)
        if bucket is None:
            if len(kept) >= KEEP_CHATS:
                kept.pop(next(iter(kept)))
            bucket = kept[chat] = Bucket(*size, now)
        return bucket
