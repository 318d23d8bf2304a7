"""Ten rows of the fault catalogue again: with Redis dead, with Telegram limiting, or away for a moment."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.bot.hostile.people import Standing, from_bot, stand_at, troubles
from tests.bot.hostile.rows import FIELD, ROWS, SERVICE
from tests.databases import Databases
from tests.okno import Okno, Window, start
from tests.sample import sample
from tests.servers import PrivateValkey

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def standing_at_name(okno: Okno) -> Standing:
    return await stand_at(okno, okno.core.catalogue.services[SERVICE], "ask:full_name")


async def answered(standing: Standing, name: str) -> list[Window]:
    """Send the row; it is answered as always, and the form stands where it stood."""
    body, words = ROWS[name]
    before, seen = await standing.state(), {one.id for one in await standing.person.messages()}
    await standing.person.send(**body)
    new = [one for one in await standing.person.messages() if one.id not in seen]
    told = [one for one in new if from_bot(one, standing.person)]
    assert any(words in one.text for one in told), [one.text for one in told]
    assert await standing.state() == before
    if "удалил" in words:
        assert len(told) == len(new), "the secret still lies in the chat"
    return told


@pytest_asyncio.fixture(loop_scope="module")
async def with_redis(
    databases: Databases, private_redis: PrivateValkey, tmp_path: Path
) -> AsyncIterator[tuple[Okno, PrivateValkey]]:
    """On PostgreSQL, with a Redis of its own to be killed."""
    url = databases.fresh()
    okno, stop = await start(tmp_path / "home", url, private_redis.url(), okno_redis_prefix="hostile:")
    yield okno, private_redis
    await stop()
    databases.drop(url)


async def test_ten_rows_on_postgres_with_redis_killed_and_back(
    with_redis: tuple[Okno, PrivateValkey],
) -> None:
    okno, redis = with_redis
    standing = await standing_at_name(okno)
    for name in list(ROWS)[:3]:
        await answered(standing, name)
    redis.kill()
    for name in ROWS:
        told = await answered(standing, name)
        assert told[-1].labels
        if name == "link":
            await standing.open("ask:full_name")
    assert await standing.person.tap_data(standing.window, standing.window.data("Назад"))
    assert (await standing.person.window()).labels
    await standing.person.say("/menu")
    await standing.person.tap("Помощь")
    assert "Помощь" in (await standing.person.window()).text, "buttons of windows drawn meanwhile work"
    assert FIELD in (await standing.open("ask:full_name")).text
    redis.start()
    for name in list(ROWS)[:3]:
        await answered(standing, name)
    assert await troubles(okno) == []


@pytest.mark.parametrize("name", sample(list(ROWS), 5))
async def test_a_row_while_telegram_limits(okno: Okno, name: str) -> None:
    standing = await standing_at_name(okno)
    limit = {"method": "sendMessage", "times": 1, "error_code": 429, "retry_after": 1}
    await okno.sim("POST", "/sim/faults", limit)
    told = await answered(standing, name)
    await okno.sim("DELETE", "/sim/faults")
    assert len(told) <= 2


@pytest.mark.parametrize("name", ["blank", "card", "place"])
async def test_a_row_while_telegram_is_away_for_a_moment(okno: Okno, name: str) -> None:
    """Its first call is refused with 502: the reply comes a second later, once."""
    standing = await standing_at_name(okno)
    away = {"method": "sendMessage", "times": 1, "error_code": 502, "description": "Bad Gateway"}
    await okno.sim("POST", "/sim/faults", away)
    told = await answered(standing, name)
    await okno.sim("DELETE", "/sim/faults")
    assert sum(ROWS[name][1] in one.text for one in told) == 1
