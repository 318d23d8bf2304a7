"""kill -9 at the moments that matter: nothing typed is asked again, nothing accepted is lost."""

import asyncio
import re
import signal
import time
from collections.abc import Mapping
from typing import Any

import pytest

from core.catalogue.model import Service
from tests.faults.filing import filler
from tests.okno import NUMBER
from tests.processes import Somebody, World, gone, kill

TAKEN_UP_WITHIN_S = 30.0  # far under the patience of a turn's lease; how fast it is, `make faults` measures


async def sent_number(
    world: World, person: Somebody, service_id: str, services: Mapping[str, Service], seed: int = 3
) -> str:
    return await filler(person, services[service_id], seed).fill()


async def department_inbox(
    world: World, service_id: str, services: Mapping[str, Service]
) -> list[dict[str, Any]]:
    department = services[service_id].department
    found = await world.sim("GET", f"/sim/departments/{department}/inbox")
    applications: list[dict[str, Any]] = found["applications"]
    return applications


async def copies(world: World, words: str) -> list[str]:
    """Texts of messages with these words that Telegram has shown, in the order they came."""
    sent = await world.calls("sendMessage")
    return [one["args"]["text"] for one in sent if one["applied"] and words in one["args"]["text"]]


@pytest.mark.fault("F1")
async def test_killed_between_two_answers_the_form_goes_on(
    any_world: World, services: Mapping[str, Service]
) -> None:
    """F1: dead after every step, and the next answer (or page) is taken as if nothing had been."""
    world, service_id = any_world, "signature-verify"
    await world.start()
    person = await world.person()
    await person.confirmed()
    service = services[service_id]
    filling = filler(person, service, seed=4)
    window = await filling.open()
    while "отправлено. Номер" not in window.text:
        await world.kill()
        await world.start()
        assert (await person.window()).text == window.text
        window = await filling.step(window)
    assert filling.turns <= len(service.form.fields) + 2 * len(service.form.documents) + 1
    (application,) = await department_inbox_with(world, service_id, services, window.text)
    assert set(application["answers"]) == set(filling.given)
    assert application["answers"] == filling.given


async def department_inbox_with(
    world: World, service_id: str, services: Mapping[str, Service], text: str
) -> list[dict[str, Any]]:
    found = NUMBER.search(text)
    assert found is not None
    async with asyncio.timeout(60):
        while True:
            inbox = await department_inbox(world, service_id, services)
            if mine := [one for one in inbox if one["number"] == found.group()]:
                return mine
            await asyncio.sleep(0.05)


@pytest.mark.fault("F1")
async def test_killed_before_the_next_question_is_shown_it_is_shown_after(
    any_world: World, services: Mapping[str, Service]
) -> None:
    """F1: the answer is in the draft and the window is not on the screen: only the window is owed."""
    world = any_world
    await world.start()
    person = await world.person()
    await person.confirmed()
    service = services["employer-debt-wages-check"]
    filling = filler(person, service, seed=4)
    first = await filling.open()
    await world.fault("sendMessage", delay_s=4, drop_before=True)
    written = await person.write("ООО «Ромашка»")
    await asyncio.sleep(1.5)
    await world.kill()
    await world.start()
    window = await person.below(written)
    assert window.text != first.text
    assert "ИНН" in window.text


@pytest.mark.fault("F1")
async def test_killed_while_registering_nothing_is_asked_for_twice(any_world: World) -> None:
    """F1: consent and phone are stored, what comes next is owed; neither is asked again."""
    world = any_world
    await world.start()
    person = await world.person()
    await person.say("/start")
    await person.tap("Зарегистрироваться")
    for give, comes in ((agree, "номер телефона"), (own_contact, "Напишите, что вам нужно")):
        await world.fault("*", times=8, delay_s=4, drop_before=True)
        giving = asyncio.create_task(give(person))
        await asyncio.sleep(1.5)
        await world.kill()
        await world.session.delete(world.url + "/sim/faults")
        await world.start()
        await giving
        assert comes in (await person.until(comes, timeout=60)).text
        assert comes in (await person.told())[-1].text


async def agree(person: Somebody) -> None:
    await person.press("Согласен")


async def own_contact(person: Somebody) -> None:
    await person.world.sim("POST", "/sim/messages", {"user": person.id, "contact": "own"})


@pytest.mark.fault("F2")
async def test_what_was_accepted_is_handled_by_the_next_process(any_world: World) -> None:
    """F2: Telegram has been told that these arrived; nobody else will ever bring them again."""
    world = any_world
    await world.start()
    people = [await world.person() for _ in range(30)]
    await world.fault("sendMessage", times=30, delay_s=0.7)
    written = await asyncio.gather(*(one.write("/start") for one in people))
    await confirmed_all(world)
    await world.kill()
    await world.session.delete(world.url + "/sim/faults")
    answered = [bool(await one.told()) for one in people]
    assert not all(answered), "killed too late to prove anything"
    await world.start()
    began = time.monotonic()
    await asyncio.gather(*(one.below(at) for one, at in zip(people, written, strict=True)))
    assert time.monotonic() - began < TAKEN_UP_WITHIN_S


async def confirmed_all(world: World) -> None:
    """Until nothing waits at Telegram any more."""
    async with asyncio.timeout(60):
        while True:
            token = world.env["BOT_TOKEN"]
            async with world.session.get(f"{world.url}/bot{token}/getWebhookInfo") as answer:
                if not (await answer.json())["result"]["pending_update_count"]:
                    return
            await asyncio.sleep(0.01)


@pytest.fixture
async def filed(any_world: World, services: Mapping[str, Service]) -> tuple[World, Somebody, str]:
    """Somebody who waits for news of an application."""
    await any_world.start()
    person = await any_world.person()
    await person.confirmed()
    number = await sent_number(any_world, person, "passport-rf-validity-check", services)
    await department_inbox_with(any_world, "passport-rf-validity-check", services, number)
    return any_world, person, number


@pytest.mark.fault("F3")
async def test_killed_before_sending_an_alert_comes_once(filed: tuple[World, Somebody, str]) -> None:
    """F3: committed and refused for a moment; the process that should try again is dead."""
    world, person, number = filed
    await world.fault("sendMessage", error_code=429, retry_after=2)
    await world.decide("mvd", number, "in_work")
    await asyncio.sleep(1)
    await world.kill()
    assert await copies(world, "В работе") == []
    await world.start()
    await person.until("В работе")
    await asyncio.sleep(1)
    (only,) = await copies(world, "В работе")
    assert "Повтор" not in only


@pytest.mark.fault("F4")
async def test_killed_while_sending_an_alert_comes_at_most_twice_and_says_so(
    filed: tuple[World, Somebody, str],
) -> None:
    """F4: Telegram does it, and nobody is left to hear of it."""
    world, person, number = filed
    await world.fault("sendMessage", delay_s=1.5)
    await world.decide("mvd", number, "in_work")
    await asyncio.sleep(0.7)
    await world.kill()
    await asyncio.sleep(1)
    await world.start()
    await person.until("Повтор")
    await asyncio.sleep(1.5)
    first, second = await copies(world, "В работе")
    assert "Повтор" not in first
    assert second.startswith("<i>Повтор")


@pytest.mark.fault("F4")
async def test_two_lost_answers_make_two_copies_and_a_place_in_the_list(
    filed: tuple[World, Somebody, str],
) -> None:
    """F4: after a second outcome that nobody saw there is no third copy; the news stand in their list."""
    world, person, number = filed
    await world.fault("sendMessage", times=2, drop_after=True)
    await world.decide("mvd", number, "in_work")
    await person.until("Повтор")
    await world.decide("mvd", number, "approved", comment="Ответ готовится")
    await person.until("Ответ готовится")
    assert len(await copies(world, "В работе")) == 2
    await person.say("/menu")
    await person.tap("Уведомления")
    assert "В работе" in (await person.window()).text


@pytest.mark.fault("F4")
async def test_a_message_deleted_without_an_answer_is_deleted_again(
    any_world: World, services: Mapping[str, Service]
) -> None:
    """F4: a passport's number does not stay in the chat because a connection broke."""
    world = any_world
    await world.start()
    person = await world.person()
    await person.confirmed()
    filling = filler(person, services["passport-rf-validity-check"], 3)
    await filling.open()
    await world.fault("deleteMessage", drop_before=True)
    await world.fault("deleteMessage", drop_after=True)
    written = await person.write("4510 123456")
    async with asyncio.timeout(60):
        while any(one.id == written for one in await person.chat()):
            await asyncio.sleep(0.05)
    statuses: list[int | None] = []
    async with asyncio.timeout(60):
        while len(statuses) < 3:
            calls = await world.calls("deleteMessage")
            statuses = [one["status"] for one in calls if one["args"]["message_id"] == written]
            await asyncio.sleep(0.05)
    assert statuses == [None, None, 400]


@pytest.mark.fault("F6")
async def test_sigterm_under_load_ends_in_time_and_loses_nothing(any_world: World) -> None:
    """F6: two deploys while twenty people write; by polling on SQLite, by webhook on PostgreSQL."""
    world = any_world
    env = {}
    if "DATABASE_URL" in world.env:
        env = {"WEBHOOK_URL": f"http://127.0.0.1:{world.port}", "WEBHOOK_SECRET": "s" * 64}
    await world.start(**env)
    people = [await world.person() for _ in range(20)]
    written: dict[int, int] = {}
    stop = asyncio.Event()

    async def chatter(person: Somebody) -> None:
        while not stop.is_set():
            written[person.id] = await person.write("/menu")
            await asyncio.sleep(0.5)

    tasks = [asyncio.create_task(chatter(one)) for one in people]
    for _ in range(2):
        await asyncio.sleep(1.5)
        old = world.pid
        began = time.monotonic()
        kill(old, signal.SIGTERM)
        await gone(old)
        assert time.monotonic() - began < 10
        await world.start(**env)
    stop.set()
    await asyncio.gather(*tasks)
    await asyncio.gather(*(one.below(written[one.id]) for one in people))
    log = world.log.read_text()
    assert "Traceback" not in log, log[-3000:]
    assert not re.search(r"error.*handler_failed", log)
