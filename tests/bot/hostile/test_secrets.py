"""Row 72: codes, cards and documents where nobody asked: deleted, warned about, kept nowhere."""

import io
import json
import logging
import re
from collections.abc import Iterator

import pytest
from sqlalchemy import select

from bot.channel import GLOBAL
from core.db.tables import inbox, metadata
from core.logs import _Formatter as Formatter
from tests.bot.hostile.people import (
    citizen_of,
    from_bot,
    stand_at_document,
    stand_at_kind,
    without_flood_measure,
)
from tests.okno import Okno, Person, Window
from tests.sample import sample

pytestmark = pytest.mark.asyncio(loop_scope="module")

SECRETS = {
    "4 digits": "4821",
    "6 digits": "482 193",
    "code": "Код подтверждения 48-21-93, никому не сообщайте",
    "english code": "Your verification code is 482193",
    "password": "пароль от госуслуг 84729103",
    "card": "4111 1111 1111 1111",
    "card in words": "карта 5555555555554444 срок 12/29",
    "passport": "мой паспорт 45 10 583920",
    "snils": "112-233-445 95",
    "full-width": "４８２１９３",
}
WINDOWS = {
    "menu": "/menu",
    "help": "/help",
    "language": "/language",
    "catalogue": "/services",
    "applications": "/applications",
    "search": "потерял паспорт",
}


async def warned(person: Person, text: str) -> list[Window]:
    """Send it; returns what the bot said, once the message itself is gone from the chat."""
    before = {one.id for one in await person.messages()}
    await person.say(text)
    after = await person.messages()
    new = [one for one in after if one.id not in before]
    assert all(from_bot(one, person) for one in new), "the secret still lies in the chat"
    return new


@pytest.mark.parametrize("name", sample(list(SECRETS), 5))
async def test_a_secret_is_deleted_and_warned_about_in_every_window(okno: Okno, name: str) -> None:
    without_flood_measure(okno)
    person = await okno.person()
    for opener in WINDOWS.values():
        window = await person.say(opener)
        told = await warned(person, SECRETS[name])
        assert "Я удалил это сообщение и ничего не сохранил" in told[0].text
        assert "не сообщайте их никому" in told[0].text
        assert told[-1].labels == window.labels, "the window that was open is open still"


@pytest.mark.parametrize("name", ["4 digits", "code", "card", "passport"])
@pytest.mark.parametrize("kind", ["full_name", "yes_no", "region"])
async def test_a_question_of_words_takes_no_secret(okno: Okno, kind: str, name: str) -> None:
    standing, asked = await stand_at_kind(okno, kind)
    before = await standing.state()
    told = await warned(standing.person, SECRETS[name])
    assert "Я удалил это сообщение" in told[0].text
    assert asked.title["ru"] in told[-1].text
    assert await standing.state() == before


@pytest.mark.parametrize("name", ["6 digits", "card", "passport"])
async def test_nor_does_a_document(okno: Okno, name: str) -> None:
    standing, _ = await stand_at_document(okno)
    before = await standing.state()
    assert "Я удалил это сообщение" in (await warned(standing.person, SECRETS[name]))[0].text
    assert await standing.state() == before


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("integer", "5"),
        ("department_code", "770-001"),
        ("money", "150000"),
        ("date", "14.03.1968"),
        ("passport", "45 10 583920"),
        ("snils", "112-233-445 95"),
        ("text", "1234"),
        ("address", "г. Тверь, ул. Мира, д. 1, код домофона 1234"),
    ],
)
async def test_a_question_that_takes_digits_is_answered_by_them(okno: Okno, kind: str, text: str) -> None:
    standing, _ = await stand_at_kind(okno, kind)
    before = await standing.state()
    told = await standing.told(standing.person.say(text))
    assert "ничего не сохранил" not in told[0].text
    assert (await standing.state())[0] > before[0]


@pytest.mark.parametrize(
    "text",
    [
        "410-377-258",
        "MVD-103",
        "форма 26",
        "2-НДФЛ",
        "субсидия 2024",
        "справка 001-ГС/у",
        "14.03.1968",
        "103",
    ],
)
async def test_an_ordinary_search_is_no_secret(okno: Okno, text: str) -> None:
    person = await okno.person()
    await person.say("/menu")
    assert "удалил" not in (await person.say(text)).text


async def test_a_caption_gives_away_as_much_as_a_text(okno: Okno) -> None:
    person = await okno.person()
    await person.say("/menu")
    await person.send_file("video", b"abc", "x", caption="код 482193")
    said = [one.text for one in await person.messages() if from_bot(one, person)]
    assert any("Я удалил это сообщение" in one for one in said)


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Everything logged, down to DEBUG, as the service writes it."""
    written = io.StringIO()
    handler, root = logging.StreamHandler(written), logging.getLogger()
    handler.setFormatter(Formatter(True, written))
    level = root.level
    root.addHandler(handler)
    root.setLevel("DEBUG")
    yield written
    root.setLevel(level)
    root.removeHandler(handler)


async def test_what_was_given_away_is_kept_nowhere(okno: Okno, log: io.StringIO) -> None:
    """Not in a table, a stack, a file or a log line, once its update is handled."""
    person = await okno.person()
    await person.say("/menu")
    canaries = ("7391846", "4000001234567899", "66 24 918273")
    for canary in canaries:
        await warned(person, canary)
    standing, _ = await stand_at_kind(okno, "full_name")
    await warned(standing.person, canaries[0])
    await okno.quiet()
    async with okno.core.works.look() as conn:
        sealed = select(inbox.c.payload_sealed).where(inbox.c.payload_sealed.is_not(None))
        assert list(await conn.scalars(sealed)) == []
        for table in metadata.sorted_tables:
            kept = str((await conn.execute(select(table))).all())
            assert not [one for one in canaries if one in kept], table.name
    home = okno.settings.okno_home
    for file in home.rglob("*"):
        if file.is_file() and "sandbox" not in file.parts and "cache" not in file.parts:
            data = file.read_bytes()
            assert not [one for one in canaries if one.encode() in data], file
    assert not [one for one in canaries if one in log.getvalue()]


async def test_typed_answers_and_searches_are_never_logged(okno: Okno, log: io.StringIO) -> None:
    person = await okno.person("Канарейкин")
    await person.say("канареечный запрос")
    standing, _ = await stand_at_kind(okno, "full_name", first_name="Канарейкин")
    for text in ("Канарейкин", "Канарейкин Пётр Ильич", "<b>Канарейкин</b> 2"):
        await standing.person.say(text)
    await standing.person.tap_data(await standing.person.window(), f"{GLOBAL}app:Канарейкин")
    citizen = await citizen_of(okno, person, consented=False)
    assert citizen.id
    assert not re.search("канаре", log.getvalue(), re.IGNORECASE)
    assert json.dumps("Канаре")[1:-1] not in log.getvalue()
