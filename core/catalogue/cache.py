"""The validated catalogue kept as one file of JSON, so that starting does not read 1,272 YAML files.

JSON and not pickle: a cache that somebody swapped can only be wrong, never run code. It is taken when
size and time of every file are as they were, or else when the contents are; this code counts as a file.
"""

import hashlib
import json
import os
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from core.catalogue.model import Catalogue, Category, Department, Service, Situation, Step, Term
from core.forms.model import Document, Field, Form, When

_ROOM = Path(__file__).parent
_CODE = (*sorted(_ROOM.glob("*.py")), _ROOM.parent / "forms" / "model.py")
_RACY_NS = 2_000_000_000
"""A file changed this shortly before the cache was written may have changed after it with the same stamp."""


class Kept:
    """The kept copy of one folder's catalogue."""

    def __init__(self, directory: Path, cache_dir: Path, files: Sequence[Path]) -> None:
        self._directory = directory
        self._files = (*files, *_CODE)
        self._file = cache_dir / "catalogue.json"

    def load(self) -> Catalogue | None:
        """The catalogue, or None when there is no copy or it is not of these files."""
        try:
            kept = json.loads(self._file.read_bytes())
            written = self._file.stat().st_mtime_ns
            stamps, newest = _stamps(self._files)
            if kept["stamps"] != stamps or newest > written - _RACY_NS:
                if kept["contents"] != self._contents():
                    return None
                self._write({**kept, "stamps": stamps})
            return _unpack(kept["catalogue"])
        except (OSError, ValueError, KeyError, IndexError, TypeError):
            return None

    def save(self, catalogue: Catalogue) -> None:
        """Keep a copy. A folder that cannot be written to only costs the next start its speed."""
        stamps, _ = _stamps(self._files)
        self._write({"stamps": stamps, "contents": self._contents(), "catalogue": _pack(catalogue)})

    def _write(self, kept: object) -> None:
        with suppress(OSError):
            write_atomically(self._file, _dump(kept))

    def _contents(self) -> str:
        return hash_texts(self._directory, {file: file.read_bytes() for file in self._files})


def hash_texts(directory: Path, texts: Mapping[Path, str | bytes]) -> str:
    """A hash of names and contents, the same wherever the folder lies."""
    whole = hashlib.sha256()
    for file, text in texts.items():
        name = file.relative_to(directory) if file.is_relative_to(directory) else file.name
        data = text.encode() if isinstance(text, str) else text
        whole.update(f"{name}\0{len(data)}\0".encode())
        whole.update(data)
    return whole.hexdigest()[:16]


def write_atomically(file: Path, data: bytes) -> None:
    """Write `file` so that a reader sees the old contents or the new ones, never a part."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=file.name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _stamps(files: Iterable[Path]) -> tuple[str, int]:
    whole, newest = hashlib.sha256(), 0
    for file in files:
        stat = os.stat(file)  # noqa: PTH116 - Path.stat() costs twice as much, 1,300 times
        newest = max(newest, stat.st_mtime_ns)
        whole.update(f"{file}\0{stat.st_size}\0{stat.st_mtime_ns}\0".encode())
    return whole.hexdigest(), newest


def _dump(kept: object) -> bytes:
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":")).encode()


def _pack(catalogue: Catalogue) -> list[object]:
    """Fields and documents once each, services by their numbers."""
    services = list(catalogue.services.values())
    fields = {id(field): field for service in services for field in service.form.fields}
    documents = {document.id: document for service in services for document in service.form.documents}
    field_number = {key: number for number, key in enumerate(fields)}
    document_number = {key: number for number, key in enumerate(documents)}
    return [
        catalogue.version,
        [[category.id, category.emoji, category.title] for category in catalogue.categories.values()],
        [[entry.id, entry.level, entry.short, entry.title] for entry in catalogue.departments.values()],
        [_pack_field(field) for field in fields.values()],
        [[item.id, item.title, item.formats, item.optional] for item in documents.values()],
        [
            [
                *(service.id, service.code, service.category, service.title, service.summary),
                *(service.department, service.level, service.kind, service.audience, service.account),
                *([service.term.days, service.term.unit], service.fee, service.keywords, service.outcome),
                [
                    service.form.version,
                    [field_number[id(field)] for field in service.form.fields],
                    [document_number[document.id] for document in service.form.documents],
                ],
                service.flagship,
            ]
            for service in services
        ],
        [
            [
                *(entry.id, entry.emoji, entry.title, entry.summary, entry.phrases),
                [[step.service, step.when] for step in entry.steps],
            ]
            for entry in catalogue.situations.values()
        ],
    ]


def _pack_field(field: Field) -> list[object]:
    when = None if field.when is None else [field.when.field, field.when.equals]
    return [
        *(field.id, field.kind, field.title, field.hint, field.why, field.optional, field.options),
        *(field.min, field.max, when, field.autofill, field.option_titles),
    ]


def _unpack(packed: Any) -> Catalogue:
    version, categories, departments, packed_fields, packed_documents, services, situations = packed
    fields = [_unpack_field(field) for field in packed_fields]
    documents = [Document(key, title, tuple(formats), skip) for key, title, formats, skip in packed_documents]
    return arrange(
        version,
        {row[0]: Category(*row) for row in categories},
        {row[0]: Department(*row) for row in departments},
        (_unpack_service(row, fields, documents) for row in services),
        map(_unpack_situation, situations),
    )


def _unpack_field(packed: Any) -> Field:
    key, kind, title, hint, why, optional, options, least, most, when, autofill, option_titles = packed
    condition = None if when is None else When(*when)
    return Field(
        *(key, kind, title, hint, why, optional, tuple(options)),
        *(least, most, condition, autofill, option_titles),
    )


def _unpack_situation(packed: Any) -> Situation:
    key, emoji, title, summary, phrases, steps = packed
    return Situation(key, emoji, title, summary, tuple(phrases), tuple(Step(*step) for step in steps))


def _unpack_service(packed: Any, fields: list[Field], documents: list[Document]) -> Service:
    key, code, category, title, summary, department, level, kind, audience, account, *rest = packed
    term, fee, keywords, outcome, (version, asked, attached), flagship = rest
    form = Form(
        version, tuple(fields[place] for place in asked), tuple(documents[place] for place in attached)
    )
    return Service(
        *(key, code, category, title, summary, department, level, kind, tuple(audience), account),
        *(Term(*term), fee, tuple(keywords), outcome, form, flagship),
    )


def arrange(
    version: str,
    categories: Mapping[str, Category],
    departments: Mapping[str, Department],
    services: Iterable[Service],
    situations: Iterable[Situation] = (),
) -> Catalogue:
    """Services by category; within one, those asked for most (the flagships) first, then by title.

    Situations by their Russian titles.
    """
    place = {category: number for number, category in enumerate(categories)}
    ordered = sorted(
        services, key=lambda entry: (place[entry.category], not entry.flagship, entry.title.replace("ё", "е"))
    )
    by_category: dict[str, list[Service]] = {category: [] for category in categories}
    for service in ordered:
        by_category[service.category].append(service)
    return Catalogue(
        version,
        categories,
        departments,
        {service.id: service for service in ordered},
        {category: tuple(listed) for category, listed in by_category.items()},
        {entry.id: entry for entry in sorted(situations, key=lambda one: one.title["ru"].replace("ё", "е"))},
    )
