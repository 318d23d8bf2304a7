"""Between which days a date must lie, told from what the field is and from the other answers.

The catalogue names its fields by one habit (`child_birth_date`, `permit_issued`, `care_from`/`care_to`),
so a rule holds for every service that follows it, and a new service needs no code.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from core.forms.kinds.base import Context
from core.forms.model import Field

OLDEST = date(1900, 1, 1)
OLDEST_IN_ARCHIVES = date(1800, 1, 1)
LONGEST_LIFE_YEARS = 120
FARTHEST_YEARS = 50
PASSPORT_AGE = 14

_BIRTH = re.compile(r"(?:^|_)birth(?:_date)?$")
_ARCHIVE = re.compile(r"^(?:repressed|searched|search|deceased|record|ancestor|fallen|archive)_")
_PAST = re.compile(
    r"Дата (?:выдачи|смерти|гибели|постановления|протокола|покупки|аварии|ранения|присуждения|защиты|прививки"
    r"|платежа)|Когда (?:узнали|получили|обнаружили|заметили|списали|увидели|пропала|погашен)"
)
_FUTURE = re.compile(r"Желаем|Удобн|Планируем|Когда планируете|Когда сможете|С какой даты готовы|Новая дата")
_EARLIER_OF = {
    "_to": ("_from", "_start"),
    "_end": ("_start",),
    "_back": ("_there", "_from"),
    "_until": ("_issued", "_from", "_start"),
}


@dataclass(frozen=True, slots=True)
class Limit:
    """The date may not be before (`least`) or after it; `code` and `params` word the refusal."""

    day: date
    least: bool
    code: str
    params: dict[str, str] = field(default_factory=dict)

    def broken_by(self, day: date) -> bool:
        return day < self.day if self.least else day > self.day


def is_birth(asked: Field) -> bool:
    """Whether the field is somebody's date of birth."""
    return _BIRTH.search(asked.id) is not None


def is_future(asked: Field) -> bool:
    """Whether the field is a day to come: a visit, a wish."""
    return asked.id == "visit_date" or _FUTURE.match(asked.title.get("ru", "")) is not None


def is_past(asked: Field) -> bool:
    """Whether the field tells of something that has happened, a birth included."""
    return is_birth(asked) or _PAST.match(asked.title.get("ru", "")) is not None


def years_later(day: date, years: int) -> date:
    """The same day of another year; 29 February becomes 28 February."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def written(day: date) -> str:
    """01.02.2026"""
    return f"{day.day:02}.{day.month:02}.{day.year:04}"


def known_date(field_id: str, context: Context) -> date | None:
    """The date answered for another field, if it is one."""
    value = context.answers.get(field_id)
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def limits(asked: Field, context: Context) -> Iterator[Limit]:
    """Every limit on this date, the most telling first."""
    yield from _own(asked, context.today)
    yield from _against_others(asked, context)
    oldest = OLDEST_IN_ARCHIVES if _ARCHIVE.match(asked.id) else OLDEST
    yield Limit(oldest, True, "date-early", {"limit": written(oldest)})
    farthest = years_later(context.today, FARTHEST_YEARS)
    yield Limit(farthest, False, "date-late", {"limit": written(farthest)})


def _own(asked: Field, today: date) -> Iterator[Limit]:
    if is_birth(asked):
        yield Limit(today, False, "birth-future", {"today": written(today)})
        if not _ARCHIVE.match(asked.id):
            oldest = years_later(today, -LONGEST_LIFE_YEARS)
            yield Limit(oldest, True, "birth-early", {"limit": written(oldest)})
    elif is_past(asked):
        yield Limit(today, False, "date-past", {"today": written(today)})
    elif is_future(asked):
        yield Limit(today, True, "date-future", {"today": written(today)})


def _against_others(asked: Field, context: Context) -> Iterator[Limit]:
    """Limits set by answers asked earlier: a later question yields to an earlier one, never the reverse."""
    if asked.id == "passport_issued" and (born := known_date("birth_date", context)) is not None:
        of_age = years_later(born, PASSPORT_AGE)
        yield Limit(of_age, True, "issued-before-14", {"birth": written(born), "limit": written(of_age)})
    if asked.id == "death_date" and (born := known_date("deceased_birth_date", context)) is not None:
        yield Limit(born, True, "death-before-birth", {"birth": written(born)})
    for suffix, starts in _EARLIER_OF.items():
        for start in starts:
            if asked.id.endswith(suffix):
                begun = _earlier(asked.id.removesuffix(suffix) + start, asked, context)
                if begun and start == "_issued":
                    yield Limit(
                        begun + timedelta(days=1), True, "expiry-before-issue", {"issued": written(begun)}
                    )
                elif begun:
                    yield Limit(begun, True, "period-order", {"start": written(begun)})
            elif asked.id.endswith(start):
                ended = _earlier(asked.id.removesuffix(start) + suffix, asked, context)
                if ended:
                    yield Limit(ended, False, "period-start", {"end": written(ended)})


def _earlier(partner: str, asked: Field, context: Context) -> date | None:
    if context.form is not None:
        order = [each.id for each in context.form.fields]
        if partner not in order or asked.id not in order or order.index(partner) > order.index(asked.id):
            return None
    return known_date(partner, context)
