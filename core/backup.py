"""Backup and restore: every table as lines of JSON, the encrypted files as they are, the keys apart.

One format for SQLite and PostgreSQL, so that an installation can grow from one to the other. A backup is
only called one after it has been read back: hashes, and data keys that open. A restored database is read
again and compared row by row with what the backup told.
"""

import asyncio
import base64
import hashlib
import json
import os
import shutil
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Date, Table, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.bootstrap import master_keys, open_works
from core.db.engine import Database
from core.db.migrate import head, revision_of, upgrade
from core.db.tables import data_keys, files, metadata
from core.db.vault import KEY_FILE, MasterKeys, WrongKey
from core.erasure.usecases import LIST, Erasure, read_list
from core.settings import Settings, WrongSetting, load_settings

_BATCH = 500
_MANIFEST = "manifest.json"
_KEYS = KEY_FILE


class NotGood(Exception):
    """A backup, or what was restored from it, is not what it should be; the text says in what."""


def backup(target: Path, keys: Path | None) -> list[str]:
    """Write `target` (and `keys`), then check them; returns lines to show.

    Raises WrongSetting for a folder that is in the way or a database of another version, NotGood when
    the copy does not pass its check. What did not become a backup is not left lying about as one.
    """
    settings = load_settings()
    for folder in (target, keys):
        if folder is not None and folder.exists() and any(folder.iterdir()):
            raise WrongSetting(f"target: {folder} is not empty; example: backup ./backup-today")
    try:
        asyncio.run(_backup(settings, target))
        _check(target, master_keys(settings))
    except BaseException:
        shutil.rmtree(target, ignore_errors=True)
        raise
    if keys is not None:
        _write_keys(settings, keys)
    if keys is not None:
        return [f"Backed up to {target} and checked. Keys: {keys}."]
    return [
        f"Backed up to {target} and checked.",
        "The keys are not in it: back them up apart (--keys), or nothing personal can be read again.",
    ]


def restore(source: Path, keys: Path | None, erased: Path | None = None) -> list[str]:
    """Fill an empty database and home from `source`, then check the result; returns lines to show.

    Whoever is on the list `erased` (else on the home's own) and asked to be forgotten after the backup was
    made is forgotten again.

    Raises WrongSetting where something is in the way, NotGood for a damaged backup or another's keys: then
    nothing has been changed but the key file.
    """
    if not (source / _MANIFEST).exists():
        raise WrongSetting(
            f"source: {source} holds no backup; example: restore ./backup-today --keys ./keys-today"
        )
    settings = load_settings()
    if keys is not None and settings.on_sqlite:
        _take_keys(keys / _KEYS, settings.okno_home / _KEYS)
    _check(source, master_keys(settings))
    if erased is not None and not erased.exists():
        raise WrongSetting(f"--erased: {erased} does not exist; example: --erased ./erased.list")
    asyncio.run(_restore(settings, source))
    again = asyncio.run(_forget_again(settings, read_list(erased or settings.okno_home / LIST)))
    return ["Restored and checked.", *([f"Forgotten again: {again}."] if again else [])]


async def _forget_again(settings: Settings, citizen_ids: set[int]) -> int:
    works = await open_works(settings)
    try:
        return await Erasure(works, settings.okno_home).repeat(sorted(citizen_ids))
    finally:
        await works.database.close()


# Out


async def _backup(settings: Settings, target: Path) -> None:
    manifest: dict[str, Any] = {"tables": {}}
    async with _opened(settings) as database:
        async with _snapshot(database) as conn:
            manifest["revision"] = await _fitting_revision(conn)
            (target / "tables").mkdir(parents=True)
            for table in metadata.sorted_tables:
                path = target / "tables" / f"{table.name}.jsonl"
                with path.open("wb") as file:
                    told = Told()
                    async for line in _dumped(conn, table):
                        told.add(line)
                        file.write(line)
                manifest["tables"][table.name] = told.summary()
            stored = [f"{one:x}" for one in await conn.scalars(select(files.c.id))]
        manifest["files"] = await asyncio.to_thread(
            _copy_files, settings.okno_home / "files", target / "files"
        )
    manifest["stored"] = sorted(stored)
    (target / _MANIFEST).write_text(json.dumps(manifest, indent=1))


async def _fitting_revision(conn: AsyncConnection) -> str:
    """The revision that this code and the database share. Raises WrongSetting where they differ."""
    revision = await revision_of(conn)
    if revision is None:
        raise WrongSetting("DATABASE_URL: this database holds nothing yet; example: python -m bot db upgrade")
    if revision != head():
        raise WrongSetting(
            f"DATABASE_URL: the database is at revision {revision}, this version works with {head()}; "
            "example: python -m bot db upgrade"
        )
    return revision


@asynccontextmanager
async def _opened(settings: Settings) -> AsyncIterator[Database]:
    database = Database(settings.database)
    try:
        yield database
    finally:
        await database.close()


@asynccontextmanager
async def _snapshot(database: Database) -> AsyncIterator[AsyncConnection]:
    """One moment of the database, while the service goes on writing."""
    if database.on_sqlite:
        async with database.read() as conn:
            yield conn
        return
    async with database.engine.connect() as conn:
        await conn.execution_options(isolation_level="REPEATABLE READ")
        yield conn


class Told:
    """How many lines there are and what they add up to, in whatever order they come."""

    def __init__(self) -> None:
        self._rows, self._sum = 0, 0

    def add(self, line: bytes) -> None:
        self._rows += 1
        self._sum = (self._sum + int.from_bytes(hashlib.sha256(line).digest())) % (1 << 256)

    def summary(self) -> dict[str, Any]:
        return {"rows": self._rows, "sum": f"{self._sum:064x}"}


async def _dumped(conn: AsyncConnection, table: Table) -> AsyncIterator[bytes]:
    found = await conn.stream(select(table))
    async for row in found.mappings():
        line = {name: _packed(value) for name, value in row.items()}
        yield json.dumps(line, ensure_ascii=False, sort_keys=True).encode() + b"\n"


def _packed(value: Any) -> Any:
    if isinstance(value, bytes):
        return {"b": base64.b64encode(value).decode()}
    if hasattr(value, "isoformat"):
        return {"t": value.isoformat()}
    return value


def _copy_files(source: Path, target: Path) -> dict[str, str]:
    hashes = {}
    for path in sorted(source.glob("*/*")) if source.is_dir() else []:
        copy = target / path.relative_to(source)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
        hashes[str(path.relative_to(source))] = hashlib.sha256(copy.read_bytes()).hexdigest()
    return hashes


def _write_keys(settings: Settings, keys: Path) -> None:
    home = settings.okno_home / _KEYS
    text = "\n".join(settings.encryption_keys) if settings.encryption_keys else home.read_text()
    _put_keys(keys / _KEYS, text)


def _take_keys(source: Path, target: Path) -> None:
    if not source.exists():
        raise WrongSetting(f"--keys: {source} does not exist; example: --keys ./keys-today")
    if target.exists() and target.read_text().split() != source.read_text().split():
        raise WrongSetting(f"OKNO_HOME: {target} is another key; example: OKNO_HOME=./var-new")
    _put_keys(target, source.read_text())


def _put_keys(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text.strip() + "\n")


# Checking


def _check(source: Path, master: MasterKeys) -> None:
    """Raises NotGood with everything that is wrong with a backup, read back from the disk."""
    try:
        manifest = json.loads((source / _MANIFEST).read_text())
        problems = [
            *_wrong_tables(source, manifest["tables"]),
            *_wrong_files(source, manifest),
            *_wrong_keys(source, master),
        ]
    except (OSError, ValueError, KeyError) as error:
        raise NotGood(f"{source} cannot be read: {error}") from error
    if problems:
        raise NotGood("; ".join(problems))


def _wrong_tables(source: Path, tables: Mapping[str, Any]) -> Iterator[str]:
    for table in metadata.sorted_tables:
        told = Told()
        with (source / "tables" / f"{table.name}.jsonl").open("rb") as file:
            for line in file:
                told.add(line)
        if told.summary() != tables.get(table.name):
            yield f"table {table.name} has changed"


def _wrong_files(source: Path, manifest: Mapping[str, Any]) -> Iterator[str]:
    for name, told in manifest["files"].items():
        path = source / "files" / name
        if not path.exists() or hashlib.sha256(path.read_bytes()).hexdigest() != told:
            yield f"file {name} has changed"
    there = {name.rpartition("/")[2] for name in manifest["files"]}
    yield from (f"file {one} is missing" for one in manifest["stored"] if one not in there)


def _wrong_keys(source: Path, master: MasterKeys) -> Iterator[str]:
    for row in _lines(source / "tables" / f"{data_keys.name}.jsonl", data_keys):
        try:
            master.unwrap(row["wrapped"], row["owner"])
        except WrongKey as error:
            yield str(error)
            return


# In


async def _restore(settings: Settings, source: Path) -> None:
    manifest = json.loads((source / _MANIFEST).read_text())
    if manifest["revision"] != head():
        raise NotGood(
            f"it was made at database revision {manifest['revision']}, this version has {head()}: "
            "restore it with the version that made it, then upgrade"
        )
    settings.okno_home.mkdir(parents=True, exist_ok=True)
    async with _opened(settings) as database:
        await upgrade(database)
        async with database.write() as conn:
            if await conn.scalar(select(func.count()).select_from(data_keys)):
                raise WrongSetting("DATABASE_URL: this database is not empty; example: OKNO_HOME=./var-new")
            for table in metadata.sorted_tables:
                await _load(conn, table, source / "tables" / f"{table.name}.jsonl")
                told = Told()
                async for line in _dumped(conn, table):
                    told.add(line)
                if told.summary() != manifest["tables"][table.name]:
                    raise NotGood(f"table {table.name} came out different; nothing was kept")
            await asyncio.to_thread(_copy_files, source / "files", settings.okno_home / "files")
            await conn.commit()


async def _load(conn: AsyncConnection, table: Table, path: Path) -> None:
    batch: list[dict[str, Any]] = []
    for row in _lines(path, table):
        batch.append(row)
        if len(batch) == _BATCH:
            await conn.execute(insert(table), batch)
            batch = []
    if batch:
        await conn.execute(insert(table), batch)


def _lines(path: Path, table: Table) -> Iterator[dict[str, Any]]:
    with path.open("rb") as file:
        for line in file:
            yield {name: _unpacked(value, table, name) for name, value in json.loads(line).items()}


def _unpacked(value: Any, table: Table, name: str) -> Any:
    if not isinstance(value, dict):
        return value
    if "b" in value:
        return base64.b64decode(value["b"])
    moment = datetime.fromisoformat(value["t"])
    # A column type of ours is a datetime that says it holds any object: ask for the other kind.
    return moment.date() if isinstance(table.c[name].type, Date) else moment
