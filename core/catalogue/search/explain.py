"""Why a query finds what it finds, said to an editor who decides on titles, keywords and `words.yaml`."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from core.catalogue.model import Catalogue, Service
from core.catalogue.search import text, thesaurus
from core.catalogue.search.build import ENGLISH, SAME_ROOT, SYNONYM, lines_of, words_of
from core.catalogue.search.index import Index
from core.catalogue.search.query import Need, Reader, Reading
from core.catalogue.search.ranking import BAG, HEAD, ORDER, PHRASE, Weighed

_ALL_BUT = 0.995
_MOST_KIN = 6
_PARTS = {
    "words": f"words met, at most {BAG}",
    "phrase": f"a whole phrase, at most {PHRASE}",
    "closeness": f"words in the phrase's order and near each other, at most {ORDER}",
    "head": f"first word of the title, at most {HEAD}",
    "flagship": "a flagship: asked for most everywhere",
    "popular": "popular among citizens here",
    "payment": "a payment, and paying was not mentioned",
}


@dataclass(frozen=True, slots=True)
class Hit:
    """A service found; `score` from 0 to 1 says how surely it is what was asked for."""

    id: str
    score: float


@dataclass(frozen=True, slots=True)
class Account:
    """One query with everything that its answer rests on."""

    index: Index
    catalogue: Catalogue
    reader: Reader
    reading: Reading
    weighed: Weighed | None

    def lines(self, hits: Sequence[Hit], least: float) -> Iterator[str]:
        """The query as it was read, then the services; below `least` confidence none is shown."""
        yield from self._query()
        weighed = self.weighed
        if weighed is None:
            yield "Nothing found: no service has any of these words."
            return
        yield f"Confidence that the first is meant: {weighed.sure[0]:.2f}; under {least} nothing is shown."
        if not hits:
            yield "Nothing is shown. What came nearest:"
        best = weighed.scores[weighed.order[0]]
        shown = {hit.id: hit.score for hit in hits}
        for rank, at in enumerate(weighed.order, 1):
            service = self.catalogue.services[self.index.ids[weighed.chosen[at]]]
            score, whole = shown.get(service.id), weighed.scores[at]
            if hits and score is None:
                continue
            yield ""
            yield f"{rank}. {'' if score is None else f'{score:.2f}  '}{service.code}  {service.title}"
            yield (
                f"   ranked {whole:.3f}" + (f", the first has {best:.3f}" if rank > 1 else "") + ", made of:"
            )
            yield from self._parts(weighed, int(at), service)

    def _query(self) -> Iterator[str]:
        typed = text.words(self.reading.folded)
        plain = text.words(self.reading.plain)
        polite = [word for word in typed if word not in plain]
        noise = [word for word in self.reading.words if self.reader.is_noise(word)]
        if dropped := list(dict.fromkeys([*polite, *noise])):
            yield f"Dropped as saying nothing: {', '.join(dropped)}"
        if self.reading.words != plain:
            yield f"Read as: {' '.join(self.reading.words)}"
        for need, share in zip(self.reading.needs, self._shares(), strict=True):
            yield f"«{need.word}», {share:.0%} of the decision{_remarks(need)}: {self._meanings(need)}"

    def _shares(self) -> list[float]:
        total = sum(need.weight for need in self.reading.needs) or 1.0
        return [need.weight / total for need in self.reading.needs]

    def _meanings(self, need: Need) -> str:
        """The words of the catalogue that the need is looked for by, the surest first."""
        index, sure = self.index, dict[int, float]()
        for row, likely in need.rows.items():
            span = slice(index.kin_starts[row], index.kin_starts[row + 1])
            for term, kinship in zip(index.kin[span].tolist(), index.kin_sure[span].tolist(), strict=True):
                sure[term] = max(sure.get(term, 0.0), likely * kinship)
        if not sure:
            return "no word of the catalogue"
        ordered = sorted(sure, key=lambda term: (-sure[term], index.terms[term]))
        named = [_named(index.terms[term], sure[term]) for term in ordered[: _MOST_KIN + 1]]
        more = len(ordered) - len(named)
        return ", ".join(named) + (f" and {more} more" if more > 0 else "")

    def _parts(self, weighed: Weighed, at: int, service: Service) -> Iterator[str]:
        for name, part in weighed.parts(at).items():
            if not part:
                continue
            said = f" «{self._phrase(int(weighed.phrases[at]))}»" if name == "phrase" else ""
            yield f"   {part:+.3f}  {_PARTS[name]}{said}"
            if name == "words":
                yield from self._words(weighed, at, service)

    def _words(self, weighed: Weighed, at: int, service: Service) -> Iterator[str]:
        document = int(weighed.chosen[at])
        places = self._places(service)
        rows = zip(weighed.needs, weighed.shares, weighed.met[:, document], weighed.meant, strict=True)
        for need, share, met, meant in rows:
            if not met:
                yield f"            «{need.word}»: not here"
                continue
            # The word that counted: the product of how surely it is meant and how much it says here.
            counted = {
                term: float(meant[term]) * self._weight(term, document)
                for term in np.flatnonzero(meant).tolist()
            }
            term = max(counted, key=lambda one: counted[one])
            where = ", ".join(places.get(self.index.terms[term], ["the long or short name"]))
            said = self.index.terms[term]
            through = "" if said == need.word else f" by {_named(said, float(meant[term]))}"
            yield f"   {BAG * share * met:+.3f}     «{need.word}»{through}, {met:.2f} of 1: in {where}"

    def _weight(self, term: int, document: int) -> float:
        span = slice(self.index.doc_starts[term], self.index.doc_starts[term + 1])
        found = np.flatnonzero(self.index.docs[span] == document)
        return float(self.index.weights[span][found[0]]) if len(found) else 0.0

    def _places(self, service: Service) -> dict[str, list[str]]:
        """In which places of a service each dictionary form stands."""
        words = _thesaurus()
        places: dict[str, dict[str, None]] = {}
        for place, line in lines_of(service, self.catalogue, words):
            for word in words_of(line, words):
                places.setdefault(thesaurus.lemma(word), {})[place] = None
        return {term: list(found) for term, found in places.items()}

    def _phrase(self, phrase: int) -> str:
        begin, end = self.index.word_starts[phrase : phrase + 2]
        return " ".join(self.index.terms[term] for term in self.index.words[begin:end])


@cache
def _thesaurus() -> thesaurus.Thesaurus:
    return thesaurus.load_thesaurus()


def _remarks(need: Need) -> str:
    remarks = [
        *(["a weak word"] if need.share < 1 else []),
        *(["speaks of things the catalogue does not have"] if need.doubt else []),
    ]
    return f" ({'; '.join(remarks)})" if remarks else ""


def _named(term: str, sure: float) -> str:
    return f"«{term}»" if sure > _ALL_BUT else f"«{term}» {sure:.2f} ({_why(sure)})"


def _why(sure: float) -> str:
    for kinship, name in ((ENGLISH, "English"), (SYNONYM, "near meaning"), (SAME_ROOT, "same root")):
        if abs(sure - kinship) < 1e-4:
            return name
    return "a slip, a beginning or another form"
