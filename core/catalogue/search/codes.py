"""Codes: «MVD-103», «mvd103», «код мвд 103», and «VDL-103» typed on the other keyboard."""

import re

from core.catalogue.search import text
from core.catalogue.search.index import Index

_CODE = re.compile(r"(?<![a-zа-я])([a-zа-я]+(?:[_\s-][a-zа-я]+)?)[\s_№-]*(\d{1,5})(?!\d)")
_MOST_OTHER_WORDS = 3


def find_codes(index: Index, query: str) -> list[tuple[int, bool]]:
    """Services whose code is written in the query, and whether it is the whole code; [] when none is."""
    folded = text.fold(query)
    if len(folded.split()) > 2 + _MOST_OTHER_WORDS:
        return []
    for match in _CODE.finditer(folded):
        for letters in _readings(match.group(1)):
            prefix = index.departments.get(letters)
            if prefix is None:
                continue
            whole = index.codes.get(f"{prefix}-{match.group(2)}")
            if whole is not None:
                return [(whole, True)]
            begun = [
                number
                for code, number in index.codes.items()
                if code.startswith(f"{prefix}-{match.group(2)}")
            ]
            rest = folded.replace(match.group(), " ").split()
            if begun and not rest:
                return [(number, False) for number in sorted(begun, key=lambda found: index.ids[found])]
    return []


def _readings(letters: str) -> list[str]:
    """The letters as typed, by sound, on the other keyboard; with and without a word before them."""
    squeezed = re.sub(r"[\s_-]", "", letters)
    last = re.split(r"[\s_-]", letters)[-1]
    tries = []
    for name in dict.fromkeys((squeezed, last)):
        keyed = name.translate(text.TO_RUSSIAN_KEYS if text.has_latin(name) else text.TO_ENGLISH_KEYS)
        tries += [name, keyed, _latin(name), _latin(keyed)]
    return tries


def _latin(name: str) -> str:
    return "".join(_TO_LATIN.get(letter, letter) for letter in name)


_TO_LATIN = dict(zip("абвгдезийклмнопрстуфхцыэ", "abvgdeziiklmnoprstufhcye", strict=True))
_TO_LATIN |= {"ч": "ch", "ш": "sh", "щ": "sch", "ж": "zh", "ю": "yu", "я": "ya"}
