"""The outbox on both databases: order per chat, lanes, the lease, at most two copies."""

import asyncio

import pytest
from sqlalchemy import select, update

from core.db.tables import leases, outbox
from core.db.uow import Works
from core.errors import AmbiguousFailure, PermanentFailure, TemporaryFailure
from core.metrics import Metrics
from core.outbox.dispatcher import Dispatcher
from core.outbox.limiter import Limiter
from core.outbox.model import Claimed, Lane, Outgoing, current_flight
from core.outbox.retry import after_failure
from core.outbox.store import Outbox, Settled
from tests.core.works import opened, seeded


async def put(
    works: Works, key: str, n: int, lane: Lane = Lane.ALERT, business_key: str | None = None
) -> None:
    async with works.work() as work:
        await work.send(Outgoing("telegram.notice", key, {"chat": 1, "n": n}, lane, business_key))
        await work.commit()


async def test_a_chat_gets_its_messages_one_after_another(database_url: str) -> None:
    async with opened(database_url) as works:
        store = Outbox(works)
        for n in range(3):
            await put(works, "chat:1", n)
        await put(works, "chat:2", 9)
        first = await store.settle([], 10)
        assert [(row.order_key, row.payload["n"]) for row in first] == [("chat:1", 0), ("chat:2", 9)]
        second = await store.settle([Settled(first[0], None, 77)], 10)
        assert [row.payload["n"] for row in second] == [1]


async def test_answers_go_before_alerts_and_alerts_before_mass_mail(database_url: str) -> None:
    async with opened(database_url) as works:
        store = Outbox(works)
        for key, lane in (("chat:1", Lane.MASS), ("chat:2", Lane.ALERT), ("chat:3", Lane.ANSWER)):
            await put(works, key, 0, lane)
        assert [row.order_key for row in await store.settle([], 10)] == ["chat:3", "chat:2", "chat:1"]


async def test_a_business_key_sends_once(database_url: str) -> None:
    async with opened(database_url) as works:
        for _ in range(5):
            await put(works, "chat:1", 0, business_key="status:1")
        assert await Outbox(works).depth() == 1


async def test_one_sender_at_a_time_and_a_dead_one_is_followed(database_url: str) -> None:
    async with opened(database_url) as works:
        store = Outbox(works)
        assert await store.lead("a")
        assert not await store.lead("b")
        assert await store.lead("a")
        await store.resign("a")
        assert await store.lead("b")


async def test_a_row_its_sender_died_over_is_repeated_once_and_marked(database_url: str) -> None:
    async with opened(database_url) as works:
        store = Outbox(works, seeded())
        await put(works, "chat:1", 0)
        (row,) = await store.settle([], 10)
        assert not row.repeated
        assert await store.orphaned() == 1
        await _due_now(works)
        (again,) = await store.settle([], 10)
        assert again.repeated
        await store.orphaned()
        await _due_now(works)
        assert await store.settle([], 10) == []
        assert [row.state for row in await store.listing(["unknown"])] == ["unknown"]


async def _due_now(works: Works) -> None:
    async with works.database.write() as conn:
        await conn.execute(update(outbox).where(outbox.c.state == "new").values(due_at=0.0))
        await conn.commit()


async def test_the_dispatcher_retries_what_was_refused_and_keeps_the_order(database_url: str) -> None:
    async with opened(database_url) as works:
        for n in range(4):
            await put(works, "chat:1", n)
        seen: list[int] = []

        async def deliver(row: Claimed) -> int:
            if row.payload["n"] == 1 and row.attempts == 1:
                raise TemporaryFailure("telegram-limit", retry_after=0.05)
            seen.append(int(row.payload["n"]))
            return 5

        dispatcher = Dispatcher(Outbox(works), {"telegram.notice": deliver}, works.wake, Metrics())
        task = asyncio.create_task(dispatcher.run())
        async with asyncio.timeout(20):
            while len(seen) < 4 or await Outbox(works).depth():
                await asyncio.sleep(0.01)
        await dispatcher.stop(1)
        task.cancel()
        assert seen == [0, 1, 2, 3]
        async with works.look() as conn:
            assert set(await conn.scalars(select(outbox.c.payload_sealed))) == {None}


@pytest.mark.parametrize(
    ("topic", "error", "copies", "state", "copies_after"),
    [
        ("telegram.notice", PermanentFailure("chat-closed"), 0, "undeliverable", 0),
        ("telegram.notice", TemporaryFailure("telegram-limit", 3.0), 0, "new", 0),
        ("telegram.notice", AmbiguousFailure("silent"), 0, "new", 1),
        ("telegram.notice", AmbiguousFailure("silent"), 1, "unknown", 2),
        ("telegram.delete", AmbiguousFailure("silent"), 1, "new", 1),
        ("department.submit", AmbiguousFailure("silent"), 1, "new", 1),
        ("sms.code", AmbiguousFailure("silent"), 0, "undeliverable", 1),
        ("sms.code", TemporaryFailure("busy", 3.0), 0, "new", 0),
        ("mail.notice", AmbiguousFailure("silent"), 0, "new", 1),
    ],
)
def test_what_follows_a_failure(
    topic: str, error: Exception, copies: int, state: str, copies_after: int
) -> None:
    decision = after_failure(topic, error, 1, copies, seeded())
    assert (decision.state, decision.copies) == (state, copies_after)
    if isinstance(error, TemporaryFailure):
        assert decision.pause_s == 3.0


def test_a_bug_of_ours_does_not_loop_for_ever() -> None:
    assert after_failure("telegram.notice", KeyError("x"), 1, 0, seeded()).state == "new"
    assert after_failure("telegram.notice", KeyError("x"), 5, 0, seeded()).state == "undeliverable"


def test_the_limiter_keeps_telegrams_measure() -> None:
    now = 0.0
    limiter = Limiter(lambda: now)
    waits = [limiter.reserve(chat) for chat in range(1, 91)]
    assert waits[0] == 0
    assert 2.8 <= max(waits) <= 3.0
    assert [round(limiter.reserve(500)) for _ in range(5)][:1] == [3]
    own = Limiter(lambda: now)
    assert [round(own.reserve(7)) for _ in range(5)] == [0, 0, 0, 1, 2]
    limited = Limiter(lambda: now, enabled=False)
    limited.punished(7, 5)
    assert limited.reserve(7) == pytest.approx(5)


async def test_a_sender_that_comes_back_finds_what_others_left_and_not_its_own(database_url: str) -> None:
    """It lost the lease with a send in flight; the one in between died over another row."""
    async with opened(database_url) as works:
        store = Outbox(works, seeded())
        await put(works, "chat:1", 0)
        began, go_on = asyncio.Event(), asyncio.Event()

        async def deliver(row: Claimed) -> int:
            if row.payload["n"] == 0:
                began.set()
                await go_on.wait()
            return 5

        dispatcher = Dispatcher(store, {"telegram.notice": deliver}, works.wake, Metrics())
        task = asyncio.create_task(dispatcher.run())
        await asyncio.wait_for(began.wait(), 10)
        async with works.database.write() as conn:  # somebody else leads, claims another row and dies
            await conn.execute(update(leases).values(holder="somebody else", until=2e9 * 2))
            await conn.commit()
        await asyncio.sleep(1.3)
        await put(works, "chat:2", 1)
        async with works.database.write() as conn:
            await conn.execute(update(outbox).where(outbox.c.order_key == "chat:2").values(state="sending"))
            await conn.execute(update(leases).values(until=0.0))
            await conn.commit()
        async with asyncio.timeout(20):
            while await _state(works, "chat:2") != "sent":
                await asyncio.sleep(0.05)
                await _due_now(works)
        assert await _copies(works) == {"chat:1": 0, "chat:2": 1}
        go_on.set()
        async with asyncio.timeout(10):
            while await _state(works, "chat:1") != "sent":
                await asyncio.sleep(0.02)
        await dispatcher.stop(1)
        await task


async def _state(works: Works, key: str) -> str:
    async with works.look() as conn:
        return str(await conn.scalar(select(outbox.c.state).where(outbox.c.order_key == key)))


async def _copies(works: Works) -> dict[str, int]:
    async with works.look() as conn:
        return {row.order_key: row.copies for row in await conn.execute(select(outbox))}


@pytest.mark.parametrize(("begun", "copies"), [(False, 0), (True, 1)])
async def test_a_send_stopped_before_its_request_is_no_possible_copy(
    sqlite_url: str, begun: bool, copies: int
) -> None:
    async with opened(sqlite_url) as works:
        await put(works, "chat:1", 0)
        waiting = asyncio.Event()

        async def deliver(row: Claimed) -> int:
            flight = current_flight.get()
            assert flight is not None
            flight.begun = begun
            waiting.set()
            await asyncio.sleep(60)
            return 5

        dispatcher = Dispatcher(Outbox(works), {"telegram.notice": deliver}, works.wake, Metrics())
        task = asyncio.create_task(dispatcher.run())
        await asyncio.wait_for(waiting.wait(), 10)
        await dispatcher.stop(0.1)
        await task
        assert await _state(works, "chat:1") == "new"
        assert await _copies(works) == {"chat:1": copies}
        assert await Outbox(works).lead("the next one") is not None


def test_two_chats_punished_at_once_hold_everybody_up() -> None:
    now = 0.0
    limiter = Limiter(lambda: now, enabled=False)
    limiter.punished(7, 5)
    assert limiter.reserve(8) == 0
    limiter.punished(8, 3)
    assert limiter.reserve(9) == pytest.approx(3)
    now = 4.0
    assert limiter.reserve(9) == 0


async def test_a_sender_that_was_late_and_not_dead_is_believed(database_url: str) -> None:
    """It settles its message while its successor takes it for lost: what was sent is not to be sent again."""
    async with opened(database_url) as works:
        store = Outbox(works)
        await put(works, "chat:1", 1)
        await store.settle([], 1)
        async with works.database.write() as conn:
            await conn.execute(update(outbox).values(state="sent", payload_sealed=None))
            successor = asyncio.create_task(store.orphaned())
            await asyncio.sleep(0.5)  # on PostgreSQL it has read the row by now, and waits to change it
            await conn.commit()
        await successor
        async with works.look() as conn:
            assert await conn.scalar(select(outbox.c.state)) == "sent"


async def test_what_cannot_be_read_holds_up_nothing(database_url: str) -> None:
    async with opened(database_url) as works:
        store = Outbox(works)
        await put(works, "chat:1", 1)
        await put(works, "chat:2", 2)
        async with works.database.write() as conn:
            damaged = outbox.c.order_key == "chat:1"
            await conn.execute(update(outbox).where(damaged).values(payload_sealed=None))
            await conn.commit()
        (row,) = await store.settle([], 10)
        assert row.payload["n"] == 2
        (aside,) = await store.listing(["undeliverable"])
        assert aside.reason == "unreadable"
