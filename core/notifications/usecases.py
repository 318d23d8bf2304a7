"""Notifications: what was told, and what the citizen wants to be told."""

from sqlalchemy import func, select, update

from core.db.tables import notification_settings, notifications
from core.db.uow import Works, upsert
from core.errors import Refused
from core.notifications.model import CATEGORIES, Told


class Notifications:
    """The list and its switches."""

    def __init__(self, works: Works) -> None:
        self._works = works

    async def switches(self, citizen_id: int) -> dict[str, bool]:
        """Every category with whether it is on; on until switched off."""
        async with self._works.look() as conn:
            rows = await conn.execute(
                select(notification_settings.c.category, notification_settings.c.enabled).where(
                    notification_settings.c.citizen_id == citizen_id
                )
            )
            stored = {row.category: bool(row.enabled) for row in rows}
        return {category: stored.get(category, True) for category in CATEGORIES}

    async def switch(self, citizen_id: int, category: str, enabled: bool) -> None:
        """In force at once. Raises Refused for a category that is not on the panel."""
        if category not in CATEGORIES:
            raise Refused("notice-category-unknown")
        async with self._works.work() as work:
            statement = upsert(work.conn, notification_settings).values(
                citizen_id=citizen_id, category=category, enabled=enabled
            )
            await work.conn.execute(
                statement.on_conflict_do_update(
                    index_elements=["citizen_id", "category"], set_={"enabled": enabled}
                )
            )
            await work.commit()

    async def latest(self, citizen_id: int, offset: int = 0, limit: int = 6) -> tuple[list[Told], int]:
        """A page of news, newest first, and how many there are."""
        mine = notifications.c.citizen_id == citizen_id
        async with self._works.look() as conn:
            total = await conn.scalar(select(func.count()).select_from(notifications).where(mine))
            rows = (
                await conn.execute(
                    select(notifications)
                    .where(mine)
                    .order_by(notifications.c.id.desc())
                    .offset(offset)
                    .limit(limit)
                )
            ).all()
            key = await self._works.vault.key(conn, citizen_id) if rows else None
        told = [
            Told(
                row.id,
                row.kind,
                row.category,
                key.open_json(row.params_sealed, f"notifications:params:{row.id}") if key else {},
                row.at,
                row.seen,
            )
            for row in rows
        ]
        return told, int(total or 0)

    async def unseen(self, citizen_id: int) -> int:
        """How many pieces of news never reached the chat (blocked, in doubt, switched off)."""
        async with self._works.look() as conn:
            found = await conn.scalar(
                select(func.count())
                .select_from(notifications)
                .where(notifications.c.citizen_id == citizen_id, notifications.c.seen.is_(False))
            )
        return int(found or 0)

    async def mark_seen(self, citizen_id: int, notice_id: int | None = None) -> None:
        """One piece of news (delivered), or all of them (the list was opened)."""
        mine = notifications.c.citizen_id == citizen_id
        where = mine if notice_id is None else mine & (notifications.c.id == notice_id)
        async with self._works.database.write() as conn:
            await conn.execute(
                update(notifications).where(where, notifications.c.seen.is_(False)).values(seen=True)
            )
            await conn.commit()
