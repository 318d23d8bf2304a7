"""What time brings, told by the clock: reminders once, ends when they are due, nothing kept too long."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, update

from core.applications.drafts import Typed
from core.bootstrap import Core
from core.citizens.model import Citizen
from core.db.memory import advance_clock
from core.db.tables import answers, drafts, files, inbox, notifications, outbox
from core.inbox.store import Outcome
from core.outbox.model import Outgoing
from core.outbox.store import Settled
from tests.core.inbox.test_store import message
from tests.core.small import opened_core
from tests.filing import PAGE, citizen_of

DAY = 86_400.0


@pytest.fixture
async def core(database_url: str, tmp_path: Path) -> AsyncIterator[Core]:
    async with opened_core(database_url, tmp_path) as opened:
        opened.clock.movable = True
        now = opened.clock.now().astimezone(opened.clock.zone)
        await after(opened, (12 - now.hour) / 24)  # noon: at night nobody is reminded of anything
        yield opened


async def after(core: Core, days: float) -> None:
    """`days` later than the start, as far as deadlines know."""
    await advance_clock(core.database, core.clock, days * DAY)
    await core.housekeeping.minute()


async def reminders(core: Core) -> int:
    async with core.works.look() as conn:
        kept = select(func.count()).where(notifications.c.kind == "draft-reminder")
        sent = select(func.count()).where(outbox.c.topic == "telegram.notice")
        told = int(await conn.scalar(kept) or 0)
        assert told == await conn.scalar(sent)
        return told


async def state(core: Core, draft_id: int) -> str:
    async with core.works.look() as conn:
        return str(await conn.scalar(select(drafts.c.state).where(drafts.c.id == draft_id)))


async def begun(core: Core) -> tuple[Citizen, int]:
    citizen = await citizen_of(core)
    draft_id = await core.drafts.start(citizen, core.catalogue.services["roof"])
    await core.drafts.answer(citizen, draft_id, Typed("Иванова Анна Петровна", citizen.telegram_id, 1))
    return citizen, draft_id


async def test_a_draft_is_reminded_of_once_and_ends_at_thirty_days(core: Core) -> None:
    _, draft_id = await begun(core)
    await after(core, 26.9)
    assert await reminders(core) == 0
    await after(core, 0.2)
    assert await reminders(core) == 1
    for _ in range(3):
        await after(core, 0.5)
    assert await reminders(core) == 1
    assert await state(core, draft_id) == "open"
    await after(core, 1.5)
    assert await state(core, draft_id) == "expired"
    async with core.works.look() as conn:
        assert await conn.scalar(select(func.count()).select_from(answers)) == 0
    await after(core, 40)
    assert await reminders(core) == 1


async def test_a_draft_touched_again_starts_its_time_anew(core: Core) -> None:
    citizen, draft_id = await begun(core)
    await after(core, 27.25)
    assert await reminders(core) == 1
    draft = await core.drafts.view(citizen.id, draft_id)
    await core.drafts.press(citizen, draft_id, draft.version, "back", {})
    await after(core, 20)
    assert await state(core, draft_id) == "open"
    assert await reminders(core) == 1
    await after(core, 7.25)
    assert await reminders(core) == 1, "midnight: it waits for the morning"
    await after(core, 0.5)
    assert await reminders(core) == 2


async def test_payloads_and_ids_go_after_their_week(core: Core) -> None:
    (turn, parked) = await core.inbox.accept([message(1), message(2, user=8)], room=64)
    await core.inbox.settle([Outcome(turn, "done"), Outcome(parked, "parked", "ValueError")], 0)
    async with core.works.work() as work:
        await work.send(Outgoing("telegram.notice", "chat:1", {"chat": 1}))
        await work.commit()
    claimed = await core.outbox.settle([], 10)
    await core.outbox.settle([Settled(row, None, 5) for row in claimed], 0)
    await core.housekeeping.hour()
    assert await rows(core) == (2, 2)
    async with core.database.write() as conn:
        week = 8 * DAY
        await conn.execute(update(inbox).values(accepted_at=inbox.c.accepted_at - week))
        await conn.execute(update(outbox).values(settled_at=outbox.c.settled_at - week))
        await conn.commit()
    await core.housekeeping.hour()
    assert await rows(core) == (1, 0)
    (kept,) = await core.inbox.listing(["parked"])
    assert not await core.inbox.retry(kept.id), "its payload is not kept for ever"


async def rows(core: Core) -> tuple[int, int]:
    async with core.works.look() as conn:
        counted = [await conn.scalar(select(func.count()).select_from(table)) for table in (inbox, outbox)]
    return int(counted[0] or 0), int(counted[1] or 0)


async def test_uploads_of_drafts_never_sent_go_and_those_sent_stay(core: Core, tmp_path: Path) -> None:
    citizen, _ = await begun(core)
    async with core.works.work() as work:
        lost, _ = await core.files.keep(work, citizen.id, PAGE, "a.pdf", "application/pdf", "draft:1")
        sent, _ = await core.files.keep(
            work, citizen.id, b"%PDF other", "b.pdf", "application/pdf", "sent 410-377-258"
        )
        await work.commit()
    await after(core, 31)
    await core.housekeeping.hour()
    async with core.works.look() as conn:
        assert list(await conn.scalars(select(files.c.id))) == [sent]
    assert lost != sent
    await core.files.sweep(known_for_s=-timedelta(days=1).total_seconds())
    assert [path.name for path in (tmp_path / "files").glob("*/*")] == [f"{sent:x}"]
