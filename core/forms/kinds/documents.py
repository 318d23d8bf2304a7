"""Numbers of documents a person carries. Every kind here is sensitive."""

import random
import re

from core.errors import WrongAnswer
from core.forms.kinds.base import Context, Kind, Parsed, covered, random_digits
from core.forms.model import Field, Value
from core.forms.sentences import number_in
from core.forms.typed import clean, digits_in, refuse_odd_digits

_NUMBER = re.compile(r"[^\W_][\w ./()№-]*", re.UNICODE)
_DASHES = str.maketrans("‐‑‒–—−", "------")
_SERIES_WORDS = re.compile(r"^(?:серия и номер|серия|номер|№)[: ]*", re.IGNORECASE)
_LEAST, _MOST = 3, 40


class Passport(Kind):
    """A passport of a citizen of Russia: series of four digits and number of six, kept as ten digits.

    Source: Government decree 828 of 8 July 1997 on the passport, and the blank itself. Neither series
    0000 nor number 000000 was ever printed.
    """

    sensitive = True

    def read(self, text: str, field: Field, context: Context) -> Parsed:
        found = digits_in(
            text, "серия", "номер", "паспорт", "паспорта", "рф", "и", "n", "no", "series", "number"
        )
        if found is None:
            raise WrongAnswer("passport-format")
        return Parsed(found.value, found.corrected)

    def gist(self, text: str, field: Field) -> str | None:
        return number_in(text)

    def check(self, value: Value, field: Field, context: Context) -> None:
        digits = str(value)
        if not (digits.isascii() and digits.isdigit()):
            raise WrongAnswer("passport-format")
        if len(digits) != 10:
            raise WrongAnswer("passport-length", count=len(digits))
        if digits.startswith("0000") or digits.endswith("000000"):
            raise WrongAnswer("passport-zeros")

    def show(self, value: Value, field: Field, lang: str) -> str:
        digits = str(value)
        return f"{digits[:2]} {digits[2:4]} {digits[4:]}"

    def mask(self, value: Value, field: Field, lang: str) -> str:
        digits = str(value)
        return f"{digits[:2]} {digits[2:4]} ••• {digits[7:]}"

    def example(self, field: Field) -> str:
        return "45 10 123456"

    def sample(self, field: Field, rng: random.Random, context: Context) -> str:
        series, number = f"{rng.randint(1, 99):02} {rng.randint(0, 26):02}", f"{rng.randint(101, 999_999):06}"
        return rng.choice(
            (f"{series} {number}", f"{series.replace(' ', '')}{number}", f"серия {series} № {number}")
        )


class DepartmentCode(Kind):
    """The code of the office that issued a passport, kept as six digits: region, level, office."""

    def read(self, text: str, field: Field, context: Context) -> Parsed:
        found = digits_in(text, "код", "подразделения", "к/п")
        if found is None:
            raise WrongAnswer("department-code-format")
        return Parsed(found.value, found.corrected)

    def gist(self, text: str, field: Field) -> str | None:
        return number_in(text)

    def check(self, value: Value, field: Field, context: Context) -> None:
        digits = str(value)
        if not (digits.isascii() and digits.isdigit()):
            raise WrongAnswer("department-code-format")
        if len(digits) != 6:
            raise WrongAnswer("department-code-length", count=len(digits))
        if digits.startswith("00"):
            raise WrongAnswer("department-code-region")

    def show(self, value: Value, field: Field, lang: str) -> str:
        return f"{str(value)[:3]}-{str(value)[3:]}"

    def example(self, field: Field) -> str:
        return "770-001"

    def sample(self, field: Field, rng: random.Random, context: Context) -> str:
        digits = f"{rng.randint(1, 99):02}{rng.randint(0, 3)}{rng.randint(1, 999):03}"
        return rng.choice((digits, f"{digits[:3]}-{digits[3:]}", f"{digits[:3]}–{digits[3:]}"))


class DocumentNumber(Kind):
    """Any document with a number: 3–40 letters and digits, at least two of them digits, in capitals.

    Certificates carry Roman numerals («II-МЮ № 123456»), foreign passports letters in front, so the
    shape is left to the citizen; only what cannot be a number is refused.
    """

    sensitive = True

    def read(self, text: str, field: Field, context: Context) -> Parsed:
        typed = clean(text).translate(_DASHES)
        refuse_odd_digits(re.sub(r"[Ⅰ-ↈ]", "", typed))
        value = _SERIES_WORDS.sub("", typed).upper().strip(" .,;:")
        value = re.sub(r" *№ *", " № ", value).strip()
        return Parsed(value)

    def check(self, value: Value, field: Field, context: Context) -> None:
        text = str(value or "")
        if sum(char.isdigit() for char in text) < 2:
            raise WrongAnswer("document-digits")
        if _NUMBER.fullmatch(text) is None:
            raise WrongAnswer("document-format")
        if not _LEAST <= len(text) <= _MOST:
            raise WrongAnswer("document-length", count=len(text), low=_LEAST, high=_MOST)

    def mask(self, value: Value, field: Field, lang: str) -> str:
        return covered(str(value), 2, 3) if len(str(value)) > 9 else covered(str(value), 1, 2)

    def example(self, field: Field) -> str:
        if "birth" in field.id or "marriage" in field.id or "divorce" in field.id:
            return "II-МЮ № 123456"
        return "77 12 345678"

    def sample(self, field: Field, rng: random.Random, context: Context) -> str:
        digits = random_digits(rng, 6)
        return rng.choice((f"II-МЮ № {digits}", f"АВ-{digits}", f"77 12 {digits}", f"c{digits}", digits))
