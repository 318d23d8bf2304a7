"""Vehicles: identification numbers and registration plates."""

import random
import re

from core.errors import WrongAnswer
from core.forms.kinds.base import Context, Kind, Parsed, random_digits
from core.forms.model import Field, Value
from core.forms.typed import CYRILLIC_OF_LATIN, LATIN_OF_CYRILLIC, clean, refuse_odd_digits

_GAPS = str.maketrans("", "", " -–—‑.,/_|()№#")
_VIN_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ0123456789"
_LETTERS = "АВЕКМНОРСТУХ"
_PLATES = tuple(
    re.compile(pattern.replace("L", f"[{_LETTERS}]"), re.ASCII)
    for pattern in (
        r"(L\d{3}LL)(\d{2,3})",        # cars, lorries, buses
        r"(LL\d{3})(\d{2,3})",         # taxis, passenger transport
        r"(LL\d{4})(\d{2,3})",         # trailers
        r"(\d{4}LL)(\d{2,3})",         # motorcycles, machines, the army
        r"(L\d{4})(\d{2,3})",          # the police
        r"(LL\d{3}L)(\d{2,3})",        # transit
        r"(\d{3}СD\d{1,2})(\d{2,3})",  # heads of missions; D stays Latin, as on the plate
        r"(\d{3}[DТ]\d{3})(\d{2,3})",  # diplomats and their staff
    )
)  # fmt: skip
_LONG_REGIONS = frozenset(
    (102, 113, 116, 118, 121, 122, 123, 124, 125, 126, 130, 134, 136, 138, 142, 147, 150, 152, 154, 155,
     156, 158, 159, 161, 163, 164, 169, 172, 173, 174, 177, 178, 180, 181, 182, 184, 185, 186, 188, 190,
     193, 196, 197, 198, 199, 202, 250, 252, 277, 299, 302, 323, 550, 702, 716, 725, 750, 754, 761, 763,
     774, 777, 790, 797, 799, 977)
)  # fmt: skip


class Vin(Kind):
    """A vehicle identification number: 17 letters and digits without I, O, Q (ISO 3779).

    The check digit of the ninth place is kept only in North America, so it is not required here.
    """

    def read(self, text: str, field: Field, context: Context) -> Parsed:
        typed = clean(text).upper()
        refuse_odd_digits(typed)
        typed = re.sub(r"^VIN[: ]*", "", typed).translate(_GAPS)
        value = typed.translate(LATIN_OF_CYRILLIC) if re.search(r"[А-Я]", typed) else typed
        return Parsed(value, confirm=value != typed, note="vin-letters" if value != typed else "")

    def check(self, value: Value, field: Field, context: Context) -> None:
        text = str(value)
        if not text.isascii() or not text.isalnum():
            raise WrongAnswer("vin-format")
        if len(text) != 17:
            raise WrongAnswer("vin-length", count=len(text))
        if any(char not in _VIN_LETTERS for char in text):
            raise WrongAnswer("vin-ioq")
        if (
            len(set(text)) == 1 and text != "1" * 17
        ):  # seventeen ones pass every rule and are a known test number
            raise WrongAnswer("vin-format")

    def example(self, field: Field) -> str:
        return "XTA210990Y2766389"

    def sample(self, field: Field, rng: random.Random, context: Context) -> str:
        body = "XTA" + "".join(rng.choice(_VIN_LETTERS) for _ in range(8))
        return rng.choice((body, body.lower())) + random_digits(rng, 6)


class VehiclePlate(Kind):
    """A Russian registration plate with its region, kept in Cyrillic capitals (GOST R 50577-2018).

    Both alphabets are common in typing and mean the same, so neither is asked about. New regional
    codes appear every year: one we do not know is asked about, never refused.
    """

    def read(self, text: str, field: Field, context: Context) -> Parsed:
        typed = clean(text).upper()
        refuse_odd_digits(typed)
        typed = re.sub(r"(?:RUS|РУС)$|^(?:ГОСНОМЕР|НОМЕР)", "", typed.translate(_GAPS))
        value = typed.translate(CYRILLIC_OF_LATIN).replace("Д", "D")
        region = _split(value)[1]
        known = len(region) <= 2 or int(region) in _LONG_REGIONS
        return Parsed(value, confirm=not known, note="" if known else "plate-region")

    def check(self, value: Value, field: Field, context: Context) -> None:
        text = str(value)
        if re.fullmatch(
            f"(?:[{_LETTERS}]\\d{{3}}[{_LETTERS}]{{2}}|\\d{{4}}[{_LETTERS}]{{2}})\\d?", text, re.ASCII
        ):
            raise WrongAnswer("plate-no-region")
        letters = {char for char in text if char.isalpha()}
        number, region = _split(text)
        if not number and letters and not letters <= {*_LETTERS, "D"}:
            raise WrongAnswer("plate-letters", letters=" ".join(_LETTERS))
        if not number:
            raise WrongAnswer("plate-format")
        if not re.search("[1-9]", number):
            raise WrongAnswer("plate-zeros")
        if int(region) % 100 == 0:
            raise WrongAnswer("plate-wrong-region", region=region)

    def show(self, value: Value, field: Field, lang: str) -> str:
        number, region = _split(str(value))
        return f"{number} {region}".strip() or str(value)

    def example(self, field: Field) -> str:
        return "А123ВС 77"

    def sample(self, field: Field, rng: random.Random, context: Context) -> str:
        letters = "".join(rng.choice(_LETTERS) for _ in range(3))
        digits, region = f"{rng.randint(1, 999):03}", rng.choice(("77", "69", "177", "797", "01"))
        plate = f"{letters[0]}{digits}{letters[1:]} {region}"
        return rng.choice((plate, plate.lower().replace(" ", ""), f"{letters[:2]} {digits} {region}"))


def _split(plate: str) -> tuple[str, str]:
    """(number, region), or two empty strings when it is no plate."""
    for pattern in _PLATES:
        match = pattern.fullmatch(plate)
        if match:
            return match[1], match[2]
    return "", ""
