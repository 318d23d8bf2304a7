"""The child of `core.files.apart` that inspects uploads: `python -m core.files.worker`, spoken to by pipes.

Before the first job it has loaded every decoder it will need and given up the right to open anything.
"""

import codecs
import contextlib
import encodings.aliases
import io
import os
import resource
import sys

from PIL import Image
from pypdf import PdfWriter

from core.errors import WrongFile
from core.files.apart import packed, unpacked
from core.files.inspect import facts_of, inspect

MEMORY_BYTES = 768 * 1024 * 1024
CPU_SECONDS = 8


def main() -> None:
    """Answer jobs until the pipe closes."""
    _warm_up()
    _give_up_rights()
    source, sink = sys.stdin.fileno(), sys.stdout.fileno()
    while True:
        try:
            header, data = unpacked(source)
        except EOFError:
            return
        _allow_more_time()
        answer = packed({"ready": True}, b"") if "ready" in header else _answer(header, data)
        while answer:
            answer = answer[os.write(sink, answer) :]


def _answer(header: dict[str, object], data: bytes) -> bytes:
    formats = header["formats"]
    known = tuple(str(each) for each in formats) if isinstance(formats, list) else ()
    try:
        found = inspect(data, str(header["name"]), known)
    except WrongFile as wrong:
        return packed({"code": wrong.code, "params": wrong.params}, b"")
    return packed(facts_of(found), found.clean)


def _warm_up() -> None:
    """Load every decoder and decode one of each: later no file can be opened, not even a module."""
    for name in set(encodings.aliases.aliases.values()):  # strings in a PDF may be in any of them
        with contextlib.suppress(LookupError):
            codecs.lookup(name)
    Image.init()
    everything = ("pdf", "jpg", "png")
    for name in ("JPEG", "PNG", "WEBP"):
        picture = io.BytesIO()
        Image.new("RGB", (32, 32), "white").save(picture, name)
        inspect(picture.getvalue(), "", everything)
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    for locked in (False, True):
        if locked:
            writer.encrypt("", "owner", algorithm="AES-256")
        sheet = io.BytesIO()
        writer.write(sheet)
        inspect(sheet.getvalue(), "", everything)


def _give_up_rights() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))  # the three pipes are all there will ever be


def _allow_more_time() -> None:
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(used.ru_utime + used.ru_stime) + CPU_SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, resource.getrlimit(resource.RLIMIT_CPU)[1]))


if __name__ == "__main__":
    main()
