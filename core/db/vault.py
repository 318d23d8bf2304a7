"""Personal data at rest: AES-GCM under a data key per person, each wrapped by the master key.

A sealed value is `version byte | 12-byte nonce | ciphertext`. The associated data names the table,
column and row, so a value copied elsewhere does not open. Destroying one wrapped key destroys
everything sealed under it.
"""

import base64
import binascii
import hashlib
import hmac
import json
import os
import stat
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from core.db.tables import data_keys

SERVICE = 0
INDEX = -1
_VERSION = b"\x01"
_CACHED_KEYS = 20_000
KEY_FILE = "encryption.keys"


class WrongKey(Exception):
    """A sealed value does not open: another master key, another row, or tampering."""


class Key:
    """A data key. `place` binds a value to its row and column, e.g. `answers:value:17:snils`."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret
        self._aead = AESGCM(secret)

    def seal(self, plain: bytes, place: str) -> bytes:
        nonce = os.urandom(12)
        return _VERSION + nonce + self._aead.encrypt(nonce, plain, place.encode())

    def open(self, sealed: bytes, place: str) -> bytes:
        """Raises WrongKey."""
        if sealed[:1] != _VERSION:
            raise WrongKey(place.partition(":")[0])
        try:
            return self._aead.decrypt(sealed[1:13], sealed[13:], place.encode())
        except InvalidTag as error:
            raise WrongKey(place.partition(":")[0]) from error

    def seal_json(self, value: Any, place: str) -> bytes:
        return self.seal(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(), place)

    def open_json(self, sealed: bytes, place: str) -> Any:
        return json.loads(self.open(sealed, place))

    def index(self, value: bytes, place: str) -> bytes:
        """A keyed hash to find equal values by, without revealing them."""
        return hmac.new(self._secret, place.encode() + b"\0" + value, hashlib.sha256).digest()


class MasterKeys:
    """The installation's keys, first one current: it wraps, all of them unwrap.

    Those of a file are read again when it changes, so that a running process learns of a rotation.
    """

    def __init__(self, keys: Mapping[str, bytes], file: Path | None = None) -> None:
        self._take(keys)
        self._file = file
        self._read_at = file.stat().st_mtime_ns if file is not None else 0

    def _take(self, keys: Mapping[str, bytes]) -> None:
        self._keys = {name: AESGCM(secret) for name, secret in keys.items()}
        self.current = next(iter(keys))

    def _look_again(self) -> None:
        if self._file is None or (changed := self._file.stat().st_mtime_ns) == self._read_at:
            return
        self._take(read_keys(tuple(self._file.read_text().split())))
        self._read_at = changed

    @classmethod
    def parse(cls, texts: tuple[str, ...]) -> "MasterKeys":
        """From `name:base64` pairs; raises ValueError naming what is wrong, never the key."""
        return cls(read_keys(texts))

    @classmethod
    def in_home(cls, home: Path) -> tuple["MasterKeys", Path | None]:
        """The key file of an embedded installation, made on first start; the path when it was made now."""
        path = home / KEY_FILE
        made = not path.exists()
        if made:
            home.mkdir(parents=True, exist_ok=True)
            write_keys(path, [new_key("k1")])
        return cls(read_keys(tuple(path.read_text().split())), path), path if made else None

    def wrap(self, secret: bytes, owner: int) -> bytes:
        self._look_again()
        nonce = os.urandom(12)
        sealed = self._keys[self.current].encrypt(nonce, secret, f"data_keys:{owner}".encode())
        return self.current.encode() + b":" + nonce + sealed

    def unwrap(self, wrapped: bytes, owner: int) -> bytes:
        """Raises WrongKey when no master key given opens it."""
        name = name_of(wrapped)
        if name not in self._keys:
            self._look_again()
        aead = self._keys.get(name)
        if aead is None:
            raise WrongKey(f"master key {name} is not among ENCRYPTION_KEYS")
        rest = wrapped.partition(b":")[2]
        try:
            return aead.decrypt(rest[:12], rest[12:], f"data_keys:{owner}".encode())
        except InvalidTag as error:
            raise WrongKey("master key does not fit this database") from error


def name_of(wrapped: bytes) -> str:
    """Which master key wraps a data key."""
    return wrapped.partition(b":")[0].decode()


def new_key(name: str) -> str:
    return f"{name}:{base64.b64encode(os.urandom(32)).decode()}"


def write_keys(path: Path, texts: Sequence[str]) -> None:
    """Whole or not at all, and readable by nobody else."""
    temporary = path.with_suffix(".new")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, stat.S_IRUSR | stat.S_IWUSR)
    with os.fdopen(descriptor, "w") as file:
        file.writelines(f"{text}\n" for text in texts)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)


def read_keys(texts: tuple[str, ...]) -> dict[str, bytes]:
    """Secrets by name, from `name:base64` pairs; raises ValueError naming what is wrong, never the key."""
    keys: dict[str, bytes] = {}
    for text in texts:
        name, _, encoded = text.partition(":")
        try:
            secret = base64.b64decode(encoded, validate=True)
        except (ValueError, binascii.Error) as error:
            raise ValueError(f"key {name or '?'} is not base64") from error
        if not name or len(secret) != 32:
            raise ValueError(f"key {name or '?'} is not `name:` and 32 bytes in base64")
        keys[name] = secret
    if not keys:
        raise ValueError("no key given")
    return keys


class Vault:
    """Data keys by owner: read or made in the caller's transaction, remembered in memory."""

    def __init__(self, master: MasterKeys) -> None:
        self._master = master
        self._cache: OrderedDict[int, Key] = OrderedDict()

    async def key(self, conn: AsyncConnection, owner: int) -> Key:
        """The owner's key, made on first use (needs a writing transaction then)."""
        cached = self._cache.get(owner)
        if cached is not None:
            self._cache.move_to_end(owner)
            return cached
        wrapped = await self._stored(conn, owner)
        if wrapped is None:
            # Not remembered yet: should the caller's transaction roll back, this key never was.
            return Key(self._master.unwrap(await self._make(conn, owner), owner))
        return self._remember(owner, self._master.unwrap(wrapped, owner))

    def forget(self, owner: int) -> None:
        """Let go of a key that was destroyed."""
        self._cache.pop(owner, None)

    @property
    def service(self) -> Key:
        """The key of rows that belong to no one yet; loaded by `prepare`."""
        return self._cache[SERVICE]

    @property
    def index(self) -> Key:
        return self._cache[INDEX]

    async def prepare(self, conn: AsyncConnection) -> bool:
        """Load the service's own keys, True once they are stored (call again after committing if not).

        Raises WrongKey when the master key does not fit this database.
        """
        await self.key(conn, SERVICE)
        await self.key(conn, INDEX)
        return SERVICE in self._cache and INDEX in self._cache

    async def _stored(self, conn: AsyncConnection, owner: int) -> bytes | None:
        found: bytes | None = await conn.scalar(select(data_keys.c.wrapped).where(data_keys.c.owner == owner))
        return found

    async def _make(self, conn: AsyncConnection, owner: int) -> bytes:
        wrapped = self._master.wrap(os.urandom(32), owner)
        try:
            async with conn.begin_nested():
                await conn.execute(insert(data_keys).values(owner=owner, wrapped=wrapped))
        except IntegrityError:  # another process was first; its key counts
            stored = await self._stored(conn, owner)
            assert stored is not None
            return stored
        return wrapped

    def _remember(self, owner: int, secret: bytes) -> Key:
        key = Key(secret)
        self._cache[owner] = key
        while len(self._cache) > _CACHED_KEYS:
            oldest = next(name for name in self._cache if name not in {SERVICE, INDEX})
            del self._cache[oldest]
        return key
