"""What citizens call things: the words of `catalogue/words.yaml`, by dictionary form."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from core.catalogue.search import morphology, text

FILE = Path(__file__).parents[3] / "catalogue" / "words.yaml"


@dataclass(frozen=True, slots=True)
class Thesaurus:
    """`noise`, `weak` and `elsewhere` hold words as typed and dictionary forms, `chatter` folded phrases; the
    rest is by dictionary form."""

    noise: frozenset[str]
    chatter: Sequence[str]
    weak: frozenset[str]
    elsewhere: frozenset[str]
    synonyms: Mapping[str, Sequence[str]]
    english: Mapping[str, Sequence[str]]
    abbreviations: Sequence[tuple[str, tuple[str, ...]]]
    departments: Mapping[str, Sequence[str]]


def lemma(word: str) -> str:
    """The likeliest dictionary form."""
    return morphology.lemmas(word)[0]


def load_thesaurus(file: Path = FILE) -> Thesaurus:
    """Read the words."""
    data = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    synonyms: dict[str, dict[str, None]] = {}
    for group in data["synonyms"]:
        members = [lemma(word) for word in group.replace("ё", "е").split()]
        for member in members:
            synonyms.setdefault(member, {}).update(
                dict.fromkeys(other for other in members if other != member)
            )
    abbreviations = [
        (lemma(text.fold(str(short))), tuple(lemma(word) for word in text.words(text.fold(long))))
        for short, longs in data["abbreviations"].items()
        for long in longs
    ]
    return Thesaurus(
        noise=_with_lemmas(data["noise"], only_forms=True),
        chatter=tuple(text.fold(phrase) for phrase in data["chatter"]),
        weak=_with_lemmas(data["weak"]),
        elsewhere=_with_lemmas(data["elsewhere"]),
        synonyms={word: tuple(others) for word, others in synonyms.items()},
        english=_english(data["english"]),
        abbreviations=abbreviations,
        departments={key: tuple(names) for key, names in data["departments"].items()},
    )


def _english(listed: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """English words in the singular and the plural, whichever of them is listed."""
    english = {word: tuple(map(lemma, russian)) for word, russian in listed.items()}
    singular = {word[:-1]: russian for word, russian in english.items() if word.endswith("s")}
    return {f"{word}s": russian for word, russian in english.items()} | singular | english


def _with_lemmas(listed: str, *, only_forms: bool = False) -> frozenset[str]:
    forms = [form for word in listed.split() for form in text.words(text.fold(word))]
    return frozenset(forms if only_forms else [*forms, *map(lemma, forms)])
