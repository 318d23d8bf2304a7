"""Dialog stacks: a turn's changes come whole or not at all, and what cannot be read counts as lost."""

from collections.abc import AsyncIterator

import pytest
from aiogram.fsm.storage.base import DefaultKeyBuilder, StorageKey
from redis.asyncio import Redis

from bot.storage import RedisStacks, SqlStorage, Stacks, sound
from tests.core.works import opened

STACK = StorageKey(1, 7, 7, destiny="aiogd:stack:")
CONTEXT = StorageKey(1, 7, 7, destiny="aiogd:context:abc")
WINDOW = {
    "_intent_id": "abc",
    "_stack_id": "",
    "state": "FormSG:step",
    "start_data": {"draft": 5},
    "dialog_data": {},
    "widget_data": {},
    "access_settings": None,
}
PILE = {"_id": "", "intents": ["abc"], "last_message_id": 9}


@pytest.fixture(params=["sql", "redis", "redis away"])
async def inner(
    request: pytest.FixtureRequest, sqlite_url: str, redis_prefix: str
) -> AsyncIterator[SqlStorage | RedisStacks]:
    async with opened(sqlite_url) as works:
        in_sql = SqlStorage(works.database, alone=True)
        if request.param == "sql":
            yield in_sql
            return
        away = request.param == "redis away"
        url = "redis://127.0.0.1:1" if away else request.getfixturevalue("redis_url")
        async with Redis.from_url(url) as redis:
            keys = DefaultKeyBuilder(prefix=redis_prefix, with_bot_id=True, with_destiny=True)
            yield RedisStacks(redis, in_sql, key_builder=keys)


async def test_a_turn_that_ends_well_is_stored_whole(inner: SqlStorage | RedisStacks) -> None:
    stacks = Stacks(inner)
    async with stacks.turn():
        await stacks.set_data(CONTEXT, WINDOW)
        await stacks.set_data(STACK, PILE)
        assert await stacks.get_data(CONTEXT) == WINDOW
        assert await inner.get_data(CONTEXT) == {}, "stored before its turn had ended"
    assert await inner.get_data(CONTEXT) == WINDOW
    assert await inner.get_data(STACK) == PILE


async def test_a_turn_that_falls_over_changes_nothing(inner: SqlStorage | RedisStacks) -> None:
    stacks = Stacks(inner)
    async with stacks.turn():
        await stacks.set_data(CONTEXT, WINDOW)
        await stacks.set_data(STACK, PILE)
    with pytest.raises(KeyError):
        await _dropped(stacks)
    assert await stacks.get_data(CONTEXT) == WINDOW
    assert await stacks.get_data(STACK) == PILE


async def _dropped(stacks: Stacks) -> None:
    async with stacks.turn():
        await stacks.set_data(CONTEXT, {})
        assert await stacks.get_data(CONTEXT) == {}
        raise KeyError


async def test_what_a_handler_does_with_data_it_read_stays_its_own(inner: SqlStorage | RedisStacks) -> None:
    stacks = Stacks(inner)
    async with stacks.turn():
        await stacks.set_data(STACK, PILE)
        (await stacks.get_data(STACK))["intents"].append("more")
        assert await stacks.get_data(STACK) == PILE


async def test_stacks_are_written_with_the_callers_transaction(sqlite_url: str) -> None:
    """Until that is committed they stay in hand: a database that was away costs no stack."""
    async with opened(sqlite_url) as works:
        storage = SqlStorage(works.database, alone=False)
        await storage.set_data(STACK, PILE)
        async with works.database.write() as conn:
            await storage.flush(conn)
            await conn.rollback()
        assert await storage.get_data(STACK) == PILE
        async with works.database.write() as conn:
            flushed = await storage.flush(conn)
            await conn.commit()
        flushed()
        assert await SqlStorage(works.database, alone=True).get_data(STACK) == PILE


async def test_a_change_during_a_flush_is_not_forgotten(sqlite_url: str) -> None:
    async with opened(sqlite_url) as works:
        storage = SqlStorage(works.database, alone=False)
        await storage.set_data(STACK, PILE)
        async with works.database.write() as conn:
            flushed = await storage.flush(conn)
            await conn.commit()
        await storage.set_data(STACK, {**PILE, "last_message_id": 10})
        flushed()
        assert (await storage.get_data(STACK))["last_message_id"] == 10


@pytest.mark.parametrize(
    "data",
    [
        [],
        "text",
        None,
        {"a": 1},
        {**PILE, "intents": "abc"},
        {**PILE, "intents": [1]},
        {**PILE, "last_message_id": "9"},
    ],
)
def test_a_stack_of_another_shape_counts_as_lost(data: object) -> None:
    assert sound(STACK, data) == {}


@pytest.mark.parametrize("gone", ["_intent_id", "_stack_id", "state", "dialog_data", "widget_data"])
def test_a_window_with_something_missing_counts_as_lost(gone: str) -> None:
    assert sound(CONTEXT, {key: value for key, value in WINDOW.items() if key != gone}) == {}


def test_what_a_later_version_added_is_left_out() -> None:
    assert sound(CONTEXT, {**WINDOW, "invented": 1}) == WINDOW
    assert sound(STACK, {**PILE, "invented": 1}) == PILE
