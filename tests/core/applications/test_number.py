"""Registration numbers: unique, unguessable in order, proof against slips, found in free text."""

import random
import re
from itertools import pairwise

import pytest

from core.applications.number import LARGEST, find, make, valid


def test_numbers_look_as_published() -> None:
    for sequence in (0, 1, 17, 99_999_999):
        assert re.fullmatch(r"\d{3}-\d{3}-\d{3}", make(sequence))
        assert valid(make(sequence))


def test_numbers_never_repeat() -> None:
    assert len({make(sequence) for sequence in range(100_000)}) == 100_000
    scattered = random.Random(1).sample(range(LARGEST), 50_000)
    assert len({make(sequence) for sequence in scattered}) == 50_000


def test_numbers_do_not_tell_how_many_there_are() -> None:
    first = [int(make(sequence).replace("-", "")[:8]) for sequence in range(1000)]
    steps = {(later - earlier) % LARGEST for earlier, later in pairwise(first)}
    assert len(steps) > 900, "no constant step from one number to the next"
    assert min(first) < LARGEST // 20
    assert max(first) > LARGEST // 20 * 19


def test_every_wrong_digit_and_every_swap_is_caught() -> None:
    for sequence in range(300):
        digits = make(sequence).replace("-", "")
        for place in range(9):
            for digit in "0123456789".replace(digits[place], ""):
                assert not valid(digits[:place] + digit + digits[place + 1 :])
        for place in range(8):
            swapped = digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]
            assert valid(swapped) == (digits[place] == digits[place + 1])


@pytest.mark.parametrize("outside", [-1, LARGEST])
def test_there_are_a_hundred_million_numbers(outside: int) -> None:
    with pytest.raises(ValueError, match="out of range"):
        make(outside)


@pytest.mark.parametrize(
    "text",
    [
        "410-377-258",
        "410377258",
        "410 377 258",
        "410–377–258",
        "где моё заявление 410-377-258?",
        "№410377258.",
        "заявление\u00a0410\u00a0377\u00a0258, спасибо",
        "４１０-377-258",
        "410 - 377 - 258",
    ],
)
def test_a_number_is_found_in_any_usual_writing(text: str) -> None:
    assert find(text) == "410-377-258"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "410-377-259",
        "4103772580",
        "1410377258",
        "снилс 410-377-258 95",
        "+7 410 377 25 8",
        "410-377",
        "٤١٠٣٧٧٢٥٨",
        "где моё заявление",
    ],
)
def test_other_numbers_are_not_taken_for_one(text: str) -> None:
    assert find(text) is None


def test_the_second_number_is_found_when_the_first_is_wrong() -> None:
    assert find("не 410-377-259, а 410-377-258") == "410-377-258"
