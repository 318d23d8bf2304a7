"""The choice between a sample, which `make test` runs, and everything, which `make test-all` runs."""

import os
import random
from collections.abc import Sequence
from typing import TypeVar

WHOLE = os.environ.get("OKNO_TEST_ALL") == "1"

T = TypeVar("T")


def sample(items: Sequence[T], size: int) -> list[T]:
    """All of `items` in a whole run, else `size` of them: the same ones every time, spread over the lot."""
    if WHOLE or len(items) <= size:
        return list(items)
    chosen = sorted(random.Random(size).sample(range(len(items)), size))
    return [items[index] for index in chosen]
