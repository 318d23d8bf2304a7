"""Two of each over one PostgreSQL and one Redis: order holds, the dead are replaced, the late fenced."""

import asyncio
import signal
import time
from collections.abc import Mapping

import pytest
from sqlalchemy import func, select

from core.catalogue.model import Service
from core.db.engine import Database
from core.db.tables import attachments, inbox
from tests.e2e.filler import picture
from tests.faults.filing import filler
from tests.faults.replicas import ALL, Replicas
from tests.processes import Somebody, kill

LATE_S = 30.0  # no test asserts a speed: `make faults` measures how soon the work is taken over


@pytest.mark.fault("F7")
async def test_answers_sent_at_once_are_taken_in_order(
    replicas: Replicas, services: Mapping[str, Service]
) -> None:
    """F7: a whole form typed without waiting, by several people, over two bots and two doors."""
    await replicas.start(*ALL)
    people = await asyncio.gather(*(replicas.world.person() for _ in range(6)))
    service = services["employer-debt-wages-check"]

    async def in_one_go(person: Somebody) -> str:
        await person.confirmed()
        await filler(person, service, seed=4).open()
        for words in ("ООО «Ромашка»", "7707083893", "Москва"):
            await person.write(words)
        return (await person.waits("Отправить")).text

    for review in await asyncio.gather(*(in_one_go(one) for one in people)):
        assert "Ромашка" in review
        assert "7707083893" in review
        assert "Москва" in review
    assert replicas.logged("handler_failed") == []


@pytest.mark.fault("F2")
async def test_what_a_bot_that_dies_held_is_taken_over(replicas: Replicas) -> None:
    """F2: what it held is taken up by the other; told in one line for each turn, and counted."""
    await replicas.start("web", "web", "bot", "dispatcher")
    (doomed,) = replicas.of("bot")
    people = await asyncio.gather(*(replicas.world.person() for _ in range(12)))
    await replicas.world.fault("sendMessage", times=12, delay_s=9)
    written = await asyncio.gather(*(one.write("/start") for one in people))
    await replicas.start("bot")
    await replicas.kill(doomed)
    await replicas.world.session.delete(replicas.world.url + "/sim/faults")
    began = time.monotonic()
    await asyncio.gather(*(one.below(at) for one, at in zip(people, written, strict=True)))
    assert time.monotonic() - began < LATE_S
    taken = replicas.logged("turn_taken_over")
    assert taken, "the one that died held nothing: killed too late to prove anything"
    assert len({one["inbox_id"] for one in taken}) == len(taken)
    assert await replicas.figure("okno_inbox_taken_over_total") == len(taken)


async def test_the_sender_that_dies_is_replaced(replicas: Replicas, services: Mapping[str, Service]) -> None:
    await replicas.start(*ALL)
    person = await replicas.world.person()
    await person.confirmed()
    number = await filler(person, services["passport-rf-validity-check"], 3).fill()
    dead = await replicas.sender()
    await replicas.kill(dead)
    began = time.monotonic()
    await replicas.world.decide("mvd", number, "in_work")
    await person.until("В работе")
    assert time.monotonic() - began < LATE_S
    assert len(replicas.logged("sender_taken_over")) == 1
    assert await replicas.figure("okno_sender_taken_over_total") == 1


async def test_a_sender_that_ends_in_order_is_no_alarm(replicas: Replicas) -> None:
    await replicas.start("web", "dispatcher", "dispatcher")
    first = await replicas.sender()
    began = time.monotonic()
    await replicas.kill(first, signal.SIGTERM)
    await replicas.sender()
    assert time.monotonic() - began < 30
    assert replicas.logged("sender_taken_over") == []


@pytest.mark.fault("F8")
async def test_a_handler_that_outlives_its_lease_commits_nothing(
    replicas: Replicas, services: Mapping[str, Service]
) -> None:
    """F8: a bot freezes before its commit, another does the work, the first wakes up: one effect."""
    await replicas.start("web", "bot", "dispatcher")
    person = await replicas.world.person()
    await person.confirmed()
    service = services["signature-verify"]
    filling = filler(person, service, seed=4)
    window = await filling.open()
    while service.form.fields and "окумент" not in window.text and "айл" not in window.text:
        window = await filling.step(window)
    (frozen,) = replicas.of("bot")
    await replicas.world.fault("getFile", delay_s=1.2)
    sending = asyncio.create_task(person.send_file("document", picture(), "page.jpg", "image/jpeg"))
    await asyncio.sleep(0.6)
    kill(frozen.pid, signal.SIGSTOP)
    await replicas.start("bot")
    await sending
    kill(frozen.pid, signal.SIGCONT)
    told = await replicas.told("fenced")
    assert len(told) == 1
    assert await replicas.figure("okno_inbox_fenced_total") == 1
    database = Database(replicas.world.database)
    async with database.read() as conn:
        assert await conn.scalar(select(func.count()).select_from(attachments)) == 1
        assert await conn.scalar(select(inbox.c.applied).where(inbox.c.id == told[0]["inbox_id"]))
    await database.close()
