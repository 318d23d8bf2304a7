"""Dates against the day it is and against each other; both dates are named."""

from pathlib import Path

import pytest

from core.errors import WrongAnswer
from core.forms.kinds import KINDS
from core.texts import Texts
from tests.core.forms.cases import a_field, context

TEXTS = Texts(Path(__file__).parents[3] / "bot" / "texts")
DATE = KINDS["date"]

# id, title, typed, answers before it, code, what the words name
REFUSED = [
    ("birth_date", "Дата рождения", "24.11.2026", {}, "birth-future", ("24.11.2026", "23.11.2026")),
    ("child_birth_date", "Дата рождения ребёнка", "01.01.2027", {}, "birth-future", ("01.01.2027",)),
    ("birth_date", "Дата рождения", "22.11.1906", {}, "birth-early", ("22.11.1906", "23.11.1906")),
    (
        "passport_issued",
        "Дата выдачи паспорта",
        "13.03.1982",
        {"birth_date": "1968-03-14"},
        "issued-before-14",
        ("13.03.1982", "14.03.1968", "14.03.1982"),
    ),
    ("passport_issued", "Дата выдачи паспорта", "24.11.2026", {}, "date-past", ("24.11.2026", "23.11.2026")),
    (
        "licence_until",
        "Срок действия",
        "01.01.2025",
        {"licence_issued": "2025-01-01"},
        "expiry-before-issue",
        ("01.01.2025",),
    ),
    (
        "period_to",
        "Конец периода",
        "01.01.2025",
        {"period_from": "2025-01-02"},
        "period-order",
        ("01.01.2025", "02.01.2025"),
    ),
    (
        "care_from",
        "Уход с",
        "02.01.2025",
        {"care_to": "2025-01-01"},
        "period-start",
        ("02.01.2025", "01.01.2025"),
    ),
    (
        "trip_back",
        "Дата обратно",
        "01.01.2025",
        {"trip_there": "2025-01-02"},
        "period-order",
        ("02.01.2025",),
    ),
    (
        "death_date",
        "Дата смерти",
        "01.01.1990",
        {"deceased_birth_date": "1990-01-02"},
        "death-before-birth",
        ("01.01.1990", "02.01.1990"),
    ),
    ("visit_date", "Дата", "22.11.2026", {}, "date-future", ("22.11.2026", "23.11.2026")),
    ("new_date", "Желаемая дата", "01.01.2020", {}, "date-future", ("01.01.2020",)),
]


@pytest.mark.parametrize(("field_id", "title", "typed", "known", "code", "named"), REFUSED)
def test_a_date_that_cannot_be_is_refused_naming_both(
    field_id: str, title: str, typed: str, known: dict[str, str], code: str, named: tuple[str, ...]
) -> None:
    asked = a_field("date", field_id, title)
    with pytest.raises(WrongAnswer) as wrong:
        DATE.parse(typed, asked, context(known))
    assert wrong.value.code == code
    for language in ("ru", "en"):
        words = TEXTS.error(language, code, wrong.value.params)
        assert all(day in words for day in named)


ACCEPTED = [
    ("birth_date", "23.11.2026", {}),
    ("birth_date", "23.11.1906", {}),
    ("repressed_birth", "01.01.1880", {}),
    ("passport_issued", "14.03.1982", {"birth_date": "1968-03-14"}),
    ("passport_issued", "28.02.2018", {"birth_date": "2004-02-29"}),
    ("period_to", "02.01.2025", {"period_from": "2025-01-02"}),
    ("visit_date", "23.11.2026", {}),
    ("licence_until", "01.01.2040", {"licence_issued": "2025-01-01"}),
    ("care_to", "01.01.2025", {"care_from": None}),
]


@pytest.mark.parametrize(("field_id", "typed", "known"), ACCEPTED)
def test_a_date_at_the_edge_is_taken(field_id: str, typed: str, known: dict[str, str]) -> None:
    assert DATE.parse(typed, a_field("date", field_id, "Дата"), context(known)).value


@pytest.mark.parametrize(
    ("field_id", "typed", "day"),
    [
        ("birth_date", "14.03.68", "1968-03-14"),
        ("birth_date", "14.03.27", "1927-03-14"),
        ("event_date", "14.03.27", "2027-03-14"),
        ("visit_date", "завтра", "2026-11-24"),
        ("visit_date", "30 ноября", "2026-11-30"),
        ("visit_date", "1.2", "2027-02-01"),
    ],
)
def test_a_short_date_is_completed_and_asked_about(field_id: str, typed: str, day: str) -> None:
    parsed = DATE.parse(typed, a_field("date", field_id, "Дата"), context())
    assert (parsed.value, parsed.confirm) == (day, True)


def test_a_month_is_enough_where_a_month_is_asked() -> None:
    asked = a_field("date", "charge_month", "За какой месяц спорное начисление")
    assert DATE.parse("май 2025", asked, context()).value == "2025-05-01"
    assert DATE.parse("05.2025", asked, context()).value == "2025-05-01"


def test_an_earlier_question_never_yields_to_a_later_answer() -> None:
    first, last = a_field("date", "period_from"), a_field("date", "period_to")
    answers = {"period_to": "2025-01-01"}
    assert DATE.parse("01.06.2025", first, context(answers, first, last)).value == "2025-06-01"
    with pytest.raises(WrongAnswer, match="period-start"):
        DATE.parse("01.06.2025", first, context(answers, last, first))
