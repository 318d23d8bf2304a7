"""The regions of Russia by name: a list this long is found by typing, not by paging through buttons."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from rapidfuzz import fuzz, process

REGIONS: tuple[str, ...]
"""Official names in the order of the Constitution; read from the file on first use."""

_FILE = Path(__file__).parents[2] / "catalogue" / "regions.yaml"
_COMMON = frozenset(
    ("республика", "край", "область", "обл", "автономный", "автономная", "округ", "ао", "г", "город")
)
_CLOSE_ENOUGH = 75


@dataclass(frozen=True, slots=True)
class Region:
    """One region; `name` is what a form keeps, `also` is what people write instead."""

    name: str
    name_en: str
    also: tuple[str, ...]


@cache
def load_regions() -> tuple[Region, ...]:
    """All 89 regions."""
    rows = yaml.load(_FILE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return tuple(Region(row["ru"], row["en"], tuple(row.get("also", ()))) for row in rows)


def __getattr__(name: str) -> tuple[str, ...]:
    if name == "REGIONS":
        return tuple(region.name for region in load_regions())
    raise AttributeError(name)


def exact(text: str) -> str | None:
    """The region meant beyond doubt («спб», «Moscow», «свердловская обл.»), or None."""
    index = _index()
    names = index.get(_key(text)) or index.get(_core(text)) or []
    return names[0] if len(names) == 1 else None


def suggest(text: str, limit: int = 6) -> list[str]:
    """Names for what was typed, best first: one when it is exact, none when nothing is near."""
    sure = exact(text)
    if sure is not None:
        return [sure]
    typed = _core(text) or _key(text)
    if len(typed) < 2:
        return []
    index = _index()
    scores: dict[str, float] = {}
    for spelling, names in index.items():
        if any(word.startswith(typed) for word in (spelling, *spelling.split())):
            scores.update(dict.fromkeys(names, 200.0))
    near = process.extract(typed, list(index), scorer=fuzz.ratio, score_cutoff=_CLOSE_ENOUGH, limit=None)
    for spelling, score, _ in near:
        for name in index[spelling]:
            scores[name] = max(scores.get(name, 0.0), score)
    order = {region.name: place for place, region in enumerate(load_regions())}
    return sorted(scores, key=lambda name: (-scores[name], order[name]))[:limit]


def english(name: str) -> str:
    """The English name of a region kept in a form; an unknown name stays as it is."""
    return next((region.name_en for region in load_regions() if region.name == name), name)


@cache
def _index() -> dict[str, list[str]]:
    index: dict[str, list[str]] = {}
    for region in load_regions():
        spellings = (region.name, region.name_en, *region.also)
        for key in dict.fromkeys([*map(_key, spellings), _core(region.name)]):
            index.setdefault(key, []).append(region.name)
    return index


def _key(text: str) -> str:
    return " ".join(re.findall(r"[\w']+", text.casefold().replace("ё", "е")))


def _core(text: str) -> str:
    return " ".join(word for word in _key(text).split() if word not in _COMMON)
