"""The registration number of an application: `NNN-NNN-NNN`, nine digits that people read out and copy.

The rule, published in the documentation: the first eight digits are a place in a fixed shuffle of all
eight-digit numbers, so that neighbouring applications have unlike numbers and the count is not told;
the ninth is a check digit by Damm's algorithm (H. Michael Damm, «Total anti-symmetrische
Quasigruppen», 2004). It catches every single wrong digit and every swap of two neighbours. The
number is valid when the table below leads from 6 through all nine digits to 0, each row being where
one stands and each column the digit read (any first row keeps the two properties).
"""

import re

from core.forms.typed import normalise

LARGEST = 10**8

_DAMM = (
    (0, 3, 1, 7, 5, 9, 8, 6, 4, 2),
    (7, 0, 9, 2, 1, 5, 4, 8, 6, 3),
    (4, 2, 0, 6, 8, 7, 1, 3, 5, 9),
    (1, 7, 5, 0, 9, 8, 3, 4, 2, 6),
    (6, 1, 2, 3, 0, 4, 5, 9, 7, 8),
    (3, 6, 7, 4, 2, 0, 9, 5, 8, 1),
    (5, 8, 6, 9, 7, 2, 0, 1, 3, 4),
    (8, 9, 4, 5, 3, 6, 2, 0, 1, 7),
    (9, 4, 3, 8, 6, 1, 7, 2, 0, 5),
    (2, 5, 8, 1, 4, 3, 6, 7, 9, 0),
)
_START = 6
_ROUNDS = (2749, 7351, 4093, 9187)
_GAP = r"[ .‐‑‒–—−-]{0,3}"
_FOUND = re.compile(rf"(?<![\d-])(\d{{3}}){_GAP}(\d{{3}}){_GAP}(\d{{3}})(?![ ‐‑‒–—−-]?\d)", re.ASCII)


def make(sequence: int) -> str:
    """The number of the `sequence`-th application (0 … 10⁸ − 1); different sequences never share one."""
    if not 0 <= sequence < LARGEST:
        raise ValueError(f"sequence out of range: {sequence}")
    left, right = divmod(sequence, 10_000)
    for constant in _ROUNDS:  # a Feistel network: each round can be undone, so nothing repeats
        left, right = right, (left + (right * right + constant) * constant // 7) % 10_000
    body = f"{left:04}{right:04}"
    return _written(body + str(_damm(body)))


def valid(text: str) -> bool:
    """Whether the text, separators aside, is nine digits with the right check digit."""
    digits = re.sub(r"[ .‐‑‒–—−-]", "", text.strip())
    return len(digits) == 9 and digits.isascii() and digits.isdigit() and _damm(digits) == 0


def find(text: str) -> str | None:
    """The first valid number in free text, however it is spaced, as `NNN-NNN-NNN`; None if there is none."""
    for match in _FOUND.finditer(normalise(text[:5000])):
        digits = "".join(match.groups())
        if valid(digits):
            return _written(digits)
    return None


def asked(text: str) -> str | None:
    """The number a person asks about: a valid one, else any nine digits (mistyped, or made up).

    Both are looked up alike, so that the answer never tells whether a number exists.
    """
    if (found := find(text)) is not None:
        return found
    match = _FOUND.search(normalise(text[:5000]))
    return _written("".join(match.groups())) if match is not None else None


def _written(digits: str) -> str:
    return f"{digits[:3]}-{digits[3:6]}-{digits[6:]}"


def _damm(digits: str) -> int:
    interim = _START
    for digit in digits:
        interim = _DAMM[interim][int(digit)]
    return interim
