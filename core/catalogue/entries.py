"""YAML read with its line numbers: every complaint names the file, the line and the field.

An `Entry` is one mapping of a file. Its getters answer with the value, or complain and answer with
an empty one, so that a single run finds everything that is wrong.
"""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

import yaml

KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
SNAKE = re.compile(r"[a-z][a-z0-9_]*")

_STR = "tag:yaml.org,2002:str"
_INT = "tag:yaml.org,2002:int"
_BOOL = "tag:yaml.org,2002:bool"


class Complaints:
    """Everything found wrong so far, as `file:line: field: what is wrong`."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def add(self, file: Path, line: int, field: str, wrong: str) -> None:
        """Note one thing that is wrong."""
        self.found.append(f"{file}:{line}: {field}: {wrong}")


class Entry:
    """One mapping of a YAML file; `path` is its place in the file, such as `own_fields[2].`."""

    def __init__(self, file: Path, node: yaml.Node, complaints: Complaints, path: str = "") -> None:
        self.file = file
        self.line = node.start_mark.line + 1
        self.path = path
        self._complaints = complaints
        self._nodes: dict[str, yaml.Node] = {}
        if not isinstance(node, yaml.MappingNode):
            self._add(node, "", "must be `key: value` pairs")
            return
        for key, value in node.value:
            if key.value in self._nodes:
                self._add(key, key.value, "is given twice")
            self._nodes[str(key.value)] = value

    def __contains__(self, key: str) -> bool:
        return key in self._nodes

    def wrong(self, key: str, what: str) -> None:
        """Complain about the value of `key`, or about its absence."""
        node = self._nodes.get(key)
        line = self.line if node is None else node.start_mark.line + 1
        self._complaints.add(self.file, line, f"{self.path}{key}", what)

    def only(self, keys: Iterable[str]) -> None:
        """Complain about every key that is not one of `keys`."""
        allowed = list(keys)
        for key in self._nodes:
            if key not in allowed:
                self.wrong(key, f"is not known here; known are {', '.join(allowed)}")

    def text(self, key: str, *, required: bool = True, longest: int | None = None) -> str:
        """A text that is not empty; "" when absent or wrong."""
        node = self._scalar(key, _STR, "text in quotes", required)
        if node is None:
            return ""
        if not node.value.strip() or node.value != node.value.strip():
            self.wrong(key, "is empty or has spaces around it")
        if longest is not None and len(node.value) > longest:
            self.wrong(key, f"is {len(node.value)} characters long, at most {longest} are allowed")
        return str(node.value)

    def identity(self, shape: re.Pattern[str]) -> str:
        """The `id`, which must be of `shape`."""
        value = self.text("id")
        if value and not shape.fullmatch(value):
            style = "kebab-case" if shape is KEBAB else "snake_case"
            self.wrong("id", f"«{value}» is not latin {style}")
        return value

    def one_of(self, key: str, allowed: Iterable[str], *, required: bool = True) -> str:
        """A text out of `allowed`; "" when absent or wrong."""
        value = self.text(key, required=required)
        if value and value not in allowed:
            self.wrong(key, f"«{value}» is not one of {_few(allowed)}")
            return ""
        return value

    def integer(self, key: str, *, required: bool = True, least: int | None = None) -> int | None:
        """A whole number, or None."""
        node = self._scalar(key, _INT, "a whole number", required)
        if node is None:
            return None
        try:
            value = int(node.value)
        except ValueError:
            self.wrong(key, "must be a whole number")
            return None
        if least is not None and value < least:
            self.wrong(key, f"must be at least {least}")
        return value

    def flag(self, key: str) -> bool:
        """True or false; false when absent."""
        node = self._scalar(key, _BOOL, "true or false", required=False)
        return node is not None and node.value.lower() in ("true", "yes", "on")

    def texts(self, key: str, *, required: bool = True) -> tuple[str, ...]:
        """A list of different texts; () when absent or wrong."""
        values: list[str] = []
        for place, node in enumerate(self._items(key, required)):
            if not isinstance(node, yaml.ScalarNode) or node.tag != _STR or not node.value.strip():
                self._add(
                    node, f"{key}[{place}]", "must be text, in quotes where it looks like something else"
                )
            elif node.value in values:
                self._add(node, f"{key}[{place}]", f"«{node.value}» is given twice")
            else:
                values.append(str(node.value))
        return tuple(values)

    def entries(self, key: str) -> list["Entry"]:
        """A list of mappings; [] when absent or wrong."""
        nodes = self._items(key, required=False)
        return [
            Entry(self.file, node, self._complaints, f"{self.path}{key}[{place}].")
            for place, node in enumerate(nodes)
        ]

    def entry(self, key: str) -> "Entry":
        """The mapping under `key`, which must be there."""
        return Entry(self.file, self._nodes[key], self._complaints, f"{self.path}{key}.")

    def is_text(self, key: str) -> bool:
        """Whether `key` holds a plain text and not a mapping or a list."""
        node = self._nodes.get(key)
        return isinstance(node, yaml.ScalarNode) and node.tag == _STR

    def languages(self, key: str, *, english: bool, required: bool = True) -> Mapping[str, str]:
        """`key` and `key_en` as {"ru": …, "en": …}; `english` says whether the second is required too."""
        texts = {"ru": self.text(key, required=required)}
        if english or f"{key}_en" in self:
            texts["en"] = self.text(f"{key}_en", required=english)
        return {language: text for language, text in texts.items() if text}

    def _items(self, key: str, required: bool) -> list[yaml.Node]:
        node = self._nodes.get(key)
        if isinstance(node, yaml.SequenceNode):
            return list(node.value)
        if node is not None or required:
            self.wrong(key, "is missing" if node is None else "must be a list")
        return []

    def _scalar(self, key: str, tag: str, expected: str, required: bool) -> yaml.ScalarNode | None:
        node = self._nodes.get(key)
        if node is None:
            if required:
                self.wrong(key, "is missing")
            return None
        if not isinstance(node, yaml.ScalarNode) or node.tag != tag:
            self.wrong(key, f"must be {expected}")
            return None
        return node

    def _add(self, node: yaml.Node, key: str, what: str) -> None:
        self._complaints.add(self.file, node.start_mark.line + 1, f"{self.path}{key}" or "file", what)


def read_entry(file: Path, text: str, complaints: Complaints) -> Entry | None:
    """The file as one mapping; None when it is no YAML or empty, with the complaint noted."""
    node = _compose(file, text, complaints)
    return None if node is None else Entry(file, node, complaints)


def read_entries(file: Path, text: str, complaints: Complaints) -> list[Entry]:
    """The file as a list of mappings; [] when it is not, with the complaint noted."""
    node = _compose(file, text, complaints)
    if node is None:
        return []
    if not isinstance(node, yaml.SequenceNode):
        complaints.add(file, 1, "file", "must be a list of entries")
        return []
    return [Entry(file, item, complaints) for item in node.value]


def _compose(file: Path, text: str, complaints: Complaints) -> yaml.Node | None:
    try:
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = 1 if mark is None else mark.line + 1
        complaints.add(file, line, "file", f"is not YAML: {getattr(error, 'problem', None) or error}")
        return None
    if node is None:
        complaints.add(file, 1, "file", "is empty")
    return node


def _few(allowed: Iterable[str]) -> str:
    names = list(allowed)
    return ", ".join(names[:12]) + (f" … ({len(names)} in all)" if len(names) > 12 else "")
