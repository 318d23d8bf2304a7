"""Numbers that money moves by: a charge's identifier, a bank's code, an account."""

import random

from core.errors import WrongAnswer
from core.forms.kinds.base import Context, Kind, Parsed, random_digits
from core.forms.model import Field, Value
from core.forms.sentences import number_in
from core.forms.typed import digits_in

_ACCOUNT_WEIGHTS = (7, 1, 3)


def uin_control(body: str) -> str:
    """The last digit of a UIN: weights 1…10 from the left, modulo 11; at 10 again with weights from 3.

    Source: the formats of the state system of payments (ГИС ГМП), «Правила формирования УИН»; the same
    rule gives control digits of other national registers (ОК ПДР).
    """
    for shift in (0, 2):
        rest = sum(int(digit) * ((place + shift) % 10 + 1) for place, digit in enumerate(body)) % 11
        if rest < 10:
            return str(rest)
    return "0"


class Uin(Kind):
    """The identifier of a charge, 20 or 25 digits.

    The control digit is a reason to ask, not to refuse: charges made before 2014 and some
    departments' own numbers do not keep the rule, and the debt is paid by them all the same.
    """

    def read(self, text: str, field: Field, context: Context) -> Parsed:
        found = digits_in(text, "уин", "номер", "постановления", "uin")
        if found is None:
            raise WrongAnswer("uin-format")
        sure = uin_control(found.value[:-1]) == found.value[-1]
        return Parsed(found.value, found.corrected or not sure, note="" if sure else "uin-control")

    def gist(self, text: str, field: Field) -> str | None:
        return number_in(text)

    def check(self, value: Value, field: Field, context: Context) -> None:
        digits = str(value)
        if not (digits.isascii() and digits.isdigit()):
            raise WrongAnswer("uin-format")
        if len(digits) not in (20, 25):
            raise WrongAnswer("uin-length", count=len(digits))
        if len(set(digits)) == 1:
            raise WrongAnswer("uin-zeros")

    def example(self, field: Field) -> str:
        body = "1881017726112200001"
        return body + uin_control(body)

    def sample(self, field: Field, rng: random.Random, context: Context) -> str:
        body = random_digits(rng, rng.choice((19, 24)))
        return body + uin_control(body)


def account_fits(account: str, bic: str) -> bool:
    """Whether the ninth digit of an account is the key that its bank's code makes.

    Source: Bank of Russia, «Порядок расчёта контрольного ключа в номере лицевого счёта» (515 of
    8 September 1997): the bank's three last digits of BIC, or «0» and digits 5–6 of BIC for a cash
    centre (BIC ending 000–002), before the account; weights 7, 1, 3 in turn; the sum ends in 0.
    """
    prefix = f"0{bic[4:6]}" if bic[6:] in ("000", "001", "002") else bic[6:]
    digits = prefix + account
    return sum(int(digit) * _ACCOUNT_WEIGHTS[place % 3] for place, digit in enumerate(digits)) % 10 == 0


def _partner(field: Field, context: Context, own: str, other: str) -> str | None:
    """The answered value of the account's bank or the bank's account: the same id with the other ending."""
    stem = field.id.removesuffix(own)
    names = ("bic", "bank_account") if stem in ("", "bank_") else (f"{stem}{other}",)
    value = next(
        (context.answers[name] for name in names if name in context.answers and name != field.id), None
    )
    return value if isinstance(value, str) else None


class BankAccount(Kind):
    """An account of twenty digits; its key is checked as soon as the bank's code is known too."""

    sensitive = True

    def read(self, text: str, field: Field, context: Context) -> Parsed:
        found = digits_in(text, "расчётный", "расчетный", "счёт", "счет", "номер", "р/с", "р/сч", "account")
        if found is None:
            raise WrongAnswer("account-format")
        return Parsed(found.value, found.corrected)

    def gist(self, text: str, field: Field) -> str | None:
        return number_in(text)

    def check(self, value: Value, field: Field, context: Context) -> None:
        digits = str(value)
        if not (digits.isascii() and digits.isdigit()):
            raise WrongAnswer("account-format")
        if len(digits) == 16:
            raise WrongAnswer("account-card")
        if len(digits) != 20:
            raise WrongAnswer("account-length", count=len(digits))
        if digits.startswith("0"):
            raise WrongAnswer("account-zeros")
        bic = _partner(field, context, "account", "bic")
        if bic is not None and len(bic) == 9 and not account_fits(digits, bic):
            raise WrongAnswer("account-key", bic=bic)

    def show(self, value: Value, field: Field, lang: str) -> str:
        digits = str(value)
        return " ".join((digits[:5], digits[5:8], digits[8:9], digits[9:13], digits[13:]))

    def mask(self, value: Value, field: Field, lang: str) -> str:
        return f"{str(value)[:5]} ••• • •••• •••{str(value)[-4:]}"

    def example(self, field: Field) -> str:
        return "40817810338000000017"

    def sample(self, field: Field, rng: random.Random, context: Context) -> str:
        bic = _partner(field, context, "account", "bic") or "044525225"
        tail = random_digits(rng, 11)
        return next(number for key in "0123456789" if account_fits(number := f"40817810{key}{tail}", bic))


class Bic(Kind):
    """A bank's code, nine digits, «04…» for banks and «00…–02…» for the treasury (Bank of Russia 732-P)."""

    def read(self, text: str, field: Field, context: Context) -> Parsed:
        found = digits_in(text, "бик", "банка", "bic")
        if found is None:
            raise WrongAnswer("bic-format")
        return Parsed(found.value, found.corrected)

    def gist(self, text: str, field: Field) -> str | None:
        return number_in(text)

    def check(self, value: Value, field: Field, context: Context) -> None:
        digits = str(value)
        if not (digits.isascii() and digits.isdigit()):
            raise WrongAnswer("bic-format")
        if len(digits) != 9:
            raise WrongAnswer("bic-length", count=len(digits))
        if digits[:2] not in ("00", "01", "02", "04") or len(set(digits)) == 1:
            raise WrongAnswer("bic-start")
        account = _partner(field, context, "bic", "account")
        if account is not None and len(account) == 20 and not account_fits(account, digits):
            raise WrongAnswer("bic-key")

    def example(self, field: Field) -> str:
        return "044525225"

    def sample(self, field: Field, rng: random.Random, context: Context) -> str:
        account = _partner(field, context, "bic", "account")
        start = rng.randrange(50, 999)
        tries = (f"044525{(start + step - 50) % 949 + 50:03}" for step in range(949))
        return next(bic for bic in tries if account is None or account_fits(account, bic))
