"""Ten rows of the fault catalogue, each with a kill -9 right after it: the next process answers."""

import asyncio
from collections.abc import Mapping

import pytest

from core.catalogue.model import Service
from tests.bot.hostile.rows import FIELD, ROWS, SERVICE
from tests.faults.filing import filler
from tests.okno import Window
from tests.processes import World
from tests.sample import sample


@pytest.mark.parametrize("name", sample(list(ROWS), 4))
async def test_a_row_with_a_kill_after_it(
    sqlite_world: World, services: Mapping[str, Service], name: str
) -> None:
    world = sqlite_world
    await world.start()
    person = await world.person()
    await person.confirmed()
    await filler(person, services[SERVICE], seed=4).open()
    await person.until(FIELD)
    body, words = ROWS[name]
    before = {one.id for one in await person.chat()}
    await world.sim("POST", "/sim/messages", {"user": person.id, **body})
    await world.kill()
    await world.start()
    told: list[Window] = []
    async with asyncio.timeout(60):
        while not any(words in one.text for one in told):
            await asyncio.sleep(0.05)
            told = [one for one in await person.told() if one.id not in before]
    assert sum(words in one.text for one in told) <= 2
    if "удалил" in words:
        own = [one for one in await person.chat() if one.raw["from"]["id"] == person.id]
        assert not [one for one in own if one.text == body["text"]]
    await person.write("/menu")
    menu = await person.waits("Продолжить")
    await person.tap("Продолжить", menu)
    assert "Вопрос 1 из" in (await person.until(FIELD)).text
