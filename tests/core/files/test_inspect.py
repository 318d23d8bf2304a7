"""Rows 50–63 of the bad-input catalogue: what is taken, and what is refused in which words."""

import asyncio
import contextlib
import io
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import pytest
from PIL import Image
from pypdf import PdfReader

from core.errors import WrongFile
from core.files import inspect as room
from core.files.apart import Apart, ChildDied
from core.files.inspect import MAX_BYTES, inspect, inspect_apart, refuse_size, safe_name
from core.texts import Texts
from tests.core.files import uploads
from tests.core.files.uploads import bare_png, pdf, picture, sheet
from tests.source import ROOT

TEXTS = Texts(ROOT / "bot" / "texts")
ANY = ("pdf", "jpg", "png")


@pytest.fixture(scope="module", autouse=True)
def _child_ends() -> Iterator[None]:
    yield
    room._apart.close()


def exif() -> Image.Exif:
    found = Image.Exif()
    found[0x0112] = 6  # lying on its side
    found[0x010E] = "<script>canary</script>"
    return found


TAKEN: dict[str, tuple[Callable[[], bytes], str, int, int]] = {
    "jpg": (lambda: picture(sheet()), "jpg", 1200, 900),
    "png": (lambda: picture(sheet(), "PNG"), "png", 1200, 900),
    "webp becomes jpg": (lambda: picture(sheet(), "WEBP"), "jpg", 1200, 900),
    "turned upright": (lambda: picture(sheet(), exif=exif()), "jpg", 900, 1200),
    "transparent": (lambda: picture(sheet().convert("RGBA"), "PNG"), "png", 1200, 900),
    "palette": (lambda: picture(sheet().convert("P"), "PNG"), "png", 1200, 900),
    "cmyk": (lambda: picture(sheet().convert("CMYK")), "jpg", 1200, 900),
    "one bit": (lambda: picture(sheet().convert("1"), "PNG"), "png", 1200, 900),
    "sixteen bits": (lambda: picture(Image.new("I;16", (600, 400), 40_000), "PNG"), "png", 600, 400),
    "very large": (lambda: picture(sheet((6000, 6000))), "jpg", 3000, 3000),
    "39 megapixels": (lambda: bare_png(6240, 6240), "png", 4000, 4000),
    "pdf": (pdf, "pdf", 0, 0),
    "pdf with an owner's lock": (lambda: pdf(1, uploads.locked("")), "pdf", 0, 0),
    "pdf after a byte order mark": (lambda: b"\xef\xbb\xbf" + pdf(), "pdf", 0, 0),
}


@pytest.mark.parametrize("case", TAKEN)
async def test_what_is_taken(case: str) -> None:
    make, kind, width, height = TAKEN[case]
    found = await inspect_apart(make(), "файл", ANY)
    assert (found.kind, found.width, found.height) == (kind, width, height)
    assert found.pages == 1
    again = inspect(found.clean, "", ANY)
    assert (again.kind, again.width, again.height) == (kind, width, height)


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "file-empty"),
    "a byte over": (lambda: bytes(MAX_BYTES + 1), "file-large"),
    "exe": (lambda: b"MZ\x90\x00" + bytes(500), "file-format"),
    "elf": (lambda: b"\x7fELF" + bytes(500), "file-format"),
    "html": (lambda: b"<!doctype html><script>alert(1)</script>", "file-format"),
    "svg": (
        lambda: b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>',
        "file-format",
    ),
    "zip": (lambda: b"PK\x03\x04" + bytes(500), "file-format"),
    "docx": (lambda: b"PK\x03\x04" + bytes(26) + b"word/document.xml" + bytes(500), "file-office"),
    "tar": (lambda: bytes(257) + b"ustar\x0000" + bytes(500), "file-format"),
    "gif": (lambda: picture(sheet(), "GIF"), "file-format"),
    "tiff": (lambda: picture(sheet(), "TIFF"), "file-format"),
    "heic": (lambda: b"\x00\x00\x00\x18ftypheic" + bytes(500), "file-heic"),
    "text": ("паспорт".encode, "file-format"),
    "animated png": (
        lambda: picture(sheet(), "PNG", save_all=True, append_images=[sheet(blur=2)]),
        "file-animated",
    ),
    "animated webp": (
        lambda: picture(sheet(), "WEBP", save_all=True, append_images=[sheet(blur=2)]),
        "file-animated",
    ),
    "cut jpg": (lambda: picture(sheet())[:20_000], "file-damaged"),
    "cut png": (lambda: picture(sheet(), "PNG")[:2000], "file-damaged"),
    "cut webp": (lambda: picture(sheet(), "WEBP")[:2000], "file-damaged"),
    "cut pdf": (lambda: pdf(20)[:-200], "file-damaged"),
    "pdf header only": (lambda: b"%PDF-1.7\n%%EOF", "file-damaged"),
    "pdf of no pages": (lambda: pdf(0), "file-damaged"),
    "pages in a loop": (uploads.looping, "file-damaged"),
    "400 megapixels": (lambda: bare_png(20_000, 20_000), "file-pixels"),
    "pdf bomb": (lambda: pdf(1, uploads.with_stream(bytes(200_000_000))), "file-bomb"),
    "501 pages": (lambda: pdf(501), "file-pdf-pages"),
    "10,000 pages": (lambda: pdf(10_000), "file-pdf-pages"),
    "locked pdf": (lambda: pdf(1, uploads.locked("secret")), "file-pdf-password"),
    "xfa": (lambda: pdf(1, uploads.with_xfa), "file-pdf-xfa"),
    "signed with a script": (lambda: pdf(1, uploads.signed_with_script), "file-pdf-active"),
    "signed with a tail": (lambda: pdf(1, uploads.signed) + b"<html>", "file-pdf-active"),
    "html before pdf": (lambda: b"<html>" + pdf(), "file-format"),
    "eicar": (lambda: uploads.EICAR, "file-infected"),
    "eicar in a picture": (lambda: picture(sheet()) + uploads.EICAR, "file-infected"),
    "eicar packed in a pdf": (lambda: pdf(1, uploads.with_stream(uploads.EICAR)), "file-infected"),
}


@pytest.mark.parametrize("case", REFUSED)
async def test_what_is_refused_is_named_and_costs_little(case: str) -> None:
    make, code = REFUSED[case]
    data = make()
    started = time.monotonic()
    with pytest.raises(WrongFile) as wrong:
        await inspect_apart(data, "паспорт.pdf", ANY)
    assert time.monotonic() - started < 60
    assert wrong.value.code == code
    for language in ("ru", "en"):
        assert len(TEXTS.error(language, code, wrong.value.params)) > 20
    if data[:5] not in (b"", b"%PDF-") and len(data) < MAX_BYTES:
        with pytest.raises(WrongFile, match=code):
            inspect(data, "", ANY)


@pytest.mark.parametrize("name", ["скан.jpg", "без расширения", "паспорт.pdf.exe", "x.html"])
async def test_the_content_decides_not_the_name(name: str) -> None:
    assert (await inspect_apart(picture(sheet()), name, ANY)).kind == "jpg"


async def test_a_document_takes_only_its_formats() -> None:
    with pytest.raises(WrongFile) as wrong:
        await inspect_apart(pdf(), "скан.pdf", ("jpg", "png"))
    assert "JPG, PNG" in TEXTS.error("ru", wrong.value.code, wrong.value.params)
    assert (await inspect_apart(picture(sheet()), "x", ("pdf", "png"))).kind == "png"
    with pytest.raises(WrongFile, match="file-format"):
        await inspect_apart(picture(sheet()), "x", ("pdf",))


async def test_metadata_and_appended_archives_are_gone() -> None:
    data = picture(sheet(), exif=exif(), icc_profile=b"canary" * 10_000, comment=b"canary")
    found = await inspect_apart(data + b"PK\x03\x04canary", "x.jpg", ANY)
    assert b"canary" not in found.clean
    assert b"script" not in found.clean
    assert not Image.open(io.BytesIO(found.clean)).getexif()
    text = picture(sheet(), "PNG", pnginfo=_png_text())
    assert b"canary" not in (await inspect_apart(text, "x.png", ANY)).clean


def _png_text() -> object:
    from PIL.PngImagePlugin import PngInfo  # noqa: PLC0415 - needed by this case alone

    info = PngInfo()
    info.add_text("Comment", "canary")
    return info


async def test_nothing_that_acts_survives_in_a_pdf() -> None:
    found = await inspect_apart(pdf(2, uploads.with_everything_that_acts) + b"<script>canary", "x.pdf", ANY)
    assert found.pages == 2
    unpacked = io.BytesIO()
    reader = PdfReader(io.BytesIO(found.clean))
    unpacked.write(found.clean)
    for word in (b"canary", b"JavaScript", b"Launch", b"EmbeddedFile", b"URI", b"/AA", b"OpenAction"):
        assert word not in unpacked.getvalue(), word
    notes = reader.pages[0].get("/Annots") or []
    assert [note.get_object()["/Subtype"] for note in notes] == ["/Widget"], "a form's field keeps its look"


async def test_a_signed_pdf_is_kept_to_the_byte() -> None:
    data = pdf(1, uploads.signed)
    assert (await inspect_apart(data, "выписка.pdf", ANY)).clean == data


@pytest.mark.parametrize(
    ("make", "doubts"),
    [
        (sheet, ()),
        (lambda: sheet(blur=1), ()),
        (lambda: sheet(blur=3), ("blurred",)),
        (lambda: sheet((4000, 3000), blur=9), ("blurred",)),
        (lambda: Image.new("RGB", (1000, 1000), (12, 12, 12)), ("dark", "blurred")),
        (lambda: Image.new("RGB", (1, 1)), ("small", "dark", "blurred")),
        (lambda: sheet((280, 280)), ("small",)),
    ],
)
async def test_a_doubtful_picture_is_taken_with_its_doubts(
    make: Callable[[], Image.Image], doubts: tuple[str, ...]
) -> None:
    found = await inspect_apart(picture(make()), "x.jpg", ANY)
    assert found.doubts == doubts
    assert ("blurred" in doubts) == (found.sharpness < 45)


def test_a_size_is_refused_before_the_download() -> None:
    refuse_size(MAX_BYTES)
    with pytest.raises(WrongFile) as wrong:
        refuse_size(20_000_000)
    assert "19,1 МБ" in TEXTS.error("ru", wrong.value.code, wrong.value.params)
    assert "19.1 MB" in TEXTS.error("en", wrong.value.code, wrong.value.params)


async def test_a_hanging_job_ends_its_child_and_the_next_gets_another() -> None:
    apart = Apart("tests.core.files.sleepy", seconds=0.5)
    started = time.monotonic()
    with pytest.raises(ChildDied):
        await apart.call({"do": "sleep"}, b"x" * 500_000)
    assert time.monotonic() - started < 40  # of the sixty it would sleep
    with pytest.raises(ChildDied):
        await apart.call({"do": "die"}, b"")
    answer, data = await apart.call({"do": "echo"}, b"bytes")
    assert (answer, data) == ({"do": "echo"}, b"bytes")
    apart.close()


async def test_a_child_is_recycled_and_knows_none_of_our_secrets() -> None:
    os.environ["OKNO_CANARY"] = "secret"
    apart = Apart("tests.core.files.sleepy", jobs_per_child=2)
    pids = [(await apart.call({"do": "look"}, b""))[0] for _ in range(3)]
    del os.environ["OKNO_CANARY"]
    assert pids[0]["pid"] == pids[1]["pid"] != pids[2]["pid"]
    assert "OKNO_CANARY" not in pids[0]["environment"]  # type: ignore[operator]
    apart.close()


def test_the_child_can_open_nothing_and_take_little_memory() -> None:
    tries = (
        "from core.files.worker import _give_up_rights, _warm_up\n"
        "import socket\n"
        "_warm_up()\n"
        "_give_up_rights()\n"
        "for name, attempt in (('file', lambda: open('/etc/hostname')), ('socket', socket.socket),\n"
        "                      ('memory', lambda: bytes(2**30))):\n"
        "    try:\n"
        "        attempt()\n"
        "    except (OSError, MemoryError):\n"
        "        print(name, 'refused')\n"
    )
    found = subprocess.run(
        [sys.executable, "-c", tries], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert found.stdout.split("\n")[:3] == ["file refused", "socket refused", "memory refused"]


async def test_locked_files_of_any_key_open_in_the_child() -> None:
    """Keys are random bytes, and some of them look like text in a rare encoding."""
    data = [pdf(1, uploads.locked("")) for _ in range(200)]
    assert {(await inspect_apart(each, "x.pdf", ANY)).kind for each in data} == {"pdf"}


async def test_uploads_of_many_at_once_each_get_their_own_answer() -> None:
    sizes = [(400 + 10 * step, 400) for step in range(8)]
    found = await asyncio.gather(*(inspect_apart(picture(sheet(size)), "x", ANY) for size in sizes))
    assert [(each.width, each.height) for each in found] == sizes


@pytest.mark.parametrize(
    ("name", "kind", "safe"),
    [
        ("../../etc/passwd", "", "passwd"),
        ("C:\\Users\\a\\скан.JPG", "jpg", "скан.jpg"),
        ("паспорт.pdf.exe", "pdf", "паспорт.pdf"),
        ("\u202egpj.exe", "jpg", "gpj.jpg"),
        ('a"b<c>.pdf', "pdf", "a_b_c.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "pdf", "aSet-Cookie_ x.pdf"),
        ("", "pdf", "document.pdf"),
        (".htaccess", "", "htaccess"),
        ("...", "png", "document.png"),
        ("я" * 300 + ".pdf", "pdf", "я" * 96 + ".pdf"),
        ("\ud83d скан.png", "png", "скан.png"),
        ("Справка 2-НДФЛ.pdf", "pdf", "Справка 2-НДФЛ.pdf"),
    ],
)
def test_names_are_made_safe(name: str, kind: str, safe: str) -> None:
    assert safe_name(name, kind) == safe
    assert len(safe_name(name, kind).encode()) <= 200


@pytest.mark.filterwarnings("ignore::UserWarning")  # Pillow says what it skips in spoilt metadata
def test_bytes_spoilt_at_random_are_refused_or_read() -> None:
    rng = random.Random(5)
    whole = [
        picture(sheet((200, 200)), exif=exif()),
        picture(sheet((200, 200)), "PNG"),
        picture(sheet((200, 200)), "WEBP"),
        pdf(2, uploads.with_everything_that_acts),
        pdf(1, uploads.signed),
        pdf(1, uploads.locked("")),
    ]
    for _ in range(400):
        spoilt = bytearray(rng.choice(whole))
        for _ in range(rng.choice((1, 2, 5, 20))):
            place = rng.randrange(len(spoilt))
            spoilt[place : place + rng.choice((0, 1, 30))] = rng.randbytes(rng.choice((0, 1, 30))) or b"x"
        with contextlib.suppress(WrongFile):
            assert inspect(bytes(spoilt), "x", ANY).clean
