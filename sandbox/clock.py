"""The sandbox's own time: the machine's, plus what a test has moved it on by. It never moves back.

Dates of messages, the 48 hours, the 15 minutes and the expiry of updates follow it; limits, retries
and waits follow the machine.
"""

import time

from pydantic_core import to_json

from sandbox.journal import Journal, Tables


class Clock:
    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self.offset_s = 0.0

    def restore(self, tables: Tables) -> None:
        self.offset_s = float(tables.get("clock").get("offset_s", 0))

    def advance(self, seconds: float) -> None:
        self.offset_s += seconds
        self._journal.put("clock", "offset_s", to_json(self.offset_s))

    def now(self) -> float:
        return time.time() + self.offset_s
