"""What a citizen does with the catalogue: looks for a service, pages through a category, opens a card."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from rapidfuzz import fuzz, process

from core.catalogue import terms
from core.catalogue.model import Catalogue, Category, Department, Service, Situation
from core.catalogue.offices import Offices
from core.catalogue.search import Search
from core.catalogue.titles import short_titles
from core.errors import NotFound

TELLS = 0.6  # a situation told of less surely is not worth a button
_SLIPS_LEAVE = 76  # of 100: how alike a misspelt phrase stays to what was meant


@dataclass(frozen=True, slots=True)
class Found:
    """A service that may be what was asked for; `score` from 0 to 1 says how surely."""

    service: Service
    score: float


@dataclass(frozen=True, slots=True)
class Told:
    """A life situation that may be what was told of; `score` as of what is found."""

    situation: Situation
    score: float


@dataclass(frozen=True, slots=True)
class Shelf:
    """A category and how many services stand in it."""

    category: Category
    count: int


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a category. `number` counts from 0."""

    category: Category
    services: tuple[Service, ...]
    number: int
    pages: int
    total: int


@dataclass(frozen=True, slots=True)
class Titles:
    """The names around a service in one language; its own title is Russian whatever the language."""

    title: str
    short: str
    category: str
    department: str
    department_short: str


class Services:
    """The catalogue as citizens meet it."""

    def __init__(self, catalogue: Catalogue, search: Search, told: Search) -> None:
        """`search` finds services, `told` finds life situations."""
        self.catalogue = catalogue
        self._search = search
        self._told = told
        self.most_used = self.ordered

    def favour(self, popularity: Mapping[str, int]) -> None:
        """How many citizens began each service (by id), from now on: it decides between equals in search."""
        self._search.favour(popularity)
        self.most_used = tuple(sorted(self.ordered, key=lambda one: -popularity.get(one.id, 0)))

    def find(self, query: str, limit: int = 10) -> list[Found]:
        """Services for a need in one's own words, best first; none when it names nothing we have."""
        return [Found(self.catalogue.services[hit.id], hit.score) for hit in self._search.find(query, limit)]

    def knows(self, query: str) -> bool:
        """Whether the words bring anything at all."""
        return bool(self.find(query, 1) or self.told(query, 1) or self.offices.named(query, 1))

    def told(self, query: str, limit: int = 2) -> list[Told]:
        """Life situations told of in one's own words, best first; none when it tells of none we know."""
        exact = self._phrases.get(_plain(query))
        if exact is not None:
            return [Told(exact, 1.0)]
        found = self._told.find(query, limit)
        return [Told(self.catalogue.situations[hit.id], hit.score) for hit in found if hit.score >= TELLS]

    def understood(self, query: str, service: Service) -> str:
        """The query as it was understood: a phrase people ask for this service by, when only slips differ."""
        phrases = [phrase for phrase in service.keywords if len(phrase.split()) == len(query.split())]
        found = process.extractOne(
            query, phrases, scorer=fuzz.ratio, processor=str.lower, score_cutoff=_SLIPS_LEAVE
        )
        return query if found is None else found[0]

    def service(self, service_id: str) -> Service:
        """The service with this id, or `NotFound("service-unknown")`."""
        service = self.catalogue.services.get(service_id)
        if service is None:
            raise NotFound("service-unknown", id=service_id)
        return service

    def by_code(self, code: str) -> Service | None:
        """The service with this code («MVD-103»), which is what buttons and links carry."""
        return self._by_code.get(code)

    def linked(self, word: str) -> Service | None:
        """The service that a link names: by its id, or by its code in any case."""
        return self.catalogue.services.get(word) or self.by_code(word.upper())

    def category(self, category_id: str) -> Category:
        """The category with this id, or `NotFound("category-unknown")`."""
        category = self.catalogue.categories.get(category_id)
        if category is None:
            raise NotFound("category-unknown", id=category_id)
        return category

    def department(self, service: Service) -> Department:
        """Who provides the service."""
        return self.catalogue.departments[service.department]

    def categories(self) -> list[Shelf]:
        """Every category in its order, with its count."""
        return [
            Shelf(category, len(self.catalogue.by_category[key]))
            for key, category in self.catalogue.categories.items()
        ]

    def page(self, category_id: str, number: int = 0, size: int = 8) -> Page:
        """A page of a category; a number out of range (an old button) gives the nearest page there is."""
        category = self.category(category_id)
        listed = self.catalogue.by_category[category_id]
        pages = max(1, -(-len(listed) // size))
        number = min(max(number, 0), pages - 1)
        return Page(category, listed[number * size : (number + 1) * size], number, pages, len(listed))

    def ready_on(self, service: Service, day: date) -> date:
        """The day by which the result is due if filed on `day`."""
        return terms.ready_on(service.term, day)

    def short_title(self, service: Service) -> str:
        """A title of at most 40 letters, for a button; no other service has the same."""
        return self._short_titles[service.id]

    def titles(self, service: Service, language: str) -> Titles:
        """The names around a service in `language`, in Russian where that one has none."""
        department = self.department(service)
        return Titles(
            title=service.title,
            short=self.short_title(service),
            category=in_language(self.catalogue.categories[service.category].title, language),
            department=in_language(department.title, language),
            department_short=in_language(department.short, language),
        )

    @cached_property
    def _phrases(self) -> dict[str, Situation]:
        """Situations by the very words people tell of them in, and by their titles."""
        return {
            _plain(said): one
            for one in self.catalogue.situations.values()
            for said in (*one.phrases, *one.title.values())
        }

    @cached_property
    def offices(self) -> Offices:
        """The departments, found by part of their name."""
        return Offices(self.catalogue)

    @cached_property
    def ordered(self) -> tuple[Service, ...]:
        """All services, those asked for most (the flagships) first."""
        return tuple(sorted(self.catalogue.services.values(), key=lambda one: not one.flagship))

    @cached_property
    def _by_code(self) -> dict[str, Service]:
        return {service.code: service for service in self.catalogue.services.values()}

    @cached_property
    def _short_titles(self) -> dict[str, str]:
        return short_titles(self.catalogue.services.values())


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text[:200].casefold().replace("ё", "е")))


def in_language(texts: Mapping[str, str], language: str) -> str:
    """The text in `language`, or in Russian where there is none."""
    return texts.get(language) or texts["ru"]
