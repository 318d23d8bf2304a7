"""What citizens begin most stands first among equals, and in inline mode before a word is typed."""

import asyncio

from core.catalogue.usecases import Found
from tests.filing import citizen_of
from tests.okno import PATIENCE_S, Okno, start

QUERY = "загранпаспорт ребёнку"


async def begun(okno: Okno, service_id: str, people: int, first: int) -> None:
    """So many citizens start an application; then an hour passes."""
    for number in range(first, first + people):
        citizen = await citizen_of(okno.core, number, f"+7903{number:07}")
        await okno.core.drafts.start(citizen, okno.core.catalogue.services[service_id])
    await okno.core.popularity.refresh()


async def test_of_equals_the_more_used_comes_first(okno_anywhere: Okno) -> None:
    okno = okno_anywhere
    person = await okno.person()
    found = okno.core.services.find(QUERY, 10)
    first, second = found[:2]
    before = (await person.say(QUERY)).labels
    assert before[0] == okno.core.services.short_title(first.service)
    await begun(okno, second.service.id, people=5, first=5001)
    after = (await person.say(QUERY)).labels
    assert after[:2] == [before[1], before[0]]
    await begun(okno, worse(found).service.id, people=30, first=6001)
    last = (await person.say(QUERY)).labels
    assert set(last[:2]) == set(before[:2]), "a better match is never overtaken"


def worse(found: list[Found]) -> Found:
    """One that says clearly less of the query than the first."""
    return next(one for one in found if one.score < found[0].score - 0.03)


async def test_before_a_word_is_typed_inline_mode_shows_what_is_begun_most(okno: Okno) -> None:
    person = await okno.person()
    rare = next(one for one in reversed(okno.core.services.ordered) if not one.flagship)
    ask = {"user": person.id, "query": ""}
    shown = await okno.sim("POST", "/sim/inline", ask)
    assert rare.code not in [one["id"] for one in shown["results"]]
    await begun(okno, rare.id, people=2, first=5001)
    shown = await okno.sim("POST", "/sim/inline", ask)
    assert shown["results"][0]["id"] == rare.code


async def test_whoever_starts_anew_knows_what_was_popular(okno: Okno) -> None:
    rare = next(one for one in reversed(okno.core.services.ordered) if not one.flagship)
    citizen = await citizen_of(okno.core, 5001, "+79030005001")
    await okno.core.drafts.start(citizen, rare)
    await okno.service.stop()
    await okno.session.close()
    await okno.core.close()
    again, stop = await start(okno.settings.okno_home, port=okno.settings.okno_port)
    try:
        person = await again.person()
        async with asyncio.timeout(PATIENCE_S):
            while again.core.services.most_used[0].id != rare.id:
                await asyncio.sleep(0.02)
        shown = await again.sim("POST", "/sim/inline", {"user": person.id, "query": ""})
        assert shown["results"][0]["id"] == rare.code
    finally:
        await stop()
