"""What a profile may hold, and how its values are kept: sealed, each with its source and time."""

from collections.abc import Mapping
from dataclasses import replace

from core.catalogue.model import Catalogue
from core.db.tables import profile_values
from core.db.uow import Work, upsert
from core.forms.model import Field, Value

PHONE = "profile.phone"  # Telegram's word, not the citizen's

# The question that asks for a value, by the value's path. Shared fields of the catalogue, but for the
# organisation's, which are the services' own.
ASKED_BY: Mapping[str, str] = {
    "profile.full_name": "full_name",
    "profile.birth_date": "birth_date",
    "profile.birth_place": "birth_place",
    "profile.sex": "sex",
    "profile.citizenship": "citizenship",
    "profile.passport.number": "passport",
    "profile.passport.issued_on": "passport_issued",
    "profile.passport.issuer": "passport_issuer",
    "profile.passport.department_code": "passport_code",
    "profile.snils": "snils",
    "profile.inn": "inn",
    "documents.oms.number": "oms",
    "documents.driving_licence.number": "driving_licence",
    PHONE: "phone",
    "profile.email": "email",
    "profile.registration_address": "registration_address",
    "profile.residence_address": "residence_address",
    "profile.region": "region",
    "organisation.name": "company_name",
    "organisation.inn": "company_inn",
    "organisation.ogrn": "ogrn",
    "organisation.okved": "okved",
    "organisation.address": "legal_address",
}


def profile_fields(catalogue: Catalogue) -> dict[str, Field]:
    """The question for each path of a profile, asked plainly; only those that the catalogue asks anywhere."""
    asked = {one.id: one for service in catalogue.services.values() for one in service.form.fields}
    return {
        path: replace(asked[name], when=None, optional=False)
        for path, name in ASKED_BY.items()
        if name in asked
    }


async def put_values(work: Work, citizen_id: int, values: Mapping[str, Value], source: str) -> None:
    """Keep values within the caller's unit of work, in place of what stood there."""
    key = await work.vault.key(work.conn, citizen_id)
    for path, value in values.items():
        row = {
            "value_sealed": key.seal_json(value, place(citizen_id, path)),
            "source": source,
            "at": work.clock.now(),
        }
        statement = upsert(work.conn, profile_values).values(citizen_id=citizen_id, path=path, **row)
        await work.conn.execute(
            statement.on_conflict_do_update(index_elements=["citizen_id", "path"], set_=row)
        )


def place(citizen_id: int, path: str) -> str:
    """What a value is sealed to."""
    return f"profile_values:value:{citizen_id}:{path}"
