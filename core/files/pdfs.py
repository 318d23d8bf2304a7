"""PDF: pages kept, everything that acts left out.

The file is written anew from its pages: scripts, actions, attachments, links and the form's logic stay
behind, and so does whatever stood before or after the PDF in a file of two kinds. Fields of a
form keep their look. A signed PDF would lose its signature that way, so it is kept as it is when
it holds nothing that acts, and refused when it does.
"""

import io
import re
import zlib
from collections.abc import Iterable

from pypdf import PdfReader, PdfWriter
from pypdf.errors import PdfReadError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject, PdfObject, StreamObject

from core.errors import WrongFile

MAX_PAGES = 500
_MOST_UNPACKED = 120_000_000
_MOST_UNPACKED_IN_ALL = 250_000_000
_MOST_FILTERS = 2
_LOOKS = frozenset(
    (
        "/Widget",
        "/Stamp",
        "/FreeText",
        "/Highlight",
        "/Underline",
        "/StrikeOut",
        "/Ink",
        "/Square",
        "/Circle",
        "/Line",
    )
)
_ACTS = frozenset(
    ("/JavaScript", "/JS", "/Launch", "/EmbeddedFiles", "/EF", "/RichMediaContent", "/XFA", "/SubmitForm",
     "/ImportData")
)  # fmt: skip
_EICAR = b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE"


def clean_pdf(data: bytes) -> tuple[bytes, int]:
    """(bytes, pages). Raises WrongFile, or what pypdf raises for a file it cannot read."""
    if not re.search(rb"%%EOF\s*", data[-2048:]):
        raise WrongFile("file-damaged")
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        opened = not reader.is_encrypted or reader.decrypt("")
    except NotImplementedError as lock:  # locked by a certificate or a seller's own scheme
        raise WrongFile("file-pdf-password") from lock
    if not opened:
        raise WrongFile("file-pdf-password")
    root = reader.trailer["/Root"].get_object()
    if not isinstance(root, DictionaryObject):
        raise PdfReadError("no catalogue")
    form = _dictionary(root.get("/AcroForm"))
    if "/XFA" in form:
        raise WrongFile("file-pdf-xfa")
    count = _dictionary(root.get("/Pages")).get("/Count")
    if isinstance(count, int) and count > MAX_PAGES:
        raise WrongFile("file-pdf-pages", pages=count, limit=MAX_PAGES)
    pages = len(reader.pages)
    if pages > MAX_PAGES:
        raise WrongFile("file-pdf-pages", pages=pages, limit=MAX_PAGES)
    if not pages:
        raise WrongFile("file-damaged")
    if _is_signed(form):
        _refuse_acting(reader, data)
        return data, pages
    return _rewritten(reader), pages


def _dictionary(value: object) -> DictionaryObject:
    found = value.get_object() if isinstance(value, PdfObject) else value
    return found if isinstance(found, DictionaryObject) else DictionaryObject()


def _is_signed(form: DictionaryObject) -> bool:
    fields = form.get("/Fields")
    found = fields.get_object() if isinstance(fields, PdfObject) else None
    return isinstance(found, list) and any(
        "/ByteRange" in _dictionary(_dictionary(each).get("/V")) for each in found
    )


def _refuse_acting(reader: PdfReader, data: bytes) -> None:
    """Raise `file-pdf-active` if any object of the file acts, hides bytes or the file is of two kinds."""
    start, end = data[:4096].lower(), data[data.rindex(b"%%EOF") + 5 :]
    if not data.startswith(b"%PDF-") or end.strip() or b"<html" in start or b"<script" in start:
        raise WrongFile("file-pdf-active")
    packed = set(reader.xref_objStm)
    numbers = {(number, generation) for generation, each in reader.xref.items() for number in each}
    held = [
        reader.get_object(IndirectObject(number, generation, reader))
        for number, generation in numbers | {(number, 0) for number in packed}
    ]
    if any(isinstance(each, DictionaryObject) and _acts(each) for each in held):
        raise WrongFile("file-pdf-active")
    _refuse_bombs(each for each in held if isinstance(each, StreamObject))


def _acts(found: DictionaryObject) -> bool:
    if not _ACTS.isdisjoint(found) or found.get("/S") in _ACTS or found.get("/Type") == "/EmbeddedFile":
        return True
    return any(isinstance(value, DictionaryObject) and _acts(value) for value in found.values())


def _rewritten(reader: PdfReader) -> bytes:
    writer = PdfWriter()
    for page in reader.pages:
        for key in ("/AA", "/Metadata", "/PieceInfo", "/B", "/StructParents", "/Tabs"):
            page.pop(key, None)
        kept = ArrayObject(note for note in page.get("/Annots") or () if _keeps_look(note))
        page.pop("/Annots", None)
        if kept:
            page[NameObject("/Annots")] = kept
        writer.add_page(page)
    held = (each.get_object() for each in writer._objects if each is not None)  # all that will be written
    _refuse_bombs(each for each in held if isinstance(each, StreamObject))
    writer.metadata = None
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _keeps_look(note: PdfObject) -> bool:
    """Leave an annotation its appearance and take what it does; False for those that only do."""
    found = _dictionary(note)
    if found.get("/Subtype") not in _LOOKS:
        return False
    for key in ("/A", "/AA", "/Parent", "/Kids", "/Popup", "/FS", "/V", "/DV", "/T", "/TU"):
        found.pop(key, None)
    return True


def _refuse_bombs(streams: Iterable[StreamObject]) -> None:
    total = 0
    for stream in streams:
        total += _unpacked_size(stream)
        if total > _MOST_UNPACKED_IN_ALL:
            raise WrongFile("file-bomb")


def _unpacked_size(stream: StreamObject) -> int:
    named = stream.get("/Filter")
    named = named.get_object() if isinstance(named, PdfObject) else named
    filters = list(named) if isinstance(named, list) else [named] if named else []
    if len(filters) > _MOST_FILTERS or filters.count("/FlateDecode") + filters.count("/LZWDecode") > 1:
        raise WrongFile("file-bomb")
    raw = stream._data  # as it is: get_data() would unpack without a limit
    if isinstance(raw, str):
        raw = raw.encode("latin-1", "replace")
    if not filters or filters[0] not in ("/FlateDecode", "/Fl"):
        _refuse_eicar(raw)
        return len(raw)
    return _inflated_size(raw)


def _inflated_size(raw: bytes) -> int:
    unpacking, rest, total = zlib.decompressobj(), raw, 0
    try:
        while rest:
            part = unpacking.decompress(rest, 1 << 20)
            _refuse_eicar(part)
            total += len(part)
            if total > _MOST_UNPACKED:
                raise WrongFile("file-bomb")
            if not part and unpacking.eof:
                break
            rest = unpacking.unconsumed_tail
    except zlib.error:  # a broken stream shows as an empty place in a viewer; it is no bomb
        return total
    return total


def _refuse_eicar(part: bytes) -> None:
    if _EICAR in part:
        raise WrongFile("file-infected")
