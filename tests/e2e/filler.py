"""Fills any service's form as a person would: reads the window, types or taps a valid answer, sends it.

It knows the catalogue (what a valid answer is) but nothing of the service's insides; where it stands it
learns from the window alone.
"""

import html
import io
import random
import re
from dataclasses import dataclass, field
from typing import Protocol

from PIL import Image, ImageDraw

from core.catalogue.model import Catalogue, Service
from core.clock import Clock
from core.forms.kinds import Context, kind_of
from core.forms.model import Document, Field, Value
from tests.okno import NUMBER, Window

_BOLD = re.compile(r"<b>(.*?)</b>", re.S)


def picture(seed: int = 1, side: int = 700) -> bytes:
    """A sharp, light photograph of nothing in particular, different for every seed."""
    rng = random.Random(seed)
    image = Image.new("RGB", (side, side + 200), (235, 235, 230))
    draw = ImageDraw.Draw(image)
    for _ in range(220):
        x, y = rng.randrange(side), rng.randrange(side)
        draw.rectangle((x, y, x + 34, y + 12), fill=(rng.randrange(90), rng.randrange(90), rng.randrange(90)))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=90)
    return out.getvalue()


class Filling(Protocol):
    """A person in front of windows: each call returns when there is an answer to it."""

    async def window(self) -> Window: ...

    async def say(self, text: str) -> Window: ...

    async def tap(self, label: str, message: Window | None = None) -> object: ...

    async def send_file(self, kind: str, data: bytes, name: str, content_type: str) -> Window: ...


@dataclass
class Filler:
    """One person filling one service. `keeping`: how often what the profile offers is taken as it is."""

    person: Filling
    service: Service
    rng: random.Random
    clock: Clock
    given: dict[str, Value] = field(default_factory=dict)
    turns: int = 0
    pages: int = 0
    keeping: float = 0.5

    async def fill(self) -> str:
        """From the card's «Начать» to the registration number."""
        return await self.go_on(await self.open())

    async def go_on(self, window: Window) -> str:
        """From any window of the form to the registration number."""
        while True:
            self.turns += 1
            assert self.turns < 150, f"{self.service.id}: no end; the last window is\n{window.text}"
            if "отправлено. Номер" in window.text:
                found = NUMBER.search(window.text)
                assert found is not None
                return found.group()
            window = await self.step(window)

    async def open(self) -> Window:
        """Search by the code, open the card, start."""
        await self.person.say(self.service.code)
        window = await self.person.window()
        if not any("заявление" in label for label in window.labels):
            await self.person.tap(window.labels[0])
        await self.person.tap("Начать")
        window = await self.person.window()
        if "Продолжить" in window.labels:
            await self.person.tap("Продолжить", window)
        return await self.person.window()

    async def step(self, window: Window) -> Window:
        """Do the one thing this window asks for."""
        if any(label == "Отправить" for label in window.labels):
            await self.person.tap("Отправить", window)
            return await self.person.window()
        bold = [html.unescape(one) for one in _BOLD.findall(window.html)]
        if window.text.startswith("Документ"):
            return await self.attach(window, self._document(bold))
        if "Я понял так" in window.text:
            await self.person.tap("Да, верно", window)
            return await self.person.window()
        if "Уточните, что вы имели в виду" in window.text:
            await self.person.tap(window.labels[0], window)
            return await self.person.window()
        return await self.answer(window, self._question(bold, window))

    def _question(self, bold: list[str], window: Window) -> Field:
        standing = [one for one in self.service.form.asked(self.given) if one.id not in self.given]
        for one in standing:
            if one.title["ru"] in bold:
                return one
        raise AssertionError(f"{self.service.id}: unknown window\n{window.text}\n{bold}")

    def _document(self, bold: list[str]) -> Document:
        return next(one for one in self.service.form.documents if one.title["ru"] in bold)

    async def answer(self, window: Window, asked: Field) -> Window:
        context = Context(self.clock.today(), self.given, self.service.form)
        kind = kind_of(asked)
        text = kind.sample(asked, self.rng, context)
        parsed = kind.parse(text, asked, context)
        if asked.kind == "multichoice":
            return await self._tick(asked)
        buttons = dict(kind.buttons(asked, "ru"))
        self.given[asked.id] = parsed.value
        if "Оставить" in window.labels and self.rng.random() < self.keeping:
            await self.person.tap("Оставить", window)
            return await self._learn_kept(asked)
        if "Изменить" in window.labels:
            await self.person.tap("Изменить", window)
            window = await self.person.window()
        if text in buttons and buttons[text] in window.labels:
            await self.person.tap(buttons[text], window)
            return await self.person.window()
        return await self.person.say(text)

    async def _learn_kept(self, asked: Field) -> Window:
        """What was kept is not in the window; only that some answer stands matters for what follows."""
        return await self.person.window()

    async def _tick(self, asked: Field) -> Window:
        option = self.rng.choice(asked.options)
        self.given[asked.id] = [option]
        window = await self.person.window()
        while not any(option in label for label in window.labels):
            await self.person.tap("›", window)
            window = await self.person.window()
        await self.person.tap(next(label for label in window.labels if option in label), window)
        await self.person.tap("Готово")
        return await self.person.window()

    async def attach(self, window: Window, document: Document) -> Window:
        if "Дальше" in window.labels:
            await self.person.tap("Дальше", window)
            return await self.person.window()
        if document.optional and "Пропустить" in window.labels:
            await self.person.tap("Пропустить", window)
            return await self.person.window()
        data = picture(self.rng.randrange(10**6))
        self.pages += 1
        return await self.person.send_file("photo", data, "photo.jpg", "image/jpeg")


async def fill(person: Filling, catalogue: Catalogue, service_id: str, seed: int, clock: Clock) -> str:
    """The registration number of a filled and sent service."""
    return await Filler(person, catalogue.services[service_id], random.Random(seed), clock).fill()
