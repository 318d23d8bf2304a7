"""The citizen's rights: what they agreed to, what is kept, who looked, and all of it handed over."""

from collections.abc import AsyncIterator, Mapping

from core.citizens.model import Citizen
from core.db.uow import Works
from core.errors import Refused
from core.files.store import Files
from core.outbox.model import Lane, Outgoing
from core.rights import accesses, consents, export, receipts
from core.rights.accesses import Access
from core.rights.collecting import counts
from core.rights.model import PURPOSES, Purpose

GONE_AFTER_S = 3600.0


class Rights:
    """`texts` are the words of each consent by purpose and language; their hash is their version."""

    def __init__(self, works: Works, files: Files, texts: Mapping[str, Mapping[str, str]]) -> None:
        self._works = works
        self._files = files
        self._texts = texts

    async def purposes(self, citizen: Citizen) -> list[Purpose]:
        """Every purpose with its present text; given only where the latest word on that text is yes."""
        async with self._works.look() as conn:
            rows = {name: await consents.latest(conn, citizen.id, name) for name in PURPOSES}
        found = []
        for name, row in rows.items():
            known = {consents.hash_of(text) for text in self._texts[name].values()}
            stands = row is not None and row.accepted and row.text_hash in known
            found.append(Purpose(name, self._texts[name][citizen.language], row.at if stands else None))
        return found

    async def decide(self, citizen: Citizen, purpose: str, accepted: bool) -> None:
        """Give a consent, or take it back: in force at once. Raises Refused for an unknown purpose."""
        if purpose not in PURPOSES:
            raise Refused("purpose-unknown")
        async with self._works.work() as work:
            text = self._texts[purpose][citizen.language]
            await consents.say(work, citizen.id, purpose, text, accepted)
            await work.commit()

    async def kept(self, citizen_id: int) -> dict[str, int]:
        """How much is kept of each kind."""
        async with self._works.look() as conn:
            return await counts(conn, citizen_id)

    async def looks(self, citizen_id: int, offset: int, limit: int) -> tuple[list[Access], int]:
        """Who of the staff looked, the latest first, and how many looks there were."""
        return await accesses.listing(self._works, citizen_id, offset, limit)

    def export(self, citizen_id: int, most: int = export.MOST_BYTES) -> AsyncIterator[bytes]:
        """Everything as ZIP files, one after another."""
        return export.parts(self._works, self._files, citizen_id, most)

    async def sent(self, citizen: Citizen, message_id: int) -> None:
        """An export lies in the chat: it is taken out again in an hour. It is not sealed."""
        key = f"delete:{citizen.telegram_id}:{message_id}"
        payload = {"chat": citizen.telegram_id, "message_id": message_id}
        async with self._works.work() as work:
            # nobody's row: an erasure drops what is on its way to a citizen, and this must go all the same
            await work.send(Outgoing("telegram.delete", key, payload, Lane.ANSWER, key, None, GONE_AFTER_S))
            await work.commit()

    async def forget(self, _days: int) -> None:
        """Drop proofs whose term is over."""
        await receipts.forget(self._works)
