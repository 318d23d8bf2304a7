"""`make scale`, started and ended: healthy once it all stands, and nothing left running whatever ends it."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from urllib.error import URLError
from urllib.request import urlopen

import psutil
import pytest

from tests.okno import free_port
from tests.processes import OURS
from tests.source import ROOT

ONE_OF_EACH = ("--web", "1", "--bot", "1", "--dispatcher", "1")
PATIENCE_S = 180


@pytest.fixture
def scale() -> Iterator[tuple[subprocess.Popen[str], int]]:
    """The command, and the sandbox's port."""
    env = {key: value for key, value in os.environ.items() if not key.startswith(OURS)}
    port = free_port()
    order = [sys.executable, "-m", "deploy.scale", *ONE_OF_EACH, "--port", str(port)]
    with subprocess.Popen(order, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True) as process:
        yield process, port
        process.kill()


def pids(process: subprocess.Popen[str], many: int) -> list[int]:
    """What it says that it has started."""
    assert process.stdout is not None
    found: list[int] = []
    for line in process.stdout:
        found += map(int, re.findall(r"pid (\d+)", line))
        if len(found) == many:
            break
    return found


def healthy(port: int) -> bool:
    try:
        with urlopen(f"http://127.0.0.1:{port}/health", timeout=5) as answer:
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False


def lives(process: psutil.Process) -> bool:
    try:
        return bool(process.status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


def eventually(what: Callable[[], bool], seconds: float = PATIENCE_S) -> None:
    deadline = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < deadline
        time.sleep(0.2)


@pytest.mark.whole
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_it_gets_healthy_and_leaves_nothing_running(
    scale: tuple[subprocess.Popen[str], int], how: signal.Signals
) -> None:
    process, port = scale
    started = pids(process, 4)
    for one in (port, *range(port + 2, port + 5)):  # the sandbox, and the figures of each role
        eventually(partial(healthy, one))
    below = psutil.Process(process.pid).children(recursive=True)
    assert set(started) < {one.pid for one in below}
    process.send_signal(how)
    assert process.wait(timeout=60) == (0 if how is signal.SIGTERM else -signal.SIGKILL)
    eventually(lambda: not any(map(lives, below)), 30)
