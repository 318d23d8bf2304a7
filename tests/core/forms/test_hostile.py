"""Rows 1–18 and 26–36 of the bad-input catalogue in every kind of field: a clear refusal or a plain value."""

import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import WrongAnswer
from core.forms.kinds import kind_of, mask_typed
from core.texts import Texts
from tests.core.forms.cases import EVERY_KIND, OPTIONS, a_field, context

CATASTROPHE_S = 5  # a pattern that explodes takes hours; how fast a kind is, no test asserts
TEXTS = Texts(Path(__file__).parents[3] / "bot" / "texts")

EMPTY = [
    "",
    " ",
    "\u00a0\u2003",
    "\u3164",
    "\u200b\u200d",
    "\u00ad\u00ad",
    "\ufeff",
    "\x00",
    "\n\n",
    "\U0001d17a" * 2,
]
HOSTILE = {
    "4096": "я" * 4096,
    "4097": "я" * 4097,
    "9000": "слово " * 1500,
    "million": "x" * 1_000_000,
    "families": "👨‍👩‍👧‍👦" * 400,
    "override": "Иванов \u202eнавИ",
    "isolates": "\u2068Иванов\u2069 Иван",
    "zero-width": "112\u200b-233\u200d-445\u00a095",
    "zalgo": "Z" + "\u0336" * 500,
    "zalgo-words": " ".join("а" + "\u0489" * 4 for _ in range(40)),
    "nul": "Ива\x00нов Иван",
    "noncharacter": "Иванов\ufffe Иван",
    "surrogate": "Иванов \ud83d Иван",
    "only-surrogate": "\udcff",
    "bom": "\ufeffИванов Иван",
    "soft-hyphens": "паспорт\u00ad\u00ad",
    "musical": "паспорт\U0001d17a\U0001d17a",
    "joiners": "👨\u200d\u200d",
    "look-alikes": "Ивaнов Ивaн",
    "fullwidth": "４５１０１２３４５６",
    "arabic": "٤٥١٠١٢٣٤٥٦",
    "superscript": "²",
    "roman": "ⅣⅩ",
    "circled": "①②③",
    "html": "<b>Иван</b> & <a href=tg://user?id=1>x</a> <i",
    "markdown": "_*[]()~`>#+-=|{}.!\\\\",
    "templates": "{user} {0.__class__} %(x)s {{7*7}} ${7*7} { $x } %s %n",
    "sql": "' OR 1=1-- % _ \\",
    "regex-bomb": "(a+)+$" + "a!" * 2000,
    "spaces-bomb": "1 " * 120 + "!",
    "digits-bomb": "1" * 250 + "!",
    "dots-bomb": "a." * 120 + "@",
    "at-bomb": "a@" * 120,
    "json": '{"a": [1, null, {"b": "</script>"}]}',
    "xml": "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>",
    "javascript": "javascript:alert(1)",
    "formula": "=HYPERLINK(\"http://x\")",
    "ansi": "\x1b[31mкрасный\x1b[0m",
    "crlf": "a@b.ru\r\nBcc: c@d.ru",
    "tab": "\t=1+1",
    "minus": "-1",
    "nan": "NaN",
    "infinity": "∞",
    "exponent": "1e309",
    "zero": "0",
    "zeros": "000-000-000 00",
    "twelve-zeros": "000000000000",
    "nines": "9" * 255,
    "date": "31.02.2020",
    "year-one": "01.01.0001",
    "far": "12.05.2999",
    "bad-leap": "29.02.2023",
    "no-date": "00.00.0000",
    "big-year": "01.01.99999",
    "yesterday": "вчера",
    "foreign": "+380441234567",
    "short": "112",
    "otp": "12-34-56",
    "command": "/start@bot x",
    "unpaired-quotes": "«\"'`",
    "private-use": "\ue000\uf8ff",
    "tags": "\U000e0041\U000e007f",
    "ordinal": "#99999999",
}  # fmt: skip


@pytest.mark.parametrize("kind", EVERY_KIND)
@pytest.mark.parametrize("blank", EMPTY)
def test_nothing_visible_is_an_empty_answer(kind: str, blank: str) -> None:
    asked = a_field(kind)
    with pytest.raises(WrongAnswer, match="empty"):
        kind_of(asked).parse(blank, asked, context())


@pytest.mark.parametrize("kind", EVERY_KIND)
@pytest.mark.parametrize("typed", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_is_refused_in_words_or_taken_as_plain_text(kind: str, typed: str) -> None:
    _refused_or_plain(kind, typed)


def _refused_or_plain(kind: str, typed: str) -> None:
    asked = a_field(kind)
    kind_of(asked).parse(kind_of(asked).example(asked), asked, context())  # tables are read on first use
    started = time.thread_time()
    try:
        value = kind_of(asked).parse(typed, asked, context()).value
    except WrongAnswer as wrong:
        assert time.thread_time() - started < CATASTROPHE_S
        for language in ("ru", "en"):
            words = TEXTS.error(language, wrong.code, wrong.params)
            assert "<b>" not in words
            assert "<a" not in words
            assert len(words) < 600
    else:
        assert time.thread_time() - started < CATASTROPHE_S
        kind_of(asked).check(value, asked, context())
        shown = kind_of(asked).show(value, asked, "ru") + kind_of(asked).mask(value, asked, "en")
        assert not [
            char for char in shown if char != "\n" and unicodedata.category(char) in {"Cc", "Cs", "Cn", "Cf"}
        ]
        shown.encode("utf-8")
    mask_typed(typed).encode("utf-8")


@pytest.mark.parametrize("kind", ["text", "long_text", "address"])
def test_plain_text_is_kept_to_the_letter(kind: str) -> None:
    asked = a_field(kind)
    for name in ("html", "templates", "sql", "json", "xml", "javascript", "formula"):
        typed = HOSTILE[name].strip()
        assert kind_of(asked).parse(typed, asked, context()).value == typed


@settings(max_examples=150, deadline=None)
@given(typed=st.text(max_size=300), kind=st.sampled_from(EVERY_KIND))
def test_any_text_at_all(typed: str, kind: str) -> None:
    _refused_or_plain(kind, typed)


@settings(max_examples=150, deadline=None)
@given(
    typed=st.text(alphabet="0123456789 -–.,:/№()+ОоЗlАВСXxабег₽", max_size=40),
    kind=st.sampled_from(EVERY_KIND),
)
def test_any_text_that_looks_like_numbers(typed: str, kind: str) -> None:
    _refused_or_plain(kind, typed)


def test_options_are_never_made_of_what_is_typed() -> None:
    asked = a_field("multichoice")
    with pytest.raises(WrongAnswer) as wrong:
        kind_of(asked).parse(f"{OPTIONS[0]}, <b>x</b>", asked, context())
    assert "&lt;b&gt;x&lt;/b&gt;" in TEXTS.error("ru", wrong.value.code, wrong.value.params)
