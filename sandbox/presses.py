"""Button presses that wait for the bot's answer. Each may be answered once, within 15 minutes."""

import asyncio
import secrets
from dataclasses import dataclass

from pydantic_core import to_json

from sandbox.clock import Clock
from sandbox.journal import Journal, Tables
from sandbox.telegram import Json

LIFE_S = 15 * 60.0


@dataclass(slots=True)
class Press:
    id: str
    user: int
    at: float
    answered: "asyncio.Future[Json] | None" = None


class Presses:
    def __init__(self, journal: Journal, clock: Clock) -> None:
        self._journal = journal
        self._clock = clock
        self._open: dict[str, Press] = {}

    def restore(self, tables: Tables) -> None:
        for key, (user, at) in tables.rows("presses"):
            self._open[key] = Press(key, user, at)

    def add(self, user: int) -> Press:
        self._expire()
        press = Press(str(secrets.randbits(62)), user, self._clock.now())
        press.answered = asyncio.get_running_loop().create_future()
        self._open[press.id] = press
        self._journal.put("presses", press.id, to_json([user, press.at]))
        return press

    def answer(self, number: str, value: Json) -> Press | None:
        """Closes the press with the bot's answer; None when it is unknown, too old or was answered."""
        self._expire()
        press = self._open.pop(number, None)
        if press is None:
            return None
        self._journal.drop("presses", number)
        if press.answered is not None and not press.answered.done():
            press.answered.set_result(value)
        return press

    def close(self) -> None:
        """Sends home whoever waits for an answer; the presses stay answerable."""
        for press in self._open.values():
            if press.answered is not None:
                press.answered.cancel()

    def _expire(self) -> None:
        oldest = self._clock.now() - LIFE_S
        while self._open:
            first = next(iter(self._open.values()))
            if first.at >= oldest:
                return
            del self._open[first.id]
            if first.answered is not None:
                first.answered.cancel()
            self._journal.drop("presses", first.id)
