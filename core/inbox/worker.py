"""Turns claimed updates into effects: several citizens at once, one update of each at a time.

What a turn's end means is decided here: a handler's own exceptions count towards parking, the outside
world's failures only delay, and an update whose effect is committed is never handled again: its
citizen's current window is drawn once more.
"""

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol

from core.errors import DeliveryFailure, Fenced, PermanentFailure, TemporaryFailure, Unreadable
from core.inbox.model import CALM_S, SUSPECT, TRIES, Raw, Turn, current_turn
from core.inbox.store import Flush, Inbox, Outcome
from core.logs import get_logger
from core.metrics import Metrics
from core.wake import Wake

log = get_logger(__name__)

_IDLE_S = 0.5
_BEAT_S = 1.0
_PAUSE_S = 1.0
_LOOK_S = 0.2  # between two looks for suspects: there are hardly ever any
_FIRST_HANDS = 2


class Face(Protocol):
    """What handles an update: the bot."""

    async def handle(self, turn: Turn) -> None:
        """Handle once; raises DeliveryFailure when the outside failed, Unreadable for what is no update at
        all; anything else is a fault of ours."""

    async def redraw(self, turn: Turn) -> None:
        """Draw the current window of the turn's chat: its effect is already there."""

    async def apologise(self, turn: Turn) -> None:
        """Answer a press that was given up, so that its button stops waiting. Never raises."""


class InboxWorker:
    """Runs until stopped; `accept` may be called from a poller or a webhook of the same process."""

    def __init__(
        self,
        inbox: Inbox,
        face: Face,
        wake: Wake,
        metrics: Metrics,
        flush: Flush | None = None,
        hands: int = 64,
    ) -> None:
        self._inbox = inbox
        self._face = face
        self._wake = wake
        self._metrics = metrics
        self._flush = flush
        self._most = hands
        # A process that dies takes with it all it has in hand. So a new one takes little at first, and more
        # with each turn that ends and each second it lives: deaths in a row neither hold up nor park many.
        self._hands = min(hands, _FIRST_HANDS)
        self._born = time.monotonic()
        self._next_look = 0.0
        self._in_hand: dict[int, tuple[Turn, asyncio.Task[None]]] = {}
        self._ended: list[Outcome] = []
        self._settling = asyncio.Lock()
        self._stopping = False

    async def accept(self, raws: Sequence[Raw]) -> None:
        """Store a batch durably, then start what can start. Raises when it could not be stored."""
        turns = await self._inbox.accept(raws, self._room())
        self._metrics.inbox_accepted.inc(len(raws))
        if self._stopping:  # it came while these were being stored
            self._ended += [_given_back(turn) for turn in turns]
            await self._round()
            return
        for turn in turns:
            self._start(turn)
        if len(turns) < len(raws):
            self._wake.ring("inbox")

    async def run(self) -> None:
        """Settle and claim until stopped."""
        beat, self._born = asyncio.create_task(self._beat()), time.monotonic()
        try:
            while not self._stopping:
                await self._wake.wait("inbox", _IDLE_S)
                await self._round()
        finally:
            beat.cancel()

    async def stop(self, patience_s: float) -> None:
        """Take nothing new, let turns in hand end, give the rest back at once for the next process."""
        self._stopping = True
        self._wake.ring("inbox")
        if self._in_hand:
            await asyncio.wait(self._tasks(), timeout=patience_s)
        late = self._tasks()
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
        self._ended += [_given_back(turn) for turn, _ in self._in_hand.values()]  # never begun
        self._in_hand.clear()
        await self._round()

    def _tasks(self) -> list[asyncio.Task[None]]:
        return [task for _, task in self._in_hand.values()]

    async def _round(self) -> None:
        async with self._settling:
            await self._settle_and_claim()

    async def _settle_and_claim(self) -> None:
        ended, self._ended = self._ended, []
        room = self._room()
        try:
            turns = await self._inbox.settle(ended, room, self._flush, self._worst())
        except Exception as error:  # noqa: BLE001 - the database may be away; nothing may be dropped for it
            log.warning("inbox_settle_failed", error=type(error).__name__)
            self._ended = ended + self._ended
            await asyncio.sleep(0.5)
            return
        for outcome in ended:
            self._metrics.inbox_handled.labels(outcome.state).inc()
        for turn in turns:
            if turn.taken_over:
                log.warning("turn_taken_over", inbox_id=turn.id, update_id=turn.update_id)
                self._metrics.taken_over.inc()
            self._start(turn)
        if len(turns) == room and room > 0:
            self._wake.ring("inbox", here=True)

    def _room(self) -> int:
        """How many more turns this process may take now."""
        return 0 if self._stopping else max(0, self._hands - len(self._in_hand))

    def _worst(self) -> int:
        """How many deaths an update that is taken up now may have seen.

        Where processes die one after another of something else, they die with anything in hand, and soonest
        while they start. So a process tries a suspect when it has had a moment for others, longer for each
        death, and one at a time.
        """
        now = time.monotonic()
        if now < self._next_look or any(turn.deaths >= SUSPECT for turn, _ in self._in_hand.values()):
            return SUSPECT - 1
        self._next_look = now + _LOOK_S
        return SUSPECT - 1 + int((now - self._born) / CALM_S)

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(_BEAT_S)
            self._hands = min(self._most, self._hands + _FIRST_HANDS)
            with contextlib.suppress(Exception):  # the next beat tries again; the fence decides in the end
                await self._inbox.beat([turn for turn, _ in self._in_hand.values()])

    def _start(self, turn: Turn) -> None:
        task = asyncio.create_task(self._turn(turn))
        self._in_hand[turn.id] = (turn, task)

    async def _turn(self, turn: Turn) -> None:
        current_turn.set(turn)
        with self._metrics.turn_seconds.time():
            outcome = await self._outcome(turn)
            if outcome is not None and outcome.state == "parked":
                await self._face.apologise(turn)
        del self._in_hand[turn.id]
        self._hands = min(self._most, self._hands + 1)
        if outcome is not None:
            self._ended.append(outcome)
        self._wake.ring("inbox", here=True)  # what waited behind it is claimed as it is settled

    async def _outcome(self, turn: Turn) -> Outcome | None:
        work: Callable[[Turn], Awaitable[None]] = self._face.redraw if turn.applied else self._face.handle
        try:
            await work(turn)
        except Unreadable as error:
            log.warning("update_rejected", update_id=turn.update_id, kind=turn.kind, reason=error.code)
            return Outcome(turn, "rejected", error.code)
        except Fenced:
            log.warning("fenced", update_id=turn.update_id, inbox_id=turn.id)
            self._metrics.fenced.inc()
            return None
        except asyncio.CancelledError:
            # Whether its effect was committed just now, the database knows: the next process will see it.
            return _given_back(turn)
        except DeliveryFailure as error:
            return self._delayed(turn, error)
        except Exception as error:  # noqa: BLE001 - whatever a handler raises is counted, none may stop the lane
            return self._failed(turn, error)
        return Outcome(turn, "done")

    def _delayed(self, turn: Turn, error: DeliveryFailure) -> Outcome:
        if isinstance(error, PermanentFailure):
            return Outcome(
                turn, "done", error.code
            )  # the chat is closed: the effect stays, nobody to show it to
        pause = error.retry_after if isinstance(error, TemporaryFailure) and error.retry_after else _PAUSE_S
        log.info("turn_delayed", update_id=turn.update_id, inbox_id=turn.id, error=error.code)
        self._metrics.retried.inc()
        return Outcome(turn, "new", error.code, pause, turn.tries)

    def _failed(self, turn: Turn, error: Exception) -> Outcome:
        tries = turn.tries + 1
        log.error("handler_failed", update_id=turn.update_id, inbox_id=turn.id, tries=tries, exc_info=error)
        if tries < TRIES:
            self._metrics.retried.inc()
            return Outcome(turn, "new", type(error).__name__, 0.2 * tries, tries)
        if turn.applied:
            return Outcome(turn, "done", "window")
        return Outcome(turn, "parked", type(error).__name__)


def _given_back(turn: Turn) -> Outcome:
    return Outcome(turn, "new", "stopped", tries=turn.tries)
