"""A search that did not help, as editors see it: only what several people wrote."""

import re
from dataclasses import dataclass

NOTHING, REWORDED, OPERATOR = "nothing", "reworded", "operator"
ENDINGS = (NOTHING, REWORDED, OPERATOR)
PEOPLE = 3
"""Words are shown once this many different people wrote them: fewer might name somebody."""
LONGEST = 80

_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Lost:
    """Words that `people` wrote in vain; how often they ended how, and the services opened in the end."""

    words: str
    people: int
    endings: dict[str, int]
    took: tuple[str, ...]


def without_people(query: str) -> str:
    """The words as they are counted: one case, no digits (numbers of documents and phones), cut short."""
    plain = _DIGITS.sub("", query.casefold().replace("ё", "е"))
    return " ".join(plain.split())[:LONGEST].strip()
