"""Citizens: meeting them, their consent, their registration, what they let us remember."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime

import phonenumbers
from sqlalchemy import bindparam, delete, insert, select, update

from core.citizens.model import LEVELS, Citizen, Known
from core.citizens.values import PHONE, place, put_values
from core.contacts import rows as contacts
from core.db.kept import Kept
from core.db.tables import citizens, consents, profile_values, telegram_accounts
from core.db.uow import Work, Works, upsert
from core.errors import NotFound, Refused, WrongAnswer
from core.forms.kinds import Context, Parsed, kind_of
from core.forms.model import Field, Value
from core.ids import new_id
from core.inbox.model import current_turn
from core.notifications.model import Notice
from core.notifications.posting import tell
from core.outbox.model import deletion
from core.recovery import rows as recovery

PERSONAL_DATA = "personal-data"
OWN_WORD = "citizen"  # the source of a value that the citizen put into the profile themselves


class Citizens:
    """`consent_texts` are the words shown, by language; their hash is their version.

    `fields` are the questions behind the profile's paths.
    """

    def __init__(
        self,
        works: Works,
        consent_texts: Mapping[str, str],
        languages: Sequence[str],
        default: str,
        fields: Mapping[str, Field],
    ) -> None:
        self._works = works
        self._consents = consent_texts
        self._hashes = {language: _hash(text) for language, text in consent_texts.items()}
        self._languages = languages
        self._default = default
        self.fields = fields

    async def meet(self, telegram_id: int, language_code: str | None) -> Citizen:
        """Who writes: known, or met now (level none, nothing personal kept)."""
        async with self._works.look() as conn:
            row = await _BY_TELEGRAM.row(conn, telegram=telegram_id)
        if row is None:
            await self._add(telegram_id, self._language(language_code))
            async with self._works.look() as conn:
                row = await _BY_TELEGRAM.row(conn, telegram=telegram_id)
        return Citizen(row.id, telegram_id, row.level, row.language, row.registered_at is not None)

    def _language(self, code: str | None) -> str:
        short = (code or self._default).partition("-")[0].lower()
        if short in self._languages:
            return short
        return self._default

    async def _add(self, telegram_id: int, language: str) -> None:
        # No turn's effect: meeting somebody again is harmless, so it must not mark the update applied.
        async with self._works.database.write() as conn:
            citizen_id = new_id()
            now = self._works.clock.now()
            await conn.execute(insert(citizens).values(id=citizen_id, level="none", created_at=now))
            added = await conn.execute(
                upsert(conn, telegram_accounts)
                .values(user_id=telegram_id, citizen_id=citizen_id, language=language, seen_at=now)
                .on_conflict_do_nothing()
            )
            if added.rowcount:
                await self._works.vault.key(conn, citizen_id)
                await conn.commit()

    async def set_language(self, citizen: Citizen, language: str) -> None:
        if language not in self._languages:
            raise Refused("language-unknown")
        async with self._works.work() as work:
            await work.conn.execute(
                update(telegram_accounts)
                .where(telegram_accounts.c.user_id == citizen.telegram_id)
                .values(language=language)
            )
            await work.commit()

    async def language_of(self, telegram_id: int) -> str:
        """What this Telegram account reads."""
        return await self.language_known(telegram_id) or self._default

    async def language_known(self, telegram_id: int) -> str | None:
        """The same; None of somebody never met."""
        async with self._works.look() as conn:
            row = await _LANGUAGE.row(conn, telegram=telegram_id)
        found: str | None = row.language if row is not None else None
        return found

    async def set_reachable(self, telegram_id: int, reachable: bool) -> bool:
        """Note that a chat was closed to us, or opened again; returns whether that is news."""
        same = telegram_accounts.c.user_id == telegram_id
        async with self._works.database.write() as conn:
            changed = await conn.execute(
                update(telegram_accounts)
                .where(same, telegram_accounts.c.reachable.is_not(reachable))
                .values(reachable=reachable)
            )
            await conn.commit()
        return bool(changed.rowcount)

    def consent_text(self, language: str) -> str:
        """The consent as shown (HTML) in its present version."""
        return self._consents[language]

    async def consented(self, citizen: Citizen) -> bool:
        """Whether the latest word on the present text (in any language) is yes."""
        return await self.consented_at(citizen) is not None

    async def consented_at(self, citizen: Citizen) -> datetime | None:
        """When the citizen said yes to the present text; None where the latest word on it is not yes."""
        async with self._works.look() as conn:
            row = await _LATEST_CONSENT.row(conn, citizen=citizen.id)
        if row is None or not row.accepted or row.text_hash not in self._hashes.values():
            return None
        at: datetime = row.at
        return at

    async def decide_consent(self, citizen: Citizen, accepted: bool, language: str) -> None:
        """Record the word with the exact text, its hash and the time; repeated, it is one record."""
        turn = current_turn.get()
        async with self._works.work() as work:
            last = await work.conn.execute(
                select(consents.c.accepted, consents.c.text_hash)
                .where(consents.c.citizen_id == citizen.id, consents.c.purpose == PERSONAL_DATA)
                .order_by(consents.c.id.desc())
                .limit(1)
            )
            same = last.one_or_none()
            if same is None or (same.accepted, same.text_hash) != (accepted, self._hashes[language]):
                await work.conn.execute(
                    insert(consents).values(
                        id=new_id(),
                        citizen_id=citizen.id,
                        purpose=PERSONAL_DATA,
                        text_hash=self._hashes[language],
                        text=self._consents[language],
                        accepted=accepted,
                        update_id=turn.update_id if turn else None,
                        at=self._works.clock.now(),
                    )
                )
            await work.commit()

    async def register(self, citizen: Citizen, phone: str) -> None:
        """Register by the sender's own contact; again: a new phone.

        Raises Refused: `consent-first`, `contact-taken` for a number verified on another account, which
        moves here in a day unless its holder objects.
        """
        if not await self.consented(citizen):
            raise Refused("consent-first")
        number = phone_of(phone)
        async with self._works.work() as work:
            owner = await contacts.verified(work.conn, work.vault, "phone", number)
            taken = owner is not None and owner != citizen.id
            if owner is not None and taken:
                whose = {"source": "telegram"}
                await recovery.begin(work, owner, citizen.telegram_id, "contact", "phone", number, whose)
            else:
                await contacts.add_verified(work, citizen.id, "phone", number, "telegram", main=True)
                await contacts.settle_registration(work, citizen.id)
            await work.commit()
        if taken:
            raise Refused("contact-taken")

    async def set_level(self, telegram_id: int, level: str) -> None:
        """Staff's decision on an account level; the citizen is told when it changes.

        Raises NotFound for a telegram account never met, Refused for an unknown level.
        """
        if level not in LEVELS:
            raise Refused("level-unknown")
        async with self._works.work() as work:
            row = await _BY_TELEGRAM.row(work.conn, telegram=telegram_id)
            if row is None:
                raise NotFound("citizen-unknown")
            if row.level != level:
                await work.conn.execute(update(citizens).where(citizens.c.id == row.id).values(level=level))
                await self._tell_level(work, row.id, level)
            await work.commit()

    async def _tell_level(self, work: Work, citizen_id: int, level: str) -> None:
        key = f"{citizen_id}:level:{level}:{work.clock.now().timestamp():.3f}"
        await tell(work, Notice(citizen_id, "profile", f"level-{level}", key, {}))

    async def profile(self, citizen_id: int) -> dict[str, Known]:
        """Everything remembered, by path, opened. Callers show it masked."""
        async with self._works.look() as conn:
            rows = await _PROFILE.rows(conn, citizen=citizen_id)
            if not rows:
                return {}
            key = await self._works.vault.key(conn, citizen_id)
        return {
            row.path: Known(
                row.path, key.open_json(row.value_sealed, place(citizen_id, row.path)), row.source, row.at
            )
            for row in rows
        }

    async def remember(self, citizen_id: int, values: Mapping[str, Value], source: str) -> None:
        """Put values into the profile; the citizen's own word replaces what stood there."""
        async with self._works.work() as work:
            await put_values(work, citizen_id, values, source)
            await work.commit()

    async def correct(self, citizen: Citizen, path: str, text: str, *, chat: int, message_id: int) -> Parsed:
        """Take a typed value for the profile, and keep it unless it is to be confirmed or chosen first.

        A document number's message is deleted in any case. Raises Refused for a path that is not theirs to
        write and without consent, WrongAnswer for what does not fit.
        """
        asked = self._field(path)
        await self._consent_first(citizen)
        context = await self._context(citizen)
        async with self._works.work() as work:
            if kind_of(asked).sensitive and message_id:
                await work.send(deletion(chat, message_id))
            try:
                parsed = kind_of(asked).parse(text, asked, context)
            except WrongAnswer:
                await work.commit()
                raise
            if not parsed.confirm and not parsed.suggestions:
                await put_values(work, citizen.id, {path: parsed.value}, OWN_WORD)
            await work.commit()
        return parsed

    async def settle(self, citizen: Citizen, path: str, value: Value) -> None:
        """Keep a value that was confirmed or chosen. Raises as `correct` does."""
        asked = self._field(path)
        await self._consent_first(citizen)
        kind_of(asked).check(value, asked, await self._context(citizen))
        await self.remember(citizen.id, {path: value}, OWN_WORD)

    def _field(self, path: str) -> Field:
        asked = self.fields.get(path)
        if asked is None or path == PHONE:
            raise NotFound("value-unknown")
        return asked

    async def _consent_first(self, citizen: Citizen) -> None:
        if not await self.consented(citizen):
            raise Refused("consent-first")

    async def _context(self, citizen: Citizen) -> Context:
        """What rules look at: the day, and the other values under the names of their questions."""
        known = await self.profile(citizen.id)
        answers = {asked.id: known[path].value for path, asked in self.fields.items() if path in known}
        return Context(self._works.clock.today(), answers)

    async def forget(self, citizen_id: int, path: str) -> None:
        """Take one value out of the profile."""
        async with self._works.work() as work:
            await work.conn.execute(
                delete(profile_values).where(
                    profile_values.c.citizen_id == citizen_id, profile_values.c.path == path
                )
            )
            await work.commit()


def phone_of(text: str) -> str:
    """E.164 of a contact's number (Telegram leaves the plus out). Raises Refused for what is no number."""
    try:
        parsed = phonenumbers.parse(text if text.startswith("+") else f"+{text.strip()}")
    except phonenumbers.NumberParseException:
        raise Refused("contact-number") from None
    if not phonenumbers.is_possible_number(parsed):
        raise Refused("contact-number")
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


# Read in every turn, or with every message.
_LANGUAGE = Kept(
    select(telegram_accounts.c.language).where(telegram_accounts.c.user_id == bindparam("telegram"))
)
_BY_TELEGRAM = Kept(
    select(citizens.c.id, citizens.c.level, citizens.c.registered_at, telegram_accounts.c.language)
    .join(telegram_accounts, telegram_accounts.c.citizen_id == citizens.c.id)
    .where(telegram_accounts.c.user_id == bindparam("telegram"))
)
_LATEST_CONSENT = Kept(
    select(consents.c.accepted, consents.c.text_hash, consents.c.at)
    .where(consents.c.citizen_id == bindparam("citizen"), consents.c.purpose == PERSONAL_DATA)
    .order_by(consents.c.id.desc())
    .limit(1)
)
_PROFILE = Kept(select(profile_values).where(profile_values.c.citizen_id == bindparam("citizen")))


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
