from datetime import date

import pytest

from core.catalogue.model import Catalogue
from core.forms.kinds import KINDS
from core.forms.kinds.base import Context
from core.forms.model import Field


@pytest.fixture(scope="session")
def shared(catalogue: Catalogue) -> dict[str, Field]:
    return {
        field.id: field
        for service in catalogue.services.values()
        for field in service.form.fields
        if "en" in field.title
    }


@pytest.mark.parametrize(
    ("field_id", "example"),
    [
        ("full_name", "Смирнова Анна Петровна"),
        ("birth_date", "14.03.1968"),
        ("passport", "45 10 123456"),
        ("passport_code", "770-001"),
        ("snils", "112-233-445 95"),
        ("inn", "500100732259"),
        ("company_inn", "7701234560"),
        ("ogrn", "1027700123450"),
        ("ogrn", "304770012345674"),
        ("oms", "7712345678901235"),
        ("phone", "+7 916 123-45-67"),
        ("email", "anna@example.ru"),
        ("registration_address", "г. Тверь, ул. Советская, д. 10, кв. 5"),
        ("bank_account", "40817810200001234567"),
        ("bic", "044525225"),
        ("vehicle_plate", "А123ВС777"),
        ("vin", "XTA210990Y2766389"),
        ("vehicle_passport", "77 УТ 123456"),
        ("vehicle_passport", "164301012345678"),
        ("sts", "99 12 345678"),
        ("driving_licence", "99 15 123456"),
        ("birth_certificate", "II-МЮ 123456"),
        ("military_id", "АК 1234567"),
        ("foreign_document", "AB1234567"),
        ("uin", "18810177240315000125"),
        ("cadastral_number", "77:01:0004012:2053"),
        ("income", "45 000"),
        ("tax_year", "2024"),
        ("region", "Татарстан"),
        ("event_place", "г. Тверь, Городской сад"),
        ("host_name", "Петров Иван Сергеевич"),
    ],
)
def test_an_example_would_be_taken_as_an_answer(
    shared: dict[str, Field], field_id: str, example: str
) -> None:
    field = shared[field_id]
    assert example in field.hint["ru"]
    answers = {"bic": "044525225"} if field_id == "bank_account" else {}
    KINDS[field.kind].parse(example, field, Context(date(2025, 11, 24), answers))
