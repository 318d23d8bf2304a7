"""The project's own source, read as text and as syntax trees, for tests that hold it to the house's rules."""

import ast
import gc
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ("bot", "core", "sandbox", "web")


@dataclass(frozen=True)
class Module:
    path: Path
    text: str
    tree: ast.Module

    @property
    def place(self) -> str:
        return self.path.relative_to(ROOT).as_posix()

    @property
    def name(self) -> str:
        return self.place.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    def nodes(self) -> Iterator[ast.AST]:
        return ast.walk(self.tree)

    def at(self, node: ast.AST) -> str:
        return f"{self.place}:{getattr(node, 'lineno', 0)}"


@cache
def modules(*directories: str) -> tuple[Module, ...]:
    """Every Python file under the directories (the whole service when none is given)."""
    paths = [path for directory in directories or ROOMS for path in sorted((ROOT / directory).rglob("*.py"))]
    texts = [(path, path.read_text(encoding="utf-8")) for path in paths]
    # The collector off: in CPython 3.11 one that runs while a tree is made can upset the parser's own count
    # of depth (SystemError, python/cpython#106905).
    gc.disable()
    try:
        return tuple(Module(path, text, ast.parse(text)) for path, text in texts)
    finally:
        gc.enable()


def called(node: ast.Call) -> str:
    """`Refused` of `Refused(…)` and of `errors.Refused(…)`."""
    if isinstance(node.func, ast.Name):
        return node.func.id
    return node.func.attr if isinstance(node.func, ast.Attribute) else ""


def literal(node: ast.expr | None) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def imports(module: Module) -> Iterator[tuple[ast.stmt, str]]:
    """Every imported name in full: `aiohttp.web` for `from aiohttp import web`."""
    for node in module.nodes():
        if isinstance(node, ast.Import):
            yield from ((node, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node, f"{node.module}.{alias.name}") for alias in node.names)


def none_of(found: Iterable[object]) -> None:
    """Fails with every finding on a line of its own: pytest's own comparison would cut the list short."""
    lines = sorted(map(str, found))
    if lines:
        pytest.fail("\n".join([f"{len(lines)} found:", *lines]), pytrace=False)
