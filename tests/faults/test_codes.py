"""A death between the right code and the window that says so."""

import asyncio
import re

from sqlalchemy import func, select

from core.db.engine import Database
from core.db.tables import citizens
from tests.processes import World


async def test_a_registration_by_code_survives_the_death_that_hid_it(any_world: World) -> None:
    world = any_world
    await world.start()
    person = await world.person()
    await person.say("/start")
    await person.tap("Зарегистрироваться")
    await person.tap("Согласен")
    await person.until("Остался номер")
    await person.write("Другие способы")
    await person.waits("По электронной почте")
    await person.tap("По электронной почте")
    await person.until("Адрес электронной почты")
    await person.write("anna@example.ru")
    await person.until("Письмо с кодом отправлено")
    code = await _code(world, "anna@example.ru")
    await world.fault("sendMessage", times=5, delay_s=20, drop_before=True)
    await person.write(code)
    database = Database(world.database)
    async with asyncio.timeout(60):
        while True:
            async with database.read() as conn:
                done = citizens.c.registered_at.is_not(None)
                if await conn.scalar(select(func.count()).select_from(citizens).where(done)):
                    break
            await asyncio.sleep(0.02)
    await database.close()
    await world.kill()
    await world.session.delete(world.url + "/sim/faults")
    await world.start()
    window = await person.until("подтверждён.", "Осталось рассказать о себе")
    if "Продолжить" in window.labels:
        await person.tap("Продолжить", window)
        await person.until("Осталось рассказать о себе")
    letters = (await world.sim("GET", "/sim/mail/anna@example.ru"))["messages"]
    assert len(letters) == 1, "a code is never sent again"


async def _code(world: World, address: str) -> str:
    async with asyncio.timeout(60):
        while not (letters := (await world.sim("GET", f"/sim/mail/{address}"))["messages"]):
            await asyncio.sleep(0.05)
    found = re.search(r"\b\d{6}\b", letters[-1]["text"])
    assert found
    return found[0]
