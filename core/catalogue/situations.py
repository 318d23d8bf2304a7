"""Life situations: read from their files, and told from a person's own words."""

from collections.abc import Collection

from core.catalogue.entries import KEBAB, Entry
from core.catalogue.model import Catalogue, Category, Department, Service, Situation, Step, Term
from core.forms.model import Form

LONGEST_TITLE = 40
"""A title is one button."""
LONGEST_WHEN = 110
MOST_STEPS = 12
LEAST_PHRASES = 4


def read_situation(entry: Entry, services: Collection[str]) -> Situation:
    """One file of situations/."""
    entry.only(("id", "emoji", "title", "title_en", "summary", "summary_en", "phrases", "steps"))
    identity = entry.identity(KEBAB)
    if identity != entry.file.stem:
        entry.wrong("id", f"«{identity}» is not the name of its file")
    title = entry.languages("title", english=True)
    for language, text in title.items():
        if len(text) > LONGEST_TITLE:
            key = "title" if language == "ru" else "title_en"
            entry.wrong(key, f"is {len(text)} characters long, at most {LONGEST_TITLE} are allowed")
    phrases = entry.texts("phrases")
    if "phrases" in entry and len(phrases) < LEAST_PHRASES:
        entry.wrong("phrases", f"there are {len(phrases)}, at least {LEAST_PHRASES} are expected")
    return Situation(
        id=identity,
        emoji=entry.text("emoji"),
        title=title,
        summary=entry.languages("summary", english=True),
        phrases=phrases,
        steps=_steps(entry, services),
    )


def _steps(entry: Entry, services: Collection[str]) -> tuple[Step, ...]:
    listed = entry.entries("steps")
    if not 2 <= len(listed) <= MOST_STEPS:
        entry.wrong("steps", f"there are {len(listed)}, 2 to {MOST_STEPS} are expected")
    steps: dict[str, Step] = {}
    for one in listed:
        one.only(("service", "when", "when_en"))
        service = one.text("service")
        if service and service not in services:
            one.wrong("service", f"«{service}» is not a service of the catalogue")
        if service in steps:
            one.wrong("service", f"«{service}» is given twice")
        for key in ("when", "when_en"):
            one.text(key, longest=LONGEST_WHEN)
        steps[service] = Step(service, one.languages("when", english=True))
    return tuple(steps.values())


def as_catalogue(catalogue: Catalogue) -> Catalogue:
    """The situations dressed as services, so that the one search finds them in a person's own words."""
    nowhere = Category("", "", {"ru": ""})
    nobody = Department("", "federal", {"ru": ""}, {"ru": ""})
    services = {one.id: _as_service(one) for one in catalogue.situations.values()}
    return Catalogue(f"situations of {catalogue.version}", {"": nowhere}, {"": nobody}, services)


def _as_service(one: Situation) -> Service:
    return Service(
        *(one.id, f"situation-{one.id}", "", one.title["ru"], one.title["ru"], "", "federal", "information"),
        *((), "none", Term(0, "instant"), 0, (*one.phrases, *one.title.values()), "", Form("", (), ())),
    )
