"""From a folder of YAML to a `Catalogue`: strict on the way in, fast the next time.

The whole folder is validated or nothing is loaded. A valid one is kept in `cache_dir`; that copy is
taken only while the files (and this code) are the same.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from core.catalogue import cache
from core.catalogue.entries import Complaints, Entry, read_entries, read_entry
from core.catalogue.model import Catalogue, Category, Department, Service, Situation
from core.catalogue.questions import read_field
from core.catalogue.schema import read_category, read_department, read_document, read_service
from core.catalogue.situations import read_situation
from core.forms.model import Document, Field

SHARED = ("categories.yaml", "departments.yaml", "fields.yaml", "documents.yaml")

SITUATIONS = "situations"

Shared = TypeVar("Shared", Category, Department, Field, Document)


class CatalogueErrors(Exception):
    """The catalogue is not valid; `complaints` say `file:line: field: what is wrong`, one each."""

    def __init__(self, complaints: list[str]) -> None:
        super().__init__("\n".join(complaints))
        self.complaints = complaints


def load_catalogue(directory: Path, cache_dir: Path | None = None) -> Catalogue:
    """Read and validate the catalogue, or raise `CatalogueErrors` with everything that is wrong."""
    kept = None if cache_dir is None else cache.Kept(directory, cache_dir, catalogue_files(directory))
    if kept is not None and (catalogue := kept.load()) is not None:
        return catalogue
    complaints = Complaints()
    texts = {file: _text(file, complaints) for file in catalogue_files(directory)}
    catalogue = _build(directory, texts, complaints)
    if complaints.found:
        raise CatalogueErrors(complaints.found)
    if kept is not None:
        kept.save(catalogue)
    return catalogue


def catalogue_files(directory: Path) -> list[Path]:
    """Every file the catalogue is made of, shared ones first, in a stable order."""
    shared = [directory / name for name in SHARED]
    listed = _children(directory / "services")
    services = [file for path in listed for file in (_children(path) if path.is_dir() else [path])]
    return [*shared, *services, *_children(directory / SITUATIONS)]


def _children(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []


def _text(file: Path, complaints: Complaints) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except FileNotFoundError:
        complaints.add(file, 1, "file", "is missing")
    except (OSError, UnicodeDecodeError) as error:
        complaints.add(file, 1, "file", f"cannot be read: {error}")
    return ""


def _build(directory: Path, texts: dict[Path, str], complaints: Complaints) -> Catalogue:
    def shared(name: str, read: Callable[[Entry], Shared]) -> dict[str, Shared]:
        file = directory / name
        return _unique(read_entries(file, texts[file], complaints) if texts[file] else [], read)

    categories = shared("categories.yaml", read_category)
    departments = shared("departments.yaml", read_department)
    fields = shared("fields.yaml", lambda entry: read_field(entry, shared=True))
    documents = shared("documents.yaml", read_document)

    services: dict[str, Service] = {}
    taken: dict[tuple[str, str], Path] = {}
    for file in list(texts)[len(SHARED) :]:
        if file.parent == directory / SITUATIONS:
            continue
        if not _well_placed(directory, file, categories, complaints):
            continue
        entry = read_entry(file, texts[file], complaints)
        if entry is None:
            continue
        service = read_service(entry, file.parent.name, departments, fields, documents)
        for key, value in (("id", service.id), ("code", service.code), ("title", service.title)):
            if value and taken.setdefault((key, value), file) is not file:
                entry.wrong(key, f"«{value}» is taken by {taken[key, value].name}")
        services[service.id] = service
    told = {file: text for file, text in texts.items() if file.parent == directory / SITUATIONS}
    situations = _situations(told, services, complaints)
    version = cache.hash_texts(directory, texts)
    return cache.arrange(version, categories, departments, services.values(), situations)


def _situations(
    texts: dict[Path, str], services: dict[str, Service], complaints: Complaints
) -> list[Situation]:
    found: list[Situation] = []
    said: dict[str, Path] = {}
    for file, text in texts.items():
        if file.suffix != ".yaml":
            complaints.add(file, 1, "file", "must be named <id>.yaml")
            continue
        entry = read_entry(file, text, complaints)
        if entry is not None:
            found.append(read_situation(entry, services))
            for phrase in (*found[-1].phrases, *found[-1].title.values()):
                if said.setdefault(phrase.casefold(), file) != file:
                    entry.wrong("phrases", f"«{phrase}» is said in {said[phrase.casefold()].name} already")
    return found


def _unique(entries: list[Entry], read: Callable[[Entry], Shared]) -> dict[str, Shared]:
    found: dict[str, Shared] = {}
    for entry in entries:
        item = read(entry)
        if item.id in found:
            entry.wrong("id", f"«{item.id}» is given twice")
        found[item.id] = item
    return found


def _well_placed(
    directory: Path, file: Path, categories: dict[str, Category], complaints: Complaints
) -> bool:
    if file.parent.parent != directory / "services":
        complaints.add(file, 1, "file", "must lie in services/<category>/")
    elif file.parent.name not in categories:
        complaints.add(file, 1, "file", f"«{file.parent.name}» is not a category")
    elif file.suffix != ".yaml":
        complaints.add(file, 1, "file", "must be named <id>.yaml")
    else:
        return True
    return False
