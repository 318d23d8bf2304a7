"""Narrowing a list of services down, one condition after another, never to an empty page."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from core.catalogue.model import Service, Term

Filters = Mapping[str, str]
"""Conditions chosen: a facet's name and the value wanted of it."""

WEEK_WORKING, WEEK_CALENDAR = 5, 7
ACCOUNTS = ("none", "standard", "confirmed")


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet, with how many services are left when it is chosen."""

    value: str
    count: int
    chosen: bool


def duration(term: Term) -> str:
    """How long one waits, as people ask: instant, day, week or longer."""
    if term.unit == "instant":
        return "instant"
    if term.days <= 1:
        return "day"
    week = WEEK_WORKING if term.unit == "working" else WEEK_CALENDAR
    return "week" if term.days <= week else "longer"


def papers(service: Service) -> str:
    """What has to be attached: none, one, or several documents."""
    required = sum(not document.optional for document in service.form.documents)
    return ("none", "one")[required] if required < 2 else "several"


def _values_of(level: str) -> dict[str, Callable[[Service], str]]:
    """What each facet says of a service; the last is about the asker's own account."""
    return {
        "category": lambda one: one.category,
        "kind": lambda one: one.kind,
        "term": lambda one: duration(one.term),
        "papers": papers,
        "level": lambda one: one.level,
        "department": lambda one: one.department,
        "fee": lambda one: "paid" if one.fee else "free",
        "account": lambda one: "mine" if ACCOUNTS.index(one.account) <= ACCOUNTS.index(level) else "higher",
    }


FACETS = tuple(_values_of("none"))
ORDER: Mapping[str, Sequence[str]] = {
    "kind": ("application", "appointment", "certificate", "payment", "information"),
    "term": ("instant", "day", "week", "longer"),
    "papers": ("none", "one", "several"),
    "level": ("federal", "regional", "municipal"),
    "fee": ("free", "paid"),
    "account": ("mine", "higher"),
}
"""The values of a short facet in the order shown; long ones go by how many services they have."""


def narrowed(services: Iterable[Service], filters: Filters, level: str) -> list[Service]:
    """The services that meet every condition, in their order. `level` is the asker's account level."""
    values = _values_of(level)
    wanted = [(values[facet], value) for facet, value in filters.items() if facet in values]
    return [one for one in services if all(said(one) == value for said, value in wanted)]


def choices(services: Sequence[Service], filters: Filters, facet: str, level: str) -> list[Choice]:
    """The values of a facet that leave something, counted under all the other conditions."""
    others = {name: value for name, value in filters.items() if name != facet}
    said = _values_of(level)[facet]
    counts: dict[str, int] = {}
    for one in narrowed(services, others, level):
        counts[said(one)] = counts.get(said(one), 0) + 1
    order = ORDER.get(facet)
    listed = (
        [value for value in order if value in counts]
        if order is not None
        else sorted(counts, key=lambda value: (-counts[value], value))
    )
    return [Choice(value, counts[value], filters.get(facet) == value) for value in listed]


def toggled(filters: Filters, facet: str, value: str) -> dict[str, str]:
    """The conditions with this one chosen, or let go where it was chosen already."""
    rest = {name: kept for name, kept in filters.items() if name != facet}
    return rest if filters.get(facet) == value else {**rest, facet: value}
