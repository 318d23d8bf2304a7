"""Numbers in state registers of persons and organisations, each with its control digits."""

import random
import re

from stdnum.ru import inn as inn_rule

from core.errors import WrongAnswer
from core.forms.kinds.base import Context, Kind, Parsed, covered, random_digits
from core.forms.model import Field, Value
from core.forms.sentences import number_in
from core.forms.typed import digits_in

_SNILS_UNCHECKED_UP_TO = 1_001_998


def snils_control(nine: str) -> str:
    """The two control digits of a SNILS.

    Source: Order of the Pension Fund board 15p of 22 January 2001 and its successors. The sum of digits
    times 9…1, then modulo 101, where 100 counts as 00.
    """
    total = sum(int(digit) * weight for digit, weight in zip(nine, range(9, 0, -1), strict=True))
    return f"{total % 101 % 100:02}"


def snils_valid(digits: str) -> bool:
    """Eleven digits whose control holds; numbers up to 001-001-998 are older than the rule and have none."""
    if len(digits) != 11 or not digits.isascii() or not digits.isdigit() or len(set(digits[:9])) == 1:
        return False
    return int(digits[:9]) <= _SNILS_UNCHECKED_UP_TO or snils_control(digits[:9]) == digits[9:]


class Snils(Kind):
    """The personal insurance account number, kept as eleven digits."""

    sensitive = True

    def read(self, text: str, field: Field, context: Context) -> Parsed:
        found = digits_in(text, "снилс", "номер", "snils")
        if found is None:
            raise WrongAnswer("snils-format")
        early = int(found.value[:9]) <= _SNILS_UNCHECKED_UP_TO
        return Parsed(found.value, found.corrected or early)

    def gist(self, text: str, field: Field) -> str | None:
        return number_in(text)

    def check(self, value: Value, field: Field, context: Context) -> None:
        digits = str(value)
        if not (digits.isascii() and digits.isdigit()):
            raise WrongAnswer("snils-format")
        if len(digits) != 11:
            raise WrongAnswer("snils-length", count=len(digits))
        if len(set(digits[:9])) == 1:
            raise WrongAnswer("snils-same")
        if not snils_valid(digits):
            raise WrongAnswer("snils-control")

    def show(self, value: Value, field: Field, lang: str) -> str:
        digits = str(value)
        return f"{digits[:3]}-{digits[3:6]}-{digits[6:9]} {digits[9:]}"

    def mask(self, value: Value, field: Field, lang: str) -> str:
        return f"{str(value)[:3]}-•••-••• {str(value)[9:]}"

    def example(self, field: Field) -> str:
        return "112-233-445 95"

    def sample(self, field: Field, rng: random.Random, context: Context) -> str:
        nine = str(rng.randrange(1_001_999, 10**9)).zfill(9)
        while len(set(nine)) == 1:
            nine = random_digits(rng, 9)
        whole = nine + snils_control(nine)
        return rng.choice((whole, self.show(whole, field, "ru")))


class Inn(Kind):
    """A taxpayer number: twelve digits of a person, ten of an organisation, by what the field asks for.

    Source of the control digits: Order of the Federal Tax Service ED-7-14/559 of 26 June 2020. A sole
    trader's number is the person's own, so fields «организации или ИП» and those of parties of any
    sort take both lengths.
    """

    sensitive = True

    def read(self, text: str, field: Field, context: Context) -> Parsed:
        found = digits_in(text, "инн", "inn")
        if found is None:
            raise WrongAnswer("inn-format", **self._told(field))
        return Parsed(found.value, found.corrected)

    def gist(self, text: str, field: Field) -> str | None:
        return number_in(text)

    def check(self, value: Value, field: Field, context: Context) -> None:
        digits, told = str(value), self._told(field)
        if not (digits.isascii() and digits.isdigit()):
            raise WrongAnswer("inn-format", **told)
        lengths = inn_lengths(field)
        if len(digits) == 10 and 10 not in lengths:
            raise WrongAnswer("inn-organisation", **told)
        if len(digits) == 12 and 12 not in lengths:
            raise WrongAnswer("inn-person", **told)
        if len(digits) not in lengths:
            raise WrongAnswer("inn-length", count=len(digits), **told)
        if len(set(digits)) == 1 or digits.startswith("0000"):
            raise WrongAnswer("inn-zeros", **told)
        if not inn_rule.is_valid(digits):
            raise WrongAnswer("inn-control", **told)

    def _told(self, field: Field) -> dict[str, str]:
        return {"due": " / ".join(map(str, inn_lengths(field)))}

    def mask(self, value: Value, field: Field, lang: str) -> str:
        return covered(str(value), 2, 4) if len(str(value)) == 12 else str(value)

    def example(self, field: Field) -> str:
        return "500100732259" if 12 in inn_lengths(field) else "7707083893"

    def sample(self, field: Field, rng: random.Random, context: Context) -> str:
        if rng.choice(inn_lengths(field)) == 10:
            nine = random_digits(rng, 9)
            return nine + str(inn_rule.calc_company_check_digit(nine))
        ten = random_digits(rng, 10)
        return ten + str(inn_rule.calc_personal_check_digits(ten))


_OF_PERSON = re.compile(r"^(?:teen|patient|director|liquidator|foreign|child|spouse|ward)_")


def inn_lengths(field: Field) -> tuple[int, ...]:
    """(12,) for a person, (10,) for an organisation, both where either may answer."""
    title = field.title.get("ru", "").casefold()
    trader = "предпринимател" in title or re.search(r"\bип\b", title) is not None
    if "организаци" in title or "компании" in title:
        return (10, 12) if trader or field.id.startswith("employer") else (10,)
    if field.id == "inn" or field.autofill == "profile.inn" or trader or _OF_PERSON.match(field.id):
        return (12,)
    return (10, 12)


_OGRN_STARTS = {13: "12356789", 15: "34"}


def ogrn_control(body: str) -> str:
    """The control digit of ОГРН (12 digits before it) or ОГРНИП (14): the last digit of the remainder.

    python-stdnum compares a whole remainder of 10–12 with one digit, and so refuses real sole traders.
    """
    return str(int(body) % (len(body) - 1) % 10)


class Ogrn(Kind):
    """A state registration number: 13 digits of an organisation, 15 of a sole trader.

    Source: Order of the Federal Tax Service ED-7-14/1032 of 30 October 2020 (structure and control digit).
    """

    def read(self, text: str, field: Field, context: Context) -> Parsed:
        found = digits_in(text, "огрнип", "огрн", "ogrn")
        if found is None:
            raise WrongAnswer("ogrn-format", **self._told(field))
        return Parsed(found.value, found.corrected)

    def gist(self, text: str, field: Field) -> str | None:
        return number_in(text)

    def check(self, value: Value, field: Field, context: Context) -> None:
        digits, told = str(value), self._told(field)
        if not (digits.isascii() and digits.isdigit()):
            raise WrongAnswer("ogrn-format", **told)
        if len(digits) not in ogrn_lengths(field):
            raise WrongAnswer("ogrn-length", count=len(digits), **told)
        if len(set(digits)) == 1 or digits[0] not in _OGRN_STARTS[len(digits)]:
            raise WrongAnswer("ogrn-start", **told)
        if ogrn_control(digits[:-1]) != digits[-1]:
            raise WrongAnswer("ogrn-control", **told)

    def _told(self, field: Field) -> dict[str, str]:
        return {"due": " / ".join(map(str, ogrn_lengths(field)))}

    def example(self, field: Field) -> str:
        return "1027700132195" if 13 in ogrn_lengths(field) else "304500116000157"

    def sample(self, field: Field, rng: random.Random, context: Context) -> str:
        size = rng.choice(ogrn_lengths(field))
        start = rng.choice("15" if size == 13 else "3") + random_digits(rng, size - 2)
        return start + ogrn_control(start)


def ogrn_lengths(field: Field) -> tuple[int, ...]:
    """13 and 15 digits unless the title names only one of the two numbers."""
    title = field.title.get("ru", "")
    organisation, trader = re.search(r"ОГРН\b", title) is not None, "ОГРНИП" in title
    return (13, 15) if organisation == trader else (13,) if organisation else (15,)
