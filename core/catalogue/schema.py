"""What the files of the catalogue may say: entries in, dataclasses out, complaints on the way."""

import re
from collections.abc import Mapping

from core.catalogue.entries import KEBAB, SNAKE, Entry
from core.catalogue.model import Category, Department, Service, Term
from core.catalogue.questions import read_form
from core.forms.model import Document, Field

LEVELS = ("federal", "regional", "municipal")
KINDS = ("application", "appointment", "certificate", "payment", "information")
AUDIENCES = ("citizen", "entrepreneur", "company", "foreigner")
ACCOUNTS = ("none", "standard", "confirmed")
UNITS = ("working", "calendar")
FORMATS = ("pdf", "jpg", "png")
LONGEST_TITLE = 110
"""A title is one line of a card and of a search result."""

_INSIDE_AN_AMOUNT = re.compile(r"(?<=\d) (?=\d{3}(?!\d)|₽|руб|тыс|млн|млрд)")

_SERVICE_KEYS = (
    *("id", "code", "title", "summary", "department", "level", "kind", "for", "account", "term", "fee"),
    *("flagship", "keywords", "fields", "own_fields", "documents", "outcome"),
)
_WORD = re.compile(r"[^\W_]+")


def read_category(entry: Entry) -> Category:
    """One line of categories.yaml."""
    entry.only(("id", "emoji", "title", "title_en"))
    return Category(entry.identity(KEBAB), entry.text("emoji"), entry.languages("title", english=True))


def read_department(entry: Entry) -> Department:
    """One entry of departments.yaml."""
    entry.only(("id", "level", "short", "short_en", "title", "title_en"))
    short, title = entry.languages("short", english=True), entry.languages("title", english=True)
    return Department(entry.identity(SNAKE), entry.one_of("level", LEVELS), short, title)


def read_document(entry: Entry) -> Document:
    """One line of documents.yaml."""
    entry.only(("id", "title", "title_en", "formats", "optional"))
    formats = entry.texts("formats", required=False)
    if strange := [name for name in formats if name not in FORMATS]:
        entry.wrong("formats", f"«{strange[0]}» is not one of {', '.join(FORMATS)}")
    title = entry.languages("title", english=True)
    return Document(entry.identity(SNAKE), title, formats or FORMATS, entry.flag("optional"))


def read_service(
    entry: Entry,
    category: str,
    departments: Mapping[str, Department],
    fields: Mapping[str, Field],
    documents: Mapping[str, Document],
) -> Service:
    """One file of services/<category>/."""
    entry.only(_SERVICE_KEYS)
    identity = entry.identity(KEBAB)
    if identity != entry.file.stem:
        entry.wrong("id", f"«{identity}» is not the name of its file")
    department = entry.one_of("department", departments)
    title = entry.text("title", longest=LONGEST_TITLE)
    return Service(
        id=identity,
        code=_code(entry, department),
        category=category,
        title=title,
        summary=_unbroken(entry.text("summary")),
        department=department,
        level=_level(entry, departments.get(department)),
        kind=entry.one_of("kind", KINDS),
        audience=_audience(entry),
        account=entry.one_of("account", ACCOUNTS),
        term=_term(entry),
        fee=entry.integer("fee", least=0) or 0,
        keywords=_keywords(entry, title),
        outcome=entry.text("outcome"),
        form=read_form(entry, fields, documents),
        flagship=entry.flag("flagship"),
    )


def _code(entry: Entry, department: str) -> str:
    code = entry.text("code")
    if code and department and not re.fullmatch(rf"{department.upper()}-[1-9]\d*", code):
        entry.wrong("code", f"«{code}» is not {department.upper()}-<number>")
    return code


def _level(entry: Entry, department: Department | None) -> str:
    level = entry.one_of("level", LEVELS)
    if level and department is not None and level != department.level:
        entry.wrong("level", f"«{level}», but the department is {department.level}")
    return level


def _audience(entry: Entry) -> tuple[str, ...]:
    audience = entry.texts("for")
    if strange := [name for name in audience if name not in AUDIENCES]:
        entry.wrong("for", f"«{strange[0]}» is not one of {', '.join(AUDIENCES)}")
    if "for" in entry and not audience:
        entry.wrong("for", "names nobody")
    return audience


def _term(entry: Entry) -> Term:
    if entry.is_text("term"):
        if entry.text("term") != "instant":
            entry.wrong("term", "must be instant, or {days: …, unit: working or calendar}")
        return Term(0, "instant")
    if "term" not in entry:
        entry.wrong("term", "is missing")
        return Term(0, "instant")
    term = entry.entry("term")
    term.only(("days", "unit"))
    return Term(term.integer("days", least=1) or 0, term.one_of("unit", UNITS))


def _keywords(entry: Entry, title: str) -> tuple[str, ...]:
    keywords = entry.texts("keywords")
    if "keywords" in entry and not 4 <= len(keywords) <= 20:
        entry.wrong("keywords", f"there are {len(keywords)}, 4 to 20 are expected")
    words = f" {' '.join(_WORD.findall(title.casefold()))} "
    for keyword in keywords:
        if f" {' '.join(_WORD.findall(keyword.casefold()))} " in words:
            entry.wrong("keywords", f"«{keyword}» is in the title already")
    return keywords


def _unbroken(text: str) -> str:
    """«до 350 000 ₽» with no-break spaces, so that a line never ends inside an amount."""
    return _INSIDE_AN_AMOUNT.sub("\u00a0", text)
