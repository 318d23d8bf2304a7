"""What every kind of field can do. Parsing, checking, showing and masking live nowhere else."""

import random
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from core.errors import WrongAnswer
from core.forms.model import Answers, Field, Form, Value
from core.forms.typed import normalise


@dataclass(frozen=True, slots=True)
class Context:
    """What a rule may look at beside the answer: the day, the other answers, the form they belong to."""

    today: date
    answers: Answers = field(default_factory=dict)
    form: Form | None = None


@dataclass(frozen=True, slots=True)
class Parsed:
    """An answer understood.

    `confirm`: unusual («1.1.20», a Latin letter corrected), so show what was understood and ask; `note`
    names the text that says why (`note-<note>`), or is empty. `suggestions`: other readings, each a
    text that `parse` takes; offer them as buttons, `value` being the likeliest.
    """

    value: Value
    confirm: bool = False
    suggestions: tuple[str, ...] = ()
    note: str = ""


class Kind(ABC):
    """One kind of field. Stateless; `value` is always in the kind's canonical JSON shape."""

    sensitive: bool = False
    """The number of a document: the citizen's message is deleted once read, the value masked ever after."""

    def parse(self, text: str, field: Field, context: Context) -> Parsed:
        """Read what a person typed and check it; raises WrongAnswer, whose `example` is always given."""
        try:
            return self._parsed(text, field, context)
        except WrongAnswer as wrong:
            wrong.params.setdefault("example", self.example(field))
            raise

    def _parsed(self, text: str, field: Field, context: Context) -> Parsed:
        try:
            return self._checked(text, field, context)
        except WrongAnswer as wrong:
            part = self.gist(normalise(text), field) if _not_understood(wrong.code) else None
            if part is None or part == text.strip():
                raise
        return replace(self._checked(part, field, context), confirm=True)

    def _checked(self, text: str, field: Field, context: Context) -> Parsed:
        parsed = self.read(text, field, context)
        self.check(parsed.value, field, context)
        return parsed

    def gist(self, text: str, field: Field) -> str | None:
        """The part of a sentence that may be the answer (see `core.forms.sentences`); asked about if so."""
        return None

    @abstractmethod
    def read(self, text: str, field: Field, context: Context) -> Parsed:
        """Understand what was typed; whether the value is allowed is left to `check`. Raises WrongAnswer."""

    @abstractmethod
    def check(self, value: Value, field: Field, context: Context) -> None:
        """Raise WrongAnswer if a value known from elsewhere (a profile, an older draft) does not fit here."""

    @abstractmethod
    def example(self, field: Field) -> str:
        """A valid answer as a person would type it, for hints and errors."""

    @abstractmethod
    def sample(self, field: Field, rng: random.Random, context: Context) -> str:
        """Some text a person would type that parses, taking earlier answers into account."""

    def show(self, value: Value, field: Field, lang: str) -> str:
        """The value in full, for the citizen and the department."""
        return str(value)

    def mask(self, value: Value, field: Field, lang: str) -> str:
        """The value as chats and consoles show it: equal to `show` unless the kind is sensitive."""
        return self.show(value, field, lang)

    def buttons(self, field: Field, lang: str) -> list[tuple[str, str]]:
        """Ready answers as (text for `parse`, at most 64 bytes; label). Empty when the answer is typed."""
        return []


Registry = Mapping[str, Kind]

_UNCLEAR = frozenset(("choice-unknown", "email-at", "email-latin", "email-domain", "region-unknown"))


def _not_understood(code: str) -> bool:
    """Whether the words were no answer at all, rather than an answer that does not hold."""
    return code.endswith("-format") or code in _UNCLEAR


def covered(text: str, head: int, tail: int) -> str:
    """The text with letters and digits between the first `head` and the last `tail` of them as «•»."""
    places = [index for index, char in enumerate(text) if char.isalnum()]
    head, tail = (head, tail) if len(places) > head + tail else (0, min(2, len(places) // 2))
    hidden = set(places[head : len(places) - tail])
    return "".join("•" if index in hidden else char for index, char in enumerate(text))


def random_digits(rng: random.Random, count: int) -> str:
    """`count` digits, the first not a zero."""
    return str(rng.randrange(10 ** (count - 1), 10**count))
