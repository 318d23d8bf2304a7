"""A walk through the whole bot that taps what was tapped least, and remembers every button it met."""

import random
from collections import Counter
from dataclasses import dataclass, field

from bot.channel import GLOBAL
from tests.bot.hostile.people import citizen_of, from_bot
from tests.e2e.filler import picture
from tests.filing import file_application
from tests.okno import Okno, Person, Window

FILED, BEGUN = "account-driving-licence-add", "account-confirmation"
OPENERS = (
    "/menu",
    "потерял паспорт",
    "/applications",
    "/help",
    "MINCIFRY-113",
    "/services",
    "/language",
    "ыъ",
)


@dataclass
class Tour:
    """Who walked, and what was seen on the way."""

    okno: Okno
    person: Person
    numbers: list[str] = field(default_factory=list)
    drafts: list[int] = field(default_factory=list)
    pressed: dict[str, int] = field(default_factory=dict)
    """Callback data, and the message it was last seen under."""
    windows: list[Window] = field(default_factory=list)
    _tapped: Counter[str] = field(default_factory=Counter)

    async def look(self) -> Window:
        """Remember every button in the chat; returns the last window."""
        seen = [one for one in await self.person.messages() if from_bot(one, self.person)]
        for one in seen:
            for row in one.raw["buttons"] or []:
                for button in row:
                    if "data" in button:
                        self.pressed[button["data"]] = one.id
        self.windows.append(seen[-1])
        return seen[-1]

    async def walk(self, steps: int, seed: int = 1, avoid: tuple[str, ...] = ()) -> None:
        """Tap the button of the last window that was tapped least; type something where none is left.

        `avoid` are actions left alone, as «set:».
        """
        rng = random.Random(seed)
        for _ in range(steps):
            window = await self.look()
            least = self._least(window, avoid)
            if least is None or rng.random() < 0.06:
                await self.person.say(rng.choice(OPENERS))
                continue
            self._tapped[least[0]] += 1
            toast = await self.person.tap_data(window, least[1])
            assert toast != "Эта кнопка устарела. Вот что открыто сейчас.", (least, window.text)

    def _least(self, window: Window, avoid: tuple[str, ...]) -> tuple[str, str] | None:
        head = window.text.split("\n")[0][:30]
        buttons = [
            (f"{head}|{button['data'].rpartition(chr(29))[2].partition('@')[0]}", str(button["data"]))
            for row in window.raw["buttons"] or []
            for button in row
            if "data" in button and not any(f"a:{action}" in button["data"] for action in avoid)
        ]
        return min(buttons, key=lambda one: self._tapped[one[0]], default=None)


async def tour(okno: Okno, **extra: object) -> Tour:
    """Somebody who has met everything: registered, with an application sent, one to add to, and drafts."""
    person = await okno.person(**extra)  # type: ignore[arg-type]
    seen = Tour(okno, person)
    await person.say("/start")
    await seen.walk(15)
    citizen = await citizen_of(okno, person, consented=False)
    await okno.core.citizens.decide_consent(citizen, True, citizen.language)
    await okno.core.citizens.register(citizen, person.phone)
    await okno.core.citizens.set_language(citizen, "ru")
    citizen = await citizen_of(okno, person, consented=False)
    for number in range(3):
        answers = {"full_name": "Канареева Анна Петровна"}
        filed = await file_application(okno.core, citizen, FILED, answers)
        seen.numbers.append(filed)
        await okno.quiet()
        status = ("needs_documents", "rejected", "awaiting_payment")[number]
        needs = {"fields": ["snils"], "documents": ["other_document"]} if number == 0 else {}
        await okno.decide(filed, status, comment="Замечание", reason="Причина", needs=needs)
        await okno.quiet()
        await seen.look()
    seen.drafts.append(await okno.core.drafts.start(citizen, okno.core.catalogue.services[BEGUN]))
    await _through_a_form(seen)
    return seen


async def _through_a_form(seen: Tour) -> None:
    """The windows of a form in their order: questions, a calendar, a document, the review."""
    person = seen.person
    window = await person.say("/menu")
    await person.tap_data(window, f"{GLOBAL}draft:{seen.drafts[0]}")
    await seen.look()
    await person.say("Канареева Анна Петровна")
    await seen.look()
    for label in ("Календарь", "1980", "янв", "15"):
        await person.tap(label)
        await seen.look()
    await person.say("112-233-445 95")
    while not (window := await seen.look()).text.startswith("Документ"):
        await person.tap("Оставить" if "Оставить" in window.labels else window.labels[0])
    await person.send_file("photo", picture(7), "x.jpg", "image/jpeg")
    await seen.look()
    await person.tap("Дальше")
    await seen.look()
    for label in ("Изменить ответ", "Назад", "Отменить", "Вернуться к заявлению"):
        await person.tap(label)
        await seen.look()
