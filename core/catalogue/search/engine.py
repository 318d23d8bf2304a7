"""Finding services by words: the index, the reading of a query and the ranking put together."""

from collections.abc import Mapping
from pathlib import Path

from core.catalogue.model import Catalogue
from core.catalogue.search import store, thesaurus
from core.catalogue.search.build import build_index
from core.catalogue.search.codes import find_codes
from core.catalogue.search.explain import Account, Hit
from core.catalogue.search.index import Index
from core.catalogue.search.query import Reader
from core.catalogue.search.ranking import Place, Ranking

LEAST = 0.15
"""When the best service is less sure than this, nothing in the catalogue is what was asked for."""
WORTH_SHOWING = 0.45
"""A service ranked lower than this share of the best one is not worth a button."""


class Search:
    """Finds services by words. The same query always finds the same: no query is remembered."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._reader = Reader(index)
        self._ranking = Ranking(index)

    @classmethod
    def build(cls, catalogue: Catalogue, cache_dir: Path | None = None) -> "Search":
        """A search over `catalogue`; its index is kept in `cache_dir` for as long as the data is the same."""
        if cache_dir is None:
            return cls(build_index(catalogue, thesaurus.load_thesaurus()))
        key = store.key_of(catalogue)
        index = store.load(cache_dir, key)
        if index is None:
            index = build_index(catalogue, thesaurus.load_thesaurus())
            store.save(cache_dir, key, index)
        return cls(index)

    def favour(self, popularity: Mapping[str, int]) -> None:
        """From now on let how many citizens took each service (by id) decide between equals."""
        self._ranking.favour(popularity)

    def find(self, query: str, limit: int = 10) -> list[Hit]:
        """The services meant, best first; none when the query says nothing that the catalogue knows."""
        coded = find_codes(self._index, query)
        if coded:
            return self._of_code(coded[:limit])
        return self._shown(self._ranking.rank(self._reader.read(query), limit))

    def explain(self, query: str, catalogue: Catalogue, limit: int = 10) -> list[str]:
        """Why `find` answers as it does, in lines for an editor; `catalogue` is the one searched."""
        coded = find_codes(self._index, query)
        if coded:
            return [
                "The query is a code, or begins one: words are not looked at.",
                *(
                    f"{hit.score:.2f}  {catalogue.services[hit.id].title}"
                    for hit in self._of_code(coded[:limit])
                ),
            ]
        reading = self._reader.reading(query)
        weighed = self._ranking.weigh(reading.needs, limit)
        hits = self._shown(self._ranking.rank(reading.needs, limit))
        account = Account(self._index, catalogue, self._reader, reading, weighed)
        return list(account.lines(hits, LEAST))

    def _of_code(self, coded: list[tuple[int, bool]]) -> list[Hit]:
        return [Hit(self._index.ids[number], 1.0 if whole else 0.8) for number, whole in coded]

    def _shown(self, ranked: list[Place]) -> list[Hit]:
        if not ranked or ranked[0].sure < LEAST:
            return []
        best = ranked[0]
        return [
            Hit(self._index.ids[place.document], round(best.sure * place.score / best.score, 4))
            for place in ranked
            if place.score >= WORTH_SHOWING * best.score
        ]
