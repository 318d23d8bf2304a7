"""One-time tokens within a caller's unit of work: links into the bot, to a secure page, back from a bank.

Only a token's hash is kept. Unknown, used, expired, of another purpose or for another Telegram account:
all of them look the same from outside.
"""

import hashlib
import re
import secrets
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core.clock import Clock
from core.db.accounts import tokens
from core.db.uow import Work, upsert
from core.db.vault import Vault
from core.tokens.model import Taken

_SHAPE = re.compile(r"[A-Za-z0-9_-]{22}", re.ASCII)  # 128 bits, safe in a link
_KEPT = timedelta(days=1)  # after its end: a late tap is told the same as any other


async def issue(
    work: Work,
    citizen_id: int,
    telegram_id: int,
    purpose: str,
    data: Mapping[str, Any] | None = None,
    minutes: int = 10,
) -> str:
    """A new token, good once and for `minutes` of business time. `purpose` has at most 48 signs."""
    token = secrets.token_urlsafe(16)
    hashed = _hash(token)
    key = await work.vault.key(work.conn, citizen_id)
    await work.conn.execute(
        insert(tokens).values(
            hash=hashed,
            citizen_id=citizen_id,
            telegram_id=telegram_id,
            purpose=purpose,
            data_sealed=key.seal_json(dict(data or {}), _place(hashed)),
            expires_at=work.clock.now() + timedelta(minutes=minutes),
        )
    )
    return token


async def take(work: Work, token: str, purpose: str, telegram_id: int | None = None) -> Taken | None:
    """Use a token up: of any number of tries at once a single one gets it, and only if its work commits."""
    found = await peek(work.conn, work.vault, work.clock, token, purpose, telegram_id)
    if found is None:
        return None
    now = work.clock.now()
    used = await work.conn.execute(
        update(tokens)
        .where(tokens.c.hash == _hash(token), tokens.c.used_at.is_(None), tokens.c.expires_at > now)
        .values(used_at=now)
    )
    return found if used.rowcount else None


async def peek(
    conn: AsyncConnection,
    vault: Vault,
    clock: Clock,
    token: str,
    purpose: str | None = None,
    telegram_id: int | None = None,
) -> Taken | None:
    """What a token that still works stands for; it stays good. Any purpose, any account: leave them out."""
    if not _SHAPE.fullmatch(token):
        return None
    hashed = _hash(token)
    row = (await conn.execute(select(tokens).where(tokens.c.hash == hashed))).one_or_none()
    if row is None or row.used_at is not None or row.expires_at <= clock.now():
        return None
    if purpose not in {None, row.purpose} or telegram_id not in {None, row.telegram_id}:
        return None
    key = await vault.key(conn, row.citizen_id)
    return Taken(row.citizen_id, row.telegram_id, row.purpose, key.open_json(row.data_sealed, _place(hashed)))


async def revoke(work: Work, citizen_id: int, purpose: str) -> None:
    """End all of a citizen's tokens of this purpose: what they led to is done, or was called off."""
    await work.conn.execute(
        update(tokens)
        .where(tokens.c.citizen_id == citizen_id, tokens.c.purpose == purpose, tokens.c.used_at.is_(None))
        .values(used_at=work.clock.now())
    )


async def spend_once(work: Work, mark: str, citizen_id: int, telegram_id: int, minutes: int) -> bool:
    """Whether this mark (a signature made elsewhere) is seen for the first time; a repeat is a replay."""
    hashed = _hash(mark)
    key = await work.vault.key(work.conn, citizen_id)
    now = work.clock.now()
    added = await work.conn.execute(
        upsert(work.conn, tokens)
        .values(
            hash=hashed,
            citizen_id=citizen_id,
            telegram_id=telegram_id,
            purpose="seen",
            data_sealed=key.seal_json({}, _place(hashed)),
            expires_at=now + timedelta(minutes=minutes),
            used_at=now,
        )
        .on_conflict_do_nothing()
    )
    return bool(added.rowcount)


async def forget(work: Work) -> None:
    """Drop what ended more than a day ago."""
    await work.conn.execute(delete(tokens).where(tokens.c.expires_at < work.clock.now() - _KEPT))


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "surrogateescape")).digest()


def _place(hashed: bytes) -> str:
    return f"tokens:data:{hashed.hex()}"
