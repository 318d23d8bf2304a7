"""The catalogue: public services, and who provides them, as plain data."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from core.forms.model import Form


@dataclass(frozen=True, slots=True)
class Category:
    """Where a service is listed. `title` by language code."""

    id: str
    emoji: str
    title: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Department:
    """Who provides a service. `level` is federal, regional or municipal."""

    id: str
    level: str
    short: Mapping[str, str]
    title: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Term:
    """How long a decision takes. `unit` is instant, working or calendar; `days` is 0 when instant."""

    days: int
    unit: str


@dataclass(frozen=True, slots=True)
class Service:
    """One public service. `fee` in whole roubles; `account` is the least level: none, standard, confirmed."""

    id: str
    code: str
    category: str
    title: str
    summary: str
    department: str
    level: str
    kind: str
    audience: tuple[str, ...]
    account: str
    term: Term
    fee: int
    keywords: tuple[str, ...]
    outcome: str
    form: Form
    flagship: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One service of a life situation; `when` says by language when it is due."""

    service: str
    when: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Situation:
    """A life situation: services in the order they are due. `phrases` are how people tell of it."""

    id: str
    emoji: str
    title: Mapping[str, str]
    summary: Mapping[str, str]
    phrases: tuple[str, ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything offered, in the order of the files. `version` is a hash of the data read."""

    version: str
    categories: Mapping[str, Category]
    departments: Mapping[str, Department]
    services: Mapping[str, Service]
    by_category: Mapping[str, tuple[Service, ...]] = field(default_factory=dict)
    situations: Mapping[str, Situation] = field(default_factory=dict)
