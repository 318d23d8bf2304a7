"""The bench is stopped by hand, or killed: nothing that it started goes on without it."""

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from tests.source import ROOT


@pytest.mark.whole
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL], ids=lambda how: how.name)
async def test_the_bench_ends_what_it_started(tmp_path: Path, how: signal.Signals) -> None:
    arguments = ("--parts", "storm", "--on", "sqlite", "--people", "1", "--home", str(tmp_path))
    background = ("sh", "-c", 'trap "" INT; exec "$@"', "sh")  # as a shell starts what ends in &
    bench = await asyncio.create_subprocess_exec(
        *background, sys.executable, "-m", "bench.faults", *arguments, cwd=ROOT, stdout=subprocess.PIPE
    )
    log = tmp_path / "house1" / "service.log"
    async with asyncio.timeout(300):
        while not log.exists() or "Okno runs" not in log.read_text():
            assert bench.returncode is None
            await asyncio.sleep(0.1)
    (nursery,) = (one for one in psutil.Process(bench.pid).children() if "tests.nursery" in one.cmdline())
    assert len(nursery.children()) >= 1
    bench.send_signal(how)
    said, _ = await asyncio.wait_for(bench.communicate(), 120)
    assert how is signal.SIGKILL or "it was interrupted" in said.decode()
    async with asyncio.timeout(60):
        while _anybody(nursery.pid):
            await asyncio.sleep(0.1)


def _anybody(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True
