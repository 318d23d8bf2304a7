"""The sandbox's memory across kill -9: an append-only file of row changes, replayed at start.

One change is one line: a mark, the row's place, the row as JSON or nothing where it was dropped. The changes
of one call go with a single write() before the call is answered, and the last of them bears the mark ".":
a killed process has either all of them or none. The operating system keeps what was written; only a power
cut could lose it, and a sandbox need not survive that.

A file that is mostly history is written short, at start and while running: a thread copies the rows that
still stand as they are, without reading them as JSON, and the loop adds what was written meanwhile.
"""

import asyncio
import fcntl
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic_core import from_json, to_json

FLOOR = 32 * 1024 * 1024
_PIECE = 1024 * 1024

Index = dict[str, dict[str, tuple[int, int]]]
"""Table → key → where the row's line lies in the file: offset and length."""


class Tables:
    """The rows that stand, read from the file only when they are asked for."""

    def __init__(self, path: Path, index: Index) -> None:
        self._path = path
        self._index = index

    def rows(self, table: str) -> Iterator[tuple[str, Any]]:
        """(key, row) in the order of first appearance."""
        with self._path.open("rb") as file:
            for key, (offset, length) in self._index.get(table, {}).items():
                file.seek(offset)
                yield key, from_json(file.read(length).partition(b"\t")[2])

    def get(self, table: str) -> dict[str, Any]:
        return dict(self.rows(table))

    def all(self) -> dict[str, dict[str, Any]]:
        return {table: self.get(table) for table, rows in self._index.items() if rows}


class Journal:
    """Rows of named tables: `put` and `drop` gather, `flush` makes them last."""

    def __init__(self, path: Path, floor: int = FLOOR) -> None:
        self._path = path
        self._fresh = path.with_suffix(".new")
        self._floor = floor
        """Below that many bytes no file is worth shortening."""
        self._limit = floor
        self._size = 0
        self._pending: list[bytes] = []
        self._fd = -1
        self._lock_fd = -1
        self._shortening: threading.Thread | None = None
        self._ending = threading.Event()

    def open(self) -> Tables:
        """Every row that was ever flushed and not dropped. A torn last call counts for nothing."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._lock()
        self._fd = os.open(self._path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
        index, self._size = _standing(self._path)
        os.truncate(self._fd, self._size)
        standing = _weight(index)
        if self._size > max(self._floor, 2 * standing):
            _copy(self._path, index, self._fresh)
            self._replace()
            index, self._size = _standing(self._path)
        self._limit = max(self._floor, 2 * standing)
        self._ending.clear()
        return Tables(self._path, index)

    def put(self, table: str, key: object, value: bytes) -> None:
        """`value` is the row, already JSON."""
        self._pending.append(b"%s\t%s" % (_place(table, key), value))

    def drop(self, table: str, key: object) -> None:
        self._pending.append(_place(table, key))

    def flush(self) -> None:
        if not self._pending:
            return
        *most, last = self._pending
        data = b"".join([b",%s\n" % change for change in most]) + b".%s\n" % last
        self._pending.clear()
        _write_all(self._fd, data)
        self._size += len(data)
        if self._size > self._limit and self._shortening is None:
            self._shorten()

    def close(self) -> None:
        self._ending.set()
        if self._shortening is not None:
            self._shortening.join()
            self._shortening = None
        if self._fd >= 0:
            self.flush()
            os.close(self._fd)
            self._fd = -1
        if self._lock_fd >= 0:
            os.close(self._lock_fd)
            self._lock_fd = -1

    def _lock(self) -> None:
        """Two sandboxes over one home would spoil each other's lines; a killed one leaves no lock."""
        self._lock_fd = os.open(self._path.with_suffix(".lock"), os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(self._lock_fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(self._lock_fd)
            self._lock_fd = -1
            raise RuntimeError(f"another sandbox lives in {self._path.parent}") from None

    def _shorten(self) -> None:
        """Begins to copy what stands up to here; calls go on meanwhile."""
        loop, upto = asyncio.get_running_loop(), self._size

        def work() -> None:
            index, _ = _standing(self._path, upto, self._ending)
            _copy(self._path, index, self._fresh, self._ending)
            if not self._ending.is_set():
                loop.call_soon_threadsafe(self._finish, upto, _weight(index))

        self._shortening = threading.Thread(target=work, name="journal", daemon=True)
        self._shortening.start()

    def _finish(self, upto: int, standing: int) -> None:
        """Adds what was written since the copy began, and takes the copy for the file."""
        if self._ending.is_set():
            return
        self._shortening = None
        with self._fresh.open("ab") as fresh:
            while piece := os.pread(self._fd, _PIECE, upto):
                fresh.write(piece)
                upto += len(piece)
        self._replace()
        self._size = os.fstat(self._fd).st_size
        self._limit = max(self._floor, 2 * standing)

    def _replace(self) -> None:
        self._fresh.replace(self._path)
        os.close(self._fd)
        self._fd = os.open(self._path, os.O_RDWR | os.O_APPEND, 0o600)


def _place(table: str, key: object) -> bytes:
    return to_json([table, str(key)])


def _standing(
    path: Path, upto: int | None = None, ending: threading.Event | None = None
) -> tuple[Index, int]:
    """Where the rows lie that stand after the last whole call, and where that call ends."""
    index: Index = {}
    gathered: list[tuple[bytes, int, int]] = []
    offset = good = 0
    with path.open("rb") as file:
        for line in file:
            if not line.endswith(b"\n") or offset == upto or (ending is not None and ending.is_set()):
                break
            place, tab, _ = line[1:-1].partition(b"\t")
            gathered.append((place, offset, len(line) if tab else 0))
            offset += len(line)
            if line.startswith(b"."):
                good = offset
                _settle(index, gathered)
                gathered.clear()
    return index, good


def _settle(index: Index, changes: list[tuple[bytes, int, int]]) -> None:
    for place, offset, length in changes:
        table, key = from_json(place)
        rows = index.setdefault(table, {})
        if length:
            rows[key] = (offset, length)
        else:
            rows.pop(key, None)


def _weight(index: Index) -> int:
    return sum(length for rows in index.values() for _, length in rows.values())


def _copy(path: Path, index: Index, target: Path, ending: threading.Event | None = None) -> None:
    """The lines that stand, each a call of its own."""
    with path.open("rb") as source, target.open("wb") as fresh:
        for rows in index.values():
            for offset, length in rows.values():
                if ending is not None and ending.is_set():
                    return
                source.seek(offset)
                fresh.write(b"." + source.read(length)[1:])


def _write_all(fd: int, data: bytes) -> None:
    while data:
        data = data[os.write(fd, data) :]
