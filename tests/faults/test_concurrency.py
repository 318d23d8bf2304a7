"""What cannot be taken back, pressed fifty times at once: one effect and fifty answers.

By one process on SQLite, and by two of each role over PostgreSQL and Redis. Every way is gone by a person of
its own; what it brought about is counted in the database.
"""

import asyncio
import itertools
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import and_, func, select

from core.catalogue.model import Service
from core.db.engine import Database
from core.db.tables import (
    answers,
    applications,
    consents,
    drafts,
    inbox,
    notification_settings,
    outbox,
    profile_values,
    telegram_accounts,
)
from tests.faults.filing import filler
from tests.faults.replicas import ALL, SECRET, Replicas
from tests.faults.test_repeats import made_up, pressed
from tests.okno import Person, Window
from tests.processes import Somebody, World
from tests.sample import sample

TAPS = 50
FINAL = {"consents", "drafts", "open", "applications", "active", "submitted", "withdrawn", "switches"}
PASSPORT = "passport-rf-validity-check"
OTHERS = "employer-debt-wages-check"
Services = Mapping[str, Service]


async def start(world: World) -> None:
    """One process, or two of each role, hearing by webhook, so that updates can also be made up."""
    if world.env.get("DATABASE_URL"):
        await Replicas(world).start(*ALL)
    else:
        await world.start(WEBHOOK_URL=f"http://127.0.0.1:{world.port}", WEBHOOK_SECRET=SECRET)


@pytest.fixture
async def running(any_world: World) -> World:
    await start(any_world)
    return any_world


async def consenting(person: Somebody, _: Services) -> Window:
    await person.say("/start")
    await person.tap("Зарегистрироваться")
    return await person.window()


async def at_card(person: Somebody, _: Services) -> Window:
    await person.confirmed()
    window = await person.say("MVD-115")
    if not any("Начать" in label for label in window.labels):
        await person.tap(window.labels[0], window)
    return await person.waits("Начать")


async def reviewing(person: Somebody, services: Services) -> Window:
    await person.confirmed()
    filling = filler(person, services[OTHERS], seed=4)
    window = await filling.open()
    while "Отправить" not in window.labels:
        window = await filling.step(window)
    return window


async def cancelling(person: Somebody, services: Services) -> Window:
    await reviewing(person, services)
    await person.write("/cancel")
    return await person.waits("Отменить заявление")


async def withdrawing(person: Somebody, services: Services) -> Window:
    await person.confirmed()
    number = await filler(person, services[PASSPORT], 3).fill()
    await person.say(f"/status {number}")
    await person.tap("Отозвать заявление")
    return await person.waits("Отозвать")


async def adding(person: Somebody, services: Services) -> Window:
    """At the card of an application that a department wants more for."""
    await person.confirmed()
    number = await filler(person, services[PASSPORT], 3).fill()
    await at_department(person.world, number)
    await person.world.decide("mvd", number, "needs_documents", needs={"fields": ["snils"], "documents": []})
    await person.until("просит дополнить")
    await person.write(f"/status {number}")
    return await person.until("Ход за вами")


async def at_department(world: World, number: str) -> None:
    async with asyncio.timeout(60):
        while True:
            held = await world.sim("GET", "/sim/departments/mvd/inbox")
            if any(one["number"] == number for one in held["applications"]):
                return
            await asyncio.sleep(0.05)


async def sending_more(person: Somebody, services: Services) -> Window:
    window = await adding(person, services)
    await person.press("Добавить документы", window)
    await person.until("СНИЛС</b>", "Укажите СНИЛС", "Вопрос 1")
    await person.write("112-233-445 95")
    return await person.waits("Отправить")


async def revoking(person: Somebody, _: Services) -> Window:
    await person.register()
    for label in ("Профиль", "Согласие на обработку", "Отозвать согласие"):
        await person.tap(label)
    return await person.waits("Отозвать")


async def switching(person: Somebody, _: Services) -> Window:
    await person.register()
    await person.say("/menu")
    for label in ("Уведомления", "Настроить"):
        await person.tap(label)
    return await person.waits("✓ Профиль")


async def forgetting(person: Somebody, _: Services) -> Window:
    await person.register()
    for label in ("Профиль", "Контакты", "Добавить: Электронная почта"):
        await person.tap(label)
    await person.say("anna@example.ru")
    await person.tap("Изменить: Электронная почта")
    await person.prove()
    return await person.waits("Удалить из профиля")


@dataclass(frozen=True)
class Way:
    """How a person comes to a button, what it says, and what one press of it brings about."""

    go: Callable[[Somebody, Services], Awaitable[Window]]
    label: str
    brings: Mapping[str, int]


WAYS = {
    "consent": Way(consenting, "Согласен", {"consents": 1}),
    "start": Way(at_card, "Начать", {"drafts": 1, "open": 1}),
    "submit": Way(reviewing, "Отправить", {"applications": 1, "active": 1, "submitted": 1, "open": -1}),
    "cancel": Way(cancelling, "Отменить заявление", {"open": -1, "answers": -3}),
    "withdraw": Way(withdrawing, "Отозвать", {"active": -1, "withdrawn": 1}),
    "add": Way(adding, "Добавить документы", {"drafts": 1, "open": 1}),
    "send-more": Way(sending_more, "Отправить", {"submitted": 1, "open": -1}),
    "revoke": Way(revoking, "Отозвать", {"consents": 1}),
    "switch": Way(switching, "✓ Профиль", {"switches": 1}),
    "forget": Way(forgetting, "Удалить из профиля", {"profile": -1}),
}


async def effects(world: World, person: Somebody) -> dict[str, int]:
    """What there is of this person."""
    owner = select(telegram_accounts.c.citizen_id).where(telegram_accounts.c.user_id == person.id)
    who = owner.scalar_subquery()
    own = select(drafts.c.id).where(drafts.c.citizen_id == who)
    counted: dict[str, Any] = {
        "consents": (consents, consents.c.citizen_id == who),
        "drafts": (drafts, drafts.c.citizen_id == who),
        "open": (drafts, and_(drafts.c.citizen_id == who, drafts.c.state == "open")),
        "answers": (answers, answers.c.draft_id.in_(own)),
        "applications": (applications, applications.c.citizen_id == who),
        "active": (applications, and_(applications.c.citizen_id == who, applications.c.active)),
        "submitted": (outbox, outbox.c.topic == "department.submit"),
        "withdrawn": (outbox, outbox.c.topic == "department.withdraw"),
        "switches": (notification_settings, notification_settings.c.citizen_id == who),
        "profile": (profile_values, profile_values.c.citizen_id == who),
    }
    database = Database(world.database)
    async with database.read() as conn:
        found = {
            name: int(await conn.scalar(select(func.count()).select_from(table).where(which)) or 0)
            for name, (table, which) in counted.items()
        }
    await database.close()
    return found


async def tapped(world: World, person: Somebody, window: Window, label: str) -> int:
    """Press fifty times at once; returns how many presses were answered, however late a busy machine was."""
    before = len(await world.calls("answerCallbackQuery"))
    body = {"user": person.id, "message_id": window.id, "data": window.data(label)}
    await asyncio.gather(*(world.sim("POST", "/sim/taps", body) for _ in range(TAPS)))
    await idle(world)
    answers = (await world.calls("answerCallbackQuery"))[before:]
    return len({one["args"]["callback_query_id"] for one in answers if one["applied"]})


async def idle(world: World) -> None:
    """Until everything that was stored has been handled, and all that is due is on its way."""
    database = Database(world.database)
    async with asyncio.timeout(60):
        while True:
            async with database.read() as conn:
                left = await conn.scalar(
                    select(func.count()).select_from(inbox).where(inbox.c.state.in_(("new", "claimed")))
                )
            if not left:
                break
            await asyncio.sleep(0.1)
    await database.close()


async def one_way(world: World, services: Services, name: str) -> str | None:
    """What went otherwise than it should."""
    way = WAYS[name]
    person = await world.person()
    window = await way.go(person, services)
    before = await effects(world, person)
    answered = await tapped(world, person, window, way.label)
    after = await effects(world, person)
    watched = FINAL | set(way.brings)
    brought = {key: after[key] - before[key] for key in watched if after[key] != before[key]}
    menu = await person.below(await person.write("/menu"))
    if brought == way.brings and answered == TAPS and menu.labels:
        return None
    return f"{name}: {brought}, not {way.brings}; {answered} answered; then {menu.labels}"


async def test_fifty_presses_at_once_have_one_effect(sqlite_world: World, services: Services) -> None:
    """F25: on every button that cannot be taken back; and the person can go on afterwards."""
    await start(sqlite_world)
    told = [await one_way(sqlite_world, services, name) for name in WAYS]
    assert [one for one in told if one] == []
    assert "handler_failed" not in sqlite_world.log.read_text()


@pytest.mark.parametrize("name", sample([*WAYS], 1))
async def test_fifty_presses_over_replicas_have_one_effect(
    replicas: Replicas, services: Services, name: str
) -> None:
    """The same with two of each role: two bots never have one citizen's presses in hand at once."""
    await start(replicas.world)
    assert await one_way(replicas.world, services, name) is None
    assert "handler_failed" not in replicas.world.log.read_text()


async def test_two_devices_and_five_fast_taps(running: World, services: Services) -> None:
    """F26: one window on two devices: what one presses the other presses too; five taps are one step."""
    person = await running.person()
    window = await reviewing(person, services)
    taps = [("Изменить", window), ("Отправить", window)]
    labels = [(label, one) for label, one in taps if any(label in text for text in one.labels)]
    bodies = [{"user": person.id, "message_id": one.id, "data": one.data(label)} for label, one in labels * 5]
    answered = await asyncio.gather(*(running.sim("POST", "/sim/taps", body) for body in bodies))
    assert all(one["answered"] for one in answered)
    await idle(running)
    found = await effects(running, person)
    assert found["applications"] + found["open"] == 1, "sent, or still open: never both, never twice"
    assert found["submitted"] == found["applications"]
    assert (await person.say("/menu")).labels


async def test_everything_again_and_in_any_order(running: World, services: Services) -> None:
    """F18, F19: each update of a whole form three times, turned about: nothing doubled, nothing parked."""
    person = await running.person()
    await person.confirmed()
    await filler(person, services[OTHERS], seed=4).open()
    window = await person.window()
    anybody: Any = Person(None, person.id, "")  # type: ignore[arg-type]  # only its id is asked for
    updates = [
        made_up(anybody, 9_000_001, "ООО «Ромашка»"),
        pressed(anybody, 9_000_002, window.id, "nothing:such"),
        made_up(anybody, 9_000_003, "7707083893"),
        made_up(anybody, 9_000_004, "Москва"),
    ]
    headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
    address = f"http://127.0.0.1:{running.port}/telegram"

    async def deliver(update: dict[str, Any]) -> int:
        async with running.session.post(address, json=update, headers=headers) as answer:
            return answer.status

    for update in updates:
        assert set(await asyncio.gather(*(deliver(update) for _ in range(5)))) == {200}
    review = await person.waits("Отправить")
    assert all(word in review.text for word in ("Ромашка", "7707083893", "Москва"))
    for order in itertools.islice(itertools.permutations(updates), 0, 24, 7):
        assert set(await asyncio.gather(*(deliver(one) for one in order))) == {200}
    await idle(running)
    found = await effects(running, person)
    assert (found["drafts"], found["answers"], found["applications"]) == (1, 3, 0)
    database = Database(running.database)
    async with database.read() as conn:
        ours = inbox.c.update_id.in_([one["update_id"] for one in updates])
        seen = await conn.scalar(select(func.count()).select_from(inbox).where(ours))
        parked = await conn.scalar(select(func.count()).select_from(inbox).where(inbox.c.state == "parked"))
    await database.close()
    assert (seen, parked) == (len(updates), 0)


async def test_inline_queries_are_answered_behind_a_webhook(running: World) -> None:
    """Whichever process the front hands a query to answers it itself: none is stored or waited for."""
    person = await running.person()
    for query in ("потерял паспорт", "загран", "pfuhfy", "потирял паспрот"):
        answer = await running.sim("POST", "/sim/inline", {"user": person.id, "query": query})
        assert answer["answered"], query
        assert "паспорт" in answer["results"][0]["title"].casefold(), query
