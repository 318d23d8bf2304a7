"""What an upload really is, whether it can be read, and a copy of it that is safe to open.

Nothing is taken from the name or the declared type: the content decides. The copy is written anew:
pictures without metadata and upright, PDF without anything that acts.
"""

import math
import re
import unicodedata
from dataclasses import dataclass

import filetype
from PIL import UnidentifiedImageError
from pypdf.errors import PyPdfError

from core.errors import WrongFile
from core.files.apart import Apart, ChildDied
from core.files.images import clean_picture, doubts_about
from core.files.pdfs import clean_pdf

MAX_BYTES = 5 * 1024 * 1024
CONTENT_TYPES = {"pdf": "application/pdf", "jpg": "image/jpeg", "png": "image/png"}
ENDINGS = {content_type: ending for ending, content_type in CONTENT_TYPES.items()}

_EICAR = b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE"
_OFFICE = frozenset(("doc", "docx", "odt", "rtf", "xls", "xlsx", "ods", "ppt", "pptx", "odp"))
_PHONE_BRANDS = frozenset((b"ftypheic", b"ftypheix", b"ftyphevc", b"ftypmif1", b"ftypmsf1", b"ftypavif"))
_LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class Inspected:
    """An accepted upload. `clean` is what to store; width and height are 0 for PDF, pages 1 for a picture.

    `doubts` are `small`, `dark`, `blurred`: the citizen is told and may keep the picture. `sharpness`
    (variance of the Laplacian, about 45 and up is sharp) and `brightness` (0–255) are what they rest on;
    `glare` and `cut` are for whoever looks at documents of identity (`core.files.framing`).
    """

    kind: str
    content_type: str
    pages: int
    width: int
    height: int
    doubts: tuple[str, ...]
    clean: bytes
    sharpness: float = 0.0
    brightness: float = 0.0
    glare: float = 0.0
    cut: float = 0.0


def inspect(data: bytes, file_name: str, document_formats: tuple[str, ...]) -> Inspected:
    """Check and clean an upload; raises WrongFile. For strangers' files use `inspect_apart`."""
    formats = ", ".join(each.upper() for each in document_formats)
    if not data:
        raise WrongFile("file-empty")
    refuse_size(len(data))
    if _EICAR in data:
        raise WrongFile("file-infected")
    try:
        kind = _kind(data, formats)
        if kind == "pdf":
            if "pdf" not in document_formats:
                raise WrongFile("file-format", formats=formats)
            clean, pages = clean_pdf(data)
            return Inspected("pdf", CONTENT_TYPES["pdf"], pages, 0, 0, (), clean)
        target = _picture_target(kind, document_formats, formats)
        clean, size, seen = clean_picture(data, kind, target)
    except (OSError, ValueError, SyntaxError, ArithmeticError, RuntimeError, LookupError, TypeError,
            AttributeError, UnidentifiedImageError, PyPdfError, EOFError) as problem:  # fmt: skip
        # Decoders meet crafted bytes with whatever error comes first; each means that it cannot be read.
        raise WrongFile("file-damaged") from problem
    except MemoryError as problem:
        raise WrongFile("file-bomb") from problem
    doubts = tuple(doubts_about(size, seen.sharpness, seen.brightness))
    measures = (seen.sharpness, seen.brightness, seen.glare, seen.cut)
    return Inspected(target, CONTENT_TYPES[target], 1, *size, doubts, clean, *measures)


def refuse_size(size: int) -> None:
    """Raise WrongFile `file-large` by a size declared before the download, or found after it."""
    if size > MAX_BYTES:
        raise WrongFile(
            "file-large",
            megabytes=math.ceil(size * 10 / 1024 / 1024) / 10,
            limit=MAX_BYTES // 1024 // 1024,
        )


def _kind(data: bytes, formats: str) -> str:
    if data.startswith(b"%PDF-"):
        return "pdf"
    if data[4:12] in _PHONE_BRANDS:  # before the library, which stumbles over cut ones
        raise WrongFile("file-heic", formats=formats)
    found = filetype.guess(data)
    extension = found.extension if found else ""
    if extension == "apng":
        raise WrongFile("file-animated")
    if extension in ("jpg", "png", "webp"):
        return str(extension)
    if b"%PDF-" in data[:1024] and re.match(rb"[\s\x00\xef\xbb\xbf]*%PDF-", data[:1024]):
        return "pdf"
    if extension in _OFFICE or (data.startswith(b"PK") and b"word/" in data[:4096]):
        raise WrongFile("file-office", formats=formats)
    raise WrongFile("file-format", formats=formats)


def _picture_target(kind: str, document_formats: tuple[str, ...], formats: str) -> str:
    """The format to keep a picture in: its own if the document allows it, else the other one."""
    wanted = "png" if kind == "png" else "jpg"
    other = "jpg" if wanted == "png" else "png"
    for target in (wanted, other):
        if target in document_formats:
            return target
    raise WrongFile("file-format", formats=formats)


_apart = Apart("core.files.worker")


async def inspect_apart(data: bytes, file_name: str, document_formats: tuple[str, ...]) -> Inspected:
    """`inspect` in a child process with limits: a file that kills or hangs it is refused as `file-bomb`."""
    if not data:
        raise WrongFile("file-empty")
    refuse_size(len(data))
    try:
        answer, clean = await _apart.call({"name": file_name, "formats": list(document_formats)}, data)
    except ChildDied as death:
        raise WrongFile("file-bomb") from death
    if "code" in answer:
        params = answer["params"]
        raise WrongFile(str(answer["code"]), **(params if isinstance(params, dict) else {}))
    return inspected_of(answer, clean)


def facts_of(found: Inspected) -> dict[str, object]:
    """Everything about an upload but its bytes, for the pipe."""
    return {
        "kind": found.kind,
        "pages": found.pages,
        "size": [found.width, found.height],
        "doubts": list(found.doubts),
        "measures": [found.sharpness, found.brightness, found.glare, found.cut],
    }


def inspected_of(facts: dict[str, object], clean: bytes) -> Inspected:
    """The other way round; raises ValueError if the child answered something else."""
    match facts:
        case {
            "kind": "pdf" | "jpg" | "png" as kind,
            "pages": int(pages),
            "size": [int(width), int(height)],
            "doubts": [*doubts],
            "measures": [*measures],
        }:
            names = tuple(str(doubt) for doubt in doubts)
            figures = [float(one) for one in measures if isinstance(one, int | float)]
            if len(figures) != 4 or len(measures) != 4:
                raise ValueError("not an inspection")
            return Inspected(kind, CONTENT_TYPES[kind], pages, width, height, names, clean, *figures)
    raise ValueError("not an inspection")


_UNSAFE = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]+')


def safe_name(file_name: str, kind: str = "") -> str:
    """A name fit to show and to save under: no paths, controls, quotes or direction marks, at most 100 signs.

    With `kind` given the ending is the content's own: «паспорт.pdf.exe» that is a PDF becomes «паспорт.pdf».
    """
    flat = unicodedata.normalize("NFC", file_name.encode("utf-8", "ignore").decode())
    last = re.split(r"[/\\]", flat)[-1]
    visible = "".join(
        char for char in last if unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Cn", "Co")
    )
    stem = re.sub(r"\s+", " ", _UNSAFE.sub("_", visible)).strip(" ._")
    if kind:
        while re.search(r"\.[A-Za-z0-9]{1,5}$", stem):
            stem = stem[: stem.rindex(".")].rstrip(" ._")
    ending = f".{kind}" if kind else ""
    stem = stem[: _LONGEST_NAME - len(ending)].strip(" ._")
    while len((stem + ending).encode()) > 200:
        stem = stem[:-1]
    return (stem or "document") + ending
