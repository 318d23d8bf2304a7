"""Files as people and attackers send them, made on the spot."""

import io
import zlib
from collections.abc import Callable

from PIL import Image, ImageDraw, ImageFilter
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def sheet(size: tuple[int, int] = (1200, 900), *, blur: float = 0, paper: str = "white") -> Image.Image:
    """A page of text, sharp unless blurred."""
    page = Image.new("RGB", size, paper)
    pen = ImageDraw.Draw(page)
    for line in range(20, size[1], 40):
        pen.text((20, line), "Passport of a citizen 45 10 123456 " * 3, fill="black")
    return page.filter(ImageFilter.GaussianBlur(blur)) if blur else page


def picture(page: Image.Image, name: str = "JPEG", **more: object) -> bytes:
    out = io.BytesIO()
    page.save(out, name, **more)
    return out.getvalue()


def bare_png(width: int, height: int) -> bytes:
    """A black PNG of one bit a point: many points in few bytes."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return len(body).to_bytes(4, "big") + name + body + zlib.crc32(name + body).to_bytes(4, "big")

    header = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes([1, 0, 0, 0, 0])
    rows = zlib.compress(bytes((width // 8 + 1) * height), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def pdf(pages: int = 1, change: Callable[[PdfWriter], None] | None = None) -> bytes:
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(595, 842)
    if change is not None:
        change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def names(**values: object) -> DictionaryObject:
    return DictionaryObject({NameObject(f"/{key}"): value for key, value in values.items()})


def script() -> DictionaryObject:
    return names(S=NameObject("/JavaScript"), JS=TextStringObject("app.alert('canary')"))


def launch() -> DictionaryObject:
    return names(S=NameObject("/Launch"), F=TextStringObject("canary.exe"))


def link(kind: str, action: DictionaryObject) -> DictionaryObject:
    box = ArrayObject(FloatObject(side) for side in (0, 0, 100, 100))
    return names(Type=NameObject("/Annot"), Subtype=NameObject(kind), Rect=box, A=action, AA=names(E=action))


def with_everything_that_acts(writer: PdfWriter) -> None:
    root, page = writer._root_object, writer.pages[0]
    root[NameObject("/OpenAction")] = script()
    root[NameObject("/AA")] = names(WC=launch())
    page[NameObject("/AA")] = names(O=launch())
    uri = names(S=NameObject("/URI"), URI=TextStringObject("http://canary.example"))
    notes = [link("/Link", uri), link("/Widget", script()), link("/FileAttachment", launch())]
    page[NameObject("/Annots")] = ArrayObject(writer._add_object(note) for note in notes)
    writer.add_attachment("canary.exe", b"MZ canary")
    writer.add_metadata({"/Author": "canary"})


def with_xfa(writer: PdfWriter) -> None:
    writer._root_object[NameObject("/AcroForm")] = names(XFA=TextStringObject("<xdp/>"), Fields=ArrayObject())


def with_stream(body: bytes) -> Callable[[PdfWriter], None]:
    def change(writer: PdfWriter) -> None:
        stream = StreamObject()
        stream._data = zlib.compress(body, 9)
        stream[NameObject("/Filter")] = NameObject("/FlateDecode")
        writer.pages[0][NameObject("/Contents")] = writer._add_object(stream)

    return change


def signed(writer: PdfWriter) -> None:
    span = ArrayObject(NumberObject(number) for number in (0, 10, 20, 30))
    value = names(Type=NameObject("/Sig"), ByteRange=span, Contents=TextStringObject("00"))
    field = writer._add_object(names(FT=NameObject("/Sig"), V=writer._add_object(value)))
    writer._root_object[NameObject("/AcroForm")] = names(Fields=ArrayObject([field]))


def signed_with_script(writer: PdfWriter) -> None:
    signed(writer)
    writer._root_object[NameObject("/OpenAction")] = script()


def locked(password: str) -> Callable[[PdfWriter], None]:
    return lambda writer: writer.encrypt(password, "owner", algorithm="AES-256")


def looping() -> bytes:
    """A PDF whose tree of pages is its own branch."""
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[2 0 R]/Count 1>>endobj\n"
        b"trailer<</Root 1 0 R/Size 3>>\nstartxref\n0\n%%EOF\n"
    )
