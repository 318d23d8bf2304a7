"""How the tables of a citizen's safety are read and written, for the use cases of this room."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core.clock import Clock
from core.contacts import rows as contact_rows
from core.contacts.model import Contact
from core.db.accounts import backup_codes, devices, secrets
from core.db.uow import Work, upsert
from core.db.vault import Vault
from core.security.model import DEFAULT_LOCK_S, Reach, Standing


async def secrets_of(conn: AsyncConnection, citizen_id: int) -> Any | None:
    """The row; None of somebody who has set nothing."""
    return (await conn.execute(select(secrets).where(secrets.c.citizen_id == citizen_id))).one_or_none()


async def put_secrets(work: Work, citizen_id: int, values: Mapping[str, Any]) -> None:
    statement = upsert(work.conn, secrets).values(citizen_id=citizen_id, **values)
    await work.conn.execute(statement.on_conflict_do_update(index_elements=["citizen_id"], set_=dict(values)))


async def backup_left(conn: AsyncConnection, citizen_id: int) -> int:
    found = await conn.scalar(
        select(func.count())
        .select_from(backup_codes)
        .where(backup_codes.c.citizen_id == citizen_id, backup_codes.c.used_at.is_(None))
    )
    return int(found or 0)


async def reached(conn: AsyncConnection, vault: Vault, citizen_id: int, reach: Reach) -> dict[str, Contact]:
    """The contact behind each way that a code can go, the main one of its kind where there are several."""
    found: dict[str, Contact] = {}
    for contact in await contact_rows.of(conn, vault, citizen_id):
        if (way := reach.way_to(contact)) is not None:
            found.setdefault(way, contact)
    return found


async def standing(
    conn: AsyncConnection, vault: Vault, clock: Clock, reach: Reach, citizen_id: int, telegram_id: int
) -> Standing:
    """What this account may do just now."""
    kept = await secrets_of(conn, citizen_id)
    device = (
        await conn.execute(
            select(devices).where(devices.c.telegram_id == telegram_id, devices.c.citizen_id == citizen_id)
        )
    ).one_or_none()
    ways = set(await reached(conn, vault, citizen_id, reach))
    if kept is not None:
        own = {"pin": kept.pin_sealed is not None, "totp": kept.totp_on}
        ways |= {way for way, has in own.items() if has}
        if any(own.values()) and await backup_left(conn, citizen_id):
            ways.add("backup")
    open_ = device is not None and not device.locked
    return Standing(
        now=clock.now(),
        ways=frozenset(ways),
        proved_at=device.proved_at if device is not None and open_ else None,
        active_at=device.active_at if device is not None and open_ else None,
        lock_after_s=(kept.lock_after_s if kept is not None else None) or DEFAULT_LOCK_S,
        frozen_until=kept.frozen_until if kept is not None else None,
        blocked_until=kept.blocked_until if kept is not None else None,
    )


async def mark_proved(work: Work, citizen_id: int, telegram_id: int, by: str) -> None:
    """A fresh proof of this account; whatever it was blocked for is over."""
    now = work.clock.now()
    values = {
        "citizen_id": citizen_id,
        "active_at": now,
        "proved_at": now,
        "proved_by": by,
        "locked": False,
    }
    await work.conn.execute(
        upsert(work.conn, devices)
        .values(telegram_id=telegram_id, linked_at=now, **values)
        .on_conflict_do_update(index_elements=["telegram_id"], set_=values)
    )
    await forgive(work, citizen_id)


async def forgive(work: Work, citizen_id: int) -> None:
    """Wrong tries before a right one count no more."""
    await work.conn.execute(
        update(secrets).where(secrets.c.citizen_id == citizen_id).values(tries=0, blocked_until=None)
    )


async def lock_all(work: Work, citizen_id: int) -> None:
    """End every proof of the citizen, on all their accounts."""
    await work.conn.execute(
        update(devices).where(devices.c.citizen_id == citizen_id).values(locked=True, proved_at=None)
    )


def place(column: str, citizen_id: int) -> str:
    """What a secret is sealed to."""
    return f"secrets:{column}:{citizen_id}"


def later(one: datetime | None, now: datetime) -> datetime | None:
    """A moment that is still to come; None for none, and for one gone by."""
    return one if one is not None and one > now else None
