"""What is kept of a citizen is all counted and all handed over: no table is forgotten."""

import io
import json
import zipfile
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from core.bootstrap import Core
from core.citizens.model import Citizen
from core.db.accounts import receipts
from core.db.memory import advance_clock
from core.db.owned import owned_by
from core.db.tables import metadata, notifications, outbox
from core.notifications.model import Notice
from core.notifications.posting import tell
from core.rights.accesses import note
from core.rights.collecting import LEFT_OUT, PARTS
from core.rights.receipts import of_account
from tests.core.small import opened_core
from tests.filing import citizen_of, file_application


@pytest.fixture
async def core(database_url: str, tmp_path: Path) -> AsyncIterator[Core]:
    async with opened_core(database_url, tmp_path) as opened:
        opened.clock.movable = True
        yield opened


def test_every_table_of_a_citizen_is_shown_or_stands_with_its_reason() -> None:
    theirs = {name for name, table in metadata.tables.items() if owned_by(table, 1) is not None}
    assert theirs == {part.table.name for part in PARTS} | LEFT_OUT.keys()
    assert not {part.table.name for part in PARTS} & LEFT_OUT.keys()


def test_every_sealed_column_that_is_handed_over_is_opened() -> None:
    """A sealed value must not leave as bytes nor be silently left out."""
    left = {("drafts", "pending_sealed"), ("reviews", "asked_sealed")}  # what waits for a tap; what to say
    for part in PARTS:
        sealed = [one.name for one in part.table.columns if one.name.endswith("_sealed")]
        unsaid = [name for name in sealed if (part.table.name, name) not in left]
        assert len(unsaid) == len(part.opened), part.table.name


async def rich(core: Core) -> Citizen:
    """Somebody about whom something of most kinds is kept."""
    who = await citizen_of(core)
    await core.citizens.remember(who.id, {"profile.snils": "11223344595"}, "citizen")
    await core.remembered.search(who.id, "потерял паспорт")
    await file_application(core, who, "roof")
    async with core.works.work() as work:
        await note(work, who.id, "Мария, оператор", "review", "Проверка")
        await core.files.keep(work, who.id, b"%PDF scan", "Скан.pdf", "application/pdf", "draft:1")
        await work.commit()
    return who


async def exported(core: Core, who: Citizen, most: int = 10**7) -> list[zipfile.ZipFile]:
    return [zipfile.ZipFile(io.BytesIO(data)) async for data in core.rights.export(who.id, most)]


def read(part: zipfile.ZipFile, name: str) -> Any:
    return json.loads(part.read(f"data/{name}.json"))


async def test_the_export_holds_it_all_in_plain(core: Core) -> None:
    who = await rich(core)
    (part,) = await exported(core, who)
    assert part.testzip() is None
    assert "11223344595" in {one["value"] for one in read(part, "profile_values")}
    assert [one["value"] for one in read(part, "remembered")] == ["потерял паспорт"]
    assert read(part, "applications")[0]["content"]["answers"]
    assert read(part, "accesses")[0]["why"] == "Проверка"
    assert read(part, "consents")[0]["text"]
    files = [name for name in part.namelist() if name.startswith("files/")]
    assert b"%PDF scan" in [part.read(name) for name in files]
    assert len(files) == len(read(part, "files"))
    assert not any("sealed" in key or "index" in key for row in read(part, "files") for key in row)


async def test_a_large_one_comes_in_parts_and_loses_nothing(core: Core) -> None:
    who = await rich(core)
    async with core.works.work() as work:
        for number in range(6):
            data = bytes([number]) * 40_000
            await core.files.keep(work, who.id, data, f"{number}.pdf", "application/pdf", "draft:1")
        await work.commit()
    whole, parts = await exported(core, who), await exported(core, who, 100_000)
    assert len(whole) == 1
    assert len(parts) > 2
    names = [name for part in parts for name in part.namelist()]
    assert sorted(names) == sorted(whole[0].namelist())


async def test_another_s_data_are_not_in_it(core: Core) -> None:
    await rich(core)
    other = await citizen_of(core, 2, "+79160000002")
    (part,) = await exported(core, other)
    assert read(part, "applications") == []
    assert read(part, "files") == []
    assert {one["id"] for one in read(part, "citizens")} == {other.id}


async def test_the_counts_say_what_there_is(core: Core) -> None:
    who = await rich(core)
    counts = await core.rights.kept(who.id)
    assert counts["applications"] == 1
    assert counts["searches"] == 1
    assert counts["accesses"] == 1
    assert counts["documents"] == 0


async def test_news_of_services_only_with_consent(core: Core) -> None:
    who = await citizen_of(core)

    async def send(key: str) -> int:
        async with core.works.work() as work:
            await tell(work, Notice(who.id, "news", "other", key, {}))
            await work.commit()
        async with core.works.look() as conn:
            sent = select(func.count()).where(outbox.c.topic == "telegram.notice")
            return int(await conn.scalar(sent) or 0)

    assert await send("a") == 0
    await core.rights.decide(who, "news", accepted=True)
    assert await send("b") == 1
    await core.rights.decide(who, "news", accepted=False)
    assert await send("c") == 1
    async with core.works.look() as conn:
        assert await conn.scalar(select(func.count()).select_from(notifications)) == 3
    purposes = {one.id: one.at for one in await core.rights.purposes(who)}
    assert purposes["news"] is None
    assert purposes["personal-data"] is not None, "one consent is not another"


async def test_proofs_outlive_the_citizen_for_three_years_and_say_nothing_of_them(core: Core) -> None:
    who = await rich(core)
    await core.erasure.erase(who.id)
    await core.erasure.repeat([who.id])
    proofs = await of_account(core.works, who.telegram_id)
    assert sorted(one["proof"] for one in proofs) == ["application", "consent"]
    assert all("11223344595" not in json.dumps(one) for one in proofs)
    assert await of_account(core.works, who.telegram_id + 1) == []
    await advance_clock(core.database, core.clock, timedelta(days=3 * 365 - 5).total_seconds())
    await core.housekeeping.hour()
    assert len(await of_account(core.works, who.telegram_id)) == 2
    await advance_clock(core.database, core.clock, timedelta(days=10).total_seconds())
    await core.housekeeping.hour()
    async with core.works.look() as conn:
        assert await conn.scalar(select(func.count()).select_from(receipts)) == 0
