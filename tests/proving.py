"""Ways to prove who one is through the front door: fields, pictures, and staff's queue."""

import itertools
import random
from typing import Any, Protocol

from PIL import Image, ImageDraw

from core.forms.kinds.registers import snils_control
from tests.core.files.uploads import picture
from tests.okno import Okno, Person, Window

SNILS_SPARE = "112-233-445 95"
INN = "500100732259"
_numbers = itertools.count(random.Random(5).randrange(2_000_000, 3_000_000))


def snils() -> str:
    """A valid one that no other test has."""
    nine = f"{next(_numbers):09}"
    return nine + snils_control(nine)


def page(*, margin: int = 90, glare: bool = False) -> Image.Image:
    """A photographed page: grey table, light paper, lines of text, grain."""
    rng = random.Random(3)
    shot = Image.effect_noise((1200, 900), 8).point(lambda level: 60 + level // 2)
    pen = ImageDraw.Draw(shot)
    pen.rectangle((margin, margin, 1200 - margin, 900 - margin), fill=205)
    for top in range(margin + 20, 900 - margin - 20, 40):
        words = "".join(rng.choice("ABCDEFGHKLMNPRST 0123456789") for _ in range(400))
        pen.text((margin + 12, top), words[: (1200 - 2 * margin) // 6], fill=20)
    if glare:
        pen.ellipse((450, 300, 760, 520), fill=255)
    return shot.convert("RGB")


def shot(seed: int) -> bytes:
    """A good picture of a page; every seed another one."""
    made = page()
    made.paste((seed * 9, seed * 9, seed * 9), (200 + 20 * seed, 200, 215 + 20 * seed, 215))
    return picture(made)


async def at_way(person: Person, way: str) -> None:
    """From the menu to the first thing asked for."""
    await person.say("/menu")
    await person.tap("Профиль")
    await person.tap("Подтвердить личность")
    await person.tap(way)
    await person.tap("Начать")


class Writes(Protocol):
    """Whoever can write to the bot, in one process or over several."""

    async def say(self, text: str) -> Window: ...


async def fill_fields(person: Writes, number: str) -> None:
    await person.say("Смирнова Анна Петровна")
    await person.say("14.03.1968")
    await person.say(number)
    await person.say(INN)


async def send_pictures(person: Person) -> None:
    for seed in (1, 2, 3):
        await person.send_file("photo", shot(seed), "p.jpg", "image/jpeg")


async def in_queue(okno: Okno, person: Person) -> dict[str, Any]:
    found = await okno.sim("GET", "/sim/reviews")
    return next(one for one in found["reviews"] if one["user"] == person.id)
