"""Hashes of passwords and PINs: argon2id, off the event loop, a few at a time.

OWASP's second profile (19 MiB, two passes): some forty milliseconds each.
"""

import asyncio

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

_AT_ONCE = 2


class Hasher:
    """`semaphore` keeps fifty people at their keypads from taking a gigabyte at once."""

    def __init__(self) -> None:
        self._hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1, type=Type.ID)
        self._turnstile = asyncio.Semaphore(_AT_ONCE)
        self._nobodys = self._hasher.hash("nobody's")

    async def hash(self, secret: str) -> str:
        async with self._turnstile:
            return await asyncio.to_thread(self._hasher.hash, secret)

    async def fits(self, hashed: str | None, secret: str) -> bool:
        """Whether this is the secret. Where there is none to compare with, it takes as long to say no."""
        async with self._turnstile:
            same = await asyncio.to_thread(self._verify, hashed or self._nobodys, secret)
        return same and hashed is not None

    def _verify(self, hashed: str, secret: str) -> bool:
        try:
            return self._hasher.verify(hashed, secret)
        except (VerificationError, InvalidHashError):
            return False
