"""Forms as data: what is asked, in which order, and which questions fall away.

A form knows nothing about chats or databases. An answer is a JSON value in its kind's canonical
shape (see `core.forms.kinds`); `None` is an optional question that was skipped on purpose.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field

Value = str | int | bool | list[str] | None
Answers = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class When:
    """Ask only if the choice field `field` was answered with `equals`."""

    field: str
    equals: str


@dataclass(frozen=True, slots=True)
class Field:
    """One question. Texts come in languages (`{"ru": …, "en": …}`); a missing English one means Russian only.

    `option_titles` shows an option in other languages; the answer kept is always the option itself.
    """

    id: str
    kind: str
    title: Mapping[str, str]
    hint: Mapping[str, str]
    why: Mapping[str, str]
    optional: bool = False
    options: tuple[str, ...] = ()
    min: int | None = None
    max: int | None = None
    when: When | None = None
    autofill: str | None = None
    option_titles: Mapping[str, Mapping[str, str]] = dataclass_field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Document:
    """One attachment. `formats` are of pdf, jpg, png."""

    id: str
    title: Mapping[str, str]
    formats: tuple[str, ...] = ("pdf", "jpg", "png")
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """The questions and attachments of one service; `version` is a hash of everything asked."""

    version: str
    fields: tuple[Field, ...]
    documents: tuple[Document, ...]

    def asked(self, answers: Answers) -> tuple[Field, ...]:
        """The questions that stand, given these answers: a `when` holds only if its own field stands."""
        standing: dict[str, Field] = {}
        for field in self.fields:
            when = field.when
            if when is None or (when.field in standing and answers.get(when.field) == when.equals):
                standing[field.id] = field
        return tuple(standing.values())

    def next_question(self, answers: Answers) -> Field | None:
        """The first standing question without an answer, or None when all are answered."""
        return next((field for field in self.asked(answers) if field.id not in answers), None)

    def next_document(self, attached: Mapping[str, int]) -> Document | None:
        """The first document not yet settled; `attached` counts its pages, 0 meaning skipped on purpose."""
        return next((document for document in self.documents if document.id not in attached), None)
