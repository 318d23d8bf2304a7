"""One-time tokens on both databases: good once, for one purpose, for one account, for a while."""

import asyncio
import random
import string
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.links import TOKEN_GOALS, goal_of
from bot.states import MenuSG
from core.bootstrap import Core
from core.citizens.model import Citizen
from core.db.accounts import tokens
from core.tokens import rows
from core.tokens.model import Taken
from tests.core.small import opened_core
from tests.filing import citizen_of


@pytest.fixture
async def core(database_url: str, tmp_path: Path) -> AsyncIterator[Core]:
    async with opened_core(database_url, tmp_path) as opened:
        yield opened


async def issued(core: Core, citizen: Citizen, purpose: str = "door", minutes: int = 10) -> str:
    async with core.works.work() as work:
        token = await rows.issue(
            work, citizen.id, citizen.telegram_id, purpose, {"word": "канарейка"}, minutes
        )
        await work.commit()
    return token


async def taken(core: Core, token: str, purpose: str = "door", account: int | None = None) -> Taken | None:
    async with core.works.work() as work:
        found = await rows.take(work, token, purpose, account)
        await work.commit()
    return found


async def test_a_token_is_good_once_even_for_fifty_at_a_time(core: Core) -> None:
    citizen = await citizen_of(core)
    token = await issued(core, citizen)
    found = await asyncio.gather(*(taken(core, token) for _ in range(50)))
    winners = [one for one in found if one is not None]
    assert winners == [Taken(citizen.id, citizen.telegram_id, "door", {"word": "канарейка"})]
    assert await core.tokens.peek(token) is None


async def test_a_token_is_kept_as_a_hash_and_its_data_sealed(core: Core) -> None:
    token = await issued(core, await citizen_of(core))
    async with core.works.look() as conn:
        row = (await conn.execute(select(tokens))).one()
    assert len(token) == 22
    assert token.encode() not in row.hash + row.data_sealed
    assert "канарейка".encode() not in row.data_sealed


async def test_another_purpose_another_account_and_the_end_are_refused(core: Core) -> None:
    citizen = await citizen_of(core)
    token, old = await issued(core, citizen), await issued(core, citizen, minutes=0)
    assert await taken(core, token, "window") is None
    assert await taken(core, token, "door", citizen.telegram_id + 1) is None
    assert await taken(core, old) is None
    assert await taken(core, token, "door", citizen.telegram_id) is not None


async def test_what_is_revoked_is_no_good(core: Core) -> None:
    citizen = await citizen_of(core)
    token, other = await issued(core, citizen), await issued(core, citizen, "window")
    async with core.works.work() as work:
        await rows.revoke(work, citizen.id, "door")
        await work.commit()
    assert await taken(core, token) is None
    assert await taken(core, other, "window") is not None


async def test_a_mark_is_seen_for_the_first_time_once(core: Core) -> None:
    citizen = await citizen_of(core)

    async def spend() -> bool:
        async with core.works.work() as work:
            fresh = await rows.spend_once(work, "signature", citizen.id, citizen.telegram_id, 10)
            await work.commit()
        return fresh

    assert sorted(await asyncio.gather(*(spend() for _ in range(20)))) == [False] * 19 + [True]


async def test_old_ones_are_forgotten(core: Core) -> None:
    citizen = await citizen_of(core)
    await issued(core, citizen, minutes=-2 * 24 * 60)
    fresh = await issued(core, citizen)
    await core.housekeeping.hour()
    async with core.works.look() as conn:
        assert await conn.scalar(select(func.count()).select_from(tokens)) == 1
    assert await core.tokens.peek(fresh) is not None


async def test_a_link_with_a_token_leads_its_owner_alone(core: Core, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(TOKEN_GOALS, "door", MenuSG.main)
    citizen, other = await citizen_of(core), await citizen_of(core, 555, "+79161234568")
    token = await issued(core, citizen, "door:7")
    goal = await goal_of(core, citizen, f"t_{token}")
    assert goal is not None
    assert goal.state == MenuSG.main
    assert token not in goal.data["token"]
    assert core.reveal(goal.data["token"]) == token
    assert await goal_of(core, other, f"t_{token}") is None
    assert await taken(core, token, "door:7") is not None
    assert await goal_of(core, citizen, f"t_{token}") is None


async def test_tampered_tokens_lead_nowhere_and_raise_nothing(
    core: Core, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(TOKEN_GOALS, "door", MenuSG.main)
    citizen, dice = await citizen_of(core), random.Random(5)
    token, letters = await issued(core, citizen), string.ascii_letters + string.digits + "_-"
    for _ in range(1_000):
        at = dice.randrange(len(token))
        changed = token[:at] + dice.choice(letters.replace(token[at], "")) + token[at + 1 :]
        assert await goal_of(core, citizen, f"t_{changed}") is None
        assert await goal_of(core, citizen, "t_" + token[: at or 1] + "\udc80") is None
    assert await goal_of(core, citizen, f"t_{token}") is not None
