"""The index kept as one file between starts, for as long as it would be made from the same data and code."""

import dataclasses
import hashlib
import io
import json
from contextlib import suppress
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np

from core.catalogue.cache import write_atomically
from core.catalogue.model import Catalogue
from core.catalogue.search import thesaurus
from core.catalogue.search.index import Index

NAME = "search.npz"
_REST = "rest"
"""Where all that is no array lies, as JSON: a kept file may only be wrong, never run code."""


def key_of(catalogue: Catalogue) -> str:
    """A hash of everything the index is made of."""
    whole = hashlib.sha256(catalogue.version.encode())
    for file in (thesaurus.FILE, *sorted(Path(__file__).parent.glob("*.py"))):
        whole.update(file.read_bytes())
    return whole.hexdigest()


def load(directory: Path, key: str) -> Index | None:
    """The kept index, or None when there is none of this key."""
    with suppress(OSError, ValueError, KeyError, TypeError, BadZipFile, EOFError):
        arrays = dict(np.load(io.BytesIO((directory / NAME).read_bytes()), allow_pickle=False))
        rest = json.loads(arrays.pop(_REST).tobytes())
        if rest.pop("key") == key:
            return Index(**rest, **arrays)
    return None


def save(directory: Path, key: str, index: Index) -> None:
    """Keep the index. A folder that cannot be written to only costs the next start its speed."""
    parts = {part.name: getattr(index, part.name) for part in dataclasses.fields(index) if part.init}
    arrays: dict[str, Any] = {name: part for name, part in parts.items() if isinstance(part, np.ndarray)}
    rest = {"key": key} | {name: part for name, part in parts.items() if name not in arrays}
    arrays[_REST] = np.frombuffer(json.dumps(rest, ensure_ascii=False).encode(), np.uint8)
    whole = io.BytesIO()
    np.savez(whole, **arrays)
    with suppress(OSError):
        write_atomically(directory / NAME, whole.getvalue())
