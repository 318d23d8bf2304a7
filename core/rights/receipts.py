"""What the law lets nobody forget: that consent was given and an application sent, without what was in it.

Kept from an erasure for three years, the term within which either side may go to court (Civil Code of the
Russian Federation, article 196; article 21 of 152-FZ leaves what another law requires). Sealed under the
service's key, since the person's own is destroyed. Found by a Telegram account that is shown to us, and by
no other way.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import delete, select

from core.db.accounts import receipts
from core.db.tables import applications, consents, telegram_accounts
from core.db.uow import Work, Works, upsert
from core.forms.kinds.date_limits import years_later

KEPT_YEARS = 3


async def keep(work: Work, citizen_id: int) -> None:
    """Write the proofs of somebody who is being forgotten, for each of their Telegram accounts; once."""
    accounts = await work.conn.scalars(
        select(telegram_accounts.c.user_id).where(telegram_accounts.c.citizen_id == citizen_id)
    )
    until = years_later(work.clock.today(), KEPT_YEARS)
    proofs = await _proofs(work, citizen_id)
    for account in accounts.all():
        for name, proof in proofs.items():
            await _add(work, account, name, proof, until)


async def _proofs(work: Work, citizen_id: int) -> dict[str, Mapping[str, Any]]:
    found: dict[str, Mapping[str, Any]] = {}
    for row in await work.conn.execute(select(consents).where(consents.c.citizen_id == citizen_id)):
        found[f"consent:{row.id}"] = {
            "proof": "consent",
            "purpose": row.purpose,
            "accepted": row.accepted,
            "text_hash": row.text_hash,
            "at": row.at.isoformat(),
        }
    for row in await work.conn.execute(select(applications).where(applications.c.citizen_id == citizen_id)):
        found[f"application:{row.id}"] = {
            "proof": "application",
            "number": row.number,
            "service": row.service_id,
            "department": row.department,
            "submitted_at": row.submitted_at.isoformat(),
        }
    return found


async def _add(work: Work, account: int, name: str, proof: Mapping[str, Any], until: date) -> None:
    key_index = work.vault.index.index(f"{account}:{name}".encode(), "receipts:key")
    await work.conn.execute(
        upsert(work.conn, receipts)
        .values(
            key_index=key_index,
            person_index=_person(work.vault.index.index, account),
            proof_sealed=work.vault.service.seal_json(dict(proof), _place(key_index)),
            keep_until=until,
        )
        .on_conflict_do_nothing()
    )


async def of_account(works: Works, telegram_id: int) -> list[dict[str, Any]]:
    """The proofs of a Telegram account, for whoever answers a court or the person themselves."""
    async with works.look() as conn:
        rows = await conn.execute(
            select(receipts).where(receipts.c.person_index == _person(works.vault.index.index, telegram_id))
        )
        return [works.vault.service.open_json(row.proof_sealed, _place(row.key_index)) for row in rows]


async def forget(works: Works) -> None:
    """Drop those whose term is over."""
    async with works.work() as work:
        await work.conn.execute(delete(receipts).where(receipts.c.keep_until < work.clock.today()))
        await work.commit()


def _person(index: Any, account: int) -> bytes:
    found: bytes = index(str(account).encode(), "receipts:person")
    return found


def _place(key_index: bytes) -> str:
    return f"receipts:proof:{key_index.hex()}"
