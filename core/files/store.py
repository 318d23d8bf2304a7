"""Encrypted storage of uploads and decisions: one file each under `home/files`, its row in the database.

The bytes are on the disk, whole and synced, before the row that names them commits; bytes whose row
never came are swept later. A file is sealed under its owner's key and bound to its id.
"""

import asyncio
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import func, insert, select

from core.db.tables import files
from core.db.uow import Work, Works
from core.db.vault import Key
from core.errors import NotFound
from core.ids import new_id


@dataclass(frozen=True, slots=True)
class Stored:
    """What is known of a stored file without opening it. `size` in bytes."""

    id: int
    name: str
    content_type: str
    size: int
    source: str
    at: datetime


class Files:
    """Files by owner; somebody else's file is not found."""

    def __init__(self, works: Works, home: Path) -> None:
        self._works = works
        self._home = home / "files"

    async def keep(
        self, work: Work, citizen_id: int, data: bytes, name: str, content_type: str, source: str
    ) -> tuple[int, bytes]:
        """Store within the caller's unit of work; returns the id and the content's index."""
        key = await work.vault.key(work.conn, citizen_id)
        file_id = new_id()
        content_index = key.index(data, "files:content")
        await asyncio.to_thread(self._write, file_id, key, data)
        await work.conn.execute(
            insert(files).values(
                id=file_id,
                citizen_id=citizen_id,
                content_type=content_type,
                size=len(data),
                name_sealed=key.seal(name.encode(), _name_place(file_id)),
                content_index=content_index,
                source=source,
                at=work.clock.now(),
            )
        )
        return file_id, content_index

    def _write(self, file_id: int, key: Key, data: bytes) -> None:
        path = self._path(file_id)
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_suffix(".new")
        with temporary.open("wb") as file:
            file.write(key.seal(data, _place(file_id)))
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)

    def _path(self, file_id: int) -> Path:
        return self._home / f"{file_id % 256:02x}" / f"{file_id:x}"

    async def read(self, citizen_id: int, file_id: int) -> tuple[Stored, bytes]:
        """A file with its bytes. Raises NotFound for another's."""
        async with self._works.look() as conn:
            row = (
                await conn.execute(
                    select(files).where(files.c.id == file_id, files.c.citizen_id == citizen_id)
                )
            ).one_or_none()
            if row is None:
                raise NotFound("file-unknown")
            key = await self._works.vault.key(conn, citizen_id)
        try:
            sealed = await asyncio.to_thread(self._path(file_id).read_bytes)
        except FileNotFoundError:
            raise NotFound("file-unknown") from None
        name = key.open(row.name_sealed, _name_place(file_id)).decode()
        stored = Stored(file_id, name, row.content_type, row.size, row.source, row.at)
        return stored, key.open(sealed, _place(file_id))

    async def listing(self, citizen_id: int, offset: int = 0, limit: int = 6) -> tuple[list[Stored], int]:
        """A page of a citizen's files, newest first, and how many there are."""
        async with self._works.look() as conn:
            mine = select(func.count()).select_from(files).where(files.c.citizen_id == citizen_id)
            total = int(await conn.scalar(mine) or 0)
            rows = (
                await conn.execute(
                    select(files)
                    .where(files.c.citizen_id == citizen_id)
                    .order_by(files.c.id.desc())
                    .offset(offset)
                    .limit(limit)
                )
            ).all()
            key = await self._works.vault.key(conn, citizen_id) if rows else None
        page = [
            Stored(
                row.id,
                key.open(row.name_sealed, _name_place(row.id)).decode() if key else "",
                row.content_type,
                row.size,
                row.source,
                row.at,
            )
            for row in rows
        ]
        return page, total

    async def sweep(self, known_for_s: float = 3600.0) -> int:
        """Remove bytes that no row names, once older than an hour. Returns how many."""
        async with self._works.look() as conn:
            named = set(await conn.scalars(select(files.c.id)))
        return await asyncio.to_thread(self._sweep, named, known_for_s)

    def _sweep(self, named: set[int], known_for_s: float) -> int:
        removed = 0
        newest = self._works.clock.real().timestamp() - known_for_s
        for path in self._home.glob("*/*"):
            stem = path.name.removesuffix(".new")
            if (path.suffix == ".new" or int(stem, 16) not in named) and path.stat().st_mtime < newest:
                path.unlink(missing_ok=True)
                removed += 1
        return removed


def name_of(key: Key, file_id: int, name_sealed: bytes) -> str:
    """A file's name, opened; for rooms that join `files` themselves."""
    return key.open(name_sealed, _name_place(file_id)).decode()


def _place(file_id: int) -> str:
    return f"files:bytes:{file_id}"


def _name_place(file_id: int) -> str:
    return f"files:name:{file_id}"
