"""Search: a need in one's own words, whatever was typed, and what to do when nothing was found."""

import html
import time

import pytest

from bot.dialogs.search.advice import POPULAR
from bot.widgets.quoted import quoted
from tests.okno import Okno

# FAULTS of bad input, rows 1 to 18: each must be answered by a window and never by silence.
HOSTILE = {
    "blank": " \u00a0\u3164 ",
    "long": "паспорт " * 512,
    "emoji": "👨‍👩‍👧" * 400,
    "rtl": "потерял \u202eпаспорт\u2068\u2069",
    "joiner": "поте\u200bрял пас\u200dпорт",
    "zalgo": "п" + "\u0301" * 500 + "аспорт",
    "control": "потерял\x00 паспорт\ufffe\ufeff",
    "soft-hyphens": "паспорт\u00ad\u00ad",
    "music": "паспорт\U0001d17a\U0001d17a",
    "two-joiners": "👨\u200d\u200d",
    "look-alikes": "пacпopт",
    "digits": "４５１０ ٤٥١٠ ²",
    "markup": "<b>паспорт & <a href=tg://user?id=1>утрата</a> <i",
    "markdown": "_*[паспорт]()~ \\ \\\\",
    "templates": "{user} {0.__class__} %(x)s {{7*7}} ${7*7} { $x }",
    "sql": "' OR 1=1-- % _ \\",
    "regex": "(a+)+$" + "a!" * 2000,
    "json": '{"a": [1]} <xml/> javascript:alert(1)',
}


async def test_the_best_few_each_with_its_button(okno: Okno) -> None:
    person = await okno.person()
    window = await person.say("потирял паспрот")
    assert window.text.startswith(
        "По запросу «потерял паспорт»:\n1. Замена паспорта гражданина РФ при утрате — МВД"
    )
    assert "<b>1. Замена паспорта гражданина РФ при утрате</b>" in window.html
    assert window.text.count("\n") == 3
    assert "1 500 ₽" in window.text
    assert window.labels[0] == "Замена паспорта при утрате"
    assert window.labels[3:] == ["Показать ещё", "Условия", "Не то? Уточнить", "Назад"]
    await person.tap(window.labels[0])
    assert "код MVD-103" in (await person.window()).text
    await person.tap("Назад")
    assert (await person.window()).text == window.text


async def test_a_clear_answer_is_shown_alone(okno: Okno) -> None:
    person = await okno.person()
    window = await person.say("замена водительского удостоверения при утрате")
    first, *others = okno.core.services.find("замена водительского удостоверения при утрате", 4)
    assert window.labels[0] == okno.core.services.short_title(first.service)
    assert not {okno.core.services.short_title(one.service) for one in others} & set(window.labels)
    await person.tap("Показать ещё")
    assert okno.core.services.short_title(others[0].service) in (await person.window()).labels


async def test_more_by_pages_of_five_numbered_on(okno: Okno) -> None:
    person = await okno.person()
    await person.say("паспорт")
    await person.tap("Показать ещё")
    window = await person.window()
    lines = window.text.split("\n")[1:]
    assert [line.split(".")[0] for line in lines] == ["4", "5", "6", "7", "8"]
    await person.tap("›")
    assert "\n9. " in (await person.window()).text
    await person.tap("‹")
    await person.tap("‹")
    assert "\n1. " in (await person.window()).text


async def test_new_words_are_a_new_search_at_the_bottom(okno: Okno) -> None:
    person = await okno.person()
    first = await person.say("паспорт")
    await person.tap("Показать ещё")
    second = await person.say("справка о доходах")
    assert second.id > first.id
    assert "1. Справка о доходах" in second.text


async def test_a_code_finds_its_service(okno: Okno) -> None:
    person = await okno.person()
    window = await person.say("mvd-103")
    assert window.labels[0] == "Замена паспорта при утрате"


async def test_nothing_found_says_so_and_shows_three_ways_on(okno: Okno) -> None:
    person = await okno.person()
    window = await person.say("абракадабра зюзя")
    assert "По запросу «абракадабра зюзя» ничего не нашлось" in window.text
    assert sum(label.startswith("«") for label in window.labels) == 3
    assert {"Все разделы", "Помощь оператора", "Назад"} <= set(window.labels)
    await person.tap("Все разделы")
    assert "Всего 1" in (await person.window()).text
    await person.tap("Назад")
    await person.tap("Помощь оператора")
    assert "оператор не подключается" in (await person.window()).text
    await person.tap("Назад")
    await person.tap("«потерял паспорт»")
    assert "По запросу «потерял паспорт»" in (await person.window()).text
    assert (await person.window()).labels[0] == "Замена паспорта при утрате"


async def test_not_what_was_meant_can_be_put_differently_and_back(okno: Okno) -> None:
    person = await okno.person()
    found = await person.say("паспорт")
    await person.tap("Не то? Уточнить")
    window = await person.window()
    assert "Вы искали «паспорт»" in window.text
    assert window.id == found.id
    await person.tap("Назад")
    assert (await person.window()).text == found.text


def test_every_example_finds_its_own_service(examples: dict[str, tuple[str, list[str]]]) -> None:
    assert {code: (words, found) for code, (words, found) in examples.items() if code not in found} == {}
    assert len(examples) == len(POPULAR)


@pytest.fixture
async def examples(okno: Okno) -> dict[str, tuple[str, list[str]]]:
    person = await okno.person()
    found = {}
    for code in POPULAR:
        service = okno.core.services.by_code(code)
        assert service is not None
        words = next(word for word in service.keywords if " " in word)
        codes = [one.service.code for one in okno.core.services.find(words, limit=3)]
        assert words in (await person.say(words)).text
        found[code] = (words, codes)
    return found


async def test_whatever_is_typed_is_answered_and_shown_as_it_is(okno: Okno) -> None:
    """All rows in one chat: nothing of one may spoil the next."""
    person = await okno.person()
    for name, text in HOSTILE.items():
        started = time.monotonic()
        window = await person.say(text)
        assert time.monotonic() - started < 30, name
        assert {"Назад", "Все разделы", "Не то? Уточнить"} & set(window.labels), f"{name}: {window.text}"
        assert len(window.text.encode("utf-16-le")) // 2 < 2000, name
        assert not set(window.text) & set("\u202e\u2068\x00\ufffe"), name
        shown = html.escape(quoted(text), quote=False)
        assert not shown or f"«{shown}»" in window.html.replace("&quot;", '"').replace("&#39;", "'"), name


async def test_percent_signs_find_nothing_extra(okno: Okno) -> None:
    person = await okno.person()
    for text in ("%", "_", "\\", "' OR 1=1--"):
        assert "код" not in (await person.say(text)).labels[0]
        assert "По запросу" in (await person.window()).text or "нет слов" in (await person.window()).text


async def test_forged_and_old_buttons_show_what_is_open(okno: Okno) -> None:
    person = await okno.person()
    window = await person.say("потерял паспорт")
    data = window.data("Показать ещё")
    for forged in ("card:", "card:MVD-0", "page:-1", "page:10000000000", "try:", "try:MVD-104", "nothing"):
        toast = await person.tap_data(window, data.replace("page:1", forged))
        assert toast == "Эта кнопка устарела. Вот что открыто сейчас.", forged
    await person.tap_data(window, data.replace("page:1", "page:99999"))
    assert "По запросу «потерял паспорт»" in (await person.window()).text
    await person.say("справка о доходах")
    assert await person.tap_data(window, data) == "Эта кнопка устарела. Вот что открыто сейчас."
    assert "Справка о доходах" in (await person.window()).text


async def test_english_says_that_titles_are_russian(okno: Okno) -> None:
    person = await okno.person(language_code="en")
    window = await person.say("паспорт")
    assert "are in Russian" in window.text
    assert "working day" in window.text
    assert "Show more" in window.labels


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("  потерял \n паспорт ", "потерял паспорт"),
        ("а" * 100, "а" * 60 + "…"),
        ("👍" * 40, "👍" * 30 + "…"),
        ("й" + "\u0301" * 9, "й\u0301\u0301"),
        ("\u202eабв\u200b", "абв"),
        ("\u3164\u00a0", ""),
    ],
)
def test_quoted_words_are_short_and_plain(typed: str, shown: str) -> None:
    assert quoted(typed) == shown
