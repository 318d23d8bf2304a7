"""Ranking: how well each service answers the needs of a query, from 0 to 1.

Two passes. Over all services: which needs are met anywhere. Over the best of them: how well the title or one
keyword says the query and nothing else, in its order.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from core.catalogue.search.index import Floats, Index, Ints
from core.catalogue.search.query import Need

BAG, PHRASE, ORDER, FLAGSHIP, HEAD, POPULAR = 0.74, 0.22, 0.03, 0.01, 0.04, 0.01
UNSAID_PAYMENT = 0.05
"""Who wants to pay says so: «загранпаспорт ребёнку» is about the passport, not about its fee."""
_MANY = 10
"""Citizens that make a service fully popular where none has more: the first one of all says little."""
_CANDIDATES = 24
_ORDERED = 4
_MOST_MET = 4
_NOTHING, _PER_WORD, _WHOLE, _SAID = -10.8, 3.5, 2.5, 6.0
"""Fitted by logistic regression on queries that name a service and queries that name none."""


@dataclass(frozen=True, slots=True)
class Place:
    """A service in the ranking; `sure`, from 0 to 1, says how likely it is to be what was meant at all."""

    document: int
    score: float
    sure: float


@dataclass(slots=True)
class Weighed:
    """How a query was ranked. Figures of services go by place in `chosen`; `order` has places, best first."""

    needs: list[Need]
    shares: Floats
    met: Floats
    meant: Floats
    chosen: Ints
    bag: Floats
    worth: Floats
    phrases: Ints
    heads: Floats
    closeness: Floats
    flagship: Floats
    popular: Floats
    payment: Floats
    scores: Floats
    order: NDArray[np.intp]
    sure: Floats
    """By rank, not by place."""

    def parts(self, at: int) -> dict[str, float]:
        """What the score of the service at a place is made of; the parts add up to it."""
        parts = {
            "words": BAG * self.bag[at],
            "phrase": PHRASE * self.worth[at],
            "closeness": ORDER * self.closeness[at],
            "head": HEAD * self.heads[at],
            "flagship": self.flagship[at],
            "popular": self.popular[at],
            "payment": -UNSAID_PAYMENT * (1 - self.heads[at]) * self.payment[at],
        }
        return {name: float(part) for name, part in parts.items()}


class Ranking:
    """Ranks the services of one index."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._flagship = FLAGSHIP * index.flagships
        self._popular = np.zeros_like(self._flagship)

    def favour(self, popularity: Mapping[str, int]) -> None:
        """Let how often each service (by id) was taken decide between equals."""
        counts = np.log1p([max(0, popularity.get(key, 0)) for key in self._index.ids])
        most = max(float(counts.max(initial=0.0)), float(np.log1p(_MANY)))
        self._popular = (POPULAR * counts / most).astype(np.float32)

    def rank(self, needs: list[Need], limit: int) -> list[Place]:
        """The best services, best first; equal ones by id."""
        weighed = self.weigh(needs, limit)
        if weighed is None:
            return []
        order = weighed.order
        return list(
            map(Place, weighed.chosen[order].tolist(), weighed.scores[order].tolist(), weighed.sure.tolist())
        )

    def weigh(self, needs: list[Need], limit: int) -> Weighed | None:
        """The ranking with all it rests on; None when no service meets anything."""
        total = sum(need.weight for need in needs)
        if not total:
            return None
        shares = np.array([need.weight / total for need in needs], np.float32)
        met = self._met(needs)
        bag = np.dot(shares, met)  # not `@`, whose check of the processor's flags warns of NaN where none is
        chosen = _best(bag, max(_CANDIDATES, limit))
        if not len(chosen):
            return None
        bag, meant = bag[chosen], self._meant(needs)
        worth, phrases, heads = self._said(shares, meant, chosen)
        flagship, popular = self._flagship[chosen], self._popular[chosen]
        payment = self._index.payments[chosen]
        scores = BAG * bag + PHRASE * worth + HEAD * heads + flagship + popular
        scores -= UNSAID_PAYMENT * (1 - heads) * payment
        first = np.argsort(-scores, kind="stable")[:_ORDERED]
        closeness = np.zeros_like(scores)
        closeness[first] = [self._order(meant, phrase) for phrase in phrases[first]]
        scores += ORDER * closeness
        order = np.lexsort((self._index.rank_of_id[chosen], -scores.round(6)))[:limit]
        sure = _confidence(needs, met[:, chosen[order]], worth[order])
        return Weighed(
            *(needs, shares, met, meant, chosen, bag, worth, phrases, heads, closeness),
            *(flagship, popular, payment, scores, order, sure),
        )

    def _met(self, needs: list[Need]) -> Floats:
        """How far every service meets each need anywhere: needs by services."""
        index, starts = self._index, self._index.doc_starts
        met = np.zeros((len(needs), len(index.ids)), np.float32)
        for row, need in zip(met, needs, strict=True):
            spans = [(starts[key], starts[key + 1], sure) for key, sure in need.rows.items()]
            _raise(row, spans, index.docs, index.weights)
        return met

    def _meant(self, needs: list[Need]) -> Floats:
        """How surely each term satisfies each need: needs by terms."""
        index, starts = self._index, self._index.kin_starts
        meant = np.zeros((len(needs), len(index.terms)), np.float32)
        for row, need in zip(meant, needs, strict=True):
            spans = [(starts[key], starts[key + 1], sure) for key, sure in need.rows.items()]
            _raise(row, spans, index.kin, index.kin_sure)
        return meant

    def _said(self, shares: Floats, meant: Floats, chosen: Ints) -> tuple[Floats, Ints, Floats]:
        """For each chosen service: how well its best phrase says the query, which one, and whether the first
        word of the title, which says what sort of thing it is, was asked for."""
        index, starts = self._index, self._index.phrase_starts
        phrases, services = _rows(starts, chosen)
        places, word_services = _rows(index.word_starts, phrases)
        words = index.words[places]
        matched = meant[:, words]
        said = np.dot(shares, np.maximum.reduceat(matched, word_services, axis=1))
        surest = matched.max(axis=0)
        covered = np.add.reduceat(surest * index.idf[words], word_services) / index.sizes[phrases]
        both = said + covered
        worth = np.divide(2 * said * covered, both, out=np.zeros_like(both), where=both > 0)
        best = np.maximum.reduceat(worth, services)
        reached = np.flatnonzero(worth == best.repeat(starts[chosen + 1] - starts[chosen]))
        firsts = reached[np.searchsorted(reached, services)]
        return best, phrases[firsts], surest[word_services[services]]

    def _order(self, meant: Floats, phrase: int) -> float:
        """How far neighbouring words of the query follow one another in a phrase, the closer the more."""
        if len(meant) < 2:
            return 0.0
        begin, end = self._index.word_starts[phrase : phrase + 2]
        matched = meant[:, self._index.words[begin:end]]
        places = np.where(matched.any(axis=1), matched.argmax(axis=1), -1).tolist()
        apart = [after - before for before, after in pairwise(places) if after > before >= 0]
        return float(sum(1 / gap for gap in apart)) / (len(places) - 1)


def _raise(row: Floats, spans: list[tuple[int, int, float]], places: Ints, values: Floats) -> None:
    """Put into `row` the values of some spans, each lowered by its own factor; the highest stays."""
    if len(spans) == 1:
        begin, end, factor = spans[0]
        row[places[begin:end]] = values[begin:end] * np.float32(factor)
    elif spans:
        where = np.concatenate([places[begin:end] for begin, end, _ in spans])
        lowered = [values[begin:end] * np.float32(factor) for begin, end, factor in spans]
        np.maximum.at(row, where, np.concatenate(lowered))


def _best(bag: Floats, most: int) -> Ints:
    """The services that meet anything at all, at most so many of the best, in no order."""
    found = np.flatnonzero(bag)
    if len(found) > most:
        found = found[np.argpartition(bag[found], -most)[-most:]]
    return found.astype(np.int32)


def _rows(starts: Ints, chosen: Ints) -> tuple[Ints, Ints]:
    """The numbers in the chosen rows end to end, and where each row begins among them."""
    lengths = starts[chosen + 1] - starts[chosen]
    begins = lengths.cumsum() - lengths
    return (starts[chosen] - begins).repeat(lengths) + np.arange(lengths.sum()), begins


def _confidence(needs: list[Need], met: Floats, worth: Floats) -> Floats:
    """How sure it is, from 0 to 1, that a service is meant: by how many words it meets, what share, and how
    well one of its phrases says the query. A query of one word need not be a whole phrase.

    Rarity plays no part here: a chance word of nonsense is as a rule a rare one.
    """
    shares = np.array([need.share for need in needs], np.float32)
    words = np.dot(shares, met)
    if len(needs) == 1:
        worth = np.maximum(worth, met[0])
    doubts = np.dot(np.array([need.doubt for need in needs], np.float32), 1 - met)
    whole = words / (shares.sum() + doubts)
    odds = _NOTHING + _PER_WORD * np.minimum(words, _MOST_MET) + _WHOLE * whole + _SAID * worth - doubts
    return np.asarray(1 / (1 + np.exp(-odds)), np.float32)
