"""A death between forgetting a citizen and telling them of it."""

import asyncio

from sqlalchemy import func, select

from core.db.engine import Database
from core.db.tables import citizens, erasures
from tests.processes import World


async def test_an_erasure_whose_window_was_never_drawn_is_told_after_the_death(any_world: World) -> None:
    world = any_world
    await world.start()
    person = await world.person()
    await person.register()
    await person.say("/menu")
    await person.tap("Профиль")
    await person.tap("Удалить учётную запись")
    await person.prove()
    await world.fault("sendMessage", times=5, delay_s=20, drop_before=True)
    await person.write("УДАЛИТЬ")
    database = Database(world.database)
    async with asyncio.timeout(60):
        while True:
            async with database.read() as conn:
                if await conn.scalar(select(func.count()).select_from(erasures)):
                    break
            await asyncio.sleep(0.02)
    await world.kill()
    await world.session.delete(world.url + "/sim/faults")
    await world.start()
    assert "Здесь о вас больше ничего не хранится" in (await person.until("Учётная запись удалена")).text
    async with database.read() as conn:
        assert (
            await conn.scalar(select(func.count()).select_from(citizens).where(citizens.c.level != "none"))
            == 0
        )
    await database.close()
