"""Where a person stands in a form, which answers hold, and whose data each question asks for.

Pure functions over a form and its answers; the dialog and the use cases only carry out what they say.
"""

import re
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from core.errors import WrongAnswer
from core.forms.kinds import Context, kind_of
from core.forms.model import Answers, Field, Form, Value

ORGANISATION_PATHS: Mapping[str, str] = MappingProxyType(
    {
        "company_name": "organisation.name",
        "company_inn": "organisation.inn",
        "applicant_inn": "organisation.inn",
        "org_inn": "organisation.inn",
        "ban_company_inn": "organisation.inn",
        "ogrn": "organisation.ogrn",
        "okved": "organisation.okved",
        "legal_address": "organisation.address",
    }
)
"""An organisation's own details by the field that asks for them; they never mix with a person's."""

_LEARNT: Mapping[str, str] = MappingProxyType(
    {
        "full_name": "profile.full_name",
        "birth_date": "profile.birth_date",
        "birth_place": "profile.birth_place",
        "sex": "profile.sex",
        "citizenship": "profile.citizenship",
        "passport": "profile.passport.number",
        "passport_issued": "profile.passport.issued_on",
        "passport_issuer": "profile.passport.issuer",
        "passport_code": "profile.passport.department_code",
        "snils": "profile.snils",
        "inn": "profile.inn",
        "email": "profile.email",
        "registration_address": "profile.registration_address",
        "residence_address": "profile.residence_address",
        "region": "profile.region",
        "oms": "documents.oms.number",
        "own_oms": "documents.oms.number",
        "driving_licence": "documents.driving_licence.number",
    }
)
"""What a submitted form teaches. No telephone: the profile's own is the one Telegram has confirmed."""

_CHILD = re.compile(r"^(?:child|teen|pupil|student|fed_child|new_child|policy_child)_|_child$|^child$")
_SPOUSE = re.compile(r"^spouse|_spouse$|^(?:partner|husband|wife)_")
_WARD = re.compile(
    r"^(?:ward|patient|sick|dependant|resident|assisted|visitor|athlete|elderly|injured|mark_disabled|disabled"
    r"|fri|expertise_person|device_person|consent_person|refused_person|principal|deceased|care_person)(?:_|$)"
)
_OF_SOMEBODY = re.compile(
    r"^(?:parent|mother|father|representative|second|other|new|old|former|lost|damaged|wrong|first|foreign|search"
    r"|searched|record|relative|trusted|trustee|proxy|delegate|director|employer|host|owner|partner)_"
)


def place(form: Form, answers: Answers, field_id: str) -> tuple[int, int]:
    """(number, of) of a standing question; (0, of) if it does not stand. `of` never grows on the way."""
    ids = [field.id for field in form.asked(answers)]
    return (ids.index(field_id) + 1 if field_id in ids else 0), most_questions(form, answers)


def most_questions(form: Form, answers: Answers) -> int:
    """How many questions there are when every choice still open takes the longest way."""
    depending: dict[str, list[Field]] = {}
    for field in form.fields:
        if field.when is not None:
            depending.setdefault(field.when.field, []).append(field)
    return sum(_most_below(field, answers, depending) for field in form.fields if field.when is None)


def _most_below(field: Field, answers: Answers, depending: Mapping[str, list[Field]]) -> int:
    """The question itself and those that may follow from its answer."""
    ways: dict[str, int] = {}
    for one in depending.get(field.id, []):
        assert one.when is not None
        ways[one.when.equals] = ways.get(one.when.equals, 0) + _most_below(one, answers, depending)
    if field.id in answers:
        return 1 + ways.get(str(answers[field.id]), 0)
    return 1 + max(ways.values(), default=0)


def previous(form: Form, answers: Answers, field_id: str | None) -> Field | None:
    """The standing question before this one; before the documents (None) the last; before the first, None."""
    asked = form.asked(answers)
    before = None
    for field in asked:
        if field.id == field_id:
            return before
        before = field
    return before


def prune(form: Form, answers: Answers) -> dict[str, Value]:
    """The answers to questions that stand, in the order asked: what is reviewed and submitted.

    A draft keeps the rest, so that a person who changes their mind twice types nothing again.
    """
    return {field.id: answers[field.id] for field in form.asked(answers) if field.id in answers}


def fits(field: Field, value: Value, context: Context) -> bool:
    """Whether a value known from elsewhere would be accepted as the answer here."""
    if value is None:
        return field.optional
    try:
        kind_of(field).check(value, field, context)
    except WrongAnswer:
        return False
    return True


def carry_over(old_answers: Answers, new_form: Form, today: date) -> dict[str, Value]:
    """The answers of an older version of a form that still fit the new one; whatever else is asked again."""
    kept: dict[str, Value] = {}
    for field in new_form.fields:
        if field.id in old_answers and fits(field, old_answers[field.id], Context(today, kept, new_form)):
            kept[field.id] = old_answers[field.id]
    return kept


def unfit(form: Form, answers: Answers, today: date) -> tuple[Field, ...]:
    """Standing answers that no longer hold: an earlier answer they depend on was changed, or time has passed.

    To be asked again before the review; a submitted form has none.
    """
    context = Context(today, prune(form, answers), form)
    return tuple(
        field
        for field in form.asked(answers)
        if field.id in answers and not fits(field, answers[field.id], context)
    )


def subject(field: Field) -> str:
    """Whose data a question asks for: self, child, spouse, ward, organisation or other.

    `ward` is anyone a person acts for who is not named a child: a ward, a patient, a principal, the deceased.
    """
    if field.id in ORGANISATION_PATHS:
        return "organisation"
    for pattern, whose in ((_CHILD, "child"), (_SPOUSE, "spouse"), (_WARD, "ward")):
        if pattern.search(field.id):
            return whose
    if field.autofill and (field.id in _LEARNT or not _OF_SOMEBODY.match(field.id)):
        return "self"
    return "other"


def on_behalf(form: Form, answers: Answers | None = None) -> bool:
    """Whether the form identifies a child or a ward; with answers, only the questions that stand count."""
    asked = form.fields if answers is None else form.asked(answers)
    identifying = ("full_name", "snils", "passport", "date", "document_number")
    return any(field.kind in identifying and subject(field) in ("child", "ward") for field in asked)


def profile_path(field: Field, form: Form) -> str | None:
    """Where a ready answer is kept: the citizen's profile, their documents, their organisation; or None."""
    whose = subject(field)
    if whose == "organisation":
        return ORGANISATION_PATHS[field.id]
    if whose == "self" or (field.autofill and _prefilled_parent(field)):
        return field.autofill
    return None


def _prefilled_parent(field: Field) -> bool:
    """«ФИО родителя, который подаёт заявление»: the citizen's own name, though the form is a child's."""
    return field.id.startswith(("parent_", "former_")) and field.kind in ("full_name", "address")


def writes_profile(field: Field, form: Form, answers: Answers | None = None) -> str | None:
    """Where a submitted answer is learnt for next time, or None.

    Nothing is learnt about a person from a form for a child or a ward. Own fields of services (an
    address for a reply, a passport lost) are read from the profile but never written to it.
    """
    whose = subject(field)
    if whose == "organisation":
        return ORGANISATION_PATHS[field.id]
    if whose != "self" or on_behalf(form, answers):
        return None
    return _LEARNT.get(field.id) if field.autofill == _LEARNT.get(field.id) else None
