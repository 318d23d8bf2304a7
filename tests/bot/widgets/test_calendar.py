"""The calendar of plain buttons: what each page offers, and that nothing outside the limits can be taken."""

from datetime import date

import pytest

from bot.widgets import Act
from bot.widgets.calendar import calendar_rows

FIRST, LAST = date(1906, 11, 22), date(2026, 11, 22)


def rows(page: str, first: date = FIRST, last: date = LAST, language: str = "ru") -> list[list[Act]]:
    return calendar_rows(page, first, last, language, lambda action: f"{action}@12")


def labels(page: str, **more: object) -> list[list[str]]:
    return [[act.label for act in row] for row in rows(page, **more)]  # type: ignore[arg-type]


def test_a_month_has_its_name_its_weekdays_and_its_days() -> None:
    seen = labels("1968-03")
    assert seen[0] == ["март 1968"]
    assert seen[1] == ["пн", "вт", "ср", "чт", "пт", "сб", "вс"]
    assert seen[2] == ["·", "·", "·", "·", "1", "2", "3"]
    assert seen[-1] == ["‹", "›"]
    assert labels("1968-03", language="en")[0] == ["March 1968"]


def test_a_day_names_itself() -> None:
    days = {act.label: act.do for row in rows("1968-03")[2:-1] for act in row}
    assert days["14"] == "day:1968-03-14@12"
    assert days["·"] == "calendar:1968-03@12"


def test_weeks_without_a_day_to_take_are_left_out() -> None:
    seen = labels("2026-11")
    assert seen[-2] == ["16", "17", "18", "19", "20", "21", "22"]
    assert seen[-1] == ["‹"]


def test_a_year_and_twenty_years() -> None:
    assert labels("1968")[0] == ["1968"]
    assert labels("1968")[1] == ["янв", "февр", "март", "апр"]
    assert labels("y1960")[0] == ["1960", "1961", "1962", "1963", "1964"]
    assert labels("y1960")[-1] == ["‹ 1940–1959", "1980–1999 ›"]
    assert labels("y2020")[-1] == ["‹ 2000–2019"]
    assert rows("1968")[0][0].do == "calendar:y1960@12"


@pytest.mark.parametrize("page", ["y0000", "y1800", "y9999", "0000", "1800", "9999"])
def test_far_pages_offer_nothing_and_break_nothing(page: str) -> None:
    offered = [act.do for row in rows(page) for act in row]
    assert not any(do.startswith("day:") for do in offered)
    assert all(len(do.encode()) <= 48 for do in offered)


@pytest.mark.parametrize(
    ("page", "nearest"),
    [
        ("1800-01", "ноябрь 1906"),
        ("0000-01", "ноябрь 1906"),
        ("2100-12", "ноябрь 2026"),
        ("9999-12", "ноябрь 2026"),
    ],
)
def test_a_month_far_outside_is_the_nearest_there_is(page: str, nearest: str) -> None:
    assert labels(page)[0] == [nearest]


def test_every_button_fits_a_message() -> None:
    assert max(sum(map(len, rows(page))) for page in ("1968-03", "2020-08", "1968", "y1960")) <= 100
