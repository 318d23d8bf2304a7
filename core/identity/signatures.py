"""Confirming by a qualified signature: a file with a nonce goes out, its signature comes back."""

import asyncio
import secrets
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core.citizens.model import Citizen, Known
from core.confirmation import rows
from core.confirmation.granting import grant
from core.confirmation.model import Review
from core.db.accounts import reviews
from core.db.tables import citizens
from core.db.uow import Works
from core.errors import NotFound, Refused
from core.forms.kinds.registers import snils_valid
from core.forms.model import Value
from core.identity.model import Signer
from core.ids import new_id

METHOD = "signature"
LIVES = timedelta(hours=24)


class Signatures:
    """`trust` is the folder of certificates and lists of revoked ones; none: the way is not offered."""

    def __init__(self, works: Works, trust: str) -> None:
        self._works = works
        self._trust = Path(trust) if trust else None

    @property
    def offered(self) -> bool:
        return self._trust is not None and self._trust.is_dir()

    async def begin(self, citizen: Citizen, then: str = "") -> bytes:
        """The file to sign: the same one for a day. Raises Refused."""
        if not self.offered:
            raise NotFound("signature-off")
        if citizen.level == "confirmed":
            raise Refused("already-confirmed")
        async with self._works.work() as work:
            review = await self._open(citizen.id, lock=True, conn=work.conn)
            now = work.clock.now()
            if review is None:
                fresh = Review(
                    new_id(), citizen.id, METHOD, "collecting",
                    phrase=secrets.token_hex(16), until=now + LIVES, then=then,
                )  # fmt: skip
                await rows.add(work, fresh)
                review = await self._open(citizen.id, lock=True, conn=work.conn) or fresh
            elif not review.phrase_holds(now):
                review = replace(review, phrase=secrets.token_hex(16), until=now + LIVES)
                await rows.change(work, review)
            await work.commit()
        return file_of(review.phrase)

    async def check(self, citizen: Citizen, signature: bytes, known: dict[str, Known]) -> None:
        """Confirm by a signature of the file that was given; again: nothing. Raises Refused."""
        if self._trust is None or not self.offered:
            raise NotFound("signature-off")
        async with self._works.look() as conn:
            review = await self._open(citizen.id, lock=False, conn=conn)
            level = await conn.scalar(select(citizens.c.level).where(citizens.c.id == citizen.id))
        if level == "confirmed":  # by the same signature, a moment ago
            return
        now = self._works.clock.now()
        if review is None or not review.phrase_holds(now):
            raise Refused("signature-old")
        signer = await signer_of(signature, file_of(review.phrase), self._trust, now)
        values = _values(signer, known)
        async with self._works.work() as work:
            done = await work.conn.execute(
                update(reviews)
                .where(reviews.c.id == review.id, reviews.c.state == "collecting")
                .values(state="approved", submitted_at=now, decided_at=now)
            )
            if done.rowcount:
                await grant(work, citizen.id, METHOD, values, METHOD, review.then)
            await work.commit()

    async def _open(self, citizen_id: int, *, lock: bool, conn: AsyncConnection) -> Review | None:
        wanted = select(reviews).where(
            reviews.c.citizen_id == citizen_id, reviews.c.method == METHOD, reviews.c.state == "collecting"
        )
        row = (await conn.execute(wanted.with_for_update() if lock else wanted)).one_or_none()
        return await rows.read(conn, self._works.vault, row) if row is not None else None


async def signer_of(signature: bytes, data: bytes, trust: Path, now: datetime) -> Signer:
    """Raises Refused `signature-…` for whatever does not hold."""

    def check() -> Signer:
        from core.identity.cms import checked  # noqa: PLC0415 - pyHanko: half a second and 9 MB, for few

        return checked(signature, data, trust, now)

    return await asyncio.to_thread(check)


def file_of(nonce: str) -> bytes:
    """What is signed. The nonce makes it this citizen's and this day's."""
    return f"Okno: подтверждение личности\nidentity confirmation\n{nonce}\n".encode()


def _values(signer: Signer, known: dict[str, Known]) -> dict[str, Value]:
    """What the certificate proves. Raises Refused where it is not this citizen's."""
    if not snils_valid(signer.snils):
        raise Refused("signature-no-snils")
    for path, value in (("profile.snils", signer.snils), ("profile.full_name", signer.name)):
        if path in known and value and _plain(str(known[path].value)) != _plain(value):
            raise Refused("signature-other-person")
    values: dict[str, Value] = {"profile.snils": signer.snils}
    if signer.name:
        values["profile.full_name"] = signer.name
    if len(signer.inn) == 12:
        values["profile.inn"] = signer.inn
    return values


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("ё", "е").split())
