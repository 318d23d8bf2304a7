"""What people type, before any kind of field looks at it.

Phones, keyboards and pasted pages add characters nobody sees: soft hyphens, joiners, direction
marks, fillers, full-width digits. They are removed or folded here, once, so that every kind reads
plain text, and so that nothing invisible reaches the database or a department.
"""

import re
import unicodedata
from dataclasses import dataclass

from core.errors import WrongAnswer

BIDI_CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Embeddings, overrides and isolates: they make a name read differently from what it is."""

_FOLDED = frozenset(("<wide>", "<narrow>", "<font>", "<noBreak>", "<small>", "<vertical>"))
_FOLDED_FORMS = frozenset(("<initial>", "<medial>", "<final>", "<isolated>", "<compat>"))
_KEPT = frozenset("№…")
_BLANKS = frozenset("\u115f\u1160\u3164\uffa0\u2800\u034f\u17b4\u17b5")
_VARIATION_SELECTORS = frozenset(chr(code) for code in (*range(0xFE00, 0xFE10), *range(0x180B, 0x180E)))
_DROPPED_CATEGORIES = frozenset(("Cc", "Cf", "Cs", "Cn", "Co"))
_SPACES = re.compile(" {2,}")
_BLANK_LINES = re.compile("\n{3,}")
_MARKS_PER_LETTER = 2

CYRILLIC_OF_LATIN = str.maketrans("ABCEHIKMOPTXYaceiopxykm", "АВСЕНІКМОРТХУасеіорхукм")
LATIN_OF_CYRILLIC = str.maketrans("АВЕЗКМНОРСТУХавекмнорстух", "ABE3KMHOPCTYXABEKMHOPCTYX")
_DIGIT_OF_LETTER = str.maketrans("OoОоЗзlI|", "000033111")


def utf16_length(text: str) -> int:
    """Length as Telegram and browsers count it: an emoji takes two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def normalise(text: str, *, lines: bool = False) -> str:
    """The text without invisible characters, in composed form, spaces collapsed; lines kept if asked.

    Folds what NFKC folds for width, fonts, ligatures and joining forms, but not superscripts, circled
    digits or «№»: «м²» must not turn into «м2», nor «²» into the answer «2».
    """
    composed = unicodedata.normalize("NFC", "".join(map(_folded, _newlines(text))))
    rows = [_SPACES.sub(" ", row).strip() for row in composed.split("\n")]
    if lines:
        return _BLANK_LINES.sub("\n\n", "\n".join(rows)).strip()
    return " ".join(row for row in rows if row)


def _newlines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _folded(char: str) -> str:
    if char == "\n" or char in "\u2028\u2029\x0b\x0c\x85":
        return "\n"
    if char == "\t" or unicodedata.category(char) == "Zs":
        return " "
    if char in _BLANKS or char in _VARIATION_SELECTORS or unicodedata.category(char) in _DROPPED_CATEGORIES:
        return ""
    parts = unicodedata.decomposition(char).split(" ")
    if parts[0] in _FOLDED or (parts[0] in _FOLDED_FORMS and char not in _KEPT and parts[1] != "0020"):
        folded = unicodedata.normalize("NFKC", char)
        return " " if folded.isspace() else "".join(kept for kept in folded if kept not in _BLANKS)
    return char


def clean(text: str, *, limit: int = 255, lines: bool = False) -> str:
    """Normalised text, or WrongAnswer: `empty`, `too-long` (limit, length), `too-many-marks`."""
    if len(text) > 20_000:  # no field takes a tenth of it: spare the work of normalising a flood
        raise WrongAnswer("too-long", limit=limit, length=len(text))
    result = normalise(text, lines=lines)
    if not result:
        raise WrongAnswer("empty")
    length = utf16_length(result)
    if length > limit:
        raise WrongAnswer("too-long", limit=limit, length=length)
    if _stacks_marks(result):
        raise WrongAnswer("too-many-marks")
    return result


def _stacks_marks(text: str) -> bool:
    stacked = 0
    for char in text:
        stacked = stacked + 1 if unicodedata.category(char) in ("Mn", "Me", "Mc") else 0
        if stacked > _MARKS_PER_LETTER:
            return True
    return False


def matching(text: str) -> str:
    """A form for comparing what was typed with a known word: no case, no «ё», no punctuation at the ends."""
    return normalise(text).casefold().replace("ё", "е").strip(" .,;:!?«»\"'()")


@dataclass(frozen=True, slots=True)
class Digits:
    """Digits found in an answer; `corrected` when a letter was read as the digit it looks like."""

    value: str
    corrected: bool = False


_SEPARATORS = str.maketrans("", "", " -–—‑‒−.,/\\#№:;()_'\"«»+")
_MOST_CORRECTED = 2


def digits_in(text: str, *words: str, limit: int = 255) -> Digits | None:
    """The digits of a number typed with any separators and any of `words` («серия», «номер») around.

    None when anything else is left. Up to two letters that look like digits (О, З, l) are read as
    such. Raises WrongAnswer as `clean` does, and `plain-digits` for digits that are not 0–9.
    """
    rest = clean(text, limit=limit).casefold()
    for word in sorted(words, key=len, reverse=True):
        rest = rest.replace(word, " ")
    rest = rest.translate(_SEPARATORS)
    refuse_odd_digits(rest)
    if rest.isascii() and rest.isdigit():
        return Digits(rest)
    corrected = rest.translate(_DIGIT_OF_LETTER)
    changed = sum(a != b for a, b in zip(rest, corrected, strict=True))
    if corrected.isascii() and corrected.isdigit() and changed <= _MOST_CORRECTED and len(corrected) > 4:
        return Digits(corrected, corrected=True)
    return None


def refuse_odd_digits(text: str) -> None:
    """Raise `plain-digits` if the text holds digits other than 0–9 («٤٥», «²»), which int() may even take."""
    if any(char.isnumeric() and not char.isascii() for char in text):
        raise WrongAnswer("plain-digits")
