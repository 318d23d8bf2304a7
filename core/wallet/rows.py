"""The wallet's rows: read with their owner's key, and written within the caller's unit of work."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core.citizens.values import put_values
from core.db.accounts import wallet, wallet_pages
from core.db.tables import citizens, files, profile_values
from core.db.uow import Work, upsert
from core.db.vault import Key, Vault
from core.errors import NotFound, Refused
from core.forms.model import Value
from core.wallet.kinds import KINDS, WalletKind
from core.wallet.model import MOST_DOCUMENTS, Kept, stage_of

SOURCE = "documents"  # where a value of the profile is from that a document of the wallet taught


def source_of(document_id: int) -> str:
    """What a page's file says of where it is from."""
    return f"wallet:{document_id}"


async def kept(conn: AsyncConnection, vault: Vault, citizen_id: int) -> list[Kept]:
    """All of a citizen's, the one touched last first."""
    rows = (
        await conn.execute(
            select(wallet)
            .where(wallet.c.citizen_id == citizen_id, wallet.c.kind.in_(KINDS))
            .order_by(wallet.c.changed_at.desc(), wallet.c.id.desc())
        )
    ).all()
    if not rows:
        return []
    pages = await _pages(conn, [row.id for row in rows])
    key = await vault.key(conn, citizen_id)
    return [_opened(row, key, pages.get(row.id, ())) for row in rows]


async def one(conn: AsyncConnection, vault: Vault, citizen_id: int, document_id: int) -> Kept:
    """Raises NotFound, for another citizen's too."""
    found = await _row(conn, citizen_id, document_id)
    if found is None:
        raise NotFound("document-unknown")
    pages = await _pages(conn, [document_id])
    return _opened(found, await vault.key(conn, citizen_id), pages.get(document_id, ()))


async def _row(conn: AsyncConnection, citizen_id: int, document_id: int) -> Any:
    mine = (wallet.c.id == document_id) & (wallet.c.citizen_id == citizen_id) & wallet.c.kind.in_(KINDS)
    return (await conn.execute(select(wallet).where(mine))).one_or_none()


async def _pages(conn: AsyncConnection, ids: list[int]) -> dict[int, tuple[int, ...]]:
    rows = await conn.execute(
        select(wallet_pages)
        .where(wallet_pages.c.wallet_id.in_(ids))
        .order_by(wallet_pages.c.wallet_id, wallet_pages.c.position)
    )
    pages: dict[int, tuple[int, ...]] = {}
    for row in rows:
        pages[row.wallet_id] = (*pages.get(row.wallet_id, ()), row.file_id)
    return pages


def _opened(row: Any, key: Key, pages: tuple[int, ...]) -> Kept:
    values = key.open_json(row.fields_sealed, _place(row.id))
    return Kept(row.id, KINDS[row.kind], values, row.expires_on, pages, row.changed_at)


async def begin(work: Work, citizen_id: int, document_id: int, kind: WalletKind) -> Kept:
    """The document, made now under this id unless it is there. Raises NotFound for another citizen's id,
    Refused when the wallet is full. One at a time for a citizen: positions of pages are counted."""
    await work.conn.execute(select(citizens.c.id).where(citizens.c.id == citizen_id).with_for_update())
    count = await work.conn.scalar(
        select(func.count()).select_from(wallet).where(wallet.c.citizen_id == citizen_id)
    )
    if (found := await _row(work.conn, citizen_id, document_id)) is None:
        if int(count or 0) >= MOST_DOCUMENTS:
            raise Refused("wallet-full", most=MOST_DOCUMENTS)
        await _add(work, citizen_id, document_id, kind)
    elif found.kind != kind.id:
        raise NotFound("document-unknown")
    return await one(work.conn, work.vault, citizen_id, document_id)


async def _add(work: Work, citizen_id: int, document_id: int, kind: WalletKind) -> None:
    key, now = await work.vault.key(work.conn, citizen_id), work.clock.now()
    await work.conn.execute(
        upsert(work.conn, wallet)
        .values(
            id=document_id,
            citizen_id=citizen_id,
            kind=kind.id,
            fields_sealed=key.seal_json({}, _place(document_id)),
            added_at=now,
            changed_at=now,
        )
        .on_conflict_do_nothing()
    )


async def put(work: Work, citizen_id: int, document: Kept, values: Mapping[str, Value]) -> None:
    """Keep its values; of the reminders ahead only those still to come will be sent.

    What the profile does not know yet it learns from here, so that a renewal is filled in by itself.
    """
    key, today = await work.vault.key(work.conn, citizen_id), work.clock.today()
    expires_on = document.kind.ends_on(values)
    await work.conn.execute(
        update(wallet)
        .where(wallet.c.id == document.id)
        .values(
            fields_sealed=key.seal_json(dict(values), _place(document.id)),
            expires_on=expires_on,
            reminded=stage_of(expires_on, today),
            changed_at=work.clock.now(),
        )
    )
    await _teach(work, citizen_id, document.kind, values)


async def _teach(work: Work, citizen_id: int, kind: WalletKind, values: Mapping[str, Value]) -> None:
    told = {
        asked.autofill: values[asked.id]
        for asked in kind.fields
        if asked.autofill and values.get(asked.id) is not None
    }
    if not told:
        return
    known = await work.conn.scalars(
        select(profile_values.c.path).where(
            profile_values.c.citizen_id == citizen_id, profile_values.c.path.in_(told)
        )
    )
    there = set(known)
    new = {path: value for path, value in told.items() if path not in there}
    if new:
        await put_values(work, citizen_id, new, SOURCE)


async def add_page(work: Work, document: Kept, file_id: int) -> None:
    await work.conn.execute(
        insert(wallet_pages).values(wallet_id=document.id, file_id=file_id, position=_next(document))
    )
    await work.conn.execute(
        update(wallet).where(wallet.c.id == document.id).values(changed_at=work.clock.now())
    )


def _next(document: Kept) -> int:
    return len(document.pages)


async def has_content(work: Work, citizen_id: int, content_index: bytes, document_id: int | None) -> bool:
    """Whether this very page is kept already: in one document, or in any of the citizen's wallet."""
    found = (
        select(files.c.id)
        .join(wallet_pages, wallet_pages.c.file_id == files.c.id)
        .where(files.c.citizen_id == citizen_id, files.c.content_index == content_index)
    )
    if document_id is not None:
        found = found.where(wallet_pages.c.wallet_id == document_id)
    return await work.conn.scalar(found.limit(1)) is not None


async def holds(conn: AsyncConnection, citizen_id: int, file_ids: Sequence[int]) -> bool:
    mine = files.c.citizen_id == citizen_id
    content = select(files.c.content_index).where(mine, files.c.id.in_(file_ids))
    found = (
        select(files.c.id)
        .join(wallet_pages, wallet_pages.c.file_id == files.c.id)
        .where(mine, files.c.content_index.in_(content))
    )
    return await conn.scalar(found.limit(1)) is not None


async def clear_pages(work: Work, document: Kept) -> None:
    """Its pages are nobody's any more; their bytes go with the next sweep."""
    await work.conn.execute(delete(wallet_pages).where(wallet_pages.c.wallet_id == document.id))
    mine = files.c.source == source_of(document.id)
    await work.conn.execute(delete(files).where(files.c.id.in_(document.pages), mine))


async def drop(work: Work, document: Kept) -> None:
    await clear_pages(work, document)
    await work.conn.execute(delete(wallet).where(wallet.c.id == document.id))


def _place(document_id: int) -> str:
    return f"wallet:fields:{document_id}"
