"""Every measurement of `make bench` runs to its end and fills its rows, over a few people and rounds."""

import importlib

import pytest

from bench.__main__ import APART, names
from bench._table import line, rows

TINY: dict[str, dict[str, int]] = {
    "accepting": {"UPDATES": 200, "ROUNDS": 1},
    "catalogue": {},
    "codes": {"ASKED": 10},
    "inline": {"ROUNDS": 1},
    "limits": {"TURNS": 30, "PEOPLE": 10, "FILING": 1, "BACKLOG": 200, "ALERTS_S": 3},
    "memory": {"WARM_UP": 4, "DIALOGS": 8},
    "safety": {},
    "sending": {"MESSAGES": 40, "ROUNDS": 1, "CHATS": 5},
    "start": {"TIMES": 1},
    "turns": {"TAPS": 3, "ROUNDS": 1, "CHATS": 2},
}
SAMPLE = {"accepting", "turns"}  # the rest starts a service or two each, and is for a whole run


def test_every_measurement_has_a_tiny_size() -> None:
    assert set(TINY) == set(names()) - APART


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[] if name in SAMPLE else [pytest.mark.whole]) for name in TINY]
)
def test_a_measurement_runs_to_its_end(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    module = importlib.import_module(f"bench.{name}")
    for size, value in TINY[name].items():
        assert hasattr(module, size)
        monkeypatch.setattr(module, size, value)
    told = rows(module.measure())
    assert told
    for figure in told:
        assert figure.okno or figure.peer
        assert line(name, figure).count("|") == 7
