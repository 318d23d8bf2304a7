"""What a department's event may do to an application, whatever the order it arrives in."""

from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest

from core.applications.model import FINAL, FROM_DEPARTMENT, RANKS, Event, check_withdraw, moves
from core.errors import Refused

START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
Last = tuple[datetime, int] | None

LIVES = {
    "issued": ("registered", "in_work", "needs_documents", "approved", "ready", "issued"),
    "rejected": ("registered", "in_work", "awaiting_payment", "in_work", "needs_documents", "rejected"),
    "still open": ("registered", "in_work", "needs_documents", "in_work", "awaiting_payment", "approved"),
}


def event(status: str, minute: int, seq: int = 0) -> Event:
    at = START + timedelta(minutes=minute)
    return Event(f"{status}-{minute}-{seq}", "410-377-258", status, at, seq)


def life(*statuses: str) -> list[Event]:
    return [event(status, minute) for minute, status in enumerate(statuses)]


def taken(arrivals: list[Event]) -> list[str]:
    """The statuses an application goes through, and no more: each event is applied once by its id."""
    status, last, seen = "submitted", None, set()
    shown = [status]
    for one in arrivals:
        if one.event_id in seen:
            continue
        seen.add(one.event_id)
        if moves(status, last, one):
            status, last = one.status, (one.occurred_at, one.seq)
            shown.append(status)
    return shown


@pytest.mark.parametrize("statuses", LIVES.values(), ids=LIVES)
def test_every_order_ends_where_the_department_ended_and_never_goes_back(statuses: tuple[str, ...]) -> None:
    events = life(*statuses)
    for order in permutations(events):
        shown = taken(list(order))
        ranks = [RANKS[status] for status in shown]
        assert ranks == sorted(ranks), order
        assert shown[-1] == statuses[-1], order


@pytest.mark.parametrize("statuses", LIVES.values(), ids=LIVES)
def test_repeats_change_nothing_in_any_order(statuses: tuple[str, ...]) -> None:
    """Every event twice, the second time after all the first ones or right behind its first."""
    events = life(*statuses)
    for order in permutations(events):
        once = taken(list(order))
        assert taken([*order, *order]) == once
        assert taken([*order, *reversed(order)]) == once
        assert taken([one for each in order for one in (each, each)]) == once


@pytest.mark.parametrize("statuses", LIVES.values(), ids=LIVES)
def test_a_repeat_under_another_id_changes_nothing(statuses: tuple[str, ...]) -> None:
    """A department that makes a new id for every attempt is known by the moment and the status."""
    status, last = "submitted", None
    for one in life(*statuses):
        assert moves(status, last, one)
        status, last = one.status, (one.occurred_at, one.seq)
        again = Event("other", one.number, one.status, one.occurred_at, one.seq)
        assert not moves(status, last, again)


@pytest.mark.parametrize("ended", sorted(FINAL))
def test_nothing_moves_an_application_that_has_ended(ended: str) -> None:
    for status in FROM_DEPARTMENT:
        assert not moves(ended, None, event(status, 1))
        assert not moves(ended, (START, 0), event(status, 99))


@pytest.mark.parametrize(
    ("status", "last", "arrives", "becomes_current", "why"),
    [
        ("submitted", None, event("registered", 0), True, "the first word"),
        ("submitted", None, event("rejected", 0), True, "a refusal may be the first word"),
        ("in_work", (START, 0), event("needs_documents", 1), True, "equal ranks alternate"),
        ("needs_documents", (START, 0), event("in_work", 1), True, "and back"),
        ("in_work", (START, 0), event("in_work", 1), True, "a new stage of the same status"),
        ("approved", (START, 0), event("in_work", 5), False, "later, but a step back"),
        ("in_work", (START + timedelta(minutes=5), 0), event("approved", 1), False, "further, but older"),
        ("registered", (START, 1), event("in_work", 0, seq=2), True, "one moment, told apart by the count"),
        ("in_work", (START, 2), event("needs_documents", 0, seq=1), False, "one moment, counted before"),
        ("registered", (START, 0), event("approved", 0), True, "one moment, not counted: the further holds"),
        (
            "approved",
            (START, 0),
            event("registered", 0),
            False,
            "one moment, not counted, arriving the other way",
        ),
        (
            "in_work",
            (START, 0),
            event("needs_documents", 0),
            False,
            "one moment, not counted, neither further",
        ),
    ],
)
def test_one_event(status: str, last: Last, arrives: Event, becomes_current: bool, why: str) -> None:
    assert moves(status, last, arrives) is becomes_current, why


@pytest.mark.parametrize("status", sorted(RANKS))
def test_withdrawing_is_possible_until_the_department_decides(status: str) -> None:
    if status in {"submitted", "registered", "in_work", "needs_documents", "awaiting_payment"}:
        check_withdraw(status)
    else:
        with pytest.raises(Refused, match="withdraw-too-late"):
            check_withdraw(status)
