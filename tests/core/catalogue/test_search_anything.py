"""Search, whatever is typed: it answers, quickly, the same again; popularity decides between equals alone."""

import sys
from collections.abc import Callable, Sequence
from types import FrameType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bench._search.hard import HARD as HEAVY
from core.catalogue.load import load_catalogue
from core.catalogue.search import Hit, Search
from tests.core.catalogue.conftest import REAL
from tests.core.catalogue.test_search import CASES

MOST_CALLS = 25_000
"""Calls of functions that the hardest query makes. Clocks flake; `bench/search.py` has the time."""
ANY = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
CATALOGUE = load_catalogue(REAL)
LATIN = st.text("abcdefghijklmnopqrstuvwxyz'[];,. 0123456789", max_size=600)
RUSSIAN = st.text("абвгдежзийклмнопрстуфхцчшщъыьэюяё -", max_size=600)
SIGNS = st.text(max_size=300)


def calls(search: Search, query: str) -> int:
    """How many functions, of Python and of C, a query calls: its work, whatever else the machine does."""
    search.find(query)  # The dictionary remembers words it has seen.
    counted = 0

    def count(_: FrameType, event: str, __: object) -> None:
        nonlocal counted
        counted += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        search.find(query)
    finally:
        sys.setprofile(before)
    return counted


def ids(hits: Sequence[Hit]) -> list[str]:
    return [hit.id for hit in hits]


@ANY
@given(query=st.one_of(SIGNS, LATIN, RUSSIAN))
def test_any_text_is_answered_in_order_and_the_same_again(search: Search, query: str) -> None:
    hits = search.find(query)
    scores = [hit.score for hit in hits]
    assert len(hits) <= 10
    assert len(set(ids(hits))) == len(hits)
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)
    assert search.find(query) == hits


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(part=st.one_of(SIGNS, LATIN, RUSSIAN).filter(bool))
def test_no_message_takes_more_than_a_blink(search: Search, part: str) -> None:
    assert calls(search, (part * 4096)[:4096]) <= MOST_CALLS


@pytest.mark.parametrize("query", HEAVY.values(), ids=HEAVY)
def test_a_hostile_message_takes_no_more(search: Search, query: str) -> None:
    assert calls(search, query) <= MOST_CALLS


CHANGES: tuple[Callable[[str], str], ...] = (
    str.upper,
    lambda query: query.replace("ё", "е").replace("Ё", "Е"),
    lambda query: query.replace(" ", "  "),
    lambda query: f"{query} 🙏",
    lambda query: f"👨‍👩‍👧  {query.title().replace('ё', 'е')} ❗️".replace(" ", "  "),
)


def test_case_spaces_yo_and_emoji_change_nothing(search: Search) -> None:
    asked = [*(query for _, query, _ in CASES), *(service.title for service in CATALOGUE.services.values())]
    changed = [
        (query, other)
        for number, query in enumerate(asked)
        if (other := CHANGES[number % len(CHANGES)](query)) != query
        and ids(search.find(other, 5)) != ids(search.find(query, 5))
    ]
    assert changed == []


def test_popularity_decides_between_equals_and_nothing_else() -> None:
    search = Search.build(CATALOGUE)
    before = search.find("загранпаспорт ребёнку", 4)
    second = before[1].id
    search.favour({second: 5000, "library-card": 9000})
    after = search.find("загранпаспорт ребёнку", 4)
    assert before[0].score - before[1].score < 0.05
    assert after[0].id == second
    assert "library-card" not in ids(after)
    search.favour({})
    assert search.find("загранпаспорт ребёнку", 4) == before
