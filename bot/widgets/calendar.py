"""A calendar as plain buttons: twenty years, a year's months, a month's days.

The library's own calendar keeps its place in the stack, goes by the machine's clock and obeys buttons of
old windows; this one is drawn from a page's name, and every button carries the version of the draft.
"""

import calendar
from collections.abc import Callable
from datetime import date, timedelta

from babel.dates import format_date, get_day_names, get_month_names

from bot.widgets.screen import Act

YEARS = 20
_EMPTY = "·"  # Telegram takes no empty label

Go = Callable[[str], str]


def calendar_rows(page: str, first: date, last: date, language: str, do: Go) -> list[list[Act]]:
    """Buttons of a page («y1980», «1968», «1968-03»); only days from `first` to `last` can be taken.

    `do` turns «calendar:1968-03» and «day:1968-03-14» into the data of a button.
    """
    if page.startswith("y"):
        return _years(int(page[1:]), first, last, do)
    year, _, month = page.partition("-")
    if not month:
        return _months(int(year), first, last, language, do)
    # A page far outside is nobody's but a forger's: the nearest month there is.
    at = min(max((int(year), int(month)), (first.year, first.month)), (last.year, last.month))
    return _days(date(*at, 1), first, last, language, do)


def _years(start: int, first: date, last: date, do: Go) -> list[list[Act]]:
    shown = [
        Act(str(year), do(f"calendar:{year:04}"))
        if first.year <= year <= last.year
        else _blank(do, f"y{start:04}")
        for year in range(start, start + YEARS)
    ]
    rows = [shown[at : at + 5] for at in range(0, YEARS, 5)]
    turns = []
    if first.year < start:
        turns.append(Act(f"‹ {start - YEARS}–{start - 1}", do(f"calendar:y{max(1, start - YEARS):04}")))
    if last.year >= start + YEARS:
        turns.append(Act(f"{start + YEARS}–{start + 2 * YEARS - 1} ›", do(f"calendar:y{start + YEARS:04}")))
    return [*rows, turns] if turns else rows


def _months(year: int, first: date, last: date, language: str, do: Go) -> list[list[Act]]:
    names = get_month_names("abbreviated", context="stand-alone", locale=language)
    shown = [
        Act(names[month].strip("."), do(f"calendar:{year:04}-{month:02}"))
        if (first.year, first.month) <= (year, month) <= (last.year, last.month)
        else _blank(do, f"{year:04}")
        for month in range(1, 13)
    ]
    return [
        [Act(str(year), do(f"calendar:y{_page_of(year):04}"))],
        *(shown[at : at + 4] for at in range(0, 12, 4)),
    ]


def _days(month: date, first: date, last: date, language: str, do: Go) -> list[list[Act]]:
    here = f"{month:%Y-%m}"
    names = get_day_names("short", context="stand-alone", locale=language)
    head = [Act(format_date(month, "LLLL y", locale=language), do(f"calendar:{month.year:04}"))]
    week = [Act(names[day], do(f"calendar:{here}")) for day in range(7)]
    weeks = calendar.Calendar().monthdayscalendar(month.year, month.month)
    rows = [
        [_day(month, day, first, last, do) for day in days]
        for days in weeks
        if any(_taken(month, day, first, last) for day in days)
    ]
    before, after = month - timedelta(days=1), (month + timedelta(days=31)).replace(day=1)
    turns = []
    if before >= first:
        turns.append(Act("‹", do(f"calendar:{before:%Y-%m}")))
    if after <= last:
        turns.append(Act("›", do(f"calendar:{after:%Y-%m}")))
    return [head, week, *rows, *([turns] if turns else [])]


def _day(month: date, day: int, first: date, last: date, do: Go) -> Act:
    if _taken(month, day, first, last):
        return Act(str(day), do(f"day:{month:%Y-%m}-{day:02}"))
    return _blank(do, f"{month:%Y-%m}")


def _taken(month: date, day: int, first: date, last: date) -> bool:
    return day > 0 and first <= month.replace(day=day) <= last


def _blank(do: Go, page: str) -> Act:
    return Act(_EMPTY, do(f"calendar:{page}"))


def _page_of(year: int) -> int:
    return max(1, year - year % YEARS)
