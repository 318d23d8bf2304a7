"""Answers picked from what is offered: one of several, several of several, yes or no."""

import random
import re

from core.errors import WrongAnswer
from core.forms.kinds.base import Context, Kind, Parsed
from core.forms.model import Field, Value
from core.forms.sentences import option_in
from core.forms.typed import clean, matching

_ORDINAL = re.compile(r"#?(\d{1,3})", re.ASCII)
_YES = frozenset(
    ("да", "ага", "угу", "yes", "y", "true", "+", "верно", "есть", "д", "конечно", "нужно", "надо",
     "хочу", "имеется", "согласен", "согласна")
)  # fmt: skip
_NO = frozenset(("нет", "неа", "no", "n", "false", "-", "неверно", "не", "н", "нету"))
_NO_IDEA = re.compile(r"не (?:знаю|помню|уверен|понял|понимаю|могу сказать)")


def option_of(text: str, options: tuple[str, ...]) -> str | None:
    """The option meant by its words, by an unambiguous beginning of them, or by its place («#2», «2»)."""
    typed = matching(text)
    by_words = {matching(option): option for option in options}
    if typed in by_words:
        return by_words[typed]
    ordinal = _ORDINAL.fullmatch(typed)
    if ordinal and (typed.startswith("#") or not any(option[0].isdigit() for option in options)):
        place = int(ordinal[1])
        return options[place - 1] if 1 <= place <= len(options) else None
    begun = [option for words, option in by_words.items() if len(typed) > 2 and words.startswith(typed)]
    return begun[0] if len(begun) == 1 else None


class Choice(Kind):
    """One of `field.options`, kept as the option's own words."""

    def read(self, text: str, field: Field, context: Context) -> Parsed:
        option = option_of(clean(text), field.options)
        if option is None:
            raise WrongAnswer("choice-unknown")
        return Parsed(option)

    def gist(self, text: str, field: Field) -> str | None:
        return option_in(text, field.options)

    def check(self, value: Value, field: Field, context: Context) -> None:
        if value not in field.options:
            raise WrongAnswer("choice-unknown")

    def show(self, value: Value, field: Field, lang: str) -> str:
        return option_label(field, str(value), lang)

    def example(self, field: Field) -> str:
        return field.options[0]

    def sample(self, field: Field, rng: random.Random, context: Context) -> str:
        return rng.choice(field.options)

    def buttons(self, field: Field, lang: str) -> list[tuple[str, str]]:
        # Options are longer than the 64 bytes a button may carry, so a button names the place.
        return [
            (f"#{place}", option_label(field, option, lang)) for place, option in enumerate(field.options, 1)
        ]


class MultiChoice(Kind):
    """Some of `field.options`, kept as a list in the order of the form, never empty, never twice."""

    def read(self, text: str, field: Field, context: Context) -> Parsed:
        whole = clean(text, limit=2000, lines=True)
        single = option_of(whole, field.options)
        parts = [whole] if single else [part for part in re.split(r"[,;\n]", whole) if part.strip()]
        found: list[str] = []
        for part in parts:
            option = option_of(part, field.options)
            if option is None:
                raise WrongAnswer("multichoice-unknown", part=part.strip()[:60])
            found.append(option)
        if not found:
            raise WrongAnswer("empty")
        return Parsed([option for option in field.options if option in found])

    def check(self, value: Value, field: Field, context: Context) -> None:
        if not isinstance(value, list) or not value:
            raise WrongAnswer("empty")
        for option in value:
            if option not in field.options:
                raise WrongAnswer("multichoice-unknown", part=option[:60])

    def show(self, value: Value, field: Field, lang: str) -> str:
        options = value if isinstance(value, list) else [str(value)]
        return ", ".join(option_label(field, option, lang) for option in options)

    def example(self, field: Field) -> str:
        return ", ".join(field.options[:2])

    def sample(self, field: Field, rng: random.Random, context: Context) -> str:
        return ", ".join(rng.sample(field.options, rng.randint(1, len(field.options))))


class YesNo(Kind):
    """Kept as true or false."""

    def read(self, text: str, field: Field, context: Context) -> Parsed:
        typed = clean(text).casefold().strip(" .!")
        if _NO_IDEA.match(typed):
            raise WrongAnswer("yes-no")
        first = re.split(r"[ ,.]", typed, maxsplit=1)[0]
        for word in (typed, first):
            if word in _YES:
                return Parsed(value=True)
            if word in _NO:
                return Parsed(value=False)
        raise WrongAnswer("yes-no")

    def check(self, value: Value, field: Field, context: Context) -> None:
        if not isinstance(value, bool):
            raise WrongAnswer("yes-no")

    def show(self, value: Value, field: Field, lang: str) -> str:
        yes, no = ("Yes", "No") if lang == "en" else ("Да", "Нет")
        return yes if value else no

    def example(self, field: Field) -> str:
        return "да"

    def sample(self, field: Field, rng: random.Random, context: Context) -> str:
        return rng.choice(("да", "нет"))

    def buttons(self, field: Field, lang: str) -> list[tuple[str, str]]:
        return [("да", self.show(True, field, lang)), ("нет", self.show(False, field, lang))]


def option_label(field: Field, option: str, lang: str) -> str:
    """The option's words in a language, its own (Russian) ones where it has no others."""
    return field.option_titles.get(option, {}).get(lang, option)
