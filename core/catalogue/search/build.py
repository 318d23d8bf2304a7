"""Reading the catalogue and the thesaurus into an index."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np

from core.catalogue.model import Catalogue, Service
from core.catalogue.search import morphology, text
from core.catalogue.search.index import Index, flat
from core.catalogue.search.thesaurus import Thesaurus, lemma

WEIGHTS = {
    "title": 0.9,
    "keyword": 0.7,
    "summary": 0.6,
    "department": 0.4,
    "outcome": 0.3,
    "question": 0.3,
    "category": 0.15,
}
"""How sure a word in that place makes us that the service is about it. Several places add up like chances."""

_SAID = ("title", "keyword")
"""Where people's own phrases stand."""

ENGLISH, SYNONYM, SAME_ROOT = 0.95, 0.8, 0.65
"""How sure kin is, against 1 for the word itself."""

Phrase = list[int]
Bag = dict[int, float]


@dataclass(slots=True)
class _Terms:
    """Gives every dictionary form its number, and remembers which word forms were met."""

    numbers: dict[str, int] = field(default_factory=dict)
    forms: dict[str, dict[int, None]] = field(default_factory=dict)

    def number(self, term: str) -> int:
        number = self.numbers.setdefault(term, len(self.numbers))
        self.forms.setdefault(term, {})[number] = None
        return number

    def of_form(self, form: str) -> int:
        number = self.number(lemma(form))
        self.forms.setdefault(form, {})[number] = None
        return number


def build_index(catalogue: Catalogue, thesaurus: Thesaurus) -> Index:
    """Read every service into an index."""
    terms = _Terms()
    longs = _long_names(terms, thesaurus)
    services = list(catalogue.services.values())
    bags: list[Bag] = []
    phrases: list[list[Phrase]] = []
    for service in services:
        bag, own_phrases = _read(service, catalogue, thesaurus, terms, longs)
        bags.append(bag)
        phrases.append(own_phrases)
    for word in (*thesaurus.synonyms, *thesaurus.english):
        terms.number(word)
    return _assemble(services, bags, phrases, terms, thesaurus)


def _read(
    service: Service,
    catalogue: Catalogue,
    thesaurus: Thesaurus,
    terms: _Terms,
    longs: Iterable[tuple[int, Phrase]],
) -> tuple[Bag, list[Phrase]]:
    bag: Bag = {}
    phrases: list[Phrase] = []
    for place, line in lines_of(service, catalogue, thesaurus):
        read = [terms.of_form(word) for word in words_of(line, thesaurus)]
        variants = list(_variants(read, longs))
        for number in {number for variant in variants for number in variant}:
            bag[number] = 1 - (1 - bag.get(number, 0.0)) * (1 - WEIGHTS[place])
        if place in _SAID:
            phrases += [variant for variant in variants if variant]
    return bag, phrases


def words_of(line: str, thesaurus: Thesaurus) -> list[str]:
    """The words of a line that are searched for."""
    return [word for word in text.words(text.fold(line)) if word not in thesaurus.noise]


def lines_of(service: Service, catalogue: Catalogue, thesaurus: Thesaurus) -> Iterator[tuple[str, str]]:
    """What is searched of a service, line by line, each with its place, a key of `WEIGHTS`."""
    department = catalogue.departments[service.department]
    yield "title", service.title
    for keyword in service.keywords:
        yield "keyword", keyword
    yield "summary", service.summary
    yield "department", " ".join((department.short["ru"], *thesaurus.departments.get(service.department, ())))
    yield "outcome", service.outcome
    for question in service.form.fields:
        if "en" not in question.title:
            yield "question", " ".join((question.title["ru"], *question.options))
    yield "category", catalogue.categories[service.category].title["ru"]


def _long_names(terms: _Terms, thesaurus: Thesaurus) -> list[tuple[int, Phrase]]:
    return [
        (terms.number(short), [terms.number(word) for word in long if word not in thesaurus.noise])
        for short, long in thesaurus.abbreviations
    ]


def _variants(phrase: Phrase, longs: Iterable[tuple[int, Phrase]]) -> Iterator[Phrase]:
    """The phrase itself, and with a long name made short or a short one long."""
    yield phrase
    for short, long in longs:
        size = len(long)
        if long[0] in phrase:
            for place in range(len(phrase) - size + 1):
                if phrase[place : place + size] == long:
                    yield [*phrase[:place], short, *phrase[place + size :]]
                    break
        if short in phrase:
            place = phrase.index(short)
            yield [*phrase[:place], *long, *phrase[place + 1 :]]


def _assemble(
    services: list[Service],
    bags: list[Bag],
    phrases: list[list[Phrase]],
    terms: _Terms,
    thesaurus: Thesaurus,
) -> Index:
    numbers = terms.numbers
    postings: list[Bag] = [{} for _ in numbers]
    for document, bag in enumerate(bags):
        for number, weight in bag.items():
            postings[number][document] = weight
    idf = np.array([math.log(1 + len(bags) / (0.5 + len(row))) for row in postings], np.float32)
    roots: dict[str, list[int]] = {}
    for term, number in numbers.items():
        roots.setdefault(morphology.root(term), []).append(number)
    kin = [{number: 1.0} for number in range(len(numbers))] + list(_kin(numbers, roots, thesaurus))
    rows = postings + [_spread(kinship, postings) for kinship in kin[len(numbers) :]]
    listed = [phrase for own in phrases for phrase in own]
    sounds: dict[str, list[str]] = {}
    for form in terms.forms:
        sounds.setdefault(text.sound(form), []).append(form)
    by_id = sorted(range(len(services)), key=lambda place: services[place].id)
    doc_starts, docs = flat(rows, np.int32)
    kin_starts, kin_terms = flat(kin, np.int32)
    word_starts, words = flat(listed, np.int32)
    return Index(
        ids=[service.id for service in services],
        codes={service.code: document for document, service in enumerate(services)},
        departments=_department_names(services, thesaurus),
        terms=list(numbers),
        forms={form: list(found) for form, found in terms.forms.items()},
        readings=_readings(terms),
        roots=roots,
        sounds=sounds,
        spellings=sorted(terms.forms),
        noise=sorted(thesaurus.noise),
        chatter=list(thesaurus.chatter),
        weak=sorted(thesaurus.weak),
        elsewhere=sorted(thesaurus.elsewhere),
        idf=idf,
        doc_starts=doc_starts,
        docs=docs,
        weights=flat([row.values() for row in rows], np.float32)[1],
        kin_starts=kin_starts,
        kin=kin_terms,
        kin_sure=flat([row.values() for row in kin], np.float32)[1],
        phrase_starts=flat(phrases, np.object_)[0],
        word_starts=word_starts,
        words=words,
        sizes=np.array([idf[phrase].sum() for phrase in listed], np.float32),
        flagships=np.array([service.flagship for service in services], np.float32),
        payments=np.array([service.kind == "payment" for service in services], np.float32),
        rank_of_id=np.argsort(by_id).astype(np.int32),
    )


def _kin(numbers: dict[str, int], roots: dict[str, list[int]], thesaurus: Thesaurus) -> Iterator[Bag]:
    for term, number in numbers.items():
        kin = dict.fromkeys(roots[morphology.root(term)], SAME_ROOT)
        kin |= {numbers[other]: SYNONYM for other in thesaurus.synonyms.get(term, ()) if other in numbers}
        russian = thesaurus.english.get(term, ())
        near = [other for word in russian for other in thesaurus.synonyms.get(word, ())]
        kin |= {numbers[other]: ENGLISH * SYNONYM for other in near if other in numbers}
        kin |= {numbers[other]: ENGLISH for other in russian if other in numbers}
        yield kin | {number: 1.0}


def _spread(kin: Bag, postings: list[Bag]) -> Bag:
    """Where a term or its kin stands, each service as surely as its surest."""
    spread: Bag = {}
    for number, sure in kin.items():
        for document, weight in postings[number].items():
            spread[document] = max(spread.get(document, 0.0), weight * sure)
    return spread


def _readings(terms: _Terms) -> dict[str, list[int]]:
    """Less likely dictionary forms of words that may be forms of several."""
    readings = {}
    for form, found in terms.forms.items():
        others = [terms.numbers[other] for other in morphology.lemmas(form)[1:] if other in terms.numbers]
        others = [number for number in others if number not in found]
        if others:
            readings[form] = others
    return readings


def _department_names(services: list[Service], thesaurus: Thesaurus) -> dict[str, str]:
    """Every spelling of a department that may stand in a code, by what codes really begin with."""
    names: dict[str, str] = {}
    for service in services:
        prefix = service.code.rsplit("-", 1)[0]
        names[prefix.casefold().replace("_", "")] = prefix
        for name in thesaurus.departments.get(service.department, ()):
            if " " not in name:
                names.setdefault(name, prefix)
    return names
