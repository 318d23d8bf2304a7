"""Forms filled by people who wait, whatever dies meanwhile."""

import asyncio
import html
import random
import re
import time

from core.catalogue.model import Service
from core.clock import Clock
from tests.e2e.filler import Filler
from tests.okno import Window
from tests.processes import Somebody

# Short, and different: a document's number, a register, a page to attach, choices, names and dates.
SHORT = (
    "passport-rf-validity-check",
    "employer-debt-wages-check",
    "signature-verify",
    "apostille-register-check",
    "my-real-estate",
)
_WAYS_IN = ("Продолжить", "Начать", "Дальше")
_ASKED_AGAIN_S = 20.0


class Persistent(Filler):
    """Finds the way back into the form from wherever a death has left the chat; never types a thing twice."""

    patience_s: float = _ASKED_AGAIN_S

    async def open(self) -> Window:
        window = await self.person.say(self.service.code)
        while not self._of_form(window):
            window = await self._way_in(window)
        return window

    async def step(self, window: Window) -> Window:
        if not self._of_form(window):
            return await self._way_in(window)
        if self._answered(window):
            return await self._next_after(window)
        return await super().step(window)

    def _of_form(self, window: Window) -> bool:
        marks = ("Вопрос ", "Документ", "Я понял так", "Уточните", "отправлено. Номер", "Проверьте")
        return any(mark in window.text for mark in marks) or "Отправить" in window.labels

    def _answered(self, window: Window) -> bool:
        """Whether it is the window of a question that has been answered: drawn again after a death."""
        if "Вопрос " not in window.text:
            return False
        bold = {html.unescape(one) for one in re.findall(r"<b>(.*?)</b>", window.html, re.S)}
        return any(one.title["ru"] in bold for one in self.service.form.fields if one.id in self.given)

    async def _next_after(self, window: Window) -> Window:
        deadline = time.monotonic() + self.patience_s
        while time.monotonic() < deadline:
            now = await self.person.window()
            if (now.id, now.text) != (window.id, window.text):
                return now
            await asyncio.sleep(0.05)
        raise AssertionError(f"{self.service.id}: asked again what was answered\n{window.text}")

    async def _way_in(self, window: Window) -> Window:
        for word in _WAYS_IN:
            if any(word in label for label in window.labels):
                await self.person.tap(word, window)
                return await self.person.window()
        if f"По запросу «{self.service.code}»" in window.text:
            await self.person.tap(window.labels[0], window)
            return await self.person.window()
        return await self.person.say(self.service.code)


def filler(person: Somebody, service: Service, seed: int) -> Filler:
    """Types every answer, so that all of them are known."""
    made = Persistent(person, service, random.Random(seed), Clock(), keeping=0.0)
    made.patience_s = max(_ASKED_AGAIN_S, person.patience_s)
    return made
