"""Where a draft stands and what may be done there: pure functions over the draft as stored.

The dialog has one state; which question is on the screen follows from the answers and the draft's
cursor, never from the chat. The cursor is a word and a target:

    ""                    the first open question, then the first open document, then the review
    ask:<field>           a question again, from going back; `edit:<field>` from the review
    doc:<document>        a document again; `docedit:<document>` from the review
    review, list:<page>   the review; the list of answers to change
    held:<why>|<cursor>   something typed waits for one tap: confirm, suggest, clash
    cancel|<cursor>       «really cancel?»

What waits for a tap lies in `pending`, with the id of its field: a form that changed meanwhile may put
another question there, and a tap must never answer a question that was not on the screen.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from core.forms.filling import place, previous
from core.forms.kinds import kind_of
from core.forms.model import Document, Field, Form, Value

LIST_SIZE = 8
FREE_TEXT = frozenset({"text", "long_text", "address"})


@dataclass(frozen=True, slots=True)
class Page:
    """One uploaded page of a document."""

    attachment_id: int
    file_id: int


@dataclass(frozen=True, slots=True)
class Attached:
    """A document's pages so far. `settled`: the citizen said that is all (no pages: skipped on purpose)."""

    pages: tuple[Page, ...] = ()
    settled: bool = False


@dataclass(frozen=True, slots=True)
class Offer:
    """A value known from before, offered instead of asking."""

    value: Value
    source: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft as stored, opened. `pending` is what waits for a tap (see the cursor's `held`)."""

    id: int
    citizen_id: int
    service_id: str
    form: Form
    version: int
    state: str
    cursor: str
    answers: Mapping[str, Value]
    attached: Mapping[str, Attached]
    offers: Mapping[str, Offer] = field(default_factory=dict)
    pending: Mapping[str, object] = field(default_factory=dict)
    application_id: int | None = None
    number: str | None = None
    form_changed: bool = False

    def with_answer(self, field_id: str, value: Value) -> "Draft":
        return replace(self, answers={**self.answers, field_id: value})


@dataclass(frozen=True, slots=True)
class Step:
    """What is shown. `kind`: question, document, review, list, confirm, suggest, clash, cancel or ended."""

    kind: str
    field: Field | None = None
    document: Document | None = None
    number: int = 0
    of: int = 0
    page: int = 0
    pages: int = 1


def stand(draft: Draft) -> Step:
    """The step a draft stands at."""
    if draft.state != "open":
        return Step("ended")
    word, _, rest = draft.cursor.partition("|")
    if word == "cancel":
        return Step("cancel")
    if word.startswith("held:"):
        return _held(draft, word.removeprefix("held:"), rest)
    return _pointed_at(draft) or _first_open(draft)


def _pointed_at(draft: Draft) -> Step | None:
    """What a cursor with a target names, while it still exists."""
    word, _, target = draft.cursor.partition(":")
    if word == "list":
        return _listed(draft, int(target or 0))
    if word in {"ask", "edit"} and (asked := _asked(draft, draft.cursor)) is not None:
        return _numbered(draft, Step("question", field=asked))
    if word in {"doc", "docedit"} and (document := _document(draft, target)) is not None:
        return _numbered(draft, Step("document", document=document))
    return None


def _held(draft: Draft, why: str, cursor: str) -> Step:
    asked = _asked(draft, cursor)
    if asked is not None and draft.pending.get("field") == asked.id:
        return _numbered(draft, Step(why, field=asked))
    return stand(replace(draft, cursor=cursor, pending={}))


def _first_open(draft: Draft) -> Step:
    asked = draft.form.next_question(draft.answers)
    if asked is not None:
        return _numbered(draft, Step("question", field=asked))
    document = next((one for one in draft.form.documents if not attached_to(draft, one.id).settled), None)
    if document is not None:
        return _numbered(draft, Step("document", document=document))
    return Step("review")


def _asked(draft: Draft, cursor: str) -> Field | None:
    word, _, target = cursor.partition(":")
    if word in {"ask", "edit"}:
        again = next((one for one in draft.form.asked(draft.answers) if one.id == target), None)
        if again is not None:
            return again
    return draft.form.next_question(draft.answers)


def _document(draft: Draft, target: str) -> Document | None:
    return next((one for one in draft.form.documents if one.id == target), None)


def attached_to(draft: Draft, document_id: str) -> Attached:
    return draft.attached.get(document_id, Attached())


def _numbered(draft: Draft, step: Step) -> Step:
    """Number the step among all questions, or among all documents."""
    if step.document is not None:
        number = [one.id for one in draft.form.documents].index(step.document.id) + 1
        return Step(step.kind, document=step.document, number=number, of=len(draft.form.documents))
    if step.field is None:
        return step
    number, of = place(draft.form, draft.answers, step.field.id)
    return Step(step.kind, field=step.field, number=number, of=of)


def items(draft: Draft) -> list[Field | Document]:
    """Everything the review lists, in order: standing questions, then documents."""
    return [*draft.form.asked(draft.answers), *draft.form.documents]


def _listed(draft: Draft, page: int) -> Step:
    pages = max(1, -(-len(items(draft)) // LIST_SIZE))
    return Step("list", page=min(max(page, 0), pages - 1), pages=pages)


def back_from(draft: Draft, step: Step) -> str | None:
    """The cursor one step back, or None at the very beginning."""
    word = draft.cursor.partition(":")[0]
    if word in {"edit", "docedit", "list"}:
        return "review"
    if step.kind == "document" and step.document is not None:
        ids = [one.id for one in draft.form.documents]
        at = ids.index(step.document.id)
        if at > 0:
            return f"doc:{ids[at - 1]}"
        asked = draft.form.asked(draft.answers)
        return f"ask:{asked[-1].id}" if asked else None
    if step.kind == "review":
        if draft.form.documents:
            return f"doc:{draft.form.documents[-1].id}"
        asked = draft.form.asked(draft.answers)
        return f"ask:{asked[-1].id}" if asked else None
    before = previous(draft.form, draft.answers, step.field.id) if step.field is not None else None
    return f"ask:{before.id}" if before is not None else None


def after_answer(draft: Draft) -> str:
    """The cursor after an answer: back to the review when it was opened from there, else straight on."""
    word, _, target = draft.cursor.rpartition("|")[2].partition(":")
    if word in {"edit", "docedit"}:
        return "review"
    if word != "ask":
        return ""
    order = [one.id for one in draft.form.asked(draft.answers)]
    following = order[order.index(target) + 1 :] if target in order else []
    # Going back walks over answers already given; going on walks over them again, one tap each.
    return f"ask:{following[0]}" if following and following[0] in draft.answers else ""


def base_of(cursor: str) -> str:
    """The cursor under «held» and «cancel»."""
    return cursor.rpartition("|")[2]


def pending_for(draft: Draft, item: Field | Document) -> Mapping[str, object]:
    """What waits for a tap at this question or document; nothing when it was put there for another."""
    key = "field" if isinstance(item, Field) else "document"
    return draft.pending if draft.pending.get(key) == item.id else {}


def known_answer(draft: Draft, asked: Field) -> Offer | None:
    """The value to offer: the answer given before (source "draft"), or what the profile knows."""
    given = draft.answers.get(asked.id)
    return Offer(given, "draft") if given is not None else draft.offers.get(asked.id)


def shows_known(draft: Draft, asked: Field) -> bool:
    """Whether the window only asks «keep or change»; opened from the review it is being changed already."""
    if known_answer(draft, asked) is None or base_of(draft.cursor).startswith("edit:"):
        return False
    return not pending_for(draft, asked).get("change")


def offered(draft: Draft) -> list[Field]:
    """The open questions that something known could answer, were all of it kept."""
    return [one for one in draft.form.asked(draft.answers) if one.id in draft.offers]


def chosen_of(draft: Draft, asked: Field) -> list[str]:
    """What is ticked in a multi-choice: the taps so far, else the answer given before."""
    known = known_answer(draft, asked)
    chosen = pending_for(draft, asked).get("chosen", known.value if known is not None else [])
    return [option for option in asked.options if isinstance(chosen, list) and option in chosen]


# The calendar's pages: twenty years from one, the months of a year, the days of a month; and a day.
_CALENDAR_PAGE = re.compile(r"calendar:(?:y\d{4}|\d{4}|\d{4}-(?:0[1-9]|1[0-2]))", re.ASCII)
_DAY = re.compile(r"day:\d{4}-\d{2}-\d{2}", re.ASCII)


def may(draft: Draft, step: Step, action: str) -> bool:
    """Whether the window at this step offers the action. Anything else sent by a button is refused."""
    if action in allowed(draft, step):
        return True
    if step.kind != "question" or step.field is None or not pending_for(draft, step.field).get("calendar"):
        return False
    return _CALENDAR_PAGE.fullmatch(action) is not None or _DAY.fullmatch(action) is not None


def allowed(draft: Draft, step: Step) -> Sequence[str]:
    """The actions offered at this step, but for the pages and days of an open calendar (see `may`)."""
    always = ["cancel"] if step.kind not in {"ended", "cancel"} else []
    if back_from(draft, step) is not None and step.kind in {"question", "document", "review", "list"}:
        always = ["back", *always]
    return [*_own_actions(draft, step), *always]


def _own_actions(draft: Draft, step: Step) -> list[str]:
    if step.kind == "question" and step.field is not None:
        return _question_actions(draft, step.field)
    if step.kind == "document" and step.document is not None:
        return _document_actions(draft, step.document)
    if step.kind == "list":
        shown = range(step.page * LIST_SIZE, min(len(items(draft)), (step.page + 1) * LIST_SIZE))
        return [*(f"item:{i}" for i in shown), *(f"list:{page}" for page in range(step.pages)), "review"]
    if step.kind == "review":  # a line may be named by its number
        return [*_FIXED_ACTIONS["review"], *(f"item:{i}" for i in range(len(items(draft))))]
    if step.kind == "suggest":
        suggestions = draft.pending.get("suggestions")
        return [*(f"pick:{i}" for i in range(len(suggestions) if isinstance(suggestions, list) else 0)), "no"]
    return list(_FIXED_ACTIONS.get(step.kind, ()))


_FIXED_ACTIONS = {
    "review": ("submit", "list:0"),
    "confirm": ("yes", "no"),
    "clash": ("answer", "no", "operator", "status"),
    "cancel": ("cancel_yes", "cancel_no"),
}


def _question_actions(draft: Draft, asked: Field) -> list[str]:
    if shows_known(draft, asked):
        return ["keep", "change", *(["keep_all"] if len(offered(draft)) > 1 else [])]
    actions = ["keep"] if known_answer(draft, asked) is not None else []
    if asked.kind == "multichoice":
        actions += [*(f"toggle:{i}" for i in range(len(asked.options))), "chosen"]
    else:
        actions += [f"pick:{i}" for i in range(len(kind_of(asked).buttons(asked, "ru")))]
    if asked.kind == "date":
        actions.append("calendar")
    if asked.optional:
        actions.append("skip")
    return actions


def _document_actions(draft: Draft, document: Document) -> list[str]:
    pages = attached_to(draft, document.id).pages
    if pages:
        return ["pages_done", "pages_clear"]
    if not document.optional:
        return []
    return ["skip", "skip_rest"] if len(rest_optional(draft)) > 1 else ["skip"]


def rest_optional(draft: Draft) -> list[Document]:
    """The documents still open, when none of them must be sent; else nothing."""
    rest = [one for one in draft.form.documents if not attached_to(draft, one.id).settled]
    return rest if all(one.optional for one in rest) else []
