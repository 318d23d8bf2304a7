"""The kinds of fields by the name that the catalogue gives them. A new kind: a class, a line here."""

from collections.abc import Mapping
from types import MappingProxyType

from core.forms.kinds.base import Context, Kind, Parsed, covered
from core.forms.kinds.choices import Choice, MultiChoice, YesNo, option_label
from core.forms.kinds.contacts import Email, Phone, takes_sms
from core.forms.kinds.dates import Date
from core.forms.kinds.documents import DepartmentCode, DocumentNumber, Passport
from core.forms.kinds.names import FullName
from core.forms.kinds.numbers import Integer, Money
from core.forms.kinds.payments import BankAccount, Bic, Uin
from core.forms.kinds.places import CadastralNumber, Region
from core.forms.kinds.registers import Inn, Ogrn, Snils
from core.forms.kinds.texts import Address, LongText, Text
from core.forms.kinds.vehicles import VehiclePlate, Vin
from core.forms.model import Field
from core.forms.typed import normalise

__all__ = [
    "KINDS", "Context", "Kind", "Parsed", "kind_of", "mask_typed", "normalise", "option_label", "takes_sms",
]  # fmt: skip

KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "text": Text(),
        "long_text": LongText(),
        "integer": Integer(),
        "money": Money(),
        "date": Date(),
        "choice": Choice(),
        "multichoice": MultiChoice(),
        "yes_no": YesNo(),
        "phone": Phone(),
        "email": Email(),
        "address": Address(),
        "full_name": FullName(),
        "passport": Passport(),
        "department_code": DepartmentCode(),
        "snils": Snils(),
        "inn": Inn(),
        "ogrn": Ogrn(),
        "uin": Uin(),
        "vin": Vin(),
        "vehicle_plate": VehiclePlate(),
        "cadastral_number": CadastralNumber(),
        "bank_account": BankAccount(),
        "bic": Bic(),
        "document_number": DocumentNumber(),
        "region": Region(),
    }
)


def kind_of(field: Field) -> Kind:
    """The kind of a field; the catalogue's own check has refused unknown ones."""
    return KINDS[field.kind]


def mask_typed(text: str) -> str:
    """A wrong answer to a sensitive question, fit to be shown back: first three and last two signs of it."""
    return covered(normalise(text)[:60], 3, 2)
