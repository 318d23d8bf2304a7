"""Each fault of the list as scenarios of its own: the tests marked with its name, whole, one by one."""

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from bench.faults import tally
from tests.source import ROOT

FAULTS = {
    "F1": "killed in the middle of a dialog",
    "F2": "killed after the acknowledgement, before handling",
    "F3": "killed after the commit, before sending",
    "F4": "killed after Telegram did it, before we knew",
    "F5": "killed in the middle of a broadcast",
    "F6": "SIGTERM under load",
    "F7": "one chat over two replicas",
    "F8": "a lease that ends under a slow handler",
    "F9": "Redis flushed, killed, away",
    "F10": "PostgreSQL killed",
    "F14": "429, per chat and over all",
    "F15": "5xx, resets, timeouts",
    "F16": "chats closed to us",
    "F17": "refusals that mean nothing",
    "F18": "the same update, the same press again",
    "F19": "updates in the wrong order",
    "F23": "departments repeat, contradict, speak of strangers",
    "F25": "fifty taps at once",
    "F26": "two devices, old windows",
    "F27": "a form changed by a deploy half way",
    "F28": "a window renamed or removed, stacks damaged",
    "F30": "an update that cannot be handled",
    "F36": "webhook stolen, token refused",
}


@dataclass(frozen=True)
class Scenarios:
    """`counts`: "F3 sqlite" → (passed, run)."""

    counts: dict[str, tuple[int, int]]
    failed: list[str]

    def cell(self, fault: str, kind: str) -> str:
        passed, run = self.counts.get(f"{fault} {kind}", (0, 0))
        return f"{passed} of {run}" if run else "—"


def run() -> Scenarios:
    """All of them, in a process of their own."""
    with tempfile.NamedTemporaryFile(suffix=".json") as told:
        env = {**os.environ, tally.WHERE: told.name, "OKNO_TEST_ALL": "1"}
        command = [sys.executable, "-m", "pytest", "-q", "-m", "fault", "-p", "bench.faults.tally"]
        subprocess.run([*command, "tests/faults"], cwd=ROOT, env=env, check=False)
        found = json.loads(Path(told.name).read_text() or '{"counts": {}, "failed": ["nothing ran"]}')
    return Scenarios({key: (passed, ran) for key, (passed, ran) in found["counts"].items()}, found["failed"])
