"""A process dies while somebody proves who they are: what was sent stays, the decision arrives once."""

from tests.processes import World
from tests.proving import fill_fields, snils


async def test_killed_before_the_review_and_before_the_decision(any_world: World) -> None:
    world = any_world
    await world.start()
    person = await world.person()
    await person.register()
    await person.say("/menu")
    for label in ("Профиль", "Подтвердить личность", "Видео с паспортом", "Начать"):
        await person.tap(label)
    await fill_fields(person, snils())
    await person.send_file("video_note", b"\0\0\0\x18ftypmp42" + b"\0" * 900, "v.mp4", "video/mp4")
    await person.until("Всё на месте")
    await world.kill()
    await world.start()
    await person.tap("Отправить на проверку")
    await person.until("На проверке")
    await world.kill()
    (review,) = (await world.sim("GET", "/sim/reviews"))["reviews"]
    for _ in range(2):
        answer = await world.sim("POST", f"/sim/reviews/{review['id']}", {"decision": "approve"})
        assert answer["state"] == "approved"
    await world.start()
    await person.until("Личный профиль подтверждён")
    told = [one for one in await person.told() if "Личный профиль подтверждён" in one.text]
    assert len(told) == 1
