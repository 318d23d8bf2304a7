"""The documents a wallet knows, as data: what each asks, how it ends, where it fits. A new one: an entry."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from core.forms.kinds.date_limits import years_later
from core.forms.model import Answers, Field

EndsOn = Callable[[Answers], date | None]


@dataclass(frozen=True, slots=True)
class WalletKind:
    """One kind of document. `label` names the field that tells two of a kind apart.

    `documents` are the catalogue's attachments that it serves as; `renewal` is the service that replaces it.
    """

    id: str
    title: Mapping[str, str]
    fields: tuple[Field, ...]
    label: str
    ends_on: EndsOn
    documents: tuple[str, ...] = ()
    renewal: str | None = None

    def field(self, field_id: str) -> Field | None:
        return next((one for one in self.fields if one.id == field_id), None)


def _day(values: Answers, field_id: str) -> date | None:
    value = values.get(field_id)
    return date.fromisoformat(value) if isinstance(value, str) else None


def _written_in(field_id: str) -> EndsOn:
    return lambda values: _day(values, field_id)


_REPLACED_AT = (20, 45)
_DAYS_TO_REPLACE = 90


def _passport_ends(values: Answers) -> date | None:
    """Replaced at 20 and at 45, and good for 90 days after that birthday.

    Source: Government decree 2267 of 23 December 2023 on the passport, points 10 and 11.
    """
    born, issued = _day(values, "birth_date"), _day(values, "passport_issued")
    if born is None or issued is None:
        return None
    birthdays = (years_later(born, age) for age in _REPLACED_AT)
    return next((day + timedelta(days=_DAYS_TO_REPLACE) for day in birthdays if issued < day), None)


def _field(
    name: str, kind: str, ru: str, en: str, hint: str = "", *, optional: bool = False, autofill: str = ""
) -> Field:
    hints = {"ru": hint, "en": hint} if hint else {}
    return Field(name, kind, {"ru": ru, "en": en}, hints, {}, optional, autofill=autofill or None)


def _until(name: str, *, optional: bool = False) -> Field:
    return _field(name, "date", "Действует до", "Valid until", optional=optional)


def _issued(name: str, *, optional: bool = False, autofill: str = "") -> Field:
    return _field(name, "date", "Дата выдачи", "Issue date", optional=optional, autofill=autofill)


_HOLDER = _field("full_name", "full_name", "На чьё имя", "Holder's name", autofill="profile.full_name")
_ISSUER = ("Кем выдан", "Issued by")

_ALL = (
    WalletKind(
        "passport",
        {"ru": "Паспорт РФ", "en": "Russian passport"},
        (
            _field("passport", "passport", "Серия и номер", "Series and number",
                   autofill="profile.passport.number"),
            _field("birth_date", "date", "Дата рождения", "Date of birth", autofill="profile.birth_date"),
            _issued("passport_issued", autofill="profile.passport.issued_on"),
            _field("passport_issuer", "text", *_ISSUER, optional=True, autofill="profile.passport.issuer"),
            _field("passport_code", "department_code", "Код подразделения", "Issuing office code",
                   optional=True, autofill="profile.passport.department_code"),
        ),
        "passport",
        _passport_ends,
        ("passport_scan",),
        "passport-rf-20-45",
    ),
    WalletKind(
        "foreign_passport",
        {"ru": "Загранпаспорт", "en": "Passport for travel abroad"},
        (
            _field("foreign_passport", "document_number", "Серия и номер", "Series and number",
                   "75 1234567"),
            _issued("foreign_passport_issued"),
            _until("foreign_passport_until"),
        ),
        "foreign_passport",
        _written_in("foreign_passport_until"),
        (),
        "foreign-passport-expired",
    ),
    WalletKind(
        "driving_licence",
        {"ru": "Водительское удостоверение", "en": "Driving licence"},
        (
            _field("driving_licence", "document_number", "Серия и номер", "Series and number",
                   "77 12 345678", autofill="documents.driving_licence.number"),
            _field("licence_categories", "text", "Категории", "Categories", "B, B1, M", optional=True),
            _issued("licence_issued"),
            _until("licence_until"),
        ),
        "driving_licence",
        _written_in("licence_until"),
        ("driving_licence_scan",),
        "driving-licence-renewal",
    ),
    WalletKind(
        "snils",
        {"ru": "СНИЛС", "en": "SNILS"},
        (_field("snils", "snils", "Номер", "Number", autofill="profile.snils"),),
        "snils",
        lambda _: None,
        ("snils_scan",),
    ),
    WalletKind(
        "inn",
        {"ru": "ИНН", "en": "INN certificate"},
        (
            _field("inn", "inn", "Номер", "Number", autofill="profile.inn"),
            _issued("inn_issued", optional=True),
        ),
        "inn",
        lambda _: None,
        ("inn_scan",),
    ),
    WalletKind(
        "oms",
        {"ru": "Полис ОМС", "en": "OMS policy"},
        (
            _field("oms", "document_number", "Номер полиса", "Policy number", "7712345678901235",
                   autofill="documents.oms.number"),
            _HOLDER,
            _issued("oms_issued", optional=True),
            _until("oms_until", optional=True),
        ),
        "oms",
        _written_in("oms_until"),
        ("oms_scan",),
    ),
    WalletKind(
        "birth_certificate",
        {"ru": "Свидетельство о рождении", "en": "Birth certificate"},
        (
            _field("child_full_name", "full_name", "Чьё свидетельство", "Whose certificate"),
            _field("birth_certificate", "document_number", "Серия и номер", "Series and number",
                   "II-МЮ 123456"),
            _issued("certificate_issued"),
            _field("certificate_issuer", "text", *_ISSUER, optional=True),
        ),
        "child_full_name",
        lambda _: None,
        ("birth_certificate_scan",),
    ),
    WalletKind(
        "other",
        {"ru": "Другой документ", "en": "Another document"},
        (
            _field("other_title", "text", "Как назвать", "What to call it", "Полис ОСАГО"),
            _field("other_number", "document_number", "Номер", "Number", optional=True),
            _issued("other_issued", optional=True),
            _until("other_until", optional=True),
        ),
        "other_title",
        _written_in("other_until"),
    ),
)  # fmt: skip

KINDS: Mapping[str, WalletKind] = MappingProxyType({one.id: one for one in _ALL})


def kind_for(document_id: str) -> WalletKind | None:
    """The kind that serves as this attachment of the catalogue."""
    return next((one for one in _ALL if document_id in one.documents), None)
