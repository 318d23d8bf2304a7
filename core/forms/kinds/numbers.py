"""Whole numbers and money."""

import random
import re

from core.errors import WrongAnswer
from core.forms.kinds.base import Context, Kind, Parsed
from core.forms.model import Field, Value
from core.forms.sentences import integer_in, money_in
from core.forms.typed import clean, refuse_odd_digits

MONEY_LIMIT_ROUBLES = 999_999_999_999
NEVER_ZERO = frozenset(("amount", "sum_amount", "paid_amount", "claim_price", "capital", "nominal"))
"""Money fields where nought would mean there is nothing to pay or claim."""

_UNIT = r"( ?(?:[^\W\d_](?:[^\W\d_]|[., /²³]){0,20}|(?:кв\. ?|куб\. ?)?м[23]))?"
_INTEGER = re.compile(r"([+-]?)([0-9]{1,3}(?:[ '’][0-9]{3})+|[0-9]+)" + _UNIT)
_FRACTION = re.compile(r"[+-]?\d[\d ]*[.,]\d+\D{0,20}")
_UNITS = re.compile(r"(?:рублей|рубля|рубль|руб|р|₽|rub)\.?")
_KOPECKS = re.compile(r"(\d+) ?(?:копеек|копейки|копейка|коп|к)\.?$")
_GROUPED = re.compile(r"\d{1,3}(?:([ '’.,])\d{3})(?:\1\d{3})*(?:([.,])(\d+))?")
_PLAIN = re.compile(r"(\d+)(?:[.,](\d+))?")
_THOUSANDS = re.compile(r"(\d+(?:[.,]\d{1,3})?) ?(тысяч[иа]?|тыс|т|миллион(?:ов|а)?|млн)\.?")


def _minus(text: str) -> str:
    return text.replace("−", "-").replace("–", "-").replace("—", "-")


class Integer(Kind):
    """A whole number within `field.min`–`field.max`; a unit after it («5 лет») is read and left out."""

    def read(self, text: str, field: Field, context: Context) -> Parsed:
        typed = _minus(clean(text))
        refuse_odd_digits(typed.replace("²", "").replace("³", "") if "м" in typed else typed)
        if _FRACTION.fullmatch(typed):
            raise WrongAnswer("integer-fraction")
        match = _INTEGER.fullmatch(typed)
        if match is None or len(match[2]) > 20:
            raise WrongAnswer("integer-format")
        value = int(match[1] + re.sub(r"\D", "", match[2]))
        return Parsed(value, confirm=match[3] is not None)

    def gist(self, text: str, field: Field) -> str | None:
        return integer_in(text)

    def check(self, value: Value, field: Field, context: Context) -> None:
        if not isinstance(value, int) or isinstance(value, bool):
            raise WrongAnswer("integer-format")
        low, high = _bounds(field)
        if not low <= value <= high:
            raise WrongAnswer("integer-range", low=str(low), high=str(high))

    def show(self, value: Value, field: Field, lang: str) -> str:
        number = int(str(value))
        is_year = field.min is not None and field.min >= 1700 and (field.max or 0) <= 2200
        return str(number) if is_year else grouped(number)

    def example(self, field: Field) -> str:
        low, high = _bounds(field)
        return str(
            next(
                value for value in (2024, 45, 3, low) if low <= value <= high and (value != 2024 or low > 999)
            )
        )

    def sample(self, field: Field, rng: random.Random, context: Context) -> str:
        low, high = _bounds(field)
        return str(rng.randint(low, min(high, max(low + 50, context.today.year))))


def _bounds(field: Field) -> tuple[int, int]:
    return (0 if field.min is None else field.min), (10**12 if field.max is None else field.max)


def grouped(number: int) -> str:
    """1500 → «1 500», with no-break spaces."""
    return f"{number:,}".replace(",", "\u00a0")


class Money(Kind):
    """Roubles and kopecks, kept as whole kopecks; `field.min` and `field.max` are roubles."""

    def read(self, text: str, field: Field, context: Context) -> Parsed:
        typed = _minus(clean(text)).casefold()
        refuse_odd_digits(typed)
        if any(sign in typed for sign in ("$", "€", "¥", "£", "usd", "eur", "долл", "евро")):
            raise WrongAnswer("money-currency")
        if re.match(r"[-] ?\d", typed):
            raise WrongAnswer("money-negative")
        value, confirm = self._read(typed, field)
        return Parsed(value, confirm)

    def _read(self, typed: str, field: Field) -> tuple[int, bool]:
        short = _THOUSANDS.fullmatch(_UNITS.sub("", typed).strip())
        if short and len(short[1]) < 16:
            scale = 1_000_000 if short[2].startswith("м") else 1000
            whole, _, part = short[1].replace(",", ".").partition(".")
            return (int(whole) * 1000 + int(part.ljust(3, "0") or "0")) * scale // 10, True
        kopecks = _KOPECKS.search(typed)
        body = typed[: kopecks.start()] if kopecks else typed
        body = _UNITS.sub("", body).strip(" +,")
        match = _PLAIN.fullmatch(body.replace(" ", "")) if re.fullmatch(r"[\d ]+(?:[.,]\d+)?", body) else None
        if match is not None:
            whole, part = match[1], match[2] or ""
            unusual = len(part) == 3 and not body.startswith("0")
        else:
            loose = _GROUPED.fullmatch(body)
            if loose is None or (loose[1] in (".", ",") and loose[2] in (None, loose[1])):
                raise WrongAnswer("money-format")
            whole, part = re.sub(r"\D", "", body[: loose.start(2)] if loose[2] else body), loose[3] or ""
            unusual = loose[1] in (".", ",")
        if unusual and match is not None:
            raise WrongAnswer("money-format")
        if len(part) > 2 or (kopecks and (part or int(kopecks[1][:9]) > 99)):
            raise WrongAnswer("money-kopecks")
        if len(whole) > 15:
            raise WrongAnswer("money-big", limit=grouped(MONEY_LIMIT_ROUBLES))
        return int(whole) * 100 + int(kopecks[1] if kopecks else (part.ljust(2, "0") or "0")), unusual

    def gist(self, text: str, field: Field) -> str | None:
        return money_in(text)

    def check(self, value: Value, field: Field, context: Context) -> None:
        if not isinstance(value, int) or isinstance(value, bool):
            raise WrongAnswer("money-format")
        high = (MONEY_LIMIT_ROUBLES if field.max is None else field.max) * 100
        if value > high:
            raise WrongAnswer("money-big", limit=grouped(high // 100))
        if value < 0:
            raise WrongAnswer("money-negative")
        if value == 0 and field.id in NEVER_ZERO:
            raise WrongAnswer("money-zero")
        if field.min is not None and value < field.min * 100:
            raise WrongAnswer("money-small", limit=grouped(field.min))

    def show(self, value: Value, field: Field, lang: str) -> str:
        roubles, kopecks = divmod(int(str(value)), 100)
        sign = "\u00a0₽" if "₽" in field.title.get("ru", "") else ""  # a few fields are in another currency
        return grouped(roubles) + (f",{kopecks:02}" if kopecks else "") + sign

    def example(self, field: Field) -> str:
        return str(max(1500, field.min or 0))

    def sample(self, field: Field, rng: random.Random, context: Context) -> str:
        low = max(field.min or 0, 1)
        roubles = rng.randint(low, min(field.max or 1_000_000, low + 1_000_000))
        return rng.choice((str(roubles), f"{roubles:,}".replace(",", " "), f"{roubles} руб."))
