"""Getting back into an account, and taking over a contact: asked for, warned of, stopped, done."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import delete, select, update

from core.citizens.model import Citizen
from core.citizens.values import place as value_place
from core.confirmation import rows as review_rows
from core.confirmation.model import Review
from core.contacts import rows as contacts
from core.contacts.model import PHONE, masked
from core.db.accounts import devices, recoveries, reviews, secrets
from core.db.tables import profile_values, telegram_accounts
from core.db.uow import Work, Works, upsert
from core.errors import NotFound, Refused
from core.files.inspect import Inspected, safe_name
from core.files.store import Files
from core.ids import new_id
from core.notifications.model import Notice
from core.notifications.posting import tell
from core.outbox.model import Lane, Outgoing
from core.recovery import rows
from core.recovery.model import (
    CONTACT,
    COOLING,
    DONE,
    EXPIRED,
    FROZEN_FOR,
    NEW,
    OPERATOR,
    READY,
    READY_FOR,
    REFUSED,
    REVIEW,
    SIM,
    STOPPED,
    WAITING,
)
from core.security import journal

_BATCH = 50
BIRTH_DATE, FULL_NAME = "profile.birth_date", "profile.full_name"


class Recoveries:
    """Every answer is the same whether the account exists or not; what differs is told a day later."""

    def __init__(self, works: Works, stored: Files) -> None:
        self._works = works
        self._files = stored

    async def by_sim(self, citizen: Citizen, phone: str, birth_date: str) -> None:
        """Ask by the asker's own Telegram contact and the birth date that the account knows.

        Raises Refused: `recovery-registered` for who has an account here, `recovery-often`.
        """
        _unregistered(citizen)
        async with self._works.work() as work:
            owner = await contacts.verified(work.conn, work.vault, PHONE, phone)
            whose = owner or citizen.id
            known = await self._profile(work, whose)
            fits = owner is not None and owner != citizen.id and known.get(BIRTH_DATE) == birth_date
            await rows.begin(work, whose, citizen.telegram_id, SIM, PHONE, phone, {"fits": fits})
            await work.commit()

    async def by_operator(
        self,
        citizen: Citizen,
        kind: str,
        value: str,
        answers: Mapping[str, str],
        picture: Inspected,
        name: str,
    ) -> None:
        """Hand a picture of the document and the answers to a person, who sees what fits and no more.

        Raises as `by_sim` does, and `recovery-waits` while one is being looked at.
        """
        _unregistered(citizen)
        async with self._works.work() as work:
            owner = await contacts.verified(work.conn, work.vault, kind, value)
            whose = owner or citizen.id
            known = await self._profile(work, whose)
            fits = {path: owner is not None and known.get(path) == said for path, said in answers.items()}
            now = work.clock.now()
            shown = {
                **answers,
                "account": masked(kind, value),
                "fits": ", ".join(path.removeprefix("profile.") for path in fits if fits[path]) or "—",
            }
            review = Review(new_id(), citizen.id, "recovery", WAITING, answers=shown)
            if not await review_rows.add(work, review, submitted_at=now, due_at=now + COOLING):
                raise Refused("recovery-waits")
            file_name = safe_name(name, picture.kind)
            file_id, _ = await self._files.keep(
                work, citizen.id, picture.clean, file_name, picture.content_type, f"review:{review.id}"
            )
            await review_rows.put_file(work, review.id, "passport", file_id)
            details = {"fits": owner is not None and owner != citizen.id, "review": review.id}
            await rows.begin(work, whose, citizen.telegram_id, OPERATOR, kind, value, details, state=REVIEW)
            await work.commit()

    async def _profile(self, work: Work, citizen_id: int) -> dict[str, Any]:
        found = await work.conn.execute(
            select(profile_values).where(
                profile_values.c.citizen_id == citizen_id, profile_values.c.path.in_((BIRTH_DATE, FULL_NAME))
            )
        )
        key = await work.vault.key(work.conn, citizen_id)
        return {row.path: key.open_json(row.value_sealed, value_place(citizen_id, row.path)) for row in found}

    async def reviewed(self, work: Work, review: Review, approve: bool, reasons: Sequence[str]) -> None:
        """What follows a person's decision; called by the staff's desk within its unit of work."""
        chat = await work.conn.scalar(
            select(telegram_accounts.c.user_id).where(telegram_accounts.c.citizen_id == review.citizen_id)
        )
        found = await work.conn.execute(
            select(recoveries).where(
                recoveries.c.asker_id == chat, recoveries.c.way == OPERATOR, recoveries.c.state == REVIEW
            )
        )
        for row in found.all():
            details = await rows.details_of(work, row)
            if details.get("review") != review.id:
                continue
            if approve and details["fits"]:
                await self._warn(work, row, details)
                await self._ready(work, row, (REVIEW,))
            else:
                await self._fail(work, row, (REVIEW,), REFUSED)

    async def go_on(self) -> None:
        """Warn, and end what is due. Run every few seconds by the active sender; each step happens once."""
        now = self._works.clock.now()
        due = recoveries.c.due_at <= now
        async with self._works.work() as work:
            for row in await self._some(work, recoveries.c.state == NEW):
                if await rows.turn(work, row.id, (NEW,), WAITING):
                    await self._warn(work, row, await rows.details_of(work, row))
            for row in await self._some(work, due & (recoveries.c.state == WAITING)):
                await self._due(work, row)
            for row in await self._some(work, due & (recoveries.c.state == READY)):
                await rows.turn(work, row.id, (READY,), EXPIRED, ended_at=now)
            stopped = (recoveries.c.state == STOPPED) & recoveries.c.ended_at.is_(None)
            for row in await self._some(work, due & stopped):
                await self._fail(work, row, (STOPPED,), STOPPED)
            await work.commit()

    async def _some(self, work: Work, which: Any) -> Sequence[Any]:
        found = await work.conn.execute(select(recoveries).where(which).limit(_BATCH))
        return found.all()

    async def _warn(self, work: Work, row: Any, details: Mapping[str, Any]) -> None:
        """Tell the account's owner everywhere; there is nobody to tell where the asker asks in vain."""
        if row.citizen_id == await self._citizen(work, row.asker_id):
            return
        params = {"recovery": row.id, "to": masked(details["kind"], details["value"]), "way": row.way}
        await journal.alarm(work, row.citizen_id, "recovery-asked", params, str(row.id))
        await self._warn_contacts(work, row)

    async def _warn_contacts(self, work: Work, row: Any) -> None:
        language = await work.conn.scalar(
            select(telegram_accounts.c.language).where(telegram_accounts.c.citizen_id == row.citizen_id)
        )
        for one in await contacts.of(work.conn, work.vault, row.citizen_id):
            if not one.verified:
                continue
            payload: dict[str, Any] = {
                "to": one.value,
                "language": language or "ru",
                "kind": "recovery",
                "params": {},
            }
            key = f"recovery:{row.id}:{one.id}"
            if one.kind == PHONE:
                await work.send(Outgoing("sms.notice", key, payload, Lane.ALERT, key, row.citizen_id))
            else:
                await work.send(Outgoing("mail.notice", key, payload, Lane.ALERT, key, row.citizen_id))

    async def _due(self, work: Work, row: Any) -> None:
        details = await rows.details_of(work, row)
        if row.way == CONTACT:
            await self._move(work, row, details)
        elif details["fits"]:
            await self._ready(work, row, (WAITING,))
        else:
            await self._fail(work, row, (WAITING,), REFUSED)

    async def _move(self, work: Work, row: Any, details: Mapping[str, Any]) -> None:
        """Nobody objected: the contact is the asker's from now on, and the account's data stay closed."""
        asker = await self._citizen(work, row.asker_id)
        if asker is None or not await rows.turn(work, row.id, (WAITING,), DONE, ended_at=work.clock.now()):
            return
        kind, value = str(details["kind"]), str(details["value"])
        held = await contacts.of(work.conn, work.vault, row.citizen_id)
        for one in held:
            if (one.kind, one.value) == (kind, value):
                await contacts.drop(work, row.citizen_id, one)
        await contacts.add_verified(work, asker, kind, value, str(details.get("source", "code")))
        await contacts.settle_registration(work, asker)
        await journal.alarm(work, row.citizen_id, "contact-moved", {"to": masked(kind, value)}, str(row.id))
        await self._tell(work, asker, row.id, "contact-yours", {"to": masked(kind, value)})

    async def _ready(self, work: Work, row: Any, before: tuple[str, ...]) -> None:
        until = work.clock.now() + READY_FOR
        asker = await self._citizen(work, row.asker_id)
        if asker is not None and await rows.turn(work, row.id, before, READY, due_at=until):
            await self._tell(work, asker, row.id, "recovery-ready", {"recovery": row.id})

    async def _fail(self, work: Work, row: Any, before: tuple[str, ...], after: str) -> None:
        """Said in the same words whatever was the reason."""
        asker = await self._citizen(work, row.asker_id)
        moved = await rows.turn(work, row.id, before, after, ended_at=work.clock.now())
        if moved and asker is not None:
            await self._tell(work, asker, row.id, "recovery-failed", {})

    async def _tell(
        self, work: Work, citizen_id: int, recovery_id: int, kind: str, params: Mapping[str, Any]
    ) -> None:
        key = f"{citizen_id}:{kind}:{recovery_id}"
        await tell(work, Notice(citizen_id, "security", f"security-{kind}", key, params))

    async def _citizen(self, work: Work, telegram_id: int) -> int | None:
        found: int | None = await work.conn.scalar(
            select(telegram_accounts.c.citizen_id).where(telegram_accounts.c.user_id == telegram_id)
        )
        return found

    async def stop(self, citizen: Citizen, recovery_id: int) -> None:
        """«Это не я», from the account that is asked for. Again: nothing. Raises NotFound, and Refused
        `recovery-over` once it has come to its end."""
        async with self._works.work() as work:
            row = await self._row(work, recovery_id)
            if row is None or row.citizen_id != citizen.id or row.asker_id == citizen.telegram_id:
                raise NotFound("recovery-unknown")
            if row.state != STOPPED:
                if not await rows.turn(work, row.id, (NEW, WAITING, REVIEW, READY), STOPPED):
                    raise Refused("recovery-over")
                await work.conn.execute(
                    update(recoveries)
                    .where(recoveries.c.id == row.id)
                    .values(due_at=max(row.due_at, work.clock.now()))
                )
                await journal.note(work, citizen.id, "recovery-stopped", {"recovery": row.id})
            await work.commit()

    async def usable(self, citizen: Citizen, recovery_id: int) -> bool:
        """Whether this Telegram account may go back in by it just now."""
        async with self._works.work() as work:
            row = await self._row(work, recovery_id)
        return _usable(row, citizen, self._works)

    async def regain(self, citizen: Citizen, recovery_id: int, *, alone: bool) -> None:
        """Link this Telegram account to the account that was asked for, once; with `alone` the others that
        were linked lose it. What is sensitive is frozen for a day, and a password must be changed.

        Raises NotFound for whatever does not lead in (any more).
        """
        async with self._works.work() as work:
            row = await self._row(work, recovery_id)
            now = work.clock.now()
            if not _usable(row, citizen, self._works):
                raise NotFound("recovery-unknown")
            work.leads_to("regained")
            await rows.turn(work, row.id, (READY,), DONE, ended_at=now)
            await journal.alarm(work, row.citizen_id, "recovered", {}, str(row.id))  # to the old chats
            await self._link(work, row.citizen_id, citizen.telegram_id, alone=alone)
            await self._freeze(work, row.citizen_id)
            await work.commit()

    async def _link(self, work: Work, owner: int, telegram_id: int, *, alone: bool) -> None:
        mine = telegram_accounts.c.user_id == telegram_id
        await work.conn.execute(delete(devices).where(devices.c.telegram_id == telegram_id))
        if alone:
            others = (telegram_accounts.c.citizen_id == owner) & ~mine
            await work.conn.execute(delete(telegram_accounts).where(others))
            await work.conn.execute(delete(devices).where(devices.c.citizen_id == owner))
        await work.conn.execute(update(telegram_accounts).where(mine).values(citizen_id=owner))

    async def _freeze(self, work: Work, owner: int) -> None:
        until = work.clock.now() + FROZEN_FOR
        values = {"frozen_until": until, "password_must_change": True}
        statement = upsert(work.conn, secrets).values(citizen_id=owner, **values)
        await work.conn.execute(statement.on_conflict_do_update(index_elements=["citizen_id"], set_=values))

    async def _row(self, work: Work, recovery_id: int) -> Any:
        found = await work.conn.execute(
            select(recoveries).where(recoveries.c.id == recovery_id).with_for_update()
        )
        return found.one_or_none()

    async def review_waits(self, citizen: Citizen) -> bool:
        """Whether a person still looks at what this citizen has sent."""
        async with self._works.look() as conn:
            found = await conn.scalar(
                select(reviews.c.id).where(
                    reviews.c.citizen_id == citizen.id,
                    reviews.c.method == "recovery",
                    reviews.c.state == WAITING,
                )
            )
        return found is not None


def _usable(row: Any, citizen: Citizen, works: Works) -> bool:
    return (
        row is not None
        and row.asker_id == citizen.telegram_id
        and row.state == READY
        and row.due_at > works.clock.now()
    )


def _unregistered(citizen: Citizen) -> None:
    """Whoever has an account here would lose the way to it."""
    if citizen.registered:
        raise Refused("recovery-registered")
