"""Departments by part of their name: as officially called, for short, and as people say."""

import re
from collections.abc import Mapping
from pathlib import Path

import yaml

from core.catalogue.model import Catalogue, Department

_FILE = Path(__file__).parents[2] / "catalogue" / "words.yaml"
_WORD = re.compile(r"[^\W_]+")
_LEAST = 3
"""Letters that a part of a name must have to be looked for inside words and not as a whole one."""
_COMMON = frozenset(
    ("служба", "федеральная", "министерство", "управление", "орган", "органы", "россии", "отдел")
)


class Offices:
    """The departments that have services, most services first."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.counts: dict[str, int] = {}
        for service in catalogue.services.values():
            self.counts[service.department] = self.counts.get(service.department, 0) + 1
        listed = sorted(self.counts, key=lambda one: (-self.counts[one], one))
        self.listed: list[Department] = [catalogue.departments[one] for one in listed]
        said = _said()
        self._names = {one.id: _names(one, said.get(one.id, [])) for one in self.listed}

    def like(self, typed: str) -> list[Department]:
        """Those with all the typed words in one of their names, unfinished words too; most services first."""
        words = _words(typed)
        if not words:
            return []
        return [
            one
            for one in self.listed
            if any(all(_begins(word, name) for word in words) for name in self._names[one.id])
        ]

    def named(self, query: str, limit: int = 2) -> list[Department]:
        """Those that a query is about: one of their names stands in it whole, or it is a part of one name."""
        words = _words(query)
        whole = f" {' '.join(words)} "
        found = [one for one in self.listed if any(f" {name} " in whole for name in self._names[one.id])]
        if not found and words and not set(words) <= _COMMON and max(map(len, words)) > _LEAST:
            found = self.like(query)
        return found[:limit] if len(found) <= limit * 2 else []


def _names(one: Department, said: list[str]) -> list[str]:
    names = [*one.short.values(), *one.title.values(), *said]
    return list(dict.fromkeys(" ".join(_words(name)) for name in names))


def _begins(word: str, name: str) -> bool:
    return any(part == word or (len(word) >= _LEAST and part.startswith(word)) for part in name.split())


def _words(text: str) -> list[str]:
    return _WORD.findall(text[:200].casefold().replace("ё", "е"))


def _said() -> Mapping[str, list[str]]:
    words = yaml.load(_FILE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return {key: [str(name) for name in names] for key, names in words.get("departments", {}).items()}
