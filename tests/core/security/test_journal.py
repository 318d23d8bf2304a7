"""The journal and its alarms: sealed, and told in every linked chat."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from core.bootstrap import Core
from core.db.accounts import security_events
from core.db.tables import outbox, telegram_accounts
from core.security.journal import alarm, note
from tests.core.small import opened_core
from tests.filing import citizen_of


@pytest.fixture
async def core(database_url: str, tmp_path: Path) -> AsyncIterator[Core]:
    async with opened_core(database_url, tmp_path) as opened:
        yield opened


async def test_a_line_is_sealed(core: Core) -> None:
    citizen = await citizen_of(core)
    async with core.works.work() as work:
        await note(work, citizen.id, "signed-in", {"word": "канарейка"})
        await work.commit()
    async with core.works.look() as conn:
        row = (await conn.execute(select(security_events))).one()
    assert row.kind == "signed-in"
    assert "канарейка".encode() not in row.details_sealed


async def test_an_alarm_is_told_in_every_linked_chat_and_once_for_its_key(core: Core) -> None:
    citizen = await citizen_of(core)
    async with core.works.database.write() as conn:
        await conn.execute(
            insert(telegram_accounts).values(
                user_id=citizen.telegram_id + 1,
                citizen_id=citizen.id,
                language="ru",
                seen_at=core.clock.now(),
            )
        )
        await conn.commit()
    for _ in range(2):
        async with core.works.work() as work:
            await alarm(work, citizen.id, "frozen", business_key="one")
            await work.commit()
    async with core.works.look() as conn:
        sent = (await conn.execute(select(outbox.c.order_key))).scalars().all()
    assert sorted(sent) == [f"chat:{citizen.telegram_id}", f"chat:{citizen.telegram_id + 1}"]
