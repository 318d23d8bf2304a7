"""What time brings: reminders of drafts, their end, and what is kept no longer than it must be.

Run by the active sender every few seconds; every step is idempotent, so a restart repeats nothing.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, select, update

from core.applications import rows
from core.db.memory import load_offset
from core.db.tables import application_files, attachments, drafts, files, paces, stray_events
from core.db.types import db_now
from core.db.uow import Works
from core.files.store import Files
from core.inbox.store import Inbox
from core.logs import get_logger
from core.metrics import Metrics
from core.notifications.model import Notice
from core.notifications.posting import tell
from core.outbox.store import Outbox

log = get_logger(__name__)

REMIND_BEFORE = timedelta(days=3)
STRAY_FOR = timedelta(hours=24)
_BATCH = 100


@dataclass(frozen=True, slots=True)
class Keep:
    """How long things are kept, in days."""

    ids: int
    drafts: int
    uploads: int
    searches: int


class Housekeeping:
    """`minute` is cheap and frequent, `hour` is not."""

    def __init__(
        self,
        works: Works,
        inbox: Inbox,
        outbox: Outbox,
        stored: Files,
        keep: Keep,
        metrics: Metrics,
        searches: Sequence[Callable[[int], Awaitable[None]]] = (),
        often: Sequence[Callable[[], Awaitable[None]]] = (),
        hourly: Sequence[Callable[[], Awaitable[None]]] = (),
    ) -> None:
        self._works = works
        self._inbox = inbox
        self._outbox = outbox
        self._files = stored
        self._keep = keep
        self._metrics = metrics
        self._searches = searches
        self._often = often
        self._hourly = hourly

    async def minute(self) -> None:
        """Follow the clock, remind, expire, and alarm."""
        await load_offset(self._works.database, self._works.clock)
        await self._remind()
        await self._expire()
        await self._alarm_strays()
        for step in self._often:
            await step()

    async def measure(self) -> None:
        """Say how deep the queues are, and how old."""
        depth, age = self._metrics.queue_depth, self._metrics.queue_age
        depth.labels("inbox").set(await self._inbox.depth())
        depth.labels("parked").set(await self._inbox.parked())
        depth.labels("outbox").set(await self._outbox.depth())
        age.labels("inbox").set(await self._inbox.age())
        age.labels("outbox").set(await self._outbox.age())

    async def hour(self) -> None:
        """Drop what is kept no longer."""
        await self._inbox.forget(self._keep.ids)
        await self._outbox.forget(self._keep.ids)
        for forget in self._searches:
            await forget(self._keep.searches)
        await self._drop_uploads()
        await self._forget_paces()
        for step in self._hourly:
            await step()
        await self._files.sweep()

    async def _remind(self) -> None:
        """One reminder three days before a draft ends; at night it waits for the morning."""
        if not self._works.clock.daytime():
            return
        due = self._works.clock.now() - timedelta(days=self._keep.drafts) + REMIND_BEFORE
        async with self._works.work() as work:
            found = await work.conn.execute(
                select(drafts)
                .where(drafts.c.state == "open", drafts.c.changed_at <= due, drafts.c.reminded.is_(False))
                .where(rows.still_wanted())
                .limit(_BATCH)
            )
            for row in found.all():
                until = (row.changed_at + timedelta(days=self._keep.drafts)).date()
                params = {"service": row.service_id, "draft": row.id, "until": until.isoformat()}
                key = f"{row.citizen_id}:draft-reminder:{row.id}:{row.version}"
                await tell(work, Notice(row.citizen_id, "deadline", "draft-reminder", key, params))
                await work.conn.execute(update(drafts).where(drafts.c.id == row.id).values(reminded=True))
            await work.commit()

    async def _expire(self) -> None:
        due = self._works.clock.now() - timedelta(days=self._keep.drafts)
        async with self._works.work() as work:
            found = await work.conn.scalars(
                select(drafts.c.id).where(drafts.c.state == "open", drafts.c.changed_at <= due).limit(_BATCH)
            )
            for draft_id in found.all():
                await rows.close(work, draft_id, "expired")
            await work.commit()

    async def _alarm_strays(self) -> None:
        """A department keeps speaking of an application nobody here knows: a person must look."""
        async with self._works.work() as work:
            found = await work.conn.execute(
                select(stray_events).where(stray_events.c.received_at <= work.clock.now() - STRAY_FOR)
            )
            strays = found.all()
            for row in strays:
                log.error("application_unknown", department=row.department, event_id=row.event_id)
                await work.conn.execute(
                    delete(stray_events).where(
                        stray_events.c.department == row.department, stray_events.c.event_id == row.event_id
                    )
                )
            await work.commit()

    async def _forget_paces(self) -> None:
        """Chats to which nothing has been sent for an hour owe no pause."""
        async with self._works.work() as work:
            await work.conn.execute(delete(paces).where(paces.c.at < db_now() - 3600.0))
            await work.commit()

    async def _drop_uploads(self) -> None:
        """Files of drafts that were never sent. The bytes go with the next sweep."""
        due = self._works.clock.now() - timedelta(days=self._keep.uploads)
        used = select(application_files.c.file_id).union(
            select(attachments.c.file_id).where(attachments.c.file_id.is_not(None))
        )
        async with self._works.work() as work:
            await work.conn.execute(
                delete(files).where(
                    files.c.source.like("draft:%"), files.c.at <= due, files.c.id.not_in(used)
                )
            )
            await work.commit()
