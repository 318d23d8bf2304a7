"""Reading a query: each word becomes a need, the terms that may satisfy it and how surely each does."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from core.catalogue.search import morphology, text
from core.catalogue.search.build import SAME_ROOT
from core.catalogue.search.index import Index
from core.catalogue.search.slips import Slips

MOST_WORDS = 40
"""Words of a query that are looked for; the longest sentence people wrote has half of that."""

MOST_MENDED = 10
"""Words not in the catalogue that are tried as slips of its words; in gibberish the rest are left alone."""

OTHER_READING, SAME_SOUND, BEGINNING = 0.9, 0.9, 0.95
"""How sure a match of that sort is, against 1 for the word itself."""

WEAK, UNKNOWN, ELSEWHERE = 0.4, 0.8, 3.0
_MOST_BEGUN = 40
_SURE_ENOUGH = 0.2


_CLOSED = re.compile(r"[.,;:!?)][^\w]*$")
"""A full stop ends a word; a space or a smile after it does not yet."""


@dataclass(frozen=True, slots=True)
class Need:
    """One word asked for.

    `weight` is how much it decides among services, `share` how much it says at all (1, or less for a weak
    word), `doubt` how much it says against a service that does not meet it; `rows` are rows of the index and
    how surely each is what was meant.
    """

    word: str
    weight: float
    share: float
    doubt: float
    rows: dict[int, float]


@dataclass(slots=True)
class Reading:
    """A query as it was understood: the text folded, the same without polite phrases, the words made of that,
    and what is asked for."""

    folded: str
    plain: str
    words: list[str]
    needs: list[Need]


class Reader:
    """Turns queries into needs over one index."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._noise = frozenset(index.noise)
        self._weak = frozenset(index.weak)
        self._elsewhere = frozenset(index.elsewhere)
        phrases = [
            r"\s+".join(map(re.escape, phrase.split())) for phrase in sorted(index.chatter, key=len)[::-1]
        ]
        self._chatter = re.compile(rf"(?<!\w)(?:{'|'.join(phrases)})(?!\w)|(?<!\w)(\w)\1{{3,}}(?!\w)")
        self._slips = Slips(index.spellings)

    def read(self, query: str) -> list[Need]:
        """The needs in the order of the words; the last word may be unfinished."""
        return self.reading(query).needs

    def reading(self, query: str) -> Reading:
        """The needs, with the steps on the way to them."""
        folded = text.fold(query)
        plain = self._chatter.sub(" ", folded)
        found = self._tokens(plain)[:MOST_WORDS]
        last_open = _CLOSED.search(plain) is None
        needs: dict[str, Need] = {}
        strange = 0
        for place, word in enumerate(found):
            if word in self._noise or word in needs or (len(word) < 2 and not word.isdigit()):
                continue
            strange += not self._is_term(word)
            unfinished = last_open and place == len(found) - 1
            needs[word] = self._need(word, unfinished, mend=strange <= MOST_MENDED)
        return Reading(folded, plain, found, list(needs.values()))

    def is_noise(self, word: str) -> bool:
        """Whether the word says nothing about what is asked for."""
        return word in self._noise

    def _tokens(self, folded: str) -> list[str]:
        found = text.words(self._in_russian(folded) if text.has_latin(folded) else folded)
        found = [word if self._is_term(word) else self._if_wrong_keys(word) for word in found]
        return list(self._joined(found))

    def _in_russian(self, folded: str) -> str:
        """A query in latin letters: typed on the wrong keyboard or spelled by sound, what makes words."""
        chunks = folded.split()
        keyed = [
            chunk.translate(text.TO_RUSSIAN_KEYS) if text.has_latin(chunk) else chunk for chunk in chunks
        ]
        spelled = [self._spelled(chunk) for chunk in chunks]
        if self._sense(keyed) > self._sense(spelled):
            return " ".join(keyed)
        return " ".join(spelled)

    def _spelled(self, chunk: str) -> str:
        """The chunk in Russian letters, by whichever way of spelling makes most sense."""
        words = text.words(chunk)
        if not text.has_latin(chunk) or all(
            len(word) < 2 or word in self._noise or self._is_term(word) for word in words
        ):
            return chunk
        ways = dict.fromkeys(text.transliterations(chunk))
        return max(ways, key=lambda way: self._sense([way])) if len(ways) > 1 else next(iter(ways))

    def _sense(self, chunks: list[str]) -> float:
        return sum(len(word) * self._word_sense(word) for chunk in chunks for word in text.words(chunk))

    def _word_sense(self, word: str) -> float:
        if word in self._index.forms or word in self._noise:
            return 1.0
        if not text.has_latin(word) and morphology.known(word):
            return 0.8
        if len(word) > 3 and text.sound(word) in self._index.sounds:
            return 0.7
        return 0.4 if len(word) > 3 and next(self._begun(word), None) else 0.0

    def _if_wrong_keys(self, word: str) -> str:
        """A latin word typed on a Russian keyboard («йк» for qr), if the catalogue has that word."""
        keyed = word.translate(text.TO_ENGLISH_KEYS)
        return (
            keyed if text.has_cyrillic(word) and not morphology.known(word) and self._is_term(keyed) else word
        )

    def _joined(self, found: list[str]) -> Iterator[str]:
        """«гос пошлина» as one word and «загранпаспортребенка» as two, where the catalogue has them so."""
        place = 0
        while place < len(found):
            word = found[place]
            both = word + found[place + 1] if place + 1 < len(found) else ""
            if len(both) > 5 and not both.isdigit() and self._is_term(both):
                yield both
                place += 2
                continue
            yield from self._split(word)
            place += 1

    def _split(self, word: str) -> tuple[str, ...]:
        if len(word) < 8 or self._is_term(word) or morphology.known(word):
            return (word,)
        half = None
        for cut in range(3, len(word) - 2):
            left, right = word[:cut], word[cut:]
            if self._is_term(left) and self._is_term(right):
                return (left, right)
            if self._is_whole(left, right) or self._is_whole(right, left):
                half = (left, right)
        return half or (word,)

    def _is_whole(self, one: str, rest: str) -> bool:
        """Whether half of a long word is a word of the catalogue, and the rest a word at all or nearly."""
        return (
            len(one) > 4
            and len(rest) > 4
            and self._is_term(one)
            and (morphology.known(rest) or bool(self._slips.near(rest, 0.85)))
        )

    def _is_term(self, word: str) -> bool:
        return word in self._index.forms

    def _need(self, word: str, unfinished: bool, mend: bool) -> Need:
        rows: dict[int, float] = {}
        lemmas: tuple[str, ...] = (word,)
        real = True
        if self._is_term(word):
            self._add_form(rows, word, 1.0)
        elif text.has_cyrillic(word):
            real = morphology.known(word)
            lemmas = morphology.lemmas(word)
            self._add_lemmas(rows, lemmas, real)
        found = any(sure > SAME_ROOT for sure in rows.values())
        if (unfinished or not (found or real)) and len(word) > 1:
            self._add_beginnings(rows, word, BEGINNING if not found else BEGINNING * 0.6)
        if not found and mend:
            for spelling, alike in self._misspelt(word, real):
                self._add_form(rows, spelling, alike)
        names = {word, lemmas[0], *(self._index.terms[number] for number in self._index.forms.get(word, ()))}
        share = WEAK if names & self._weak else 1.0
        doubt = ELSEWHERE if names & self._elsewhere else 0.0
        return Need(word, self._weight(rows) * share, share, doubt, rows)

    def _add_form(self, rows: dict[int, float], form: str, sure: float) -> None:
        """The terms that a word form of the catalogue belongs to, with their kin."""
        for number in self._index.forms[form]:
            _add(rows, self._index.with_kin(number), sure)
        for number in self._index.readings.get(form, ()):
            _add(rows, self._index.with_kin(number), sure * OTHER_READING)

    def _add_lemmas(self, rows: dict[int, float], lemmas: tuple[str, ...], real: bool) -> None:
        """The terms of a word form that the catalogue has not, by its dictionary forms or its root."""
        for place, lemma in enumerate(lemmas):
            sure = 1.0 if place == 0 else OTHER_READING
            if lemma in self._index.forms:
                for number in self._index.forms[lemma]:
                    _add(rows, self._index.with_kin(number), sure)
            elif real:
                for number in self._index.roots.get(morphology.root(lemma), ()):
                    _add(rows, number, SAME_ROOT * sure)

    def _begun(self, word: str) -> Iterator[str]:
        spellings = self._index.spellings
        for place in range(bisect_left(spellings, word), len(spellings)):
            if not spellings[place].startswith(word):
                return
            yield spellings[place]

    def _add_beginnings(self, rows: dict[int, float], word: str, share: float) -> None:
        """Terms that begin so: surer with every letter typed, and with fewer left to type."""
        found: set[int] = set()
        for count, spelling in enumerate(self._begun(word)):
            if count >= _MOST_BEGUN * 4 or len(found) >= _MOST_BEGUN:
                break
            sure = min(1.0, 0.4 + len(word) / 10) * (0.8 + 0.2 * len(word) / len(spelling))
            for number in self._index.forms[spelling]:
                found.add(number)
                _add(rows, number, sure * share)

    def _misspelt(self, word: str, known: bool) -> list[tuple[str, float]]:
        """Spellings of the catalogue that this may be a slip of; a real word needs more likeness."""
        if len(word) < 3 or word.isdigit():
            return []
        heard = [
            spelling
            for spelling in self._index.sounds.get(text.sound(word), ())
            if len(spelling) > 2 and OSA.distance(spelling, word, score_cutoff=2) <= 2
        ]
        if heard and not known:
            return [(spelling, SAME_SOUND) for spelling in heard]
        near = self._slips.near(word, 0.85 if known else 0.7) if len(word) > 3 else []
        return [(spelling, alike * alike) for spelling, alike in near]

    def _weight(self, rows: dict[int, float]) -> float:
        """Rare words decide more. A word with several meanings is as common as its commonest."""
        stood = {row % len(self._index.terms): sure for row, sure in rows.items() if self._index.stands(row)}
        if not stood:
            return self._index.rarest * UNKNOWN
        best = max(stood.values())
        return min(float(self._index.idf[number]) for number, sure in stood.items() if sure >= 0.9 * best)


def _add(rows: dict[int, float], row: int, sure: float) -> None:
    if sure >= _SURE_ENOUGH and sure > rows.get(row, 0.0):
        rows[row] = sure
