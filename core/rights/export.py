"""Everything kept about a citizen as ZIP files: JSON for programs, the files as they are.

One part is in memory at a time and nothing lies on the disk in plain. Telegram takes files of 50 MB from a
bot (https://core.telegram.org/bots/api#sending-files), so larger exports come in parts.
"""

import asyncio
import io
import json
import zipfile
from collections.abc import AsyncIterator
from typing import Any

from core.db.uow import Works
from core.errors import NotFound
from core.files.store import Files
from core.rights.collecting import collected

MOST_BYTES = 48 * 1024 * 1024
_SLACK = 4096  # an entry's own header, and its line in the directory
_README = (
    "Всё, что о вас хранится, на момент выгрузки. data/*.json — сведения по таблицам, files/ — ваши файлы.\n"
    "Everything kept about you at the moment of export. data/*.json: records by table; files/: your files.\n"
)


class _Zip:
    """A part being written."""

    def __init__(self) -> None:
        self._buffer = io.BytesIO()
        self._zip = zipfile.ZipFile(self._buffer, "w", zipfile.ZIP_DEFLATED)
        self._entries = 0

    def holds(self, size: int, most: int) -> bool:
        """Whether an entry of so many bytes still fits; the first one always does."""
        taken = self._buffer.tell() + self._entries * _SLACK
        return self._entries == 0 or taken + size + _SLACK <= most

    def add(self, name: str, data: bytes, how: int) -> None:
        self._zip.writestr(name, data, how)
        self._entries += 1

    def done(self) -> bytes:
        self._zip.close()
        return self._buffer.getvalue()


# One at a time in a process: each holds a part in memory.
_one_at_a_time = asyncio.Semaphore(1)


async def parts(works: Works, files: Files, citizen_id: int, most: int = MOST_BYTES) -> AsyncIterator[bytes]:
    """The ZIP files, none larger than `most` bytes; the same file is read, packed and let go one by one."""
    async with _one_at_a_time:
        part = _Zip()
        async for name, data, how in _entries(works, files, citizen_id):
            if not part.holds(len(data), most):
                yield await asyncio.to_thread(part.done)
                part = _Zip()
            await asyncio.to_thread(part.add, name, data, how)
        yield await asyncio.to_thread(part.done)


async def _entries(works: Works, files: Files, citizen_id: int) -> AsyncIterator[tuple[str, bytes, int]]:
    async with works.look() as conn:
        key = await works.vault.key(conn, citizen_id)
        tables = await collected(conn, key, citizen_id)
    yield "README.txt", _README.encode(), zipfile.ZIP_DEFLATED
    for name, rows in tables.items():
        yield f"data/{name}.json", await asyncio.to_thread(_json, rows), zipfile.ZIP_DEFLATED
    for row in tables["files"]:
        try:
            stored, data = await files.read(citizen_id, row["id"])
        except NotFound:  # deleted while the export was made
            continue
        yield f"files/{stored.id}-{stored.name}", data, zipfile.ZIP_STORED  # pictures and PDF: packed already


def _json(rows: list[dict[str, Any]]) -> bytes:
    return json.dumps(rows, ensure_ascii=False, indent=1).encode()
