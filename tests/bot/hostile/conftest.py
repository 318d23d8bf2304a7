"""One running service for a whole module: a hostile message must leave it fit for the next one."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.bot.hostile.people import troubles
from tests.okno import Okno, start


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def okno(tmp_path_factory: pytest.TempPathFactory, _catalogue_cache: Path) -> AsyncIterator[Okno]:
    """Shared by the module's tests, on SQLite: each makes people of its own."""
    running, stop = await start(tmp_path_factory.mktemp("hostile") / "home", cache=_catalogue_cache)
    yield running
    await stop()


@pytest_asyncio.fixture(loop_scope="module", autouse=True)
async def nothing_failed(request: pytest.FixtureRequest) -> AsyncIterator[None]:
    """No update may ever make a handler raise, be parked or be refused."""
    if "okno" not in request.fixturenames:
        yield
        return
    running: Okno = request.getfixturevalue("okno")
    before = await troubles(running)
    yield
    assert await troubles(running) == before
