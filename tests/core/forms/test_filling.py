"""Where a person stands, which answers hold, whose data is asked and where it is learnt."""

from pathlib import Path

import pytest

from core.catalogue.load import load_catalogue
from core.forms.filling import (
    carry_over,
    most_questions,
    on_behalf,
    place,
    previous,
    profile_path,
    prune,
    subject,
    unfit,
    writes_profile,
)
from core.forms.model import Document, Form, When
from tests.core.forms.cases import TODAY, a_field

FORM = Form(
    "v1",
    (
        a_field("full_name", autofill="profile.full_name"),
        a_field("choice", "known", options=("Помню", "Не помню")),
        a_field("passport", "lost", when=When("known", "Помню")),
        a_field("date", "period_from"),
        a_field("date", "period_to"),
        a_field("text", "comment", optional=True),
    ),
    (Document("scan", {"ru": "Скан"}), Document("photo", {"ru": "Фото"}, optional=True)),
)
ALL = {
    "full_name": "Смирнова Анна",
    "known": "Помню",
    "lost": "4510123456",
    "period_from": "2025-01-01",
    "period_to": "2025-02-01",
    "comment": None,
}


@pytest.mark.parametrize(
    ("answers", "most"),
    [
        ({}, 6),
        ({"full_name": "А Б"}, 6),
        ({"known": "Помню"}, 6),
        ({"known": "Не помню"}, 5),
        ({"known": "Не помню", "lost": "4510123456"}, 5),
    ],
)
def test_the_number_of_questions_never_grows_on_the_way(answers: dict[str, str], most: int) -> None:
    assert most_questions(FORM, answers) == most


def test_of_two_ways_the_longer_one_counts() -> None:
    form = Form(
        "v1",
        (
            a_field("choice", "way", options=("Почтой", "Лично", "Никак")),
            a_field("address", "post", when=When("way", "Почтой")),
            a_field("choice", "office", options=("МФЦ", "Отдел"), when=When("way", "Лично")),
            a_field("text", "which", when=When("office", "Отдел")),
        ),
        (),
    )
    assert most_questions(form, {}) == 3
    assert most_questions(form, {"way": "Лично"}) == 3
    assert most_questions(form, {"way": "Лично", "office": "МФЦ"}) == 2
    assert most_questions(form, {"way": "Никак"}) == 1


def test_one_goes_back_over_standing_questions_only() -> None:
    without = {**ALL, "known": "Не помню"}
    assert getattr(previous(FORM, ALL, "period_from"), "id", None) == "lost"
    assert getattr(previous(FORM, without, "period_from"), "id", None) == "known"
    assert getattr(previous(FORM, ALL, None), "id", None) == "comment"
    assert previous(FORM, ALL, "full_name") is None
    assert place(FORM, ALL, "lost") == (3, 6)
    assert place(FORM, without, "lost") == (0, 5)


def test_answers_of_a_fallen_branch_are_kept_but_not_submitted() -> None:
    without = {**ALL, "known": "Не помню"}
    assert "lost" not in prune(FORM, without)
    assert prune(FORM, ALL) == ALL


def test_a_changed_earlier_answer_makes_the_later_one_be_asked_again() -> None:
    assert unfit(FORM, ALL, TODAY) == ()
    changed = {**ALL, "period_from": "2025-06-01"}
    assert [field.id for field in unfit(FORM, changed, TODAY)] == ["period_to"]


def test_a_changed_form_keeps_what_still_fits() -> None:
    newer = Form(
        "v2",
        (
            a_field("full_name"),
            a_field("choice", "known", options=("Да", "Нет")),
            a_field("date", "period_from"),
            a_field("text", "comment"),
            a_field("email"),
        ),
        (),
    )
    kept = carry_over(ALL, newer, TODAY)
    assert kept == {"full_name": "Смирнова Анна", "period_from": "2025-01-01"}
    assert getattr(newer.next_question(kept), "id", None) == "known"


@pytest.mark.parametrize(
    ("field_id", "autofill", "whose"),
    [
        ("full_name", "profile.full_name", "self"),
        ("passport", "profile.passport.number", "self"),
        ("child_name", None, "child"),
        ("child_snils", None, "child"),
        ("vaccinated_child", None, "child"),
        ("teen_passport", None, "child"),
        ("spouse_passport", None, "spouse"),
        ("former_spouse", None, "spouse"),
        ("ward_name", None, "ward"),
        ("patient_name", None, "ward"),
        ("deceased_name", None, "ward"),
        ("company_inn", None, "organisation"),
        ("ogrn", None, "organisation"),
        ("representative_name", None, "other"),
        ("reason", None, "other"),
    ],
)
def test_whose_data_a_question_asks_for(field_id: str, autofill: str | None, whose: str) -> None:
    assert subject(a_field("text", field_id, autofill=autofill)) == whose


def test_a_childs_form_teaches_nothing_about_the_parent() -> None:
    name, child = a_field("full_name", autofill="profile.full_name"), a_field("full_name", "child_name")
    alone, family = Form("v", (name,), ()), Form("v", (name, child), ())
    assert writes_profile(name, alone) == "profile.full_name"
    assert writes_profile(name, family) is None
    assert writes_profile(child, family) is None
    assert profile_path(name, family) == "profile.full_name"
    assert profile_path(child, family) is None


def test_a_form_for_oneself_or_a_child_teaches_by_what_was_chosen() -> None:
    name = a_field("full_name", autofill="profile.full_name")
    who = a_field("choice", "patient_kind", options=("Себя", "Ребёнка"))
    child = a_field("full_name", "child_name", when=When("patient_kind", "Ребёнка"))
    form = Form("v", (name, who, child), ())
    assert not on_behalf(form, {"patient_kind": "Себя"})
    assert on_behalf(form, {"patient_kind": "Ребёнка"})
    assert writes_profile(name, form, {"patient_kind": "Себя"}) == "profile.full_name"
    assert writes_profile(name, form, {"patient_kind": "Ребёнка"}) is None


def test_an_organisations_details_are_kept_apart() -> None:
    inn, own = a_field("inn", "company_inn"), a_field("inn", "inn", autofill="profile.inn")
    form = Form("v", (inn, own), ())
    assert profile_path(inn, form) == writes_profile(inn, form) == "organisation.inn"
    assert writes_profile(own, form) == "profile.inn"


def test_own_fields_of_services_are_prefilled_but_not_learnt() -> None:
    reply = a_field("email", "answer_email", autofill="profile.email")
    paper = a_field("document_number", "identity_document", autofill="profile.passport.number")
    phone = a_field("phone", autofill="profile.phone")
    form = Form("v", (reply, paper, phone), ())
    assert [profile_path(each, form) for each in form.fields] == [each.autofill for each in form.fields]
    assert [writes_profile(each, form) for each in form.fields] == [None, None, None]


def test_over_the_whole_catalogue_nobody_elses_data_reaches_the_profile() -> None:
    whose = dict[str, set[str]]()
    for service in load_catalogue(Path(__file__).parents[3] / "catalogue").services.values():
        for asked in service.form.fields:
            path = writes_profile(asked, service.form)
            if path:
                whose.setdefault(path, set()).add(asked.id)
                assert subject(asked) in ("self", "organisation")
            assert asked.autofill is None or profile_path(asked, service.form) == asked.autofill
    assert whose["profile.full_name"] == {"full_name"}
    assert whose["profile.passport.number"] == {"passport"}
    assert whose["profile.snils"] == {"snils"}
    assert whose["organisation.inn"] == {"company_inn", "applicant_inn", "org_inn", "ban_company_inn"}
    assert "profile.phone" not in whose
