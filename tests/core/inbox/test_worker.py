"""What the end of a turn means: counted, delayed, rejected, parked, given back."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from sqlalchemy import select

from core.db.tables import inbox
from core.db.uow import Works
from core.errors import AmbiguousFailure, PermanentFailure, TemporaryFailure, Unreadable
from core.inbox.model import CALM_S, DEATHS, SUSPECT, Turn
from core.inbox.store import Inbox
from core.inbox.worker import InboxWorker
from core.metrics import Metrics
from tests.core.inbox.test_store import BOT, message
from tests.core.works import opened


class Face:
    """Does what the test says, and remembers what it was asked."""

    def __init__(self, works: Works) -> None:
        self._works = works
        self.said: list[tuple[str, int]] = []
        self.does: Callable[[Turn], Any] = lambda _: None
        self.commits = False

    async def handle(self, turn: Turn) -> None:
        self.said.append(("handle", turn.update_id))
        if self.commits:
            async with self._works.work() as work:
                await work.commit()
        await self._do(turn)

    async def redraw(self, turn: Turn) -> None:
        self.said.append(("redraw", turn.update_id))
        await self._do(turn)

    async def apologise(self, turn: Turn) -> None:
        self.said.append(("apologise", turn.update_id))

    async def _do(self, turn: Turn) -> None:
        found = self.does(turn)
        if isinstance(found, Exception):
            raise found
        if found is not None:
            await found


@asynccontextmanager
async def working(url: str) -> AsyncIterator[tuple[InboxWorker, Face, Works]]:
    async with opened(url) as works:
        face = Face(works)
        worker = InboxWorker(Inbox(works, BOT), face, works.wake, Metrics())
        task = asyncio.create_task(worker.run())
        yield worker, face, works
        await worker.stop(0.2)
        await task


async def states(works: Works) -> list[tuple[str, str | None]]:
    async with works.look() as conn:
        found = await conn.execute(select(inbox.c.state, inbox.c.reason).order_by(inbox.c.id))
        return [(row.state, row.reason) for row in found]


async def until(works: Works, *wanted: str) -> list[tuple[str, str | None]]:
    async with asyncio.timeout(15):
        while True:
            found = await states(works)
            if [state for state, _ in found] == list(wanted):
                return found
            await asyncio.sleep(0.02)


async def test_what_is_handled_is_done(database_url: str) -> None:
    async with working(database_url) as (worker, face, works):
        await worker.accept([message(1), message(2), message(3, user=8)])
        await until(works, "done", "done", "done")
        assert [one for one in face.said if one[1] != 3] == [("handle", 1), ("handle", 2)]


async def test_a_new_process_takes_little_at_first(sqlite_url: str) -> None:
    """Were the two of them deadly, they would take nobody else with them; as they live, the others follow."""
    async with working(sqlite_url) as (worker, face, works):
        going_on = asyncio.Event()
        face.does = lambda _: going_on.wait()
        await worker.accept([message(n, user=n) for n in range(1, 9)])
        await asyncio.sleep(0.3)
        assert face.said == [("handle", 1), ("handle", 2)]
        assert [state for state, _ in await states(works)] == ["claimed"] * 2 + ["new"] * 6
        going_on.set()
        await until(works, *["done"] * 8)


async def test_a_process_that_lives_on_takes_more_even_while_turns_are_slow(sqlite_url: str) -> None:
    async with working(sqlite_url) as (worker, face, works):
        going_on = asyncio.Event()
        face.does = lambda _: going_on.wait()
        await worker.accept([message(n, user=n) for n in range(1, 9)])
        await until(works, *["claimed"] * 8)
        going_on.set()
        await until(works, *["done"] * 8)


async def test_a_fault_of_ours_is_tried_three_times_and_parked_with_an_apology(sqlite_url: str) -> None:
    async with working(sqlite_url) as (worker, face, works):
        face.does = lambda turn: KeyError("x") if turn.update_id == 1 else None
        await worker.accept([message(1), message(2)])
        found = await until(works, "parked", "done")
        assert found[0] == ("parked", "KeyError")
        assert face.said == [("handle", 1)] * 3 + [("apologise", 1), ("handle", 2)]


async def test_a_fault_after_the_effect_costs_a_window_and_nothing_else(sqlite_url: str) -> None:
    async with working(sqlite_url) as (worker, face, works):
        face.commits = True
        face.does = lambda _: KeyError("x")
        await worker.accept([message(1)])
        assert await until(works, "done") == [("done", "window")]
        assert face.said == [("handle", 1), ("redraw", 1), ("redraw", 1)]


@pytest.mark.parametrize("failure", [TemporaryFailure("telegram-down", 0.05), AmbiguousFailure("silent")])
async def test_the_outside_worlds_failures_only_delay(sqlite_url: str, failure: Exception) -> None:
    failures = [failure] * 4
    async with working(sqlite_url) as (worker, face, works):
        face.does = lambda _: failures.pop() if failures else None
        await worker.accept([message(1)])
        await until(works, "done")
        assert face.said == [("handle", 1)] * 5


async def test_a_closed_chat_ends_the_turn_and_keeps_its_effect(sqlite_url: str) -> None:
    async with working(sqlite_url) as (worker, face, works):
        face.does = lambda _: PermanentFailure("chat-closed")
        await worker.accept([message(1)])
        assert await until(works, "done") == [("done", "chat-closed")]


async def test_what_is_no_update_is_rejected_at_once(sqlite_url: str) -> None:
    async with working(sqlite_url) as (worker, face, works):
        face.does = lambda _: Unreadable("nonsense")
        await worker.accept([message(1)])
        assert await until(works, "rejected") == [("rejected", "nonsense")]
        assert face.said == [("handle", 1)]


async def test_a_handler_that_takes_long_keeps_its_lease(sqlite_url: str) -> None:
    """Longer than a lease lasts: nobody else takes the update meanwhile."""
    async with working(sqlite_url) as (worker, face, works):
        face.does = lambda _: asyncio.sleep(5.5)
        await worker.accept([message(1)])
        await asyncio.sleep(5)
        assert await Inbox(works, BOT).settle([], 10) == []
        await until(works, "done")
        assert face.said == [("handle", 1)]


async def test_what_is_in_hand_at_the_end_is_given_back_at_once(database_url: str) -> None:
    async with opened(database_url) as works:
        face = Face(works)
        face.does = lambda _: asyncio.sleep(60)
        worker = InboxWorker(Inbox(works, BOT), face, works.wake, Metrics())
        task = asyncio.create_task(worker.run())
        await worker.accept([message(1), message(2, user=8)])
        await asyncio.sleep(0.1)
        await worker.stop(0.1)
        await task
        assert await states(works) == [("new", "stopped")] * 2
        (again, _) = await Inbox(works, BOT).settle([], 10)
        assert (again.tries, again.deaths) == (0, 0)


async def test_what_comes_in_while_ending_is_kept_for_the_next_process(sqlite_url: str) -> None:
    async with working(sqlite_url) as (worker, face, works):
        await worker.stop(0.1)
        await worker.accept([message(1)])
        assert await states(works) == [("new", None)]
        assert face.said == []


async def test_what_has_seen_deaths_waits_for_a_process_that_lives(sqlite_url: str) -> None:
    """A process that has just begun does others some good first: it may die of this one."""
    async with opened(sqlite_url) as works:
        store = Inbox(works, BOT)
        await store.accept([message(1, user=1)], room=64)
        for _ in range(DEATHS - 1):
            await store.free_all()
            (taken,) = await store.settle([], 10)
        await store.free_all()
        assert taken.deaths == DEATHS - 1
    began = time.monotonic()
    async with working(sqlite_url) as (worker, face, works):
        await worker.accept([message(2, user=2)])
        async with asyncio.timeout(60):
            while len(face.said) < 2:
                await asyncio.sleep(0.02)
        assert face.said == [("handle", 2), ("handle", 1)]
        assert time.monotonic() - began >= (DEATHS - SUSPECT) * CALM_S
