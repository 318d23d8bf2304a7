"""Dates as people write them, kept as ISO «2020-01-31»."""

import calendar
import random
import re
from datetime import date, timedelta

from core.errors import WrongAnswer
from core.forms.kinds.base import Context, Kind, Parsed
from core.forms.kinds.date_limits import is_birth, is_future, is_past, limits, written, years_later
from core.forms.model import Field, Value
from core.forms.sentences import date_in, days_ago
from core.forms.typed import clean, refuse_odd_digits

_NEAR = {"позавчера": -2, "вчера": -1, "сегодня": 0, "завтра": 1, "послезавтра": 2}
_NEAR_EN = {"yesterday": -1, "today": 0, "tomorrow": 1}
_MONTHS = ("янв", "фев", "мар", "апр", "ма", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
_MONTHS_EN = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_BY_YEAR = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_BY_DAY = re.compile(r"(\d{1,2})-(\d{1,2})-(\d{4}|\d{2})")
_RUN = re.compile(r"(\d{2})(\d{2})(\d{4}|\d{2})")
_WORDED = re.compile(r"(\d{1,2})-([a-zа-яё]+)(?:-(\d{4}|\d{2}))?")
_WORDED_EN = re.compile(r"([a-z]+)-(\d{1,2})-(\d{4})")
_DAY_MONTH = re.compile(r"(\d{1,2})-(\d{1,2})")
_MONTH_YEAR = re.compile(r"(\d{1,2}|[a-zа-яё]+)-(\d{4})")
_MONTH_TITLE = re.compile(r"(?:За какой|С какого) месяц")


class Date(Kind):
    """A calendar date within the limits that the field's meaning and earlier answers set."""

    def read(self, text: str, field: Field, context: Context) -> Parsed:
        typed = clean(text).casefold()
        refuse_odd_digits(typed)
        day, confirm = _read(typed, field, context.today)
        return Parsed(day.isoformat(), confirm)

    def gist(self, text: str, field: Field) -> str | None:
        return date_in(text)

    def check(self, value: Value, field: Field, context: Context) -> None:
        try:
            day = date.fromisoformat(str(value))
        except ValueError:
            raise WrongAnswer("date-format") from None
        for limit in limits(field, context):
            if limit.broken_by(day):
                raise WrongAnswer(limit.code, date=written(day), **limit.params)

    def show(self, value: Value, field: Field, lang: str) -> str:
        return written(date.fromisoformat(str(value)))

    def example(self, field: Field) -> str:
        return "14.03.1968" if is_birth(field) else "01.02.2035" if is_future(field) else "01.02.2026"

    def sample(self, field: Field, rng: random.Random, context: Context) -> str:
        today = context.today
        bounds = list(limits(field, context))
        low = max(limit.day for limit in bounds if limit.least)
        high = min(limit.day for limit in bounds if not limit.least)
        first, last = _usual(field, today)
        if max(low, first) <= min(high, last):
            low, high = max(low, first), min(high, last)
        else:
            high = min(high, low + timedelta(days=365))
        day = low + timedelta(days=rng.randint(0, max(0, (high - low).days)))
        return rng.choice((written(day), day.isoformat(), written(day).replace(".", "/")))


def _usual(field: Field, today: date) -> tuple[date, date]:
    if is_birth(field):
        child = "child" in field.id
        return years_later(today, -12 if child else -70), years_later(today, -1 if child else -20)
    if is_future(field):
        return today, today + timedelta(days=60)
    return years_later(today, -3 if is_past(field) else -2), today


def _read(typed: str, field: Field, today: date) -> tuple[date, bool]:  # noqa: PLR0911 - a table of spellings
    """The date meant, and whether to ask if it was."""
    near = {**_NEAR, **_NEAR_EN}.get(typed.strip(" .!"))
    if near is not None:
        return today + timedelta(days=near), True
    if (ago := days_ago(typed.strip(" .!"))) is not None:
        return today - timedelta(days=ago), True
    rest = re.sub(r"(?:года|год|г)?[ .]*$", "", typed)
    rest = re.sub(r"[ ./,\\‑‒–—−-]+", "-", rest).strip("-")
    if match := _BY_YEAR.fullmatch(rest):
        return _made(match[3], match[2], match[1], field), False
    if match := _BY_DAY.fullmatch(rest):
        return _day_first(match[1], match[2], match[3], field, today)
    if (match := _RUN.fullmatch(rest)) is not None:
        day, confirm = _day_first(match[1], match[2], match[3], field, today)
        return day, confirm or len(match[3]) == 2
    if (match := _WORDED.fullmatch(rest)) and (month := _month(match[2])):
        if match[3] is None:
            return _without_year(int(match[1]), month, field, today)
        return _day_first(match[1], str(month), match[3], field, today)
    if (match := _WORDED_EN.fullmatch(rest)) and (month := _month(match[1])):
        return _made(match[2], str(month), match[3], field), False
    if match := _DAY_MONTH.fullmatch(rest):
        return _without_year(int(match[1]), int(match[2]), field, today)
    if _MONTH_TITLE.match(field.title.get("ru", "")) and (match := _MONTH_YEAR.fullmatch(rest)):
        month = int(match[1]) if match[1].isdigit() else _month(match[1])
        return _made("1", str(month), match[2], field), True
    raise WrongAnswer("date-format")


def _month(word: str) -> int:
    """1–12 by a name or its beginning in either language, else 0."""
    if len(word) < 3:
        return 0
    starts = zip(_MONTHS, _MONTHS_EN, strict=True)
    return next((place for place, start in enumerate(starts, 1) if word.startswith(start)), 0)


def _day_first(day: str, month: str, year: str, field: Field, today: date) -> tuple[date, bool]:
    full = year if len(year) == 4 else str(_century(int(year), field, today))
    if int(month) > 12 >= int(day):  # 01/31/2020: only one reading makes sense, yet ask
        return _made(month, day, full, field), True
    return _made(day, month, full, field), len(year) == 2


def _century(short: int, field: Field, today: date) -> int:
    year = today.year - today.year % 100 + short
    latest = today.year if is_past(field) else today.year + 20
    return year if year <= latest else year - 100


def _made(day: str, month: str, year: str, field: Field) -> date:
    if not 1 <= int(month) <= 12:
        raise WrongAnswer("date-month")
    if int(year) < 1:
        raise WrongAnswer("date-format")
    days = calendar.monthrange(int(year), int(month))[1]
    if not 1 <= int(day) <= days:
        raise WrongAnswer("date-day", month=f"{int(month):02}.{year}", days=days)
    return date(int(year), int(month), int(day))


def _without_year(day: int, month: int, field: Field, today: date) -> tuple[date, bool]:
    if not is_future(field) and (is_birth(field) or not is_past(field)):
        raise WrongAnswer("date-year")
    this_year = _made(str(day), str(month), str(today.year), field)
    if is_past(field):
        before = _made(str(day), str(month), str(today.year - 1), field) if this_year > today else this_year
        return before, True
    later = _made(str(day), str(month), str(today.year + 1), field) if this_year < today else this_year
    return later, True
