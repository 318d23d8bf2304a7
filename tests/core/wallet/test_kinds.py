"""The kinds of documents as data: what they name exists, and each ends when it says."""

from datetime import date, timedelta

import pytest

from core.bootstrap import ROOT
from core.catalogue.load import load_catalogue
from core.citizens.values import profile_fields
from core.forms.kinds import KINDS as FIELD_KINDS
from core.forms.model import Value
from core.wallet.kinds import KINDS, kind_for
from core.wallet.model import REMIND_AHEAD, stage_of

TODAY = date(2026, 11, 22)
CATALOGUE = load_catalogue(ROOT / "catalogue")
ATTACHMENTS = {one.id for service in CATALOGUE.services.values() for one in service.form.documents}


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_what_a_kind_names_exists(kind) -> None:  # type: ignore[no-untyped-def]
    assert {one.kind for one in kind.fields} <= FIELD_KINDS.keys()
    assert all(set(one.title) == {"ru", "en"} for one in kind.fields)
    assert kind.field(kind.label) is not None
    assert set(kind.documents) <= ATTACHMENTS
    assert {one.autofill for one in kind.fields} - {None} <= profile_fields(CATALOGUE).keys()
    assert kind.renewal is None or kind.renewal in CATALOGUE.services


def test_a_renewal_asks_what_its_document_knows() -> None:
    """Prefilled: each renewal has at least one question that a value of the document answers."""
    for kind in KINDS.values():
        if kind.renewal is not None:
            asked = {one.autofill for one in CATALOGUE.services[kind.renewal].form.fields}
            assert asked & {"profile.passport.number", *(one.autofill for one in kind.fields)} - {None}


def test_an_attachment_has_one_kind() -> None:
    served = [document for kind in KINDS.values() for document in kind.documents]
    assert len(served) == len(set(served))
    assert kind_for("snils_scan") is KINDS["snils"]
    assert kind_for("medical_certificate") is None


@pytest.mark.parametrize(
    ("kind", "values", "ends"),
    [
        ("driving_licence", {"licence_until": "2030-05-01"}, date(2030, 5, 1)),
        ("driving_licence", {}, None),
        ("oms", {"oms_until": None}, None),
        ("snils", {"snils": "11223344595"}, None),
        ("passport", {"birth_date": "2007-01-10", "passport_issued": "2021-02-01"}, date(2027, 4, 10)),
        ("passport", {"birth_date": "1982-01-10", "passport_issued": "2002-02-01"}, date(2027, 4, 10)),
        ("passport", {"birth_date": "1970-01-10", "passport_issued": "2015-02-01"}, None),
        ("passport", {"birth_date": "1970-01-10"}, None),
    ],
)
def test_a_document_ends(kind: str, values: dict[str, Value], ends: date | None) -> None:
    assert KINDS[kind].ends_on(values) == ends


@pytest.mark.parametrize(
    ("left", "stage"),
    [(-1, None), (0, 7), (7, 7), (8, 30), (30, 30), (31, 90), (90, 90), (91, None), (4000, None)],
)
def test_reminders_have_their_days(left: int, stage: int | None) -> None:
    assert REMIND_AHEAD == (90, 30, 7)
    assert stage_of(TODAY + timedelta(days=left), TODAY) == stage
    assert stage_of(None, TODAY) is None
