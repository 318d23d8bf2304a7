from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from tests.sandbox.box import Box


@pytest_asyncio.fixture
async def box(tmp_path: Path) -> AsyncIterator[Box]:
    """A sandbox without limits, on a port of its own."""
    async with Box(tmp_path / "sandbox") as running:
        yield running
