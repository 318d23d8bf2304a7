"""A citizen's contacts: added, verified by a code, chosen, dropped; the first verified one registers them."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass

from sqlalchemy import select

from core.citizens.model import Citizen
from core.codes import rows as code_rows
from core.codes.model import DAY, Sent, Verdict
from core.contacts import rows
from core.contacts.model import EMAIL, MOST, Contact, masked, read
from core.db.accounts import contacts
from core.db.uow import Work, Works
from core.errors import NotFound, Refused
from core.forms.kinds import Context, Parsed
from core.outbox.model import deletion
from core.recovery import rows as recovery
from core.security import journal
from core.tokens import rows as tokens

LINK_MINUTES = 30
Consented = Callable[[Citizen], Awaitable[bool]]


@dataclass(frozen=True, slots=True)
class Asked:
    """A contact that waits for its code, as the window shows it."""

    contact: Contact
    sent: Sent | None


class Contacts:
    """`budget` is of codes a day, for everybody; `abroad`: whether SMS go beyond Russian mobile numbers."""

    def __init__(self, works: Works, consented: Consented, budget: int, *, abroad: bool) -> None:
        self._works = works
        self._consented = consented
        self._budget = budget
        self._abroad = abroad

    def read(self, kind: str, text: str) -> Parsed:
        """Raises WrongAnswer for what is no phone or address, Refused for one that gets no code."""
        return read(kind, text, Context(self._works.clock.today()), abroad=self._abroad)

    async def of(self, citizen_id: int) -> list[Contact]:
        async with self._works.look() as conn:
            return await rows.of(conn, self._works.vault, citizen_id)

    async def begun(self, citizen: Citizen) -> Contact | None:
        """The contact that somebody not registered yet began to register by lately; the last one."""
        since = self._works.clock.now() - DAY
        waiting = [one for one in await self.of(citizen.id) if not one.verified and one.added_at > since]
        return max(waiting, key=lambda one: one.id, default=None)

    async def add(self, citizen: Citizen, kind: str, value: str) -> int:
        """Keep a contact and send its code, where none lives; returns its id.

        Whose else the contact may be shows only once it is proved.

        Raises Refused: `consent-first`, `contact-many`, `contact-known`, and what `codes.rows.ask` raises.
        """
        if not await self._consented(citizen):
            raise Refused("consent-first")
        read(kind, value, Context(self._works.clock.today()), abroad=self._abroad)
        async with self._works.work() as work:
            mine = await rows.of(work.conn, work.vault, citizen.id)
            known = next((one for one in mine if (one.kind, one.value) == (kind, value)), None)
            if known is not None and known.verified:
                raise Refused("contact-known")
            if known is None and len(mine) >= MOST:
                raise Refused("contact-many")
            contact_id = await rows.add(work, citizen.id, kind, value, "code")
            sent = await code_rows.latest(work.conn, work.vault, citizen.id, purpose_of(contact_id))
            if sent is None or not sent.lives(work.clock.now()):
                await self._ask(work, citizen, contact_id, kind, value)
            work.leads_to(f"contact:{contact_id}")
            await work.commit()
        return contact_id

    async def again(self, citizen: Citizen, contact_id: int) -> None:
        """Send a new code; the one before dies. Raises NotFound, and as `codes.rows.ask` does."""
        async with self._works.work() as work:
            contact = await self._waiting(work, citizen, contact_id)
            await self._ask(work, citizen, contact_id, contact.kind, contact.value)
            await work.commit()

    async def _ask(self, work: Work, citizen: Citizen, contact_id: int, kind: str, value: str) -> None:
        purpose, link = purpose_of(contact_id), None
        await tokens.revoke(work, citizen.id, purpose)
        if kind == EMAIL:
            link = await tokens.issue(
                work, citizen.id, citizen.telegram_id, purpose, {"contact": contact_id}, LINK_MINUTES
            )
        await code_rows.ask(
            work,
            citizen.id,
            citizen.telegram_id,
            purpose,
            kind,
            value,
            budget=self._budget,
            link=link,
        )

    async def waiting(self, citizen: Citizen, contact_id: int) -> Asked:
        """A contact and the newest code sent to it. Raises NotFound."""
        async with self._works.look() as conn:
            mine = await rows.of(conn, self._works.vault, citizen.id)
            contact = next((one for one in mine if one.id == contact_id), None)
            if contact is None:
                raise NotFound("contact-unknown")
            sent = await code_rows.latest(conn, self._works.vault, citizen.id, purpose_of(contact_id))
        return Asked(contact, sent)

    async def confirm(
        self, citizen: Citizen, contact_id: int, digits: str, *, message_id: int | None = None
    ) -> Verdict:
        """Check a code; the right one makes the contact verified, and registers whoever is not yet.

        The message that brought it is deleted in any case. Raises NotFound for no such contact, Refused
        `contact-taken` when the right code came but another account holds the contact: the code is used.
        """
        async with self._works.work() as work:
            if message_id is not None:
                await work.send(deletion(citizen.telegram_id, message_id))
            contact = await self._waiting(work, citizen, contact_id)
            purpose = purpose_of(contact_id)
            sent = await code_rows.latest(work.conn, work.vault, citizen.id, purpose)
            if sent is None:
                raise NotFound("contact-unknown")
            verdict = await code_rows.take(work, citizen.id, citizen.telegram_id, sent.id, purpose, digits)
            taken = verdict is Verdict.RIGHT and not await self._verified(work, citizen, contact)
            await work.commit()
        if taken:
            raise Refused("contact-taken")
        return verdict

    async def confirm_by_link(self, citizen: Citizen, token: str) -> Contact:
        """Verify the contact whose letter brought this token. Raises NotFound for a dead or foreign one,
        Refused `contact-taken` as `confirm` does."""
        async with self._works.work() as work:
            found = await tokens.peek(
                work.conn, work.vault, work.clock, token, telegram_id=citizen.telegram_id
            )
            if found is None or found.citizen_id != citizen.id or "contact" not in found.data:
                raise NotFound("contact-link")
            contact = await self._waiting(work, citizen, int(found.data["contact"]))
            if await tokens.take(work, token, purpose_of(contact.id), citizen.telegram_id) is None:
                raise NotFound("contact-link")
            taken = not await self._verified(work, citizen, contact)
            await work.commit()
        if taken:
            raise Refused("contact-taken")
        return contact

    async def _verified(self, work: Work, citizen: Citizen, contact: Contact) -> bool:
        """False where another account holds the contact: unopposed it moves here in a day."""
        owner = await rows.verified(work.conn, work.vault, contact.kind, contact.value)
        if owner is not None and owner != citizen.id:
            with suppress(Refused):  # asked too often: then it stays where it is
                kind, value = contact.kind, contact.value
                whose = {"source": "code"}
                await recovery.begin(work, owner, citizen.telegram_id, "contact", kind, value, whose)
            return False
        await rows.add_verified(work, citizen.id, contact.kind, contact.value, "code")
        await rows.settle_registration(work, citizen.id)
        if citizen.registered:
            await self._told(work, citizen, "contact-added", contact)
        await tokens.revoke(work, citizen.id, purpose_of(contact.id))
        work.leads_to(f"contact:{contact.id}")
        return True

    async def _waiting(self, work: Work, citizen: Citizen, contact_id: int) -> Contact:
        row = (
            await work.conn.execute(
                select(contacts).where(contacts.c.id == contact_id, contacts.c.citizen_id == citizen.id)
            )
        ).one_or_none()
        if row is None:
            raise NotFound("contact-unknown")
        return rows.contact_of(row, await work.vault.key(work.conn, citizen.id))

    async def make_main(self, citizen: Citizen, contact_id: int) -> None:
        """Raises NotFound for what is not a verified contact of theirs."""
        async with self._works.work() as work:
            contact = await self._waiting(work, citizen, contact_id)
            if not contact.verified:
                raise NotFound("contact-unknown")
            await rows.make_main(work, citizen.id, contact.kind, contact.id, contact.value, contact.source)
            await work.commit()

    async def drop(self, citizen: Citizen, contact_id: int) -> None:
        """Raises NotFound, and Refused `contact-last` for the only verified one."""
        async with self._works.work() as work:
            contact = await self._waiting(work, citizen, contact_id)
            mine = await rows.of(work.conn, work.vault, citizen.id)
            if contact.verified and sum(one.verified for one in mine) == 1 and citizen.registered:
                raise Refused("contact-last")
            await rows.drop(work, citizen.id, contact)
            if contact.verified:
                await self._told(work, citizen, "contact-dropped", contact)
            await work.commit()

    async def _told(self, work: Work, citizen: Citizen, kind: str, contact: Contact) -> None:
        """What leads back into an account has changed: whoever did not do it must learn of it."""
        await journal.alarm(work, citizen.id, kind, {"to": masked(contact.kind, contact.value)})


def purpose_of(contact_id: int) -> str:
    """What a code that verifies this contact is for."""
    return f"contact:{contact_id}"
