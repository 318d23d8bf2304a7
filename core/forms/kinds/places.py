"""Land and regions."""

import random
import re

from core.catalogue import regions
from core.errors import WrongAnswer
from core.forms.kinds.base import Context, Kind, Parsed
from core.forms.model import Field, Value
from core.forms.sentences import place_in
from core.forms.typed import clean, refuse_odd_digits

_CADASTRAL = re.compile(r"(\d{2}):(\d{2}):(\d{6,7}):(\d{1,9})", re.ASCII)


class CadastralNumber(Kind):
    """District, area, quarter, object: «77:01:0001001:1234».

    Source: Order of Rosreestr P/0241 of 7 June 2021 (two digits, two digits, six or seven, any number).
    """

    def read(self, text: str, field: Field, context: Context) -> Parsed:
        typed = clean(text)
        refuse_odd_digits(typed)
        typed = re.sub(r"^(?:кад(?:астровый|\.)? ?(?:номер|№|n)?|кн)[ .:№]*", "", typed, flags=re.IGNORECASE)
        value = re.sub(r"[ :;/\\|.,_‑–—-]+", ":", typed).strip(":")
        return Parsed(value)

    def check(self, value: Value, field: Field, context: Context) -> None:
        text = str(value)
        match = _CADASTRAL.fullmatch(text)
        if match is None:
            if re.fullmatch(r"\d{2}:\d{2}:\d{6,7}", text, re.ASCII):
                raise WrongAnswer("cadastral-quarter")
            raise WrongAnswer("cadastral-format")
        if match[1] == "00" or not match[4].strip("0"):
            raise WrongAnswer("cadastral-zeros")

    def example(self, field: Field) -> str:
        return "77:01:0001001:1234"

    def sample(self, field: Field, rng: random.Random, context: Context) -> str:
        parts = (rng.randint(1, 91), rng.randint(0, 99), rng.randint(0, 9_999_999), rng.randint(1, 99_999))
        return f"{parts[0]:02}:{parts[1]:02}:{parts[2]:07}:{parts[3]}"


class Region(Kind):
    """A region of Russia, kept by its official name; a near spelling is confirmed, several are offered."""

    def read(self, text: str, field: Field, context: Context) -> Parsed:
        typed = clean(text)
        sure = regions.exact(typed)
        if sure is not None:
            return Parsed(sure)
        names = regions.suggest(typed)
        if not names:
            raise WrongAnswer("region-unknown")
        return Parsed(names[0], confirm=True, suggestions=tuple(names) if len(names) > 1 else ())

    def gist(self, text: str, field: Field) -> str | None:
        return place_in(text)

    def check(self, value: Value, field: Field, context: Context) -> None:
        if value not in regions.REGIONS:
            raise WrongAnswer("region-unknown")

    def show(self, value: Value, field: Field, lang: str) -> str:
        return regions.english(str(value)) if lang == "en" else str(value)

    def example(self, field: Field) -> str:
        return "Тверская область"

    def sample(self, field: Field, rng: random.Random, context: Context) -> str:
        return rng.choice(regions.REGIONS)
