"""Row 71, and long things: a flood, texts in several messages, forms of many long answers."""

import asyncio
import time

import pytest

from bot.flood import BURST
from tests.bot.hostile.people import from_bot, stand_at_kind
from tests.okno import Okno, Person

pytestmark = pytest.mark.asyncio(loop_scope="module")

NOTICE = "Слишком много сообщений сразу"


async def notices(person: Person) -> int:
    return sum(NOTICE in one.text for one in await person.messages() if from_bot(one, person))


async def test_a_flood_gets_one_notice_and_hurts_nobody_else(okno: Okno) -> None:
    rude, calm = await okno.person(), await okno.person("Борис")
    await calm.say("/menu")
    flood = [
        okno.sim(
            "POST", "/sim/messages", {"user": rude.id, "text": "/start" if number % 2 else f"слово {number}"}
        )
        for number in range(BURST * 5)
    ]
    waits = []

    async def live() -> None:
        for text in ("/help", "потерял паспорт", "/menu"):
            started = time.monotonic()
            await okno.sim("POST", "/sim/messages", {"user": calm.id, "text": text})
            before = (await calm.window()).id
            while (await calm.window()).id == before and time.monotonic() - started < 10:
                await asyncio.sleep(0.02)
            waits.append(time.monotonic() - started)

    await asyncio.gather(*flood, live())
    await okno.quiet(timeout=60)
    assert await notices(rude) == 1
    assert max(waits) < 10
    replies = [one for one in await rude.messages() if from_bot(one, rude)]
    assert len(replies) < BURST + 60
    await asyncio.sleep(1.5)
    assert NOTICE not in (await rude.say("/menu")).text, "who slows down is heard again"


async def test_a_text_in_several_messages_is_never_two_answers(okno: Okno) -> None:
    """Row 2: an app splits 9,000 letters; the tail must not become the answer to the next question."""
    standing, asked = await stand_at_kind(okno, "long_text")
    before = await standing.state()
    await standing.person.say("я помню " * 1125)
    after = await standing.state()
    assert set(after[2]) <= {asked.id}
    assert after[1] == before[1] or after[0] == before[0] + 1
    shown = "\n".join(one.text for one in await standing.person.messages() if from_bot(one, standing.person))
    assert "4096" in shown or "4 096" in shown


@pytest.mark.parametrize("kind", ["text", "full_name", "address", "snils", "choice"])
async def test_nine_thousand_letters_are_refused_with_their_limit(okno: Okno, kind: str) -> None:
    standing, asked = await stand_at_kind(okno, kind)
    before = await standing.state()
    window = await standing.person.say("слово " * 1500)
    assert asked.title["ru"] in window.text
    assert await standing.state() == before
