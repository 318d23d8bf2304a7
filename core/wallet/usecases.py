"""«Мои документы»: kept once, shown masked, attached wherever they fit, and remembered of before they end."""

import contextlib
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy import ColumnElement, and_, or_, select, update

from core.citizens.model import Citizen
from core.db.accounts import wallet, wallet_pages
from core.db.uow import Work, Works
from core.errors import NotFound, Refused, WrongAnswer
from core.files.inspect import CONTENT_TYPES, ENDINGS, Inspected, safe_name
from core.files.store import Files
from core.forms.kinds import Context, Parsed, kind_of
from core.forms.model import Value
from core.ids import new_id
from core.notifications.model import Notice
from core.notifications.posting import tell
from core.outbox.model import Lane, Outgoing
from core.wallet import rows
from core.wallet.kinds import WalletKind, kind_for
from core.wallet.model import MOST_PAGES, REMIND_AHEAD, Kept, Question, stage_of

_BATCH = 100


class Wallet:
    """A citizen's documents; somebody else's is not found."""

    def __init__(self, works: Works, files: Files) -> None:
        self._works = works
        self._files = files

    async def listing(self, citizen_id: int) -> list[Kept]:
        """All of them, the one touched last first."""
        async with self._works.look() as conn:
            return await rows.kept(conn, self._works.vault, citizen_id)

    async def one(self, citizen_id: int, document_id: int) -> Kept:
        """Raises NotFound."""
        async with self._works.look() as conn:
            return await rows.one(conn, self._works.vault, citizen_id, document_id)

    async def of_page(self, citizen_id: int, file_id: int) -> int | None:
        """The document that a file is a page of; None for any other file."""
        async with self._works.look() as conn:
            found: int | None = await conn.scalar(
                select(wallet.c.id)
                .join(wallet_pages, wallet_pages.c.wallet_id == wallet.c.id)
                .where(wallet.c.citizen_id == citizen_id, wallet_pages.c.file_id == min(file_id, 2**63 - 1))
            )
        return found

    async def fitting(self, citizen_id: int, document: str) -> list[Kept]:
        """Those with pages that serve as this attachment of the catalogue."""
        kind = kind_for(document)
        if kind is None:
            return []
        return [one for one in await self.listing(citizen_id) if one.kind.id == kind.id and one.pages]

    async def holds(self, citizen_id: int, file_ids: Sequence[int]) -> bool:
        """Whether the content of one of these files is in the wallet already."""
        async with self._works.look() as conn:
            return await rows.holds(conn, citizen_id, file_ids)

    # Filling

    async def answer(
        self, citizen: Citizen, asked: Question, text: str, *, chat: int, message_id: int
    ) -> Parsed:
        """Take a typed value, and keep it unless it is to be confirmed or chosen first.

        The document is made with its first value. A number's message is deleted in any case. Raises
        WrongAnswer, NotFound, Refused when the wallet is full.
        """
        field = asked.field
        async with self._works.work() as work:
            if kind_of(field).sensitive:
                await work.send(_deletion(chat, message_id))
            known = await self._known(work, citizen.id, asked.document_id)
            try:
                parsed = kind_of(field).parse(text, field, Context(work.clock.today(), known))
            except WrongAnswer:
                await work.commit()
                raise
            if not parsed.confirm and not parsed.suggestions:
                await self._put(work, citizen.id, asked, parsed.value)
            await work.commit()
        return parsed

    async def settle(self, citizen: Citizen, asked: Question, value: Value) -> None:
        """Keep a value confirmed, chosen or known; None skips an optional one. Raises as `answer`."""
        field = asked.field
        async with self._works.work() as work:
            known = await self._known(work, citizen.id, asked.document_id)
            if value is None and not field.optional:
                raise NotFound("value-unknown")
            if value is not None:
                kind_of(field).check(value, field, Context(work.clock.today(), known))
            await self._put(work, citizen.id, asked, value)
            await work.commit()

    async def _known(self, work: Work, citizen_id: int, document_id: int) -> Mapping[str, Value]:
        try:
            return (await rows.one(work.conn, self._works.vault, citizen_id, document_id)).values
        except NotFound:  # its first value comes now
            return {}

    async def _put(self, work: Work, citizen_id: int, asked: Question, value: Value) -> None:
        document = await rows.begin(work, citizen_id, asked.document_id, asked.kind)
        await rows.put(work, citizen_id, document, {**document.values, asked.field.id: value})

    # Pages

    async def add_page(
        self, citizen: Citizen, document_id: int, kind: WalletKind, file: Inspected, name: str
    ) -> bool:
        """Add a page; False when this very page is there already. Raises Refused when it is full."""
        async with self._works.work() as work:
            document = await rows.begin(work, citizen.id, document_id, kind)
            if len(document.pages) >= MOST_PAGES:
                raise Refused("pages-too-many", most=MOST_PAGES)
            added = await self._add_page(work, citizen.id, document, file.clean, (name, file.kind))
            await work.commit()
        return added

    async def _add_page(
        self, work: Work, citizen_id: int, document: Kept, data: bytes, named: tuple[str, str]
    ) -> bool:
        key = await work.vault.key(work.conn, citizen_id)
        index = key.index(data, "files:content")
        if await rows.has_content(work, citizen_id, index, document.id):
            return False
        name, content_type = safe_name(*named), CONTENT_TYPES[named[1]]
        source = rows.source_of(document.id)
        file_id, _ = await self._files.keep(work, citizen_id, data, name, content_type, source)
        await rows.add_page(work, document, file_id)
        return True

    async def clear_pages(self, citizen: Citizen, document_id: int) -> None:
        """Take all its pages out, to put others in. Raises NotFound."""
        async with self._works.work() as work:
            document = await rows.one(work.conn, work.vault, citizen.id, document_id)
            await rows.clear_pages(work, document)
            await work.commit()

    async def delete(self, citizen: Citizen, document_id: int) -> None:
        """For good; copies in applications stay with them. Raises NotFound for what is gone already."""
        async with self._works.work() as work:
            document = await rows.one(work.conn, work.vault, citizen.id, document_id)
            await rows.drop(work, document)
            await work.commit()

    # From a form, and back

    async def keep(
        self, citizen: Citizen, kind: WalletKind, file_ids: Sequence[int], values: Mapping[str, Value]
    ) -> int | None:
        """Make a document of files that were sent elsewhere; None where one of them is kept already."""
        async with self._works.work() as work:
            key = await work.vault.key(work.conn, citizen.id)
            document = await rows.begin(work, citizen.id, new_id(), kind)
            for file_id in file_ids:
                stored, data = await self._files.read(citizen.id, file_id)
                if await rows.has_content(work, citizen.id, key.index(data, "files:content"), None):
                    return None
                ending = ENDINGS[stored.content_type]
                await self._add_page(work, citizen.id, document, data, (stored.name, ending))
                document = await rows.one(work.conn, work.vault, citizen.id, document.id)
            await rows.put(work, citizen.id, document, _fitting(kind, values, work))
            await work.commit()
        return document.id

    # What time brings

    async def remind(self) -> None:
        """Tell of documents that end in 90, 30 and 7 days: once each, and never at night."""
        if not self._works.clock.daytime():
            return
        today = self._works.clock.today()
        async with self._works.work() as work:
            found = await work.conn.execute(
                select(wallet).where(_due(today)).order_by(wallet.c.expires_on).limit(_BATCH)
            )
            for row in found.all():
                stage = stage_of(row.expires_on, today)
                key = f"{row.citizen_id}:document-expires:{row.id}:{row.expires_on.isoformat()}:{stage}"
                params = {"kind": row.kind, "document": row.id, "until": row.expires_on.isoformat()}
                await tell(work, Notice(row.citizen_id, "deadline", "document-expires", key, params))
                await work.conn.execute(update(wallet).where(wallet.c.id == row.id).values(reminded=stage))
            await work.commit()


def _due(today: date) -> ColumnElement[bool]:
    reached = [
        and_(
            wallet.c.expires_on <= today + timedelta(days=days),
            or_(wallet.c.reminded.is_(None), wallet.c.reminded > days),
        )
        for days in REMIND_AHEAD
    ]
    return and_(wallet.c.expires_on >= today, or_(*reached))


def _fitting(kind: WalletKind, values: Mapping[str, Value], work: Work) -> dict[str, Value]:
    """Of values known from elsewhere only what this kind would take as an answer."""
    taken: dict[str, Value] = {}
    for field in kind.fields:
        value = values.get(field.id)
        if value is not None:
            with contextlib.suppress(WrongAnswer):
                kind_of(field).check(value, field, Context(work.clock.today(), taken))
                taken[field.id] = value
    return taken


def _deletion(chat: int, message_id: int) -> Outgoing:
    key = f"delete:{chat}:{message_id}"
    return Outgoing("telegram.delete", key, {"chat": chat, "message_id": message_id}, Lane.ANSWER, key)
