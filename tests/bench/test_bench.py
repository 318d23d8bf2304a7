"""Measurements run one by one; a wrong name is answered with the right ones."""

import random

import pytest

from bench.__main__ import main, names, show
from bench._table import at_least, at_most, below, head, line
from bench.codes import kolmogorov_smirnov


def test_a_measurement_tells_its_figures(capsys: pytest.CaptureFixture[str]) -> None:
    show("catalogue")
    told = capsys.readouterr().out.splitlines()
    assert any(one.startswith("| catalogue: from YAML | ") for one in told)
    assert {one.count("|") for one in told} == {head().splitlines()[0].count("|")}


def test_an_unknown_name_is_told_the_known_ones(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["catalog"]) == 2
    assert "there are: " in capsys.readouterr().err


def test_every_measurement_is_listed() -> None:
    assert {"catalogue", "start", "turns"} <= set(names())


@pytest.mark.parametrize(
    ("figure", "met"),
    [
        (at_least("turns", "40/s", "100/s", 0.395, 0.4), True),
        (at_least("turns", "39/s", "100/s", 0.39, 0.4), False),
        (at_most("start", "3 s", "2 s", 1.5, 1.5), True),
        (at_most("start", "3.2 s", "2 s", 1.6, 1.5), False),
        (below("p99", 150.4, "ms", 150), True),
        (below("p99", 151, "ms", 150), False),
    ],
)
def test_a_goal_is_met_or_said_to_be_missed(figure: object, met: bool) -> None:
    told = line("bench", figure)  # type: ignore[arg-type]  # a Figure, from the table above
    assert told.endswith("| yes |" if met else "| **no** |")


def test_one_distribution_looks_like_itself_and_another_does_not() -> None:
    draw = random.Random(1)
    same, alike = ([draw.gauss(5, 1) for _ in range(400)] for _ in range(2))
    slower = [draw.gauss(5.5, 1) for _ in range(400)]
    assert kolmogorov_smirnov(same, alike) > 0.01
    assert kolmogorov_smirnov(same, slower) < 0.001
    assert kolmogorov_smirnov(same, same) == 1.0
