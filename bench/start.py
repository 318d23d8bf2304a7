"""From the command to the first 200 of /health, beside a bare import of every library it loads.

Best of three, each a new process. The service is started over a home that has been used: the catalogue and
the search index come from the copies kept there under the hash of what they were made from.
"""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from bench._processes import ROOT, Troupe, troupe
from bench._table import Figure, at_most

TIMES = 3
COMMANDS = {
    "--help": ["--help"],
    "one search": ["search", "потерял паспорт"],
    "checking the catalogue": ["catalogue", "check"],
}
# What the service has loaded once it runs, less what is ours and what comes with Python.
LOADED = """
import json, sys
before = set(sys.modules)
import bot.service, bot.running, core.backup, sqlalchemy.dialects.sqlite.aiosqlite, uvloop
ours = {"bot", "core", "web", "sandbox", *sys.stdlib_module_names}
names = [name for name in sys.modules if name not in before and name.split(".")[0] not in ours]
print(json.dumps(names))
"""
# The same modules in the order in which the service asks for them; some are made by others only.
BARE = """
import contextlib, importlib, json, sys
for name in json.load(sys.stdin):
    with contextlib.suppress(ImportError):
        importlib.import_module(name)
"""


def measure() -> list[Figure]:
    with tempfile.TemporaryDirectory() as home, troupe(Path(home)) as here:
        here.sandbox().wait_for("/sim/users")
        names = json.loads(_python("-c", LOADED))
        first = _start(here)
        healthy, bare = [], []
        for _ in range(TIMES):
            bare.append(_seconds(lambda: _python("-c", BARE, given=json.dumps(names))))
            healthy.append(_start(here))
    ratio = min(healthy) / min(bare)
    beside = f"{min(bare):.1f} s, bare import of the same {len(names)} modules"
    return [
        at_most("start to healthy", f"{min(healthy):.1f} s", beside, ratio, 1.5),
        Figure("the very first start: tables, keys, catalogue and index made", f"{first:.1f} s"),
        *(Figure(name, f"{value:.2f} s") for name, value in _commands().items()),
    ]


def _start(here: Troupe) -> float:
    began = time.monotonic()
    process = here.service("started", {"OKNO_LOG_LEVEL": "ERROR"})
    took = process.wait_for("/health") - began
    process.stop()
    return took


def _commands() -> Mapping[str, float]:
    """Those that need no Telegram, and so import no aiogram."""
    return {
        name: min(_seconds(lambda command=command: _python("-m", "bot", *command)) for _ in range(TIMES))  # type: ignore[misc]
        for name, command in COMMANDS.items()
    }


def _python(*arguments: str, given: str = "") -> str:
    done = subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, check=True, capture_output=True, text=True, input=given
    )
    return done.stdout


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
