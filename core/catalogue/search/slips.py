"""Slips of the finger: which words of a vocabulary a misspelt one may be.

Every word has two masks: the letters it has, and its pairs of neighbours hashed into 64 bits. A slip changes
few bits of either, so counting bits over whole arrays leaves a handful of words for the exact distance.
"""

from collections.abc import Iterable

import numpy as np
from rapidfuzz.distance import OSA

_LETTERS_PER_SLIP, _PAIRS_PER_SLIP = 2, 6
"""Bits that one slip can change: a swap of neighbours breaks three pairs and makes three."""

_FIRST_LETTER = 0.08
"""People know how a word begins: another first letter makes it that much less alike."""
_ABOUT_AS_NEAR = 0.08


class Slips:
    """A vocabulary to look for misspelt words in."""

    def __init__(self, spellings: Iterable[str]) -> None:
        self._words = sorted(spellings, key=len)
        lengths = [len(word) for word in self._words]
        self._starts = np.searchsorted(lengths, np.arange(max(lengths, default=0) + 2))
        masks = np.array([_masks(word) for word in self._words], np.uint64).reshape(-1, 2)
        self._letters, self._pairs = np.ascontiguousarray(masks[:, 0]), np.ascontiguousarray(masks[:, 1])

    def near(self, word: str, least: float) -> list[tuple[str, float]]:
        """The words most like it, each with a likeness from `least` to 1; [] when none is like it."""
        slips = 1 if len(word) < 6 else 2 if len(word) < 10 else 3
        near = []
        for spelling in self._candidates(word, slips):
            distance = OSA.distance(word, spelling, score_cutoff=slips)
            if distance <= slips:
                alike = 1 - distance / max(len(word), len(spelling))
                alike -= _FIRST_LETTER * (spelling[0] != word[0])
                if alike >= least:
                    near.append((spelling, alike))
        best = max((alike for _, alike in near), default=0.0)
        return [(spelling, alike) for spelling, alike in near if alike >= best - _ABOUT_AS_NEAR]

    def _candidates(self, word: str, slips: int) -> list[str]:
        last = len(self._starts) - 1
        begin = self._starts[min(max(len(word) - slips, 0), last)]
        end = self._starts[min(len(word) + slips + 1, last)]
        letters, pairs = (np.uint64(mask) for mask in _masks(word))
        like = np.bitwise_count(self._letters[begin:end] ^ letters) <= _LETTERS_PER_SLIP * slips
        like &= np.bitwise_count(self._pairs[begin:end] ^ pairs) <= _PAIRS_PER_SLIP * slips
        return [self._words[begin + place] for place in np.flatnonzero(like)]


def _masks(word: str) -> tuple[int, int]:
    letters = pairs = 0
    before = 0
    for letter in word:
        code = ord(letter)
        letters |= 1 << (code & 63)
        pairs |= 1 << ((before * 31 + code) * 0x9E3779B1 >> 26 & 63)
        before = code
    return letters, pairs | 1 << ((before * 31) * 0x9E3779B1 >> 26 & 63)
