from datetime import date

import pytest

from core.catalogue.model import Term
from core.catalogue.terms import ready_on


@pytest.mark.parametrize(
    ("term", "filed", "ready", "why"),
    [
        (Term(0, "instant"), date(2025, 5, 3), date(2025, 5, 3), "at once, even on a Saturday"),
        (Term(5, "working"), date(2025, 11, 24), date(2025, 12, 1), "a plain week"),
        (
            Term(1, "working"),
            date(2025, 4, 30),
            date(2025, 5, 5),
            "the first May holidays of 2025 last four days",
        ),
        (Term(5, "working"), date(2025, 4, 28), date(2025, 5, 7), "over the first May holidays"),
        (Term(1, "working"), date(2025, 5, 7), date(2025, 5, 12), "8 May 2025 is a transferred day off"),
        (
            Term(1, "working"),
            date(2026, 12, 30),
            date(2027, 1, 11),
            "31 December 2026 is a transferred day off",
        ),
        (
            Term(1, "working"),
            date(2024, 12, 27),
            date(2024, 12, 28),
            "28 December 2024 is a working Saturday",
        ),
        (Term(1, "working"), date(2025, 10, 31), date(2025, 11, 1), "1 November 2025 is a working Saturday"),
        (Term(3, "calendar"), date(2025, 11, 24), date(2025, 11, 27), "calendar days are just counted"),
        (Term(5, "calendar"), date(2025, 11, 24), date(2025, 12, 1), "an end on Saturday moves to Monday"),
        (
            Term(10, "calendar"),
            date(2025, 12, 25),
            date(2026, 1, 12),
            "an end in the New Year holidays moves too",
        ),
    ],
)
def test_the_day_a_result_is_due(term: Term, filed: date, ready: date, why: str) -> None:
    assert ready_on(term, filed) == ready, why


def test_may_2026_has_nineteen_working_days() -> None:
    assert ready_on(Term(19, "working"), date(2026, 4, 30)) == date(2026, 5, 29)
    assert ready_on(Term(20, "working"), date(2026, 4, 30)) == date(2026, 6, 1)
