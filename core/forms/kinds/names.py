"""Names of people.

Accepted without a question: two to eight words in Cyrillic or in Latin letters, hyphens, an
apostrophe, a surname of one letter, a name with no patronymic, a name of one word given with a dash in
place of the missing one («Сукарно —»). A Latin letter inside a Cyrillic word is corrected and asked about.
"""

import random
import re
import unicodedata

from core.errors import WrongAnswer
from core.forms.kinds.base import Context, Kind, Parsed
from core.forms.model import Field, Value
from core.forms.sentences import name_in, surname_first
from core.forms.typed import BIDI_CONTROLS, CYRILLIC_OF_LATIN, LATIN_OF_CYRILLIC, clean

_LIMIT = 255
_MOST_WORDS = 8
_APOSTROPHES = str.maketrans("’ʼ`´‘ʹ′", "'''''''")
_DASHES = str.maketrans("‐‑‒–—−", "------")
_INITIAL = re.compile(r"(?:^|[ .])[^\W\d_]\.")
_PARTICLES = frozenset(
    ("оглы", "кызы", "оглу", "гызы", "угли", "улы", "уулу", "кизи", "ибн", "бин", "бинт", "аль", "эль",
     "фон", "цу", "ван", "дер", "ден", "де", "ди", "да", "дю", "ла", "ле", "дос", "ogly", "oglu", "kyzy",
     "qizi", "ibn", "bin", "bint", "al", "el", "von", "zu", "van", "der", "den", "de", "di", "da", "du",
     "la", "le", "dos")
)  # fmt: skip


class FullName(Kind):
    """Surname, given name and patronymic as one line, in the order typed."""

    def read(self, text: str, field: Field, context: Context) -> Parsed:
        if BIDI_CONTROLS.search(text):
            raise WrongAnswer("name-controls")
        typed = clean(text, limit=_LIMIT).translate(_APOSTROPHES).translate(_DASHES)
        said = name_in(typed)
        words = (said or typed).replace(",", " ").strip(" .;").split()
        _refuse_signs(" ".join(words))
        corrected = [_one_script(word, words) for word in words]
        if any(word is None for word in corrected):
            raise WrongAnswer("name-mixed")
        value = " ".join(_cased([word for word in corrected if word]))
        scripts = {_script(char) for char in value if char.isalpha()}
        changed = [word for word in corrected if word] != words
        turned = surname_first(value)
        return Parsed(
            value,
            confirm=changed or len(scripts) > 1 or said is not None,
            suggestions=(turned, value) if turned else (),
            note="name-letters" if changed else "",
        )

    def check(self, value: Value, field: Field, context: Context) -> None:
        text = clean(str(value or ""), limit=_LIMIT)
        _refuse_signs(text)
        words = text.split()
        if len(words) < 2 or words[0] == "-":
            raise WrongAnswer("name-one-word")
        if len(words) > _MOST_WORDS:
            raise WrongAnswer("name-long", count=len(words))

    def example(self, field: Field) -> str:
        return "Смирнова Анна Петровна"

    def sample(self, field: Field, rng: random.Random, context: Context) -> str:
        return rng.choice(
            ("Смирнова Анна Петровна", "О'Нил Джон", "Ким О Мин", "Э Ли", "Müller Jürgen",
             "Римский-Корсаков Николай Андреевич", "Мамедов Али Гасан оглы",
             "иванов пётр сергеевич", "ПЕТРОВА ЕЛЕНА ЮРЬЕВНА")
        )  # fmt: skip


def _refuse_signs(text: str) -> None:
    if any(char.isnumeric() for char in text):
        raise WrongAnswer("name-digits")
    if _INITIAL.search(text):
        raise WrongAnswer("name-initials")
    letters = [char for char in text if not unicodedata.category(char).startswith("M")]
    if any(not (char.isalpha() or char in " -'") for char in letters):
        raise WrongAnswer("name-signs")
    if any(_script(char) == "OTHER" for char in letters if char.isalpha()):
        raise WrongAnswer("name-script")
    for word in text.split():
        if not word[0].isalpha() and word not in ("-",) and not (word[0] == "'" and len(word) > 2):
            raise WrongAnswer("name-signs")


def _script(char: str) -> str:
    name = unicodedata.name(char, "")
    return next((script for script in ("CYRILLIC", "LATIN") if name.startswith(script)), "OTHER")


def _scripts(word: str) -> list[str]:
    return [_script(char) for char in word if char.isalpha()]


def _one_script(word: str, words: list[str]) -> str | None:
    """The word in one alphabet, look-alikes corrected to the alphabet of most letters; None if impossible."""
    latin, cyrillic = _scripts(word).count("LATIN"), _scripts(word).count("CYRILLIC")
    if not latin:
        return word
    if not cyrillic:  # a whole word of look-alikes, «ОСКАР» typed in Latin beside a Cyrillic surname
        fixed = word.translate(CYRILLIC_OF_LATIN)
        among_cyrillic = any("CYRILLIC" in _scripts(other) for other in words)
        return fixed if among_cyrillic and "LATIN" not in _scripts(fixed) else word
    fixed = word.translate(CYRILLIC_OF_LATIN if cyrillic >= latin else _LOWER_LATIN)
    return fixed if len(set(_scripts(fixed))) == 1 else None


_LOWER_LATIN = {**LATIN_OF_CYRILLIC, **str.maketrans("асеорху", "aceopxy")}


def _cased(words: list[str]) -> list[str]:
    """Capital letters restored where all or none were typed; any other spelling is the person's own."""
    letters = "".join(words)
    if letters != letters.lower() and letters != letters.upper():
        return words
    if sum(char.isalpha() for char in letters) <= len(words):  # «Э Ли» is mixed; «О Э» needs no change
        return [word.upper() for word in words]
    return [_titled(word.lower()) for word in words]


def _titled(word: str) -> str:
    if word in _PARTICLES:
        return word
    return "-".join(_capitalised(part) for part in word.split("-"))


def _capitalised(part: str) -> str:
    if len(part) > 2 and part[1] == "'":  # О'Нил, д'Артаньян
        return part[0].upper() + "'" + part[2].upper() + part[3:]
    return part[:1].upper() + part[1:]
