"""Setting up what proves somebody: PIN, authenticator, backup codes, the phrase of one's own.

Each change asks for a proof first (`factor.change`), but for the first factor of somebody who has none and
no contact that a code could reach.
"""

import secrets as dice

import pyotp
from sqlalchemy import delete, insert

from core.citizens.model import Citizen
from core.db.accounts import backup_codes
from core.db.uow import Work, Works
from core.errors import Refused
from core.ids import new_id
from core.security import rows
from core.security.hashing import Hasher
from core.security.journal import alarm
from core.security.model import BACKUP_CODES, PHRASE, Reach, pin_problem
from core.security.policy import needed
from core.security.usecases import backup_place, plain_code, use_totp

_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # none that is read for another


class Factors:
    """Every change is in the journal and told in every linked chat."""

    def __init__(self, works: Works, hasher: Hasher, reach: Reach, brand: str) -> None:
        self._works = works
        self._hasher = hasher
        self._reach = reach
        self._brand = brand

    async def set_pin(self, citizen: Citizen, pin: str) -> None:
        """A new PIN. Raises Refused (`pin-…`) for one that will not do, and without a proof."""
        if (problem := pin_problem(pin)) is not None:
            raise Refused(problem)
        hashed = await self._hasher.hash(pin)
        async with self._works.work() as work:
            first = await self._may_change(work, citizen)
            key = await work.vault.key(work.conn, citizen.id)
            sealed = key.seal_json(hashed, rows.place("pin", citizen.id))
            await rows.put_secrets(work, citizen.id, {"pin_sealed": sealed})
            await alarm(work, citizen.id, "pin-set")
            if first:
                await rows.mark_proved(work, citizen.id, citizen.telegram_id, "pin")
            await work.commit()

    async def drop_pin(self, citizen: Citizen) -> None:
        async with self._works.work() as work:
            await self._may_change(work, citizen)
            await rows.put_secrets(work, citizen.id, {"pin_sealed": None})
            await alarm(work, citizen.id, "pin-dropped")
            await self._drop_spares(work, citizen)
            await work.commit()

    async def begin_totp(self, citizen: Citizen) -> tuple[str, str]:
        """A new authenticator secret, not in force until confirmed: (what is typed by hand, the QR's URI)."""
        secret = pyotp.random_base32()
        async with self._works.work() as work:
            await self._may_change(work, citizen)
            kept = await rows.secrets_of(work.conn, citizen.id)
            if kept is not None and kept.totp_on:
                raise Refused("totp-on")
            key = await work.vault.key(work.conn, citizen.id)
            sealed = key.seal_json(secret, rows.place("totp", citizen.id))
            await rows.put_secrets(work, citizen.id, {"totp_sealed": sealed, "totp_step": None})
            await work.commit()
        return secret, pyotp.TOTP(secret).provisioning_uri(name=self._brand, issuer_name=self._brand)

    async def confirm_totp(self, citizen: Citizen, code: str) -> bool:
        """Put the authenticator in force by its first code; that code is used up by it."""
        async with self._works.work() as work:
            await self._may_change(work, citizen)
            kept = await rows.secrets_of(work.conn, citizen.id)
            if kept is None or kept.totp_on or not await use_totp(work, citizen.id, code):
                return False
            await rows.put_secrets(work, citizen.id, {"totp_on": True})
            await alarm(work, citizen.id, "totp-on")
            await work.commit()
        return True

    async def drop_totp(self, citizen: Citizen) -> None:
        async with self._works.work() as work:
            await self._may_change(work, citizen)
            await rows.put_secrets(
                work, citizen.id, {"totp_sealed": None, "totp_on": False, "totp_step": None}
            )
            await alarm(work, citizen.id, "totp-off")
            await self._drop_spares(work, citizen)
            await work.commit()

    async def new_backup_codes(self, citizen: Citizen) -> list[str]:
        """Ten codes in place of all before them, to be shown once. Raises Refused where they are no spare."""
        codes = ["".join(dice.choice(_LETTERS) for _ in range(10)) for _ in range(BACKUP_CODES)]
        async with self._works.work() as work:
            await self._may_change(work, citizen)
            kept = await rows.secrets_of(work.conn, citizen.id)
            if kept is None or not (kept.pin_sealed is not None or kept.totp_on):
                raise Refused("backup-first-factor")
            await self._forget_codes(work, citizen)
            key, where = await work.vault.key(work.conn, citizen.id), backup_place(citizen.id)
            for code in codes:
                hashed = key.index(plain_code(code).encode(), where)
                await work.conn.execute(
                    insert(backup_codes).values(id=new_id(), citizen_id=citizen.id, code_hash=hashed)
                )
            await alarm(work, citizen.id, "backup-new")
            await work.commit()
        return [f"{code[:5]}-{code[5:]}" for code in codes]

    async def set_phrase(self, citizen: Citizen, phrase: str) -> None:
        """The citizen's own words on every sensitive window. Raises Refused for too short or too long."""
        words = " ".join(phrase.split())
        if len(words) not in PHRASE or not words.isprintable():
            raise Refused("phrase-length", least=PHRASE.start, most=PHRASE.stop - 1)
        async with self._works.work() as work:
            await self._may_change(work, citizen)
            key = await work.vault.key(work.conn, citizen.id)
            sealed = key.seal_json(words, rows.place("phrase", citizen.id))
            await rows.put_secrets(work, citizen.id, {"phrase_sealed": sealed})
            await alarm(work, citizen.id, "phrase-set")
            await work.commit()

    async def _may_change(self, work: Work, citizen: Citizen) -> bool:
        """Raises Refused without a proof; True where none can be asked for, because there is nothing yet."""
        stand = await rows.standing(
            work.conn, work.vault, work.clock, self._reach, citizen.id, citizen.telegram_id
        )
        need = needed("factor.change", stand)
        if need is None:
            return False
        if need.ways or need.frozen_until is not None:
            raise Refused("proof-first")
        return True

    async def _drop_spares(self, work: Work, citizen: Citizen) -> None:
        """With the last factor its backup codes go: they stand in for one, and prove nothing alone."""
        kept = await rows.secrets_of(work.conn, citizen.id)
        if kept is None or not (kept.pin_sealed is not None or kept.totp_on):
            await self._forget_codes(work, citizen)

    async def _forget_codes(self, work: Work, citizen: Citizen) -> None:
        await work.conn.execute(delete(backup_codes).where(backup_codes.c.citizen_id == citizen.id))
