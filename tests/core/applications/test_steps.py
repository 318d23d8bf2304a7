"""Where a draft stands and what may be tapped there, as tables."""

from dataclasses import replace

import pytest

from core.applications.steps import (
    Attached,
    Draft,
    Offer,
    Page,
    after_answer,
    allowed,
    back_from,
    items,
    known_answer,
    may,
    rest_optional,
    shows_known,
    stand,
)
from core.forms.model import Document, Field, Form, When


def field(name: str, kind: str = "text", **more: object) -> Field:
    return Field(name, kind, {"ru": name}, {}, {}, **more)  # type: ignore[arg-type]


COLOURS = field("colours", "multichoice", options=("red", "green", "blue"))
FORM = Form(
    "v1",
    (
        field("name"),
        field("known", "choice", options=("yes", "no")),
        field("series", when=When("known", "yes")),
        field("born", "date", optional=True),
        COLOURS,
    ),
    (Document("photo", {"ru": "photo"}), Document("receipt", {"ru": "receipt"}, optional=True)),
)
ANSWERS = {"name": "A", "known": "no", "born": "2001-02-03", "colours": ["red"]}
PAGES = Attached((Page(1, 1),), settled=True)
DONE = {"photo": PAGES, "receipt": Attached((), settled=True)}


def draft(cursor: str = "", answers: dict[str, object] | None = None, **more: object) -> Draft:
    given = ANSWERS if answers is None else answers
    values: dict[str, object] = {"attached": {}, **more}
    return Draft(1, 2, "service", FORM, 7, str(values.pop("state", "open")), cursor, given, **values)  # type: ignore[arg-type]


def standing(one: Draft) -> tuple[str, str, int, int]:
    step = stand(one)
    item = step.field or step.document
    return step.kind, item.id if item else "", step.number, step.of


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (draft(answers={}), ("question", "name", 1, 5)),
        (draft(answers={"name": "A"}), ("question", "known", 2, 5)),
        (draft(answers={"name": "A", "known": "yes"}), ("question", "series", 3, 5)),
        (draft(answers={"name": "A", "known": "no"}), ("question", "born", 3, 4)),
        (draft(), ("document", "photo", 1, 2)),
        (draft(attached={"photo": PAGES}), ("document", "receipt", 2, 2)),
        (draft(attached={"photo": Attached((Page(1, 1),))}), ("document", "photo", 1, 2)),
        (draft(attached=DONE), ("review", "", 0, 0)),
        (draft("ask:name"), ("question", "name", 1, 4)),
        (draft("edit:born"), ("question", "born", 3, 4)),
        (draft("doc:photo", attached=DONE), ("document", "photo", 1, 2)),
        (draft("docedit:receipt", attached=DONE), ("document", "receipt", 2, 2)),
        (draft("review", attached=DONE), ("review", "", 0, 0)),
        (draft("review", answers={"name": "A"}, attached=DONE), ("question", "known", 2, 5)),
        (draft("cancel|edit:born"), ("cancel", "", 0, 0)),
        (draft("held:confirm|edit:born", pending={"field": "born"}), ("confirm", "born", 3, 4)),
        (draft("held:clash|", {}, pending={"field": "name"}), ("clash", "name", 1, 5)),
        (draft("held:suggest|ask:name", pending={"field": "name"}), ("suggest", "name", 1, 4)),
        (draft(state="submitted"), ("ended", "", 0, 0)),
        (draft(state="cancelled"), ("ended", "", 0, 0)),
    ],
)
def test_where_a_draft_stands(one: Draft, expected: tuple[str, str, int, int]) -> None:
    assert standing(one) == expected


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (draft("ask:gone", {"name": "A"}), ("question", "known", 2, 5)),
        (draft("edit:series", attached=DONE), ("review", "", 0, 0)),
        (draft("doc:gone", attached=DONE), ("review", "", 0, 0)),
        (draft("held:confirm|", {"name": "A"}, pending={"field": "name"}), ("question", "known", 2, 5)),
        (draft("held:confirm|", {}), ("question", "name", 1, 5)),
        (draft("list:99", attached=DONE), ("list", "", 0, 0)),
    ],
)
def test_a_form_that_changed_meanwhile_leaves_no_dead_end(
    one: Draft, expected: tuple[str, str, int, int]
) -> None:
    assert standing(one) == expected


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (draft(answers={}), None),
        (draft(answers={"name": "A"}), "ask:name"),
        (draft("ask:name"), None),
        (draft(answers={"name": "A", "known": "no"}), "ask:known"),
        (draft("ask:born", {**ANSWERS, "known": "yes"}), "ask:series"),
        (draft(), "ask:colours"),
        (draft("doc:receipt"), "doc:photo"),
        (draft(attached=DONE), "doc:receipt"),
        (draft("edit:name", attached=DONE), "review"),
        (draft("docedit:photo", attached=DONE), "review"),
        (draft("list:0", attached=DONE), "review"),
    ],
)
def test_one_step_back(one: Draft, expected: str | None) -> None:
    assert back_from(one, stand(one)) == expected


@pytest.mark.parametrize(
    ("cursor", "expected"),
    [
        ("", ""),
        ("edit:name", "review"),
        ("held:confirm|edit:born", "review"),
        ("ask:name", "ask:known"),
        ("held:confirm|ask:name", "ask:known"),
        ("ask:colours", ""),
    ],
)
def test_where_an_answer_leads(cursor: str, expected: str) -> None:
    assert after_answer(draft(cursor)) == expected


def test_after_a_changed_answer_the_question_it_opens_comes_next() -> None:
    assert after_answer(draft("ask:known", {**ANSWERS, "known": "yes"})) == ""
    assert standing(draft("", {**ANSWERS, "known": "yes"})) == ("question", "series", 3, 5)
    assert standing(draft("review", {**ANSWERS, "known": "yes"}, attached=DONE)) == (
        "question",
        "series",
        3,
        5,
    )


@pytest.mark.parametrize(
    ("one", "offered"),
    [
        (draft(answers={}), {"cancel"}),
        (draft(answers={}, offers={"name": Offer("B", "profile")}), {"keep", "change", "cancel"}),
        (draft(answers={"name": "A"}), {"pick:0", "pick:1", "back", "cancel"}),
        (draft("ask:known"), {"keep", "change", "back", "cancel"}),
        (
            draft("ask:known", pending={"field": "known", "change": True}),
            {"keep", "pick:0", "pick:1", "back", "cancel"},
        ),
        (draft("edit:known"), {"keep", "pick:0", "pick:1", "back", "cancel"}),
        (draft(answers={"name": "A", "known": "no"}), {"calendar", "skip", "back", "cancel"}),
        (
            draft(answers={"name": "A", "known": "no", "born": None}),
            {"toggle:0", "toggle:1", "toggle:2", "chosen", "back", "cancel"},
        ),
        (draft(), {"back", "cancel"}),
        (draft(attached={"photo": PAGES}), {"skip", "back", "cancel"}),
        (
            draft("docedit:receipt", attached={"photo": PAGES, "receipt": PAGES}),
            {"pages_done", "pages_clear", "back", "cancel"},
        ),
        (draft("doc:photo", attached=DONE), {"pages_done", "pages_clear", "back", "cancel"}),
        (
            draft(attached=DONE),
            {"submit", "list:0", *(f"item:{at}" for at in range(6)), "back", "cancel"},
        ),
        (
            draft("list:0", attached=DONE),
            {*(f"item:{at}" for at in range(6)), "list:0", "review", "back", "cancel"},
        ),
        (draft("held:confirm|edit:born", pending={"field": "born"}), {"yes", "no", "cancel"}),
        (
            draft("held:suggest|ask:name", pending={"field": "name", "suggestions": ["x", "y"]}),
            {"pick:0", "pick:1", "no", "cancel"},
        ),
        (
            draft("held:clash|ask:name", pending={"field": "name"}),
            {"answer", "no", "operator", "status", "cancel"},
        ),
        (draft("cancel|"), {"cancel_yes", "cancel_no"}),
        (draft(state="submitted"), set()),
    ],
)
def test_only_what_the_window_shows_may_be_tapped(one: Draft, offered: set[str]) -> None:
    assert set(allowed(one, stand(one))) == offered


@pytest.mark.parametrize(
    "action", ["", "submit", "item:0", "toggle:3", "pick:9", "day:2020-01-01", "sel:999", "page:-1"]
)
def test_forged_actions_are_refused(action: str) -> None:
    one = draft(answers={"name": "A", "known": "no"})
    assert not may(one, stand(one), action)


@pytest.mark.parametrize(
    ("action", "open_", "expected"),
    [
        ("day:2020-01-31", True, True),
        ("calendar:y1960", True, True),
        ("calendar:1968", True, True),
        ("calendar:1968-03", True, True),
        ("day:2020-01-31", False, False),
        ("calendar:1968-13", True, False),
        ("calendar:", True, False),
        ("day:2020-1-1", True, False),
        ("day:٢٠٢٠-٠١-٠١", True, False),
    ],
)
def test_days_and_pages_only_while_the_calendar_is_open(action: str, open_: bool, expected: bool) -> None:
    pending = {"field": "born", "calendar": "2020-01"} if open_ else {}
    one = draft(answers={"name": "A", "known": "no"}, pending=pending)
    assert may(one, stand(one), action) is expected


def test_a_calendar_opened_for_another_question_is_closed() -> None:
    one = draft(answers={"name": "A", "known": "no"}, pending={"field": "other", "calendar": "2020-01"})
    assert not may(one, stand(one), "day:2020-01-31")


def test_what_is_known_comes_from_the_answer_before_the_profile() -> None:
    offered = draft("ask:name", offers={"name": Offer("B", "profile")})
    name = FORM.fields[0]
    assert known_answer(offered, name) == Offer("A", "draft")
    assert known_answer(replace(offered, answers={}), name) == Offer("B", "profile")
    assert known_answer(replace(offered, answers={}, offers={}), name) is None
    assert shows_known(offered, name)
    assert not shows_known(replace(offered, cursor="edit:name"), name)


def test_a_skipped_answer_is_asked_again_openly() -> None:
    one = draft("ask:born", {**ANSWERS, "born": None})
    assert "keep" not in allowed(one, stand(one))
    assert "skip" in allowed(one, stand(one))


def test_optional_documents_are_skipped_together_once_nothing_required_is_left() -> None:
    optional = tuple(Document(name, {"ru": name}, optional=True) for name in ("a", "b", "c"))
    form = replace(FORM, documents=(FORM.documents[0], *optional))
    before = replace(draft("doc:a"), form=form)
    assert "skip_rest" not in allowed(before, stand(before))
    after = replace(draft(attached={"photo": PAGES}), form=form)
    assert "skip_rest" in allowed(after, stand(after))
    assert [one.id for one in rest_optional(after)] == ["a", "b", "c"]
    last = replace(after, attached={"photo": PAGES, "a": Attached((), True), "b": Attached((), True)})
    assert "skip_rest" not in allowed(last, stand(last))


def test_the_review_lists_what_stands() -> None:
    assert [one.id for one in items(draft())] == ["name", "known", "born", "colours", "photo", "receipt"]
