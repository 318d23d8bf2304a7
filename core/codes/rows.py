"""Codes within a caller's unit of work: asked for, sent, checked."""

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core.codes.model import (
    DAY,
    DIGITS,
    LIVES,
    MOST_BY_AN_ACCOUNT,
    MOST_TO_A_TARGET,
    PAUSE,
    TRIES,
    Sent,
    Verdict,
)
from core.db.accounts import codes
from core.db.tables import outbox, telegram_accounts
from core.db.uow import Work, next_number
from core.db.vault import Vault
from core.errors import Refused
from core.ids import new_id
from core.logs import get_logger
from core.outbox.model import Lane, Outgoing

log = get_logger(__name__)


async def ask(
    work: Work,
    citizen_id: int,
    telegram_id: int,
    purpose: str,
    kind: str,
    value: str,
    *,
    budget: int,
    really: bool = True,
    link: str | None = None,
) -> int:
    """Make a code and put it on its way; returns its id.

    Codes asked for before with this purpose die. With `really` false nothing is sent, and nothing else
    differs. `link` is a token that does the same in one tap. Raises Refused: `code-soon` (seconds),
    `code-day`, `code-budget`.
    """
    now = work.clock.now()
    target = target_index(work.vault, kind, value)
    await _spend(work, now, budget)
    await _may_ask(work.conn, now, telegram_id, target)
    await work.conn.execute(
        update(codes)
        .where(codes.c.citizen_id == citizen_id, codes.c.purpose == purpose, codes.c.expires_at > now)
        .values(expires_at=now)
    )
    code_id, digits = new_id(), f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    key = await work.vault.key(work.conn, citizen_id)
    await work.conn.execute(
        insert(codes).values(
            id=code_id,
            citizen_id=citizen_id,
            telegram_id=telegram_id,
            purpose=purpose,
            kind=kind,
            target_index=target,
            target_sealed=key.seal_json(value, f"codes:target:{code_id}"),
            code_hash=_hash(work.vault, code_id, digits),
            expires_at=now + LIVES,
            created_at=now,
        )
    )
    language = await work.conn.scalar(
        select(telegram_accounts.c.language).where(telegram_accounts.c.user_id == telegram_id)
    )
    payload = {
        "to": value if really else None,
        "code": digits,
        "minutes": int(LIVES.total_seconds()) // 60,
        "expires_at": (now + LIVES).isoformat(),
        "language": language or "ru",
        "link": link,
    }
    await _send(work, kind, code_id, citizen_id, payload)
    return code_id


async def _send(work: Work, kind: str, code_id: int, citizen_id: int, payload: Mapping[str, Any]) -> None:
    order = key = business_key(code_id)
    if kind == "phone":
        await work.send(Outgoing("sms.code", order, payload, Lane.ANSWER, key, citizen_id))
    else:
        await work.send(Outgoing("mail.code", order, payload, Lane.ANSWER, key, citizen_id))


async def _spend(work: Work, now: datetime, budget: int) -> None:
    """The day's budget of all. Its counter's row is held to the end: two that ask at once ask in turn."""
    if await next_number(work.conn, f"codes:{now:%Y-%m-%d}") > budget:
        log.error("codes_budget_spent", count=budget)
        raise Refused("code-budget")


async def _may_ask(conn: AsyncConnection, now: datetime, telegram_id: int, target: bytes) -> None:
    lately = codes.c.created_at > now - DAY
    sent, last = (
        await conn.execute(
            select(func.count(), func.max(codes.c.created_at)).where(codes.c.target_index == target, lately)
        )
    ).one()
    if last is not None and last + PAUSE > now:
        raise Refused("code-soon", seconds=max(1, round((last + PAUSE - now).total_seconds())))
    mine = await conn.scalar(
        select(func.count()).select_from(codes).where(codes.c.telegram_id == telegram_id, lately)
    )
    if sent >= MOST_TO_A_TARGET or (mine or 0) >= MOST_BY_AN_ACCOUNT:
        raise Refused("code-day")


async def take(
    work: Work, citizen_id: int, telegram_id: int, code_id: int, purpose: str, digits: str
) -> Verdict:
    """Check digits against a code, spending a try; `RIGHT` once. The caller commits whatever comes."""
    now = work.clock.now()
    tried = await work.conn.execute(
        update(codes)
        .where(
            codes.c.id == code_id,
            codes.c.citizen_id == citizen_id,
            codes.c.telegram_id == telegram_id,
            codes.c.purpose == purpose,
            codes.c.used_at.is_(None),
            codes.c.tries < TRIES,
            codes.c.expires_at > now,
        )
        .values(tries=codes.c.tries + 1)
    )
    if not tried.rowcount:
        return await _why_not(work.conn, citizen_id, telegram_id, code_id, purpose)
    right = await work.conn.execute(
        update(codes)
        .where(
            codes.c.id == code_id,
            codes.c.used_at.is_(None),
            codes.c.code_hash == _hash(work.vault, code_id, digits),
        )
        .values(used_at=now)
    )
    if right.rowcount:
        return Verdict.RIGHT
    tries = await work.conn.scalar(select(codes.c.tries).where(codes.c.id == code_id))
    return Verdict.SPENT if (tries or 0) >= TRIES else Verdict.WRONG


async def _why_not(
    conn: AsyncConnection, citizen_id: int, telegram_id: int, code_id: int, purpose: str
) -> Verdict:
    row = (await conn.execute(select(codes).where(codes.c.id == code_id))).one_or_none()
    if row is None or (row.citizen_id, row.telegram_id, row.purpose) != (citizen_id, telegram_id, purpose):
        return Verdict.UNKNOWN
    if row.used_at is not None:
        return Verdict.USED
    return Verdict.SPENT if row.tries >= TRIES else Verdict.EXPIRED


async def latest(conn: AsyncConnection, vault: Vault, citizen_id: int, purpose: str) -> Sent | None:
    """The newest code of this purpose, dead or alive, with what became of its sending."""
    row = (
        await conn.execute(
            select(codes)
            .where(codes.c.citizen_id == citizen_id, codes.c.purpose == purpose)
            .order_by(codes.c.id.desc())
            .limit(1)
        )
    ).one_or_none()
    if row is None:
        return None
    key = await vault.key(conn, citizen_id)
    state = await conn.scalar(select(outbox.c.state).where(outbox.c.business_key == business_key(row.id)))
    return Sent(
        id=row.id,
        kind=row.kind,
        to=key.open_json(row.target_sealed, f"codes:target:{row.id}"),
        tries_left=max(0, TRIES - row.tries),
        expires_at=row.expires_at,
        again_at=row.created_at + PAUSE,
        used=row.used_at is not None,
        failed=state in {"undeliverable", "unknown"},
    )


async def pending(conn: AsyncConnection, telegram_id: int, now: datetime) -> bool:
    """Whether a code asked for from this account may still be given."""
    alive = (codes.c.telegram_id == telegram_id, codes.c.used_at.is_(None), codes.c.expires_at > now)
    return await conn.scalar(select(codes.c.id).where(*alive, codes.c.tries < TRIES).limit(1)) is not None


def business_key(code_id: int) -> str:
    """Of the message that carries the code."""
    return f"code:{code_id}"


def target_index(vault: Vault, kind: str, value: str) -> bytes:
    """What contacts are found by, and limits counted by."""
    return vault.index.index(value.encode(), kind)


def _hash(vault: Vault, code_id: int, digits: str) -> bytes:
    return vault.index.index(f"{code_id}:{digits}".encode(), "code")
