"""Whether somebody may do what is sensitive just now, proving it, locking, freezing, devices, the journal."""

import time
from datetime import timedelta

import pyotp
from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core.citizens.model import Citizen
from core.codes import model as code_model
from core.codes import rows as code_rows
from core.codes.model import Sent
from core.contacts import rows as contact_rows
from core.contacts.model import PHONE
from core.db.accounts import backup_codes, devices, secrets, security_events
from core.db.tables import telegram_accounts
from core.db.uow import Work, Works
from core.errors import NotFound, Refused
from core.outbox.model import Lane, Outgoing
from core.security import rows
from core.security.hashing import Hasher
from core.security.journal import alarm, note, place
from core.security.model import (
    DEFAULT_LOCK_S,
    ENTRY,
    FREEZE,
    LOCK_CHOICES,
    PASSWORD,
    Device,
    Entry,
    Need,
    Protection,
    Reach,
    Standing,
    Verdict,
)
from core.security.policy import needed
from core.security.tries import spend_try, told
from core.tokens import rows as tokens

KIND_OF = {"sms": "phone", "email": "email"}
_STEP_S = 30  # of TOTP, https://www.rfc-editor.org/rfc/rfc6238
_REFRESH = timedelta(seconds=30)


class Security:
    """A wrong try is counted before it is looked at, so that tries at once are counted like one by one."""

    def __init__(self, works: Works, hasher: Hasher, reach: Reach, budget: int) -> None:
        self._works = works
        self._hasher = hasher
        self._reach = reach
        self._budget = budget  # of codes a day, for everybody

    async def needs(self, citizen: Citizen, action: str) -> Need | None:
        """What the action still asks for; None: it is allowed now, and counts as not being idle."""
        async with self._works.look() as conn:
            stand = await self._standing(conn, citizen)
        need = needed(action, stand)
        if need is None and stand.active_at is not None and stand.now - stand.active_at > _REFRESH:
            await self._stay_awake(citizen)
        return need

    async def _standing(self, conn: AsyncConnection, citizen: Citizen) -> Standing:
        vault, clock = self._works.vault, self._works.clock
        return await rows.standing(conn, vault, clock, self._reach, citizen.id, citizen.telegram_id)

    async def require(self, citizen: Citizen, action: str) -> None:
        """The same for whoever cannot ask: raises Refused where something is still needed."""
        if await self.needs(citizen, action) is not None:
            raise Refused("proof-first")

    async def _stay_awake(self, citizen: Citizen) -> None:
        # No turn's effect: it must not mark the update applied.
        async with self._works.database.write() as conn:
            await conn.execute(
                update(devices)
                .where(devices.c.telegram_id == citizen.telegram_id, devices.c.locked.is_(False))
                .values(active_at=self._works.clock.now())
            )
            await conn.commit()

    # Proving

    async def prove(self, citizen: Citizen, way: str, text: str) -> Verdict:
        """Try a PIN, an authenticator's code or a backup code. Raises NotFound for a way that is not set."""
        refused = await spend_try(self._works, citizen.id)
        if refused is not None:
            return refused
        fits = await self._fits(citizen.id, way, text)
        async with self._works.work() as work:
            ok = fits and await self._use_up(work, citizen.id, way, text)
            await note(work, citizen.id, "proved" if ok else "proof-wrong", {"way": way})
            if ok:
                await rows.mark_proved(work, citizen.id, citizen.telegram_id, way)
            verdict = await told(work, citizen.id, ok)
            await work.commit()
        return verdict

    async def send_code(self, citizen: Citizen, action: str, way: str) -> None:
        """Send a code to the main contact of this way. Raises Refused: `factor-unknown` for a way that is not
        asked for, and what `codes.rows.ask` raises.
        """
        async with self._works.work() as work:
            need = needed(action, await self._standing(work.conn, citizen))
            contacts = await rows.reached(work.conn, work.vault, citizen.id, self._reach)
            if need is None or way not in need.ways or way not in contacts:
                raise NotFound("factor-unknown")
            to, purpose = contacts[way], f"stepup:{action}"
            await code_rows.ask(
                work, citizen.id, citizen.telegram_id, purpose, to.kind, to.value, budget=self._budget
            )
            await work.commit()

    async def sent_code(self, citizen: Citizen, action: str, way: str) -> Sent | None:
        """The code that was sent last, if by this way; None where none works any more."""
        async with self._works.look() as conn:
            sent = await code_rows.latest(conn, self._works.vault, citizen.id, f"stepup:{action}")
        same = sent is not None and sent.kind == KIND_OF.get(way)
        return sent if sent and same and sent.lives(self._works.clock.now()) else None

    async def prove_code(self, citizen: Citizen, action: str, way: str, digits: str) -> Verdict:
        """Try a code that was sent; the right one is used up and proves in the same commit."""
        sent = await self.sent_code(citizen, action, way)
        if sent is None:
            return Verdict(False, 0)
        async with self._works.work() as work:
            found = await code_rows.take(
                work, citizen.id, citizen.telegram_id, sent.id, f"stepup:{action}", digits
            )
            ok = found is code_model.Verdict.RIGHT
            if ok:
                await rows.mark_proved(work, citizen.id, citizen.telegram_id, way)
            await note(work, citizen.id, "proved" if ok else "proof-wrong", {"way": way})
            await work.commit()
        return Verdict(ok, sent.tries_left - 1)

    async def _fits(self, citizen_id: int, way: str, text: str) -> bool:
        """What takes long, or needs no write: done outside any transaction."""
        async with self._works.look() as conn:
            kept = await rows.secrets_of(conn, citizen_id)
            key = await self._works.vault.key(conn, citizen_id)
        if kept is None:
            return False
        if way == "pin" and kept.pin_sealed is not None:
            hashed = key.open_json(kept.pin_sealed, rows.place("pin", citizen_id))
            return await self._hasher.fits(hashed, text)
        return (way == "totp" and bool(kept.totp_on)) or way == "backup"

    async def _use_up(self, work: Work, citizen_id: int, way: str, text: str) -> bool:
        """Codes that are good once are taken by one statement: of any number of tries one gets through."""
        if way == "totp":
            return await use_totp(work, citizen_id, text)
        if way == "backup":
            return await _use_backup(work, citizen_id, text)
        return way == "pin"

    # Locking and freezing

    async def lock(self, citizen: Citizen) -> None:
        """End this account's proof at once."""
        async with self._works.work() as work:
            await work.conn.execute(
                update(devices)
                .where(devices.c.telegram_id == citizen.telegram_id)
                .values(locked=True, proved_at=None)
            )
            await self._close_pages(work, citizen)
            await note(work, citizen.id, "locked")
            await work.commit()

    async def _warn_contacts(self, work: Work, citizen: Citizen, mark: str) -> None:
        """Whoever froze it may be the stranger: the owner hears of it elsewhere too."""
        for one in await contact_rows.of(work.conn, work.vault, citizen.id):
            payload = {"to": one.value, "language": citizen.language, "kind": "frozen", "params": {}}
            key = f"frozen:{mark}:{one.id}"
            if one.verified and one.kind == PHONE:
                await work.send(Outgoing("sms.notice", key, payload, Lane.ALERT, key, citizen.id))
            elif one.verified:
                await work.send(Outgoing("mail.notice", key, payload, Lane.ALERT, key, citizen.id))

    async def _close_pages(self, work: Work, citizen: Citizen) -> None:
        for purpose in (PASSWORD, ENTRY):
            await tokens.revoke(work, citizen.id, purpose)

    async def set_lock(self, citizen: Citizen, seconds: int) -> None:
        """After how long without a sensitive action the proof ends. Raises Refused for another time."""
        if seconds not in LOCK_CHOICES:
            raise Refused("lock-unknown")
        async with self._works.work() as work:
            await rows.put_secrets(work, citizen.id, {"lock_after_s": seconds})
            await work.commit()

    async def freeze(self, citizen: Citizen) -> None:
        """«Это не я»: nothing sensitive for a day, every proof ended, every chat and contact told."""
        async with self._works.work() as work:
            now = work.clock.now()
            await rows.put_secrets(work, citizen.id, {"frozen_until": now + FREEZE})
            await rows.lock_all(work, citizen.id)
            await self._close_pages(work, citizen)
            mark = f"{now:%Y%m%d%H%M}"
            await alarm(work, citizen.id, "frozen", {}, mark)
            await self._warn_contacts(work, citizen, mark)
            await work.commit()

    async def vanish(self, chat: int, message_id: int, after_s: float) -> None:
        """Have a message deleted after so many seconds, whatever becomes of this process."""
        key = f"vanish:{chat}:{message_id}"
        payload = {"chat": chat, "message_id": message_id}
        async with self._works.work() as work:
            await work.send(Outgoing("telegram.delete", key, payload, Lane.ANSWER, key, delay_s=after_s))
            await work.commit()

    async def note(self, citizen: Citizen, kind: str) -> None:
        """A line of the journal for what no other use case does."""
        async with self._works.work() as work:
            await note(work, citizen.id, kind)
            await work.commit()

    # What the citizen sees

    async def protection(self, citizen_id: int) -> Protection:
        async with self._works.look() as conn:
            kept = await rows.secrets_of(conn, citizen_id)
            if kept is None:
                return Protection()
            left = await rows.backup_left(conn, citizen_id)
            key = await self._works.vault.key(conn, citizen_id)
        phrase = kept.phrase_sealed
        return Protection(
            pin=kept.pin_sealed is not None,
            totp=bool(kept.totp_on),
            backup_left=left,
            password_at=kept.password_at,
            password_must_change=bool(kept.password_must_change),
            phrase=key.open_json(phrase, rows.place("phrase", citizen_id)) if phrase is not None else None,
            lock_after_s=kept.lock_after_s or DEFAULT_LOCK_S,
            frozen_until=rows.later(kept.frozen_until, self._works.clock.now()),
        )

    async def journal(self, citizen_id: int, offset: int = 0, limit: int = 8) -> list[Entry]:
        """The latest lines first; ask for one more than a page to know whether there is another."""
        async with self._works.look() as conn:
            found = await conn.execute(
                select(security_events)
                .where(security_events.c.citizen_id == citizen_id)
                .order_by(security_events.c.id.desc())
                .offset(offset)
                .limit(limit)
            )
            key = await self._works.vault.key(conn, citizen_id)
        return [
            Entry(row.kind, row.at, key.open_json(row.details_sealed, place(row.id))) for row in found.all()
        ]

    async def devices(self, citizen: Citizen) -> list[Device]:
        """The linked Telegram accounts, this one first."""
        async with self._works.look() as conn:
            found = await conn.execute(
                select(telegram_accounts.c.user_id, telegram_accounts.c.seen_at, devices.c.active_at)
                .join(devices, devices.c.telegram_id == telegram_accounts.c.user_id, isouter=True)
                .where(telegram_accounts.c.citizen_id == citizen.id)
                .order_by(telegram_accounts.c.seen_at, telegram_accounts.c.user_id)
            )
            listed = [
                Device(row.user_id, row.seen_at, row.active_at, row.user_id == citizen.telegram_id)
                for row in found
            ]
        return sorted(listed, key=lambda one: not one.here)

    async def unlink(self, citizen: Citizen, telegram_id: int) -> None:
        """Part another Telegram account from this citizen. Raises NotFound for one that is not linked."""
        await self.require(citizen, "device.unlink")
        if telegram_id == citizen.telegram_id:
            raise Refused("unlink-oneself")
        async with self._works.work() as work:
            await alarm(work, citizen.id, "unlinked", {})
            gone = await work.conn.execute(
                delete(telegram_accounts).where(
                    telegram_accounts.c.user_id == telegram_id, telegram_accounts.c.citizen_id == citizen.id
                )
            )
            if not gone.rowcount:
                raise NotFound("device-unknown")
            await work.conn.execute(
                delete(devices).where(
                    devices.c.telegram_id == telegram_id, devices.c.citizen_id == citizen.id
                )
            )
            await work.commit()


async def use_totp(work: Work, citizen_id: int, text: str) -> bool:
    """Whether this is the authenticator's code of now, or of a step before or after, and no replay."""
    kept = await rows.secrets_of(work.conn, citizen_id)
    if kept is None or kept.totp_sealed is None:
        return False
    key = await work.vault.key(work.conn, citizen_id)
    totp = pyotp.TOTP(key.open_json(kept.totp_sealed, rows.place("totp", citizen_id)))
    now = int(time.time()) // _STEP_S  # the authenticator's own time: business time may be moved
    step = next((one for one in (now, now - 1, now + 1) if _same(totp.at(one * _STEP_S), text)), None)
    if step is None:
        return False
    taken = await work.conn.execute(
        update(secrets)
        .where(
            secrets.c.citizen_id == citizen_id,
            secrets.c.totp_step.is_(None) | (secrets.c.totp_step < step),
        )
        .values(totp_step=step)
    )
    return bool(taken.rowcount)


def _same(one: str, other: str) -> bool:
    return pyotp.utils.strings_equal(one, other)


async def _use_backup(work: Work, citizen_id: int, text: str) -> bool:
    key = await work.vault.key(work.conn, citizen_id)
    used = await work.conn.execute(
        update(backup_codes)
        .where(
            backup_codes.c.citizen_id == citizen_id,
            backup_codes.c.code_hash == key.index(plain_code(text).encode(), backup_place(citizen_id)),
            backup_codes.c.used_at.is_(None),
        )
        .values(used_at=work.clock.now())
    )
    return bool(used.rowcount)


def plain_code(text: str) -> str:
    """A backup code as it is hashed: without what people write between its halves."""
    return "".join(sign for sign in text.upper() if sign.isalnum())


def backup_place(citizen_id: int) -> str:
    return f"backup_codes:code:{citizen_id}"
