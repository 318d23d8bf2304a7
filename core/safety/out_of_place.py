"""Secrets sent where nobody asked for them: somebody's code, card, passport, insurance number.

Called for free text only, while no open question takes digits and no code of ours is pending; what
is found is warned about, deleted and not kept. The rules lean to silence on ordinary searches: a form's
number, a year, a service's code, an application's number are not secrets.
"""

import re

from stdnum import luhn

from core.forms.kinds.registers import snils_control
from core.forms.typed import normalise

_GAP = r"[ ‐‑‒–—−.-]{0,2}"
_CODE_WORD = re.compile(
    r"\b(?:код(?:а|у|ом|е|ы|ик)?|парол[ьяюе]\w{0,2}|пин|пинкод|смс\w{0,2}|sms|code|password|passcode|otp|pin"
    r"|kod|parol|написано)\b",
    re.IGNORECASE,
)
_OTHER_CODE = re.compile(
    r"\b(?:qr|штрих|промо)[ -]?код\w{0,2}"
    r"|\bкод\w{0,2} (?:подразделени|регион|оквэд|октмо|окпо|тн вэд|услуг|бюджет|по |город|стран|налог|инспекц"
    r"|домофон|льгот|вычет|товар|доход|специальност|професси|ошибк|операци|валют)\w*"
    r"[ :№]*[\d.-]*",
    re.IGNORECASE,
)
_RUN = re.compile(
    rf"(?<![\d-])\d(?:{_GAP}\d){{3,7}}(?!-?\d| \d)(?! ?(?:руб|₽|год|лет|г\.|км|кв|%|тыс))", re.ASCII
)
_BARE = re.compile(r"(?:[A-Za-z]-)?(?:\d[ -]?){3,7}\d[.!]?", re.ASCII)
_DAY, _MONTH, _YEAR = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])", r"(?:19|20)\d\d"
_DATE = re.compile(rf"{_DAY}[ -]{_MONTH}[ -]{_YEAR}|{_YEAR}[ -]{_MONTH}[ -]{_DAY}", re.ASCII)
_NEAR = 60
_CARD = re.compile(rf"(?<!\d)\d(?:{_GAP}\d){{12,18}}(?!\d)", re.ASCII)
# As it is printed: an expiry date behind it is no part of it.
_CARD_PRINTED = re.compile(r"(?<!\d)\d{4}([ -]?)\d{4}\1\d{4}\1\d{4}(?!\d)", re.ASCII)
_CARD_STARTS = {13: "4", 14: "3", 15: "3", 16: "23456", 17: "56", 18: "56", 19: "2456"}
_PASSPORT = re.compile(
    rf"(?<!\d)(?<![78][ (-])\d\d{_GAP}\d\d(?:{_GAP}|[ ,:;.№номер]{{1,11}})\d{{6}}(?!\d)"
    r"|(?<!\d)\d{6}[ ,:;]{1,3}сери[яи][ :]{1,3}\d\d ?\d\d(?!\d)",
    re.IGNORECASE,
)
_PASSPORT_WORD = re.compile(r"паспорт|пасп\b|сери[яию]|выдан|passport|удостоверени|фмс", re.IGNORECASE)
_PASSPORT_SHAPE = re.compile(
    r"(?<![\d+])(?<![78][ (-])(?:\d\d[ -]\d\d|\d{4})[ -](?:№ ?)?\d{6}(?!\d)", re.ASCII
)
_SNILS = re.compile(rf"(?<![\d+])(\d{{3}}){_GAP}(\d{{3}}){_GAP}(\d{{3}}){_GAP}(\d\d)(?!\d)", re.ASCII)
_YEARS = range(1900, 2051)


def find_secret(text: str) -> str | None:
    """What the text gives away: `card`, `snils`, `passport` or `code`; None for ordinary words."""
    plain = "".join(str(int(char)) if char.isdecimal() else char for char in normalise(text[:20_000]))
    for found, gives_away in (("card", _card), ("snils", _snils), ("passport", _passport), ("code", _code)):
        if gives_away(plain):
            return found
    return None


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _card(text: str) -> bool:
    """A payment card's number: 13–19 digits of a known system with a right last digit (ISO/IEC 7812)."""
    found = (*_CARD.finditer(text), *_CARD_PRINTED.finditer(text))
    runs = (_digits(match[0]) for match in found)
    return any(
        run[0] in _CARD_STARTS[len(run)] and len(set(run)) > 1 and bool(luhn.is_valid(run)) for run in runs
    )


def _snils(text: str) -> bool:
    """Eleven digits, together or as 3-3-3-2, whose control holds; telephones are written otherwise."""
    runs = ("".join(match.groups()) for match in _SNILS.finditer(text))
    return any(len(set(run[:9])) > 1 and snils_control(run[:9]) == run[9:] for run in runs)


def _passport(text: str) -> bool:
    """Four digits and six, apart as in a passport, or in one run beside a word that says so."""
    if _PASSPORT_SHAPE.search(text):
        return True
    return _PASSPORT.search(text) is not None and _PASSPORT_WORD.search(text) is not None


def _code(text: str) -> bool:
    """Only 4–8 digits, or such digits near a code word; a date is none, nor a year unless right beside it."""
    if _BARE.fullmatch(text):
        return _DATE.fullmatch(text) is None
    rest = _OTHER_CODE.sub(" ", text)
    words = [match.span() for match in _CODE_WORD.finditer(rest)]
    for match in _RUN.finditer(rest):
        distance = min(
            (max(match.start() - end, start - match.end()) for start, end in words), default=_NEAR + 1
        )
        year = len(match[0]) == 4 and int(match[0]) in _YEARS
        if distance <= (3 if year else _NEAR):
            return True
    return False
