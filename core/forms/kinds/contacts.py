"""Telephone numbers and e-mail addresses."""

import random
import re

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat, PhoneNumberType

from core.errors import WrongAnswer
from core.forms.kinds.base import Context, Kind, Parsed
from core.forms.model import Field, Value
from core.forms.sentences import email_in, phone_in
from core.forms.typed import clean, refuse_odd_digits

_PHONE_SHAPE = re.compile(r"[+\d][\d ()./‑‒–—−-]*")
_LOCAL = re.compile(
    r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*", re.IGNORECASE | re.ASCII
)
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?", re.IGNORECASE | re.ASCII)
_SLIPS = {
    "gmail.con": "gmail.com", "gmail.ru": "gmail.com", "gmial.com": "gmail.com", "gmai.com": "gmail.com",
    "gmail.co": "gmail.com", "yandex.r": "yandex.ru", "yandex.tu": "yandex.ru", "yndex.ru": "yandex.ru",
    "mail.tu": "mail.ru", "mail.r": "mail.ru", "mali.ru": "mail.ru", "rambler.tu": "rambler.ru",
}  # fmt: skip


def takes_sms(phone: str) -> bool:
    """Whether a number kept by `Phone` is a Russian mobile one: only those are ever sent an SMS."""
    number = phonenumbers.parse(phone, None)
    mobile = (PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE)
    return phonenumbers.region_code_for_number(number) == "RU" and phonenumbers.number_type(number) in mobile


class Phone(Kind):
    """A number that can be called, kept as «+79161234567». Foreign ones are taken after a question."""

    def read(self, text: str, field: Field, context: Context) -> Parsed:
        typed = clean(text)
        refuse_odd_digits(typed)
        if re.search(r"доб|ext|вн\.|#", typed, re.IGNORECASE):
            raise WrongAnswer("phone-extension")
        typed = re.sub(r"^(?:тел|телефон|моб)[.:]* *", "", typed, flags=re.IGNORECASE)
        digits = re.sub(r"\D", "", typed)
        if _PHONE_SHAPE.fullmatch(typed) is None:
            raise WrongAnswer("phone-format")
        if len(digits) < 7:
            raise WrongAnswer("phone-short", count=len(digits))
        value = _e164(typed, digits)
        if value is None:
            raise WrongAnswer("phone-unknown", count=len(digits))
        foreign = phonenumbers.region_code_for_number(phonenumbers.parse(value, None)) != "RU"
        return Parsed(value, confirm=foreign, note="phone-foreign" if foreign else "")

    def gist(self, text: str, field: Field) -> str | None:
        return phone_in(text)

    def check(self, value: Value, field: Field, context: Context) -> None:
        if not isinstance(value, str) or _e164(value, value[1:]) != value:
            raise WrongAnswer("phone-unknown", count=len(str(value)) - 1)

    def show(self, value: Value, field: Field, lang: str) -> str:
        number = phonenumbers.parse(str(value), None)
        return phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL)

    def example(self, field: Field) -> str:
        return "+7 916 123-45-67"

    def sample(self, field: Field, rng: random.Random, context: Context) -> str:
        tail = f"{rng.randint(100, 999)}{rng.randint(0, 9999):04}"
        return rng.choice(("+7 916 ", "8 (916) ", "7916", "916")) + f"{tail[:3]}-{tail[3:5]}-{tail[5:]}"


def _e164(typed: str, digits: str) -> str | None:
    """The number in E.164 if it can exist: as typed, or as an international one written without its plus."""
    for candidate in (typed, f"+{digits}"):
        try:
            number = phonenumbers.parse(candidate, "RU")
        except NumberParseException:
            continue
        if (
            phonenumbers.is_valid_number(number)
            and phonenumbers.number_type(number) != PhoneNumberType.PREMIUM_RATE
        ):
            return str(phonenumbers.format_number(number, PhoneNumberFormat.E164))
    return None


class Email(Kind):
    """An address of at most 254 ASCII characters (RFC 5321), domain in lower case; no line breaks, ever."""

    limit = 254

    def read(self, text: str, field: Field, context: Context) -> Parsed:
        if "\n" in text.strip() or "\r" in text.strip():
            raise WrongAnswer("email-format")
        typed = clean(text, limit=self.limit).removeprefix("mailto:").strip("<>")
        local, _, domain = typed.rpartition("@")
        value = f"{local}@{domain.lower().rstrip('.')}"
        right = _SLIPS.get(value.rpartition("@")[2])
        return Parsed(
            value, confirm=right is not None, suggestions=(f"{local}@{right}", value) if right else ()
        )

    def gist(self, text: str, field: Field) -> str | None:
        return email_in(text)

    def check(self, value: Value, field: Field, context: Context) -> None:
        local, _, domain = str(value).rpartition("@")
        if not local or not domain:
            raise WrongAnswer("email-at")
        if not str(value).isascii():
            raise WrongAnswer("email-latin")
        labels = domain.split(".")
        if len(labels) < 2 or not labels[-1].strip("0123456789") or len(labels[-1]) < 2:
            raise WrongAnswer("email-domain")
        right = _LOCAL.fullmatch(local) and all(
            _LABEL.fullmatch(label) and len(label) < 64 for label in labels
        )
        if not right or len(local) > 64 or len(str(value)) > self.limit:
            raise WrongAnswer("email-format")

    def example(self, field: Field) -> str:
        return "anna.smirnova@example.com"

    def sample(self, field: Field, rng: random.Random, context: Context) -> str:
        name, domain = rng.choice(("anna", "i.petrov", "Olga_7")), rng.choice(("mail.ru", "example.com"))
        return f"{name}{rng.randint(1, 999)}@{domain}"
