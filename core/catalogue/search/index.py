"""The index: which words stand where, how much each place says about a service, and which words are kin.

Words are dictionary forms by number («terms»), services numbers into `ids`. Lists of different lengths lie
end to end in one array; «row n» of such an array is `flat[starts[n]:starts[n + 1]]`.
"""

import math
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int32]
Floats = NDArray[np.float32]


@dataclass(slots=True)
class Index:
    """All that a search knows.

    A term `t` has two rows: `t` is the term alone, `len(terms) + t` the term with its kin (words of nearly
    the same meaning or of the same root). `docs` and `weights` say by row where it stands, `kin` and
    `kin_sure` which terms it counts as. The phrases of service `s` (its title first, then its keywords) are
    `phrase_starts[s]:phrase_starts[s + 1]`, and a phrase is a row of `words`; `sizes` sum its idf.
    """

    ids: list[str]
    codes: dict[str, int]
    departments: dict[str, str]
    terms: list[str]
    forms: dict[str, list[int]]
    readings: dict[str, list[int]]
    roots: dict[str, list[int]]
    sounds: dict[str, list[str]]
    spellings: list[str]
    noise: list[str]
    chatter: list[str]
    weak: list[str]
    elsewhere: list[str]
    idf: Floats
    doc_starts: Ints
    docs: Ints
    weights: Floats
    kin_starts: Ints
    kin: Ints
    kin_sure: Floats
    phrase_starts: Ints
    word_starts: Ints
    words: Ints
    sizes: Floats
    flagships: Floats
    payments: Floats
    rank_of_id: Ints
    rarest: float = field(init=False)
    """The idf of a word that no service has."""

    def __post_init__(self) -> None:
        self.rarest = math.log(1 + len(self.ids))

    def with_kin(self, term: int) -> int:
        """The row of a term with its kin."""
        return len(self.terms) + term

    def stands(self, row: int) -> bool:
        """Whether a service has a term of this row."""
        return bool(self.doc_starts[row] < self.doc_starts[row + 1])


def flat(rows: list[Any], kind: type[np.generic]) -> tuple[Ints, NDArray[Any]]:
    """Lists end to end, and where each begins (one more at the end)."""
    starts = np.zeros(len(rows) + 1, np.int32)
    np.cumsum([len(row) for row in rows], out=starts[1:])
    return starts, np.fromiter(chain.from_iterable(rows), kind, int(starts[-1]))
