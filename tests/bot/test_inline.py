"""Inline mode: cards of services in any chat, answered at once, of nobody's personal data."""

import asyncio
import time
from typing import Any

from sqlalchemy import func, select

from core.db.tables import inbox, telegram_accounts
from tests.okno import Okno, Person


async def asked(okno: Okno, person: Person, query: str, **more: Any) -> dict[str, Any]:
    answer = await okno.sim("POST", "/sim/inline", {"user": person.id, "query": query, **more})
    assert answer["answered"], query
    return answer


async def test_a_card_is_chosen_and_leads_back(okno_anywhere: Okno) -> None:
    okno = okno_anywhere
    person = await okno.person()
    found = (await asked(okno, person, "потерял паспорт"))["results"]
    assert found[0]["title"] == "Замена паспорта гражданина РФ при утрате"
    assert found[0]["description"].replace("\u00a0", " ").startswith("МВД · 5 рабочих дней · 1 500")
    await person.say("/menu")
    chosen = {"user": person.id, "choose": found[0]["id"], "chat": person.id}
    await okno.sim("POST", "/sim/inline", chosen)
    await okno.quiet(person.id)
    posted = [one for one in await person.messages() if one.raw.get("via_bot")][-1]
    assert "МВД · 5 рабочих дней" in posted.text
    button = posted.raw["buttons"][0][0]
    assert button["url"] == "https://t.me/okno_sandbox_bot?start=s_passport-rf-loss"
    assert (await person.messages())[-1].id == posted.id  # no search for the words of a card


async def test_it_works_for_people_never_met_and_keeps_nothing(okno: Okno) -> None:
    person = await okno.person(language_code="en")
    answer = await asked(okno, person, "lost documents")
    assert answer["results"][0]["title"].endswith("Lost documents")
    assert answer["button"]["text"] == "Open Окно"
    async with okno.core.works.look() as conn:
        assert await conn.scalar(select(func.count()).select_from(inbox)) == 0
        assert await conn.scalar(select(func.count()).select_from(telegram_accounts)) == 0


async def test_an_empty_query_shows_what_is_used_most(okno: Okno) -> None:
    person = await okno.person()
    answer = await asked(okno, person, "")
    assert len(answer["results"]) == 10
    flagships = [one.code for one in okno.core.services.ordered if one.flagship]
    assert answer["results"][0]["id"] in flagships
    more = await asked(okno, person, "", offset=answer["next_offset"])
    assert not {one["id"] for one in more["results"]} & {one["id"] for one in answer["results"]}


async def test_nonsense_offers_the_chat(okno: Okno) -> None:
    person = await okno.person()
    answer = await asked(okno, person, "абракадабра зюзя")
    assert answer["results"] == []
    assert "спросить в чате" in answer["button"]["text"]
    window = await person.say(f"/start {answer['button']['start_parameter']}")
    assert not any("устарела" in one.text for one in await person.messages())
    assert window.labels


async def test_whatever_is_typed_is_answered(okno: Okno) -> None:
    person = await okno.person()
    for query in ("п", "' OR 1=1--", "п" + "\u0301" * 200, "<b>&", "{user}", "👨‍👩‍👧" * 40, "\u202e"):
        await asked(okno, person, query)
    await asked(okno, person, "паспорт", offset="-5")
    await asked(okno, person, "паспорт", offset="x")


async def test_typing_on_drops_what_nobody_waits_for(okno: Okno) -> None:
    person = await okno.person()
    started = time.monotonic()
    letters = [asked(okno, person, "потерял паспорт"[:end]) for end in (3, 6, 9, 15)]
    done, waiting = await asyncio.wait([asyncio.ensure_future(one) for one in letters], timeout=8)
    assert done
    assert time.monotonic() - started < 9
    for one in waiting:
        one.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)
    assert (await asked(okno, person, "потерял паспорт"))["results"]
