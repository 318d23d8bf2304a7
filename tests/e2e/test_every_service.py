"""Every service, from search to its number and the department's alerts, through the front door."""

import random
from pathlib import Path

import pytest

from tests.e2e.filler import Filler, fill, picture
from tests.okno import Okno, Person, Window
from tests.sample import WHOLE

CATALOGUE = sorted(
    path.stem for path in (Path(__file__).parents[2] / "catalogue" / "services").rglob("*.yaml")
)
SEED = 20_261_122
# A part is what one test fills: the whole catalogue in one would hold a worker for the best part of an hour.
PART = 24
SAMPLE = random.Random(SEED).sample(CATALOGUE, PART)
PARTS = [CATALOGUE[start : start + PART] for start in range(0, len(CATALOGUE), PART)] if WHOLE else [SAMPLE]


@pytest.mark.parametrize("chosen", PARTS, ids=lambda part: f"{part[0]} and {len(part) - 1} more")
async def test_services_can_be_filled_and_are_told_of(okno: Okno, chosen: list[str]) -> None:
    failed = []
    for service_id in chosen:
        person = await okno.confirmed()
        seed = SEED + CATALOGUE.index(service_id)
        try:
            number = await fill(person, okno.core.catalogue, service_id, seed, okno.core.clock)
            await okno.decide(number, "in_work")
            alert = await person.until("В работе", timeout=60)
            assert number in alert.text
        except (AssertionError, TimeoutError) as error:
            failed.append(f"{service_id}: {error!r}"[:1500])
    assert not failed, f"{len(failed)} of {len(chosen)} failed:\n" + "\n\n".join(failed[:10])


async def test_the_parts_are_the_catalogue(okno: Okno) -> None:
    """Else a service could be left out of every part."""
    assert sorted(okno.core.catalogue.services) == CATALOGUE


@pytest.mark.parametrize("words", ["потерял паспорт", "потирял паспрот"])
async def test_the_main_job_on_both_databases(okno_anywhere: Okno, words: str) -> None:
    """«Потерял паспорт» to a number, a decision with a file, and a card that tells the whole story."""
    okno = okno_anywhere
    person = await okno.confirmed()
    await person.say(words)
    assert any("паспорта при утрате" in label for label in (await person.window()).labels)
    number = await fill(person, okno.core.catalogue, "passport-rf-loss", 5, okno.core.clock)
    for status, told in (
        ("registered", "Зарегистрировано"),
        ("in_work", "В работе"),
        ("approved", "Одобрено"),
    ):
        await okno.decide(number, status)
        assert number in (await person.until(told)).text
    await okno.decide_with_file(number, "ready", "Решение.pdf", b"%PDF-1.4 decision")
    ready = await person.until("Готово к выдаче")
    assert number in ready.text
    await person.until_file("Решение.pdf")
    window = await person.say(f"/status {number}")
    assert number in window.text
    stranger = await okno.person("Пётр")
    theirs = [one.text for one in await _after(stranger, f"/status {number}")]
    nobody = [one.text for one in await _after(stranger, "/status 111-111-118")]
    assert theirs == [text.replace("111-111-118", number) for text in nobody]


async def _after(person: Person, text: str) -> list[Window]:
    """Everything the bot says to this, keyboards left aside."""
    before = {one.id for one in await person.messages()}
    await person.say(text)
    return [one for one in await person.messages() if one.id not in before and one.text != text]


async def test_nothing_is_sent_once_the_level_is_lowered(okno: Okno) -> None:
    person = await okno.confirmed()
    filler = Filler(
        person, okno.core.catalogue.services["passport-rf-loss"], random.Random(5), okno.core.clock
    )
    window = await filler.open()
    while "Отправить" not in window.labels:
        window = await filler.step(window)
    await okno.sim("POST", "/sim/level", {"user": person.id, "level": "standard"})
    await person.tap("Отправить", window)
    assert any("стал ниже нужного" in one.text for one in await person.messages())
    assert not await okno.departments()


async def test_what_a_department_asks_for_in_words_can_be_sent_too(okno: Okno) -> None:
    """A comment and no list: one document of any kind is taken, the number stays."""
    person = await okno.confirmed()
    number = await fill(person, okno.core.catalogue, "passport-rf-loss", 5, okno.core.clock)
    await okno.decide(number, "needs_documents", comment="Пришлите справку из полиции")
    await person.until("Пришлите справку")
    await person.tap("Добавить документы")
    await person.send_file("photo", picture(77), "photo.jpg", "image/jpeg")
    await person.tap("Дальше")
    await person.tap("Отправить")
    assert number in (await person.window()).text
    (held,) = await okno.departments()
    inbox = await okno.sim("GET", f"/sim/departments/{held}/inbox")
    assert [one["number"] for one in inbox["applications"]] == [number]
