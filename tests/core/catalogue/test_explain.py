"""What an editor is told of a search is what the search did."""

import re

import pytest

from core.catalogue.model import Catalogue
from core.catalogue.search import Search
from tests.core.catalogue.test_search import CASES

_HEAD = re.compile(r"(\d+)\. (\d\.\d\d)  (\S+)  ")
_RANKED = re.compile(r"   ranked (\d\.\d{3})")
_PART = re.compile(r"   ([+-]\d\.\d{3})  (?! )")
_WORD = re.compile(r"   ([+-]\d\.\d{3})     «")


@pytest.mark.parametrize("kind", sorted({kind for kind, _, _ in CASES} - {"code"}))
def test_the_explained_score_is_the_real_one(catalogue: Catalogue, search: Search, kind: str) -> None:
    for query in [query for found, query, _ in CASES if found == kind][:15]:
        told = search.explain(query, catalogue, 4)
        hits = search.find(query, 4)
        heads = [match.groups() for line in told if (match := _HEAD.match(line))]
        ids = {service.code: service.id for service in catalogue.services.values()}
        assert [(ids[code], score) for _, score, code in heads] == [
            (hit.id, f"{hit.score:.2f}") for hit in hits
        ], query
        ranked = _sums(told, _RANKED)
        parts, words = _sums(told, _PART), _sums(told, _WORD)
        met = [float(line[3:9]) for line in told if "words met" in line]
        assert parts == pytest.approx(ranked, abs=0.004), query
        assert words == pytest.approx(met, abs=0.011), query
        share = [one / ranked[0] for one in ranked]
        assert share == pytest.approx([hit.score / hits[0].score for hit in hits], abs=0.003)


def _sums(told: list[str], pattern: re.Pattern[str]) -> list[float]:
    """What a kind of line adds up to, hit by hit."""
    sums: list[float] = []
    for line in told:
        if _HEAD.match(line):
            sums.append(0.0)
        elif match := pattern.match(line):
            sums[-1] += float(match.group(1))
    return sums


def test_the_query_is_told_as_it_was_read(catalogue: Catalogue, search: Search) -> None:
    told = "\n".join(search.explain("здравствуйте, потерял паспрт МВД", catalogue, 2))
    assert "Dropped as saying nothing: здравствуйте" in told
    assert "«паспрт»" in told
    assert "«паспорт» 0.73 (a slip" in told
    assert "«утеря» 0.80 (near meaning)" in told
    assert "by «потерять»" in told
    assert "in department" in told
    assert "a whole phrase" in told
    assert "Read as: загран ребенку" in "\n".join(search.explain("pfuhfy ht,tyre", catalogue, 1))


def test_a_refusal_tells_what_was_missing(catalogue: Catalogue, search: Search) -> None:
    told = search.explain("рецепт борща", catalogue, 2)
    assert "Nothing is shown. What came nearest:" in told
    assert any("things the catalogue does not have" in line for line in told)
    assert any("«борща»: not here" in line for line in told)
    assert search.explain("здравствуйте", catalogue, 2)[-1].startswith("Nothing found")


def test_a_code_and_popularity_are_told(catalogue: Catalogue, search: Search) -> None:
    assert search.explain("мвд-103", catalogue)[0].startswith("The query is a code")
    other = Search(search._index)
    other.favour({"passport-rf-loss": 100})
    told = other.explain("потерял паспорт", catalogue, 1)
    assert "   +0.010  popular among citizens here" in told
