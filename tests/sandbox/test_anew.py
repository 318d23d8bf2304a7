"""A sandbox that has lost its memory, beside a service that has not."""

import shutil
from pathlib import Path

from tests.okno import Okno, start


async def test_a_fresh_sandbox_over_an_old_database_is_heard_and_answered(okno: Okno, tmp_path: Path) -> None:
    home, cache = tmp_path / "again", okno.settings.okno_home / "cache"
    okno, stop = await start(home, cache=cache)
    try:
        before = await okno.person()
        await before.say("/start")
        await before.say("/menu")
    finally:
        await stop()
    shutil.rmtree(home / "sandbox")
    okno, stop = await start(home, cache=cache)
    try:
        after = await okno.person()
        assert after.id == before.id, "the worst case: the service knows this chat and its window"
        window = await after.say("/menu")
        assert "Услуги" in window.labels
        await after.tap("Услуги")
        assert "Назад" in (await after.window()).labels
    finally:
        await stop()
