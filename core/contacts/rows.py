"""Contacts within a caller's unit of work. A verified one belongs to one account at a time."""

from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from core.citizens.values import place, put_values
from core.contacts.model import PATHS, PHONE, Contact
from core.db.accounts import contacts
from core.db.tables import citizens, profile_values
from core.db.uow import Work
from core.db.vault import Key, Vault
from core.errors import Refused
from core.ids import new_id


def index_of(vault: Vault, kind: str, value: str) -> bytes:
    return vault.index.index(value.encode(), kind)


async def verified(conn: AsyncConnection, vault: Vault, kind: str, value: str) -> int | None:
    """Whose verified contact it is."""
    owner: int | None = await conn.scalar(
        select(contacts.c.citizen_id).where(
            contacts.c.kind == kind,
            contacts.c.value_index == index_of(vault, kind, value),
            contacts.c.verified_at.is_not(None),
        )
    )
    return owner


async def of(conn: AsyncConnection, vault: Vault, citizen_id: int) -> list[Contact]:
    """All of a citizen's, phones first, the main one first of its kind."""
    found = (
        await conn.execute(
            select(contacts)
            .where(contacts.c.citizen_id == citizen_id)
            .order_by(contacts.c.kind.desc(), contacts.c.main.desc(), contacts.c.id)
        )
    ).all()
    if not found:
        return []
    key = await vault.key(conn, citizen_id)
    return [contact_of(row, key) for row in found]


def contact_of(row: Any, key: Key) -> Contact:
    value = key.open_json(row.value_sealed, place(row.citizen_id, PATHS[row.kind]))
    return Contact(row.id, row.kind, value, row.source, row.verified_at, bool(row.main), row.added_at)


async def add(work: Work, citizen_id: int, kind: str, value: str, source: str) -> int:
    """The id of this citizen's contact, unverified where it is new."""
    index = index_of(work.vault, kind, value)
    same = (contacts.c.citizen_id == citizen_id) & (contacts.c.kind == kind)
    known: int | None = await work.conn.scalar(
        select(contacts.c.id).where(same, contacts.c.value_index == index)
    )
    if known is not None:
        return known
    contact_id, key = new_id(), await work.vault.key(work.conn, citizen_id)
    await work.conn.execute(
        insert(contacts).values(
            id=contact_id,
            citizen_id=citizen_id,
            kind=kind,
            value_index=index,
            value_sealed=key.seal_json(value, place(citizen_id, PATHS[kind])),
            source=source,
            main=False,
            added_at=work.clock.now(),
        )
    )
    return contact_id


async def add_verified(
    work: Work, citizen_id: int, kind: str, value: str, source: str, *, main: bool = False
) -> int:
    """Write down that a contact is this citizen's; returns its id.

    The first verified one of a kind becomes the main one, as does any with `main`; the main one is the
    profile's value as well. Raises Refused `contact-taken` when another account holds it.
    """
    owner = await verified(work.conn, work.vault, kind, value)
    if owner is not None and owner != citizen_id:
        raise Refused("contact-taken")
    contact_id = await add(work, citizen_id, kind, value, source)
    if owner is None:
        await _verify(work, contact_id, source)
    if main or not await _has_main(work.conn, citizen_id, kind):
        await make_main(work, citizen_id, kind, contact_id, value, source)
    return contact_id


async def _verify(work: Work, contact_id: int, source: str) -> None:
    try:
        async with work.conn.begin_nested():
            await work.conn.execute(
                update(contacts)
                .where(contacts.c.id == contact_id)
                .values(verified_at=work.clock.now(), source=source)
            )
    except IntegrityError:  # somebody else's a moment ago
        raise Refused("contact-taken") from None


async def _has_main(conn: AsyncConnection, citizen_id: int, kind: str) -> bool:
    return bool(
        await conn.scalar(
            select(contacts.c.id).where(
                contacts.c.citizen_id == citizen_id, contacts.c.kind == kind, contacts.c.main.is_(True)
            )
        )
    )


async def make_main(work: Work, citizen_id: int, kind: str, contact_id: int, value: str, source: str) -> None:
    """This one stands for its kind: in applications, and where one is enough."""
    same = (contacts.c.citizen_id == citizen_id) & (contacts.c.kind == kind)
    await work.conn.execute(update(contacts).where(same).values(main=contacts.c.id == contact_id))
    await put_values(work, citizen_id, {PATHS[kind]: value}, source)
    if kind == PHONE:  # a process of the version before this one looks here
        await work.conn.execute(
            update(citizens)
            .where(citizens.c.id == citizen_id)
            .values(phone_index=index_of(work.vault, PHONE, value))
        )


async def drop(work: Work, citizen_id: int, contact: Contact) -> None:
    """Take a contact away; where it was the main one, the oldest verified one left takes its place."""
    await work.conn.execute(
        delete(contacts).where(contacts.c.id == contact.id, contacts.c.citizen_id == citizen_id)
    )
    if not contact.main:
        return
    left = [
        one
        for one in await of(work.conn, work.vault, citizen_id)
        if one.kind == contact.kind and one.verified
    ]
    if left:
        heir = left[0]
        await make_main(work, citizen_id, heir.kind, heir.id, heir.value, heir.source)
        return
    await work.conn.execute(
        delete(profile_values).where(
            profile_values.c.citizen_id == citizen_id, profile_values.c.path == PATHS[contact.kind]
        )
    )
    if contact.kind == PHONE:
        await work.conn.execute(update(citizens).where(citizens.c.id == citizen_id).values(phone_index=None))


async def settle_registration(work: Work, citizen_id: int) -> None:
    """Registered from now on, where it was not; of standard level, where it had none."""
    mine = citizens.c.id == citizen_id
    now = work.clock.now()
    await work.conn.execute(
        update(citizens).where(mine, citizens.c.registered_at.is_(None)).values(registered_at=now)
    )
    await work.conn.execute(update(citizens).where(mine, citizens.c.level == "none").values(level="standard"))
