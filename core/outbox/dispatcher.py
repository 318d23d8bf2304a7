"""Sends what the outbox holds: claim in a short transaction, network with none open, settle in another.

One process at a time is the active sender, by a lease; the others stand by. So Telegram's limits can be
kept in memory, and a row found `sending` on taking the lease belongs to a process that is gone.
"""

import asyncio
import random
from collections.abc import Mapping
from typing import Protocol

from core.errors import AmbiguousFailure, DeliveryFailure, TemporaryFailure
from core.ids import new_id
from core.logs import get_logger
from core.metrics import Metrics
from core.outbox.model import Claimed, Flight, current_flight
from core.outbox.retry import after_failure
from core.outbox.store import Lead, Outbox, Settled
from core.wake import Wake

log = get_logger(__name__)

_IDLE_S = 0.5
_RENEW_S = 1.0
_TOGETHER_S = 0.02  # how long what ended waits for others: a commit is what a message costs
_FIRST_HANDS = 1
HANDS = 8  # at most so many messages can be in doubt after a kill


class Deliver(Protocol):
    """Delivers rows of one topic."""

    async def __call__(self, row: Claimed) -> int | None:
        """Returns Telegram's message id if there is one; raises DeliveryFailure."""


class Dispatcher:
    """Runs until stopped."""

    def __init__(
        self,
        outbox: Outbox,
        deliverers: Mapping[str, Deliver],
        wake: Wake,
        metrics: Metrics,
        hands: int = HANDS,
    ) -> None:
        self._outbox = outbox
        self._deliverers = deliverers
        self._wake = wake
        self._metrics = metrics
        self._most = hands
        # After a death little at first: what is in hand at the next one is in doubt.
        self._hands = min(hands, _FIRST_HANDS)
        self._holder = f"{new_id():x}"
        self._rng = random.Random()  # noqa: S311 - jitter, not a secret
        self._in_hand: dict[int, asyncio.Task[None]] = {}
        self._settled: list[Settled] = []
        self._soon: asyncio.TimerHandle | None = None
        self._fence: int | None = None
        self._leading_until = 0.0
        self._rounds = asyncio.Lock()
        self._stopping = False

    async def run(self) -> None:
        """Lead when nobody does, send while leading, until stopped."""
        while not self._stopping:
            try:
                if await self._lead():
                    await self._round()
            except Exception as error:  # noqa: BLE001 - the database may be away; nothing may be dropped for it
                log.warning("outbox_round_failed", error=type(error).__name__)
                self._metrics.sender.set(False)
                await asyncio.sleep(0.5)
            await self._wake.wait("outbox", _IDLE_S)

    async def _lead(self) -> bool:
        now = asyncio.get_running_loop().time()
        if now < self._leading_until:
            return True
        lead = await self._outbox.lead(self._holder)
        self._metrics.sender.set(lead is not None)
        if lead is None:
            self._fence = None
            return False
        if lead.fence != self._fence:
            await self._take_over(lead)
        self._fence, self._leading_until = lead.fence, now + _RENEW_S
        self._hands = min(self._most, 2 * self._hands)
        return True

    @property
    def leading(self) -> bool:
        """Whether this process is the active sender just now."""
        return self._fence is not None and not self._stopping

    async def _take_over(self, lead: Lead) -> None:
        self._hands = min(self._most, _FIRST_HANDS)
        if lead.orphan:
            log.warning("sender_taken_over")
            self._metrics.sender_taken_over.inc()
        mine = {*self._in_hand, *(one.row.id for one in self._settled)}
        self._metrics.outbox_ambiguous.inc(await self._outbox.orphaned(mine))

    async def _round(self) -> None:
        async with self._rounds:
            settled, self._settled = self._settled, []
            room = 0 if self._stopping else max(0, self._hands - len(self._in_hand))
            if not settled and room <= 0:
                return
            try:
                rows = await self._outbox.settle(settled, room)
            except BaseException:
                self._settled = settled + self._settled
                raise
            for row in rows:
                self._in_hand[row.id] = asyncio.create_task(self._try(row))

    async def _try(self, row: Claimed) -> None:
        flight = Flight()
        current_flight.set(flight)
        try:
            message_id = await self._deliverers[row.topic](row)
        except asyncio.CancelledError:
            stopped = AmbiguousFailure("stopped") if flight.begun else TemporaryFailure("stopped", 0.0)
            self._failed(row, stopped)
        except Exception as error:  # noqa: BLE001 - what a delivery raises decides its next state
            self._failed(row, error)
        else:
            self._settled.append(Settled(row, None, message_id))
            self._metrics.outbox_sent.labels(row.topic).inc()
            self._metrics.event_to_citizen.observe(row.age_s)
            self._hands = min(self._most, self._hands + 1)
        del self._in_hand[row.id]
        self._settle_soon()

    def _settle_soon(self) -> None:
        """At once when half of what was in hand has ended, else in a moment."""
        if len(self._settled) >= len(self._in_hand):
            self._wake.ring("outbox", here=True)
        elif self._soon is None or self._soon.when() < asyncio.get_running_loop().time():
            loop = asyncio.get_running_loop()
            self._soon = loop.call_later(_TOGETHER_S, self._wake.ring, "outbox", True)

    def _failed(self, row: Claimed, error: Exception) -> None:
        decision = after_failure(row.topic, error, row.attempts, row.copies, self._rng)
        self._settled.append(Settled(row, decision))
        code = error.code if isinstance(error, DeliveryFailure) else type(error).__name__
        log.warning("delivery_failed", outbox_id=row.id, topic=row.topic, state=decision.state, error=code)
        if decision.state == "new":
            self._metrics.outbox_retried.inc()
        if isinstance(error, AmbiguousFailure):
            self._metrics.outbox_ambiguous.inc()
        if decision.state == "undeliverable":
            self._metrics.outbox_undeliverable.inc()

    async def stop(self, patience_s: float) -> None:
        """Claim nothing new, let tries in flight end, settle them, hand the lease on."""
        self._stopping = True
        self._wake.ring("outbox")
        if self._in_hand:
            await asyncio.wait(self._in_hand.values(), timeout=patience_s)
        late = list(self._in_hand.values())
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
        await self._round()
        await self._outbox.resign(self._holder)
