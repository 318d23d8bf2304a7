"""When an answer is due: working days by the official calendar of Russia, with its transfers."""

from datetime import date, timedelta
from functools import cache

import holidays

from core.catalogue.model import Term


def ready_on(term: Term, day: date) -> date:
    """The last day of a term for what is filed on `day`.

    A term begins on the next day (Civil Code, article 191), and one that ends on a day off is moved to
    the first working day after it (article 193).
    """
    if term.unit == "instant":
        return day
    calendar = _calendar()
    if term.unit == "working":
        end: date = calendar.get_nth_working_day(day, term.days)
        return end
    end = day + timedelta(days=term.days)
    while not calendar.is_working_day(end):
        end += timedelta(days=1)
    return end


def days_left(unit: str, today: date, due: date) -> int:
    """How many days lie after `today` up to `due`, the last included: working ones, or all."""
    if unit == "working":
        count: int = _calendar().get_working_days_count(today + timedelta(days=1), due) if due > today else 0
        return count
    return max(0, (due - today).days)


@cache
def _calendar() -> holidays.HolidayBase:
    return holidays.country_holidays("RU")
