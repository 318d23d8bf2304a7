"""Rows 13–20, 69–70, 76 and 80: words that are no plain answer, names that are no plain names."""

import secrets
from typing import Any

import pytest

from tests.bot.hostile.people import citizen_of, from_bot, stand_at_kind, without_flood_measure
from tests.filing import citizen_of as registered
from tests.filing import file_application
from tests.okno import Okno, Person
from tests.sample import sample

pytestmark = pytest.mark.asyncio(loop_scope="module")

MARKUP = {
    "html": "<b>Иван</b> & <a href=tg://user?id=1>x</a> <i",
    "entity": "&lt;b&gt; &amp; &#60;script&#62;",
    "script": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "markdown": "_*[имя](tg://user?id=1)~`>#+-=|{}.!\\",
    "templates": "{user} {0.__class__} %(x)s {{7*7}} ${7*7} { $number }",
    "sql": "' OR 1=1-- % _ \\",
    "isolates": "\u2068потерял\u2069 паспорт\u202e",
    "ansi": "\x1b[31mпаспорт\x1b[0m",
    "families": "👨‍👩‍👧‍👦" * 400,
    "soft hyphens": "потерял паспорт\u00ad\u00ad",
    "musical": "потерял паспорт\U0001d17a\U0001d17a",
    "joiners": "👨\u200d\u200d",
    "only marks": "\u00ad\u00ad",
    "regex": "(a+)+$" + "a!" * 2000,
    "zalgo": "п" + "\u0336" * 500,
    "percent": "%",
    "underscore": "_",
    "json": '{"a": [1]}',
    "one letter": "а",
    "4096": "паспорт " * 512,
}


@pytest.mark.parametrize("name", sample(list(MARKUP), 10))
async def test_a_search_shows_words_literally_and_finds_nothing_extra(okno: Okno, name: str) -> None:
    person = await okno.person()
    menu = await person.say("/menu")
    window = await person.say(MARKUP[name])
    assert window.id > menu.id
    assert window.labels[-1] in {"Назад", "В меню"}
    assert "<a " not in window.html
    assert "<script" not in window.html
    assert not any(mark in window.text for mark in "\u202e\u2068\u2069\x1b\u00ad")
    assert len(window.text) < 4000
    if name in {"percent", "underscore"}:
        assert "ничего не нашлось" in window.text.lower() or not [
            one for one in window.labels if "паспорт" in one
        ]
    if name in {"soft hyphens", "musical", "isolates"}:
        assert "паспорт" in window.text.lower()


@pytest.mark.parametrize("name", ["html", "script", "markdown", "templates", "sql", "json", "entity"])
async def test_an_answer_is_shown_literally_wherever_it_comes_up(okno: Okno, name: str) -> None:
    """At the question again, and among the answers of the application sent."""
    standing, asked = await stand_at_kind(okno, "long_text")
    person, typed = standing.person, MARKUP[name]
    await person.say(typed)
    assert (await standing.state())[2][asked.id] == typed
    shown = [await standing.open(f"ask:{asked.id}"), await standing.open(f"edit:{asked.id}")]
    await registered(okno.core, person.id, person.phone)
    await okno.core.citizens.set_level(person.id, "confirmed")
    citizen = await citizen_of(okno, person, consented=False)
    number = await file_application(okno.core, citizen, standing.service.id, {asked.id: typed})
    await okno.quiet()
    await person.say(f"/status {number}")
    await person.tap("Ответы")
    shown.append(await person.window())
    while "›" in shown[-1].labels:
        await person.tap("›")
        shown.append(await person.window())
    assert all(typed in one.text for one in shown[:2])
    assert any(typed in one.text for one in shown[2:])
    for one in shown:
        assert "<script" not in one.html
        assert "<a " not in one.html


# Commands and calls for help inside a form


@pytest.mark.parametrize(
    "command",
    ["/start", "/START@okno_sandbox_bot x", "/menu", "/help", "/services", "/language", "/nonsense", "меню",
     "/status", "/status 410-377-258", "/start 0123", "/applications"],
)  # fmt: skip
async def test_a_command_leaves_the_draft_as_it_was(okno: Okno, command: str) -> None:
    standing, asked = await stand_at_kind(okno, "full_name")
    before = await standing.state()
    window = await standing.person.say(command)
    assert window.labels
    assert await standing.state() == before
    menu = await standing.person.say("/menu")
    label = next(one for one in menu.labels if one.startswith("Продолжить"))
    await standing.person.tap(label)
    assert asked.title["ru"] in (await standing.person.window()).text


@pytest.mark.parametrize("command", ["/cancel", "/CANCEL", "отмена", "/отмена"])
async def test_cancel_asks_first(okno: Okno, command: str) -> None:
    standing, asked = await stand_at_kind(okno, "full_name")
    window = await standing.person.say(command)
    assert "Отменить заявление" in window.text
    await standing.person.tap("Вернуться к заявлению")
    assert asked.title["ru"] in (await standing.person.window()).text


@pytest.mark.parametrize("kind", sample(["full_name", "text", "long_text", "snils", "choice", "date"], 3))
@pytest.mark.parametrize("words", ["не хочу жить", "я хочу покончить с собой"])
async def test_words_of_despair_are_met_with_help(okno: Okno, kind: str, words: str) -> None:
    standing, _ = await stand_at_kind(okno, kind)
    before = await standing.state()
    window = await standing.person.say(words)
    assert "8 800 2000 122" in window.text
    assert "Позвать оператора" in window.labels
    assert (await standing.state())[2] == before[2]


async def test_despair_outside_a_form_is_met_with_help_too(okno: Okno) -> None:
    person = await okno.person()
    await person.say("/menu")
    await person.say("не хочу жить")
    said = [one.text for one in await person.messages() if from_bot(one, person)]
    assert any("8 800 2000 122" in one for one in said)


# /start with a payload

PAYLOADS = [
    "garbage", "____", "-" * 64, "a" * 64, "J09SMT0xLS0", "JyBPUiAxPTEtLQ", "app_410-377-258", "ref-1", "0",
    "-1", "\u202e", "<b>x</b>", "a" * 500, "../..", "%00", "null", "eyJhIjoxfQ==", "MVD-103", "x y z",
]  # fmt: skip


async def start_with(person: Person, payload: str) -> list[str]:
    before = {one.id for one in await person.messages()}
    await person.say(f"/start {payload}")
    return [one.text for one in await person.messages() if one.id not in before and from_bot(one, person)]


@pytest.mark.parametrize("payload", sample(PAYLOADS, 8))
async def test_a_link_that_leads_nowhere_opens_the_ordinary_way(okno: Okno, payload: str) -> None:
    told = await start_with(await okno.person(), payload)
    assert told[0] == "Эта ссылка устарела или неполная. Ничего страшного: вот обычное начало."
    assert "Здравствуйте" in told[1]


async def test_no_payload_is_an_oracle(okno: Okno) -> None:
    """Random ones, and numbers that exist, all answer alike (T12)."""
    without_flood_measure(okno)
    person = await okno.person()
    number = await okno.person("Борис")
    payloads = [secrets.token_urlsafe(16) for _ in range(len(sample(range(500), 12)))]
    heard = {tuple(await start_with(person, one)) for one in [*payloads, str(number.id), "410-377-258"]}
    assert len(heard) == 1


# Names and languages

NAMES: dict[str, dict[str, Any]] = {
    "html": {"first_name": "<b>Иван</b> & <i"},
    "templates": {"first_name": "{user} { $x } {{7*7}}"},
    "script": {"first_name": "<script>alert(1)</script>"},
    "emoji": {"first_name": "👨‍👩‍👧‍👦" * 9},
    "blank": {"first_name": "\u3164"},
    "override": {"first_name": "\u202eнави", "last_name": "\u2068x\u2069"},
    "foreign": {"first_name": "李", "language_code": "zh-hans"},
    "odd language": {"first_name": "А", "language_code": "xx-YY-zz"},
    "no language": {"first_name": "А", "language_code": ""},
}


@pytest.mark.parametrize("name", sample(list(NAMES), 5))
async def test_a_profile_name_of_any_sort_walks_through(okno: Okno, name: str) -> None:
    person = await okno.person(**NAMES[name])
    for text in ("/start", "/menu", "/help", "/applications"):
        window = await person.say(text)
        assert window.labels
        assert "<script" not in window.html
        assert "\u202e" not in window.text


PEOPLE = {
    "no patronymic": "Ким Анна",
    "one letter": "Э Ли",
    "o'neil": "О’Нил Джон",
    "double": "Константинопольская-Преображенская Александра-Елизавета Константиновна",
    "latin": "Müller Jürgen",
    "oglu": "Мамедов Али Гасан оглы",
    "no surname": "Сукарно —",
}


@pytest.mark.parametrize("name", PEOPLE)
async def test_every_sort_of_name_goes_on(okno: Okno, name: str) -> None:
    standing, asked = await stand_at_kind(okno, "full_name")
    window = await standing.person.say(PEOPLE[name])
    if "Верно?" in window.text:
        await standing.person.tap("Да, верно")
    assert asked.id in (await standing.state())[2]


async def test_the_language_changes_in_the_middle_of_a_form(okno: Okno) -> None:
    """Row 76: the same step, in the other language."""
    standing, asked = await stand_at_kind(okno, "snils")
    person, before = standing.person, await standing.state()
    await person.say("/language")
    await person.tap("English")
    window = await person.say("/menu")
    await person.tap(next(one for one in window.labels if one.startswith("Continue")))
    window = await person.window()
    assert asked.title["en"] in window.text
    assert window.labels[-1] == "Back"
    assert await standing.state() == before
    assert "control" in (await person.say("112-233-445 94")).text.lower()


async def test_without_consent_one_may_look_but_a_form_asks(okno: Okno) -> None:
    person = await okno.person()
    await person.say("/start")
    await person.tap("Зарегистрироваться")
    await person.tap("Не согласен")
    assert "MVD-103" in (await person.say("MVD-103")).text or (await person.window()).labels
    await person.say("/services")
    assert "Услуги" in (await person.window()).text
    await person.say("MINCIFRY-113")
    window = await person.window()
    if not any("Начать" in one for one in window.labels):
        await person.tap(window.labels[0])
    await person.tap("Начать")
    window = await person.window()
    assert "Согласие" in window.text
    assert (await citizen_of(okno, person, consented=False)).level == "none"
