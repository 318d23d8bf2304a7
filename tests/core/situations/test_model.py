"""Where a step of a situation stands, as a table."""

from datetime import UTC, datetime, timedelta

import pytest

from core.catalogue.model import Situation, Step
from core.situations.model import COUNTS_BACK, Filed, progress

NOW = datetime(2026, 11, 22, tzinfo=UTC)
SITUATION = Situation(
    "birth",
    "👶",
    {"ru": "Родился ребёнок"},
    {"ru": ""},
    (),
    (Step("one", {}), Step("two", {}), Step("three", {})),
)


def filed(status: str, active: bool, days_ago: float = 0) -> dict[str, Filed]:
    return {"one": Filed("one", "410-377-258", status, active, NOW - timedelta(days=days_ago))}


@pytest.mark.parametrize(
    ("application", "started", "skipped", "state"),
    [
        ({}, [], [], "open"),
        ({}, ["one"], [], "started"),
        ({}, [], ["one"], "skipped"),
        ({}, ["one"], ["one"], "started"),
        (filed("in_work", True), [], [], "filed"),
        (filed("issued", False), [], ["one"], "done"),
        (filed("rejected", False), [], [], "open"),
        (filed("withdrawn", False), ["one"], [], "started"),
        (filed("issued", False, COUNTS_BACK.days + 1), [], [], "open"),
        (filed("issued", False, COUNTS_BACK.days - 1), [], [], "done"),
    ],
)
def test_a_step_stands_where_its_application_does(
    application: dict[str, Filed], started: list[str], skipped: list[str], state: str
) -> None:
    seen = progress(SITUATION, NOW, skipped, started, application, NOW)
    assert seen.steps[0].state == state
    assert seen.settled == (state in {"filed", "done", "skipped"})


def test_next_is_what_was_begun_before_what_was_not() -> None:
    assert (
        progress(SITUATION, None, [], ["two"], {}, NOW).next
        == progress(SITUATION, None, [], ["two"], {}, NOW).steps[1]
    )
    assert progress(SITUATION, None, ["one", "two", "three"], [], {}, NOW).next is None
