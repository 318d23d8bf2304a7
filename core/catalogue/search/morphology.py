"""Word forms: dictionary forms by pymorphy3, and roots that join what a dictionary form does not."""

import re
from functools import cache, lru_cache

import pymorphy3

_LIKELY = 0.2
"""A reading of a word less likely than this is not worth searching for."""

_SUFFIXES = re.compile(
    r"(?:"
    r"изировать|ированный|иональный|ствовать|ирование|ательный|ительный|ственный|ировать|фикация|"
    r"тельный|ический|ованный|изация|ование|ывание|ивание|ионный|альный|овать|евать|ывать|ивать|"
    r"ление|енный|анный|янный|ионер|ность|ение|ание|яние|ация|яция|ость|тель|ство|ница|чица|щица|"
    r"ский|ской|овый|евый|ивый|нуть|ция|ник|чик|щик|ной|ный|вый|ать|ять|ить|еть|оть|уть|ий|ый|ой|ть|"
    r"ие|ия|ка|ок|ек|ец|ик|ня|ба|а|я|о|е|ь|й"
    r")$"
)
_SHORTEST = 4
_CHANGES = (
    ("жд", "д"),
    ("щ", "т"),
    ("ст", "т"),
    ("мл", "м"),
    ("вл", "в"),
    ("бл", "б"),
    ("пл", "п"),
    ("ч", "т"),
    ("ш", "с"),
)
_REFLEXIVE = re.compile(r"с[ья]$")


@cache
def _analyzer() -> pymorphy3.MorphAnalyzer:
    return pymorphy3.MorphAnalyzer()


@lru_cache(maxsize=20_000)
def lemmas(word: str) -> tuple[str, ...]:
    """Dictionary forms of a word, the likeliest first; a word nobody knows gets a guess."""
    found: dict[str, None] = {}
    for reading in _analyzer().parse(word):
        if not found or reading.score >= _LIKELY:
            found[reading.normal_form.replace("ё", "е")] = None
    return tuple(found)


def known(word: str) -> bool:
    """Whether the dictionary has this word form."""
    return bool(_analyzer().word_is_known(word))


def root(lemma: str) -> str:
    """What is left of a dictionary form without endings: «удочерить» and «удочерение» share it."""
    word = _REFLEXIVE.sub("", lemma)
    for _ in range(3):
        word = word[:_SHORTEST] + _SUFFIXES.sub("", word[_SHORTEST:])
    for ending, change in _CHANGES:
        if word.endswith(ending):
            return word[: -len(ending)] + change
    return word


def is_noun(word: str) -> bool:
    """Whether the word is a noun in its likeliest reading."""
    return "NOUN" in _analyzer().parse(word)[0].tag


def nominative(phrase: list[str]) -> str | None:
    """Adjectives and their noun, put from the genitive into the nominative; None when they are not in it."""
    noun = next((reading for reading in _in_genitive(phrase[-1:]) if "NOUN" in reading.tag), None)
    named = noun and noun.inflect({"nomn"})
    if noun is None or not named:
        return None
    agreed = {"nomn", "plur"} if noun.tag.number == "plur" else {"nomn", "sing", noun.tag.gender}
    said = []
    for word in phrase[:-1]:
        adjectives = [reading for reading in _in_genitive([word]) if "NOUN" not in reading.tag]
        # «временного» is «временный» before «временной».
        adjectives.sort(key=lambda reading: reading.normal_form.endswith("ой"))
        put = adjectives and adjectives[0].inflect(agreed)
        if not put:
            return None
        said.append(str(put.word))
    return " ".join([*said, phrase[-1] if phrase[-1].isupper() else str(named.word)])


def _in_genitive(words: list[str]) -> list[pymorphy3.analyzer.Parse]:
    return [reading for word in words for reading in _analyzer().parse(word) if "gent" in reading.tag]
