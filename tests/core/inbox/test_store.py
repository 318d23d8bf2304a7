"""The inbox on both databases: order, one in flight, fences, parking, nothing lost."""

import asyncio
from typing import Any

import pytest
from sqlalchemy import func, select, update

from core.db.tables import inbox, outbox
from core.errors import Fenced
from core.inbox.model import DEATHS, current_turn, lane_of, problem_with
from core.inbox.store import Inbox, Outcome
from tests.core.works import opened

BOT = 1


def message(update_id: int, user: int = 7, text: str = "привет") -> dict[str, Any]:
    person = {"id": user, "is_bot": False, "first_name": "Анна"}
    body = {
        "message_id": update_id,
        "date": 0,
        "chat": {"id": user, "type": "private"},
        "from": person,
        "text": text,
    }
    return {"update_id": update_id, "message": body}


async def test_one_of_a_chat_is_in_hand_and_the_next_follows_in_order(database_url: str) -> None:
    async with opened(database_url) as works:
        store = Inbox(works, BOT)
        first = await store.accept([message(1), message(2), message(3), message(4, user=8)], room=64)
        assert [turn.update_id for turn in first] == [1, 4]
        assert await store.settle([], 10) == []
        second = await store.settle([Outcome(first[0], "done")], 10)
        assert [turn.update_id for turn in second] == [2]
        assert second[0].raw == message(2)
        third = await store.settle([Outcome(second[0], "done"), Outcome(first[1], "done")], 10)
        assert [turn.update_id for turn in third] == [3]


async def test_a_repeated_update_is_stored_once(database_url: str) -> None:
    async with opened(database_url) as works:
        store = Inbox(works, BOT)
        await asyncio.gather(*(store.accept([message(1)], room=64) for _ in range(10)))
        async with works.look() as conn:
            assert await conn.scalar(select(func.count()).select_from(inbox)) == 1


async def test_parallel_claims_never_share_a_chat(database_url: str) -> None:
    async with opened(database_url) as works:
        store = Inbox(works, BOT)
        await store.accept([message(n, user=n % 5) for n in range(50)], room=0)
        claims = await asyncio.gather(*(store.settle([], 10) for _ in range(4)))
        lanes = [turn.lane for turns in claims for turn in turns]
        assert sorted(lanes) == [f"chat:{n}" for n in range(5)]


async def test_a_handler_that_outlived_its_lease_commits_nothing(database_url: str) -> None:
    async with opened(database_url) as works:
        store = Inbox(works, BOT)
        (late,) = await store.accept([message(1)], room=64)
        async with works.database.write() as conn:
            await conn.execute(update(inbox).values(lease_until=0.0))
            await conn.commit()
        (taken,) = await store.settle([], 10)
        assert taken.fence == late.fence + 1
        current_turn.set(late)
        with pytest.raises(Fenced):
            async with works.work() as work:
                await work.commit()
        current_turn.set(None)
        await store.settle([Outcome(late, "done")], 0)
        assert await store.depth() == 1
        current_turn.set(taken)
        async with works.work() as work:
            await work.commit()
        assert taken.applied
        current_turn.set(None)


async def test_an_applied_update_comes_back_as_applied_after_a_death(database_url: str) -> None:
    async with opened(database_url) as works:
        store = Inbox(works, BOT)
        (turn,) = await store.accept([message(1)], room=64)
        current_turn.set(turn)
        async with works.work() as work:
            await work.commit()
        current_turn.set(None)
        await store.free_all()
        (again,) = await store.settle([], 10)
        assert again.applied
        assert again.deaths == 1


async def test_parking_tells_the_citizen_and_frees_the_chat(database_url: str) -> None:
    async with opened(database_url) as works:
        store = Inbox(works, BOT)
        (turn,) = await store.accept([message(1), message(2)], room=64)
        (following,) = await store.settle([Outcome(turn, "parked", "ValueError")], 10)
        assert following.update_id == 2
        async with works.look() as conn:
            topics = list(await conn.scalars(select(outbox.c.topic)))
        assert topics == ["telegram.notice"]
        (row,) = await store.listing(["parked"])
        assert row.reason == "ValueError"
        await store.settle([Outcome(following, "done")], 0)
        assert await store.retry(row.id)
        (again,) = await store.settle([], 10)
        assert (again.update_id, again.tries) == (1, 0)


async def test_many_deaths_park_an_update(database_url: str) -> None:
    async with opened(database_url) as works:
        store = Inbox(works, BOT)
        await store.accept([message(1)], room=64)
        for _ in range(DEATHS):
            await store.free_all()
            assert len(await store.settle([], 10)) == 1
        await store.free_all()
        assert await store.settle([], 10) == []
        assert [row.reason for row in await store.listing(["parked"])] == ["deaths"]


async def test_what_has_seen_deaths_comes_after_what_has_seen_none(database_url: str) -> None:
    async with opened(database_url) as works:
        store = Inbox(works, BOT)
        await store.accept([message(1, user=1), message(2, user=2)], room=1)
        await store.free_all()
        assert [turn.update_id for turn in await store.settle([], 1)] == [2]
        assert [turn.update_id for turn in await store.settle([], 1)] == [1]


async def test_what_has_seen_three_deaths_is_in_hand_alone(database_url: str) -> None:
    """One of them may be what kills: the others are not parked with it; what is new goes on beside it."""
    async with opened(database_url) as works:
        store = Inbox(works, BOT)
        await store.accept([message(n, user=n) for n in range(1, 4)], room=64)
        for _ in range(2):
            await store.free_all()
            assert len(await store.settle([], 10)) == 3
        await store.free_all()
        await store.accept([message(9, user=9)], room=0)
        taken = await store.settle([], 10)
        assert [(turn.update_id, turn.deaths) for turn in taken] == [(1, 3), (9, 0)]
        assert await store.settle([], 10, worst=2) == []
        (after,) = await store.settle([Outcome(turn, "done") for turn in taken], 10)
        assert after.update_id == 2


async def test_payloads_are_encrypted_and_blanked_when_done(database_url: str) -> None:
    async with opened(database_url) as works:
        store = Inbox(works, BOT)
        (turn,) = await store.accept([message(1, text="4510 123456")], room=64)
        async with works.look() as conn:
            sealed = await conn.scalar(select(inbox.c.payload_sealed))
            assert sealed
            assert b"4510" not in sealed
        await store.settle([Outcome(turn, "done")], 0)
        async with works.look() as conn:
            assert await conn.scalar(select(inbox.c.payload_sealed)) is None


async def test_a_delayed_update_waits_and_keeps_its_tries(database_url: str) -> None:
    async with opened(database_url) as works:
        store = Inbox(works, BOT)
        (turn,) = await store.accept([message(1)], room=64)
        assert await store.settle([Outcome(turn, "new", "telegram-down", 60.0, turn.tries)], 10) == []
        async with works.database.write() as conn:
            await conn.execute(update(inbox).values(due_at=0.0))
            await conn.commit()
        (again,) = await store.settle([], 10)
        assert again.tries == 0


@pytest.mark.parametrize(
    ("raw", "lane"),
    [
        (message(1), "chat:7"),
        ({"update_id": 1, "pre_checkout_query": {"id": "5", "from": {"id": 7}}}, "checkout:1"),
        ({"update_id": 1, "callback_query": {"id": "1", "from": {"id": 7}}}, "chat:7"),
        (
            {
                "update_id": 1,
                "callback_query": {"from": {"id": 7}, "message": {"chat": {"id": -5, "type": "supergroup"}}},
            },
            "chat:-5",
        ),
        ({"update_id": 1}, "update:1"),
        ({"update_id": 1, "message": None}, "update:1"),
    ],
)
def test_lanes(raw: dict[str, Any], lane: str) -> None:
    assert lane_of(raw) == lane


@pytest.mark.parametrize(
    "raw", [{}, [], None, {"update_id": "1"}, {"update_id": -1}, {"update_id": 2**63}, {"update_id": True}]
)
def test_what_is_no_update_is_said_so(raw: object) -> None:
    assert problem_with(raw) is not None


@pytest.mark.parametrize(
    "raw",
    [
        {"update_id": 1, "k" * 60: {"from": {"id": 7}}},
        {"update_id": 1, "bad\x00kind": {}},
        {"update_id": 1, "message": {"chat": {"id": "x" * 90}, "from": {"id": "y" * 90}}},
        {"update_id": 1, "message": {"chat": {"id": 2**90}}},
        {"update_id": 1, "message": {"chat": {"id": True}}},
    ],
)
async def test_a_strange_update_does_not_keep_its_batch_from_being_stored(
    database_url: str, raw: dict[str, Any]
) -> None:
    async with opened(database_url) as works:
        turns = await Inbox(works, BOT).accept([raw, message(2)], room=64)
        assert [turn.lane for turn in turns] == ["update:1", "chat:7"]


async def test_an_update_remembers_where_its_effect_leads(database_url: str) -> None:
    async with opened(database_url) as works:
        store = Inbox(works, BOT)
        (turn,) = await store.accept([message(1)], room=64)
        current_turn.set(turn)
        async with works.work() as work:
            work.leads_to("draft:17")
            await work.commit()
        async with works.work() as work:
            await work.commit()
        current_turn.set(None)
        await store.free_all()
        (again,) = await store.settle([], 10)
        assert (again.applied, again.leads_to) == (True, "draft:17")


async def test_what_has_seen_deaths_does_not_wait_for_ever_behind_what_is_new(database_url: str) -> None:
    """In a storm of kills there is always something new: a suspect is taken up beside it."""
    async with opened(database_url) as works:
        store = Inbox(works, BOT)
        await store.accept([message(1, user=1)], room=64)
        for _ in range(4):
            await store.free_all()
            assert len(await store.settle([], 10)) == 1
        await store.free_all()
        await store.accept([message(n, user=n) for n in range(2, 12)], room=0)
        assert [turn.update_id for turn in await store.settle([], 2)] == [1, 2, 3]
