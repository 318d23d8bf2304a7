"""`/health` and `/ready`, and what the doors say while the database is away."""

import asyncio
from pathlib import Path

from tests.databases import Databases
from tests.faults.test_repeats import SECRET, deliver, made_up
from tests.okno import Okno, free_port, start
from tests.servers import PrivatePostgres


async def status(okno: Okno, path: str) -> int:
    async with okno.session.get(okno.url + path) as answer:
        return answer.status


async def test_a_database_that_dies_is_told_and_waited_for(
    tmp_path: Path, private_postgres: PrivatePostgres
) -> None:
    """503 while it is away, 200 soon after; what was refused is what Telegram brings again."""
    databases = Databases(private_postgres.url())
    port = free_port()
    okno, stop = await start(
        tmp_path / "home",
        database_url=databases.fresh(),
        port=port,
        webhook_url=f"http://127.0.0.1:{port}",
        webhook_secret=SECRET,
    )
    person = await okno.person()
    await person.say("/start")
    assert [await status(okno, path) for path in ("/health", "/ready")] == [200, 200]
    private_postgres.kill()
    update = made_up(person, 7_000_001, "/menu")
    assert await deliver(okno, update) == 503
    assert [await status(okno, path) for path in ("/health", "/ready")] == [200, 503]
    private_postgres.start()
    async with asyncio.timeout(60):
        while await deliver(okno, update) != 200:
            await asyncio.sleep(0.2)
        while await status(okno, "/ready") != 200:
            await asyncio.sleep(0.2)
    await okno.quiet()
    assert any("Услуги" in label for label in (await person.window()).labels)
    await stop()
