"""Telegram's limits, kept in memory by a process that is alone (several: `core.outbox.shared`): 30 messages
a second over all chats, 1 a second into one chat with a short burst, 20 a minute into a group
(core.telegram.org/bots/faq).

A generic cell rate algorithm: each limit is one number, the theoretical arrival time of the next
message. A window takes its place in the queue at once; a message of the outbox first waits until no
backlog stands, so windows are drawn first.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Callable

OVERALL_PER_S = 30.0
OVERALL_BURST = 4
CHAT_PER_S = 1.0
CHAT_BURST = 3
GROUP_PER_S = 20 / 60
_KNOWN_CHATS = 50_000


class Limiter:
    """`now` is a monotonic clock in seconds. `enabled=False` lifts every limit but Telegram's own 429."""

    def __init__(self, now: Callable[[], float] | None = None, enabled: bool = True) -> None:
        self._now = now or (lambda: asyncio.get_running_loop().time())
        self._enabled = enabled
        self._overall = 0.0
        self._pause = 0.0
        self._last_punished = (0, 0.0)
        self._chats: OrderedDict[int, float] = OrderedDict()

    async def window(self, chat: int) -> None:
        """Wait for the turn of a dialog window or an answer to a person who is there now."""
        await asyncio.sleep(self.reserve(chat))

    async def message(self, chat: int) -> None:
        """Wait for the turn of an outbox message, behind every window."""
        # Windows may take more places meanwhile, so the look is repeated; there is no event to wait for.
        while (ahead := self._backlog()) > 0:  # noqa: ASYNC110
            await asyncio.sleep(ahead)
        await asyncio.sleep(self.reserve(chat))

    def _backlog(self) -> float:
        return max(self._overall - (OVERALL_BURST - 1) / OVERALL_PER_S, self._pause) - self._now()

    def reserve(self, chat: int) -> float:
        """Take the next free place and return how many seconds from now it is."""
        now = self._now()
        if not self._enabled:
            return max(0.0, self._blocked_until(chat) - now, self._pause - now)
        rate, burst = (CHAT_PER_S, CHAT_BURST) if chat > 0 else (GROUP_PER_S, CHAT_BURST)
        own = max(self._chats.get(chat, 0.0), now) + 1 / rate
        overall = max(self._overall, now) + 1 / OVERALL_PER_S
        self._remember(chat, own)
        self._overall = overall
        free = max(own - burst / rate, overall - OVERALL_BURST / OVERALL_PER_S, self._pause)
        return max(0.0, free - now)

    async def freeze(self, chat: int, seconds: float) -> None:
        """Telegram answered 429: hold this chat, or everything, for so long."""
        self.punished(chat, seconds)

    def punished(self, chat: int, seconds: float) -> bool:
        """Nothing more into this chat for so long; returns whether everything is held up.

        Telegram does not say which limit was broken: two chats punished at once mean the overall one.
        """
        until = self._now() + seconds
        burst = (CHAT_BURST - 1) / (CHAT_PER_S if chat > 0 else GROUP_PER_S)
        self._remember(chat, max(self._chats.get(chat, 0.0), until + burst))
        other, still = self._last_punished
        everybody = other != chat and still > self._now()
        if everybody:
            self._pause = max(self._pause, until)
        self._last_punished = (chat, until)
        return everybody

    def _blocked_until(self, chat: int) -> float:
        return self._chats.get(chat, 0.0) - (CHAT_BURST - 1) / (CHAT_PER_S if chat > 0 else GROUP_PER_S)

    def _remember(self, chat: int, at: float) -> None:
        self._chats[chat] = at
        self._chats.move_to_end(chat)
        while len(self._chats) > _KNOWN_CHATS:
            self._chats.popitem(last=False)
