"""What somebody typed, fit to be shown back: short, on one line, without marks that spill over."""

import unicodedata

from core.forms.typed import normalise, utf16_length

MARKS = 2  # as many accents on one letter as any language needs


def quoted(text: str, limit: int = 60) -> str:
    """The text without invisible characters, cut to `limit` UTF-16 units. Not escaped: `Say` does that."""
    shown, marks, length = "", 0, 0
    for char in normalise(text[:1000]):
        marks = marks + 1 if unicodedata.category(char) in {"Mn", "Me", "Mc"} else 0
        if marks > MARKS:
            continue
        length += utf16_length(char)
        if length > limit:
            return shown.rstrip() + "…"
        shown += char
    return shown
