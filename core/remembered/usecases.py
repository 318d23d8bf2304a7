"""A citizen's searches and services: what was used last, what is pinned, archived, deleted."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import delete, func, select, update

from core.db.tables import applications, preferences, remembered
from core.db.uow import Work, Works, upsert
from core.ids import new_id
from core.remembered.model import (
    ARCHIVED,
    DELETED,
    HISTORY,
    LISTED,
    PREFERENCES,
    QUERY,
    SERVICE,
    SHOWN,
    STATES,
    STEPS,
    Kept,
)

MOST = {QUERY: 8, SERVICE: 12}
"""How many of a kind are listed; the oldest give way, what is pinned or archived does not."""
QUERY_LETTERS = 100


class Remembered:
    """Everything here is the citizen's own, sealed under their key and gone with it."""

    def __init__(self, works: Works) -> None:
        self._works = works

    async def search(self, citizen_id: int, query: str) -> None:
        """Remember words searched for, unless the citizen has switched the history off."""
        await self._use(citizen_id, QUERY, query[:QUERY_LETTERS])

    async def visit(self, citizen_id: int, service_id: str) -> None:
        """Remember a service whose card was opened. What was deleted or archived is listed again."""
        await self._use(citizen_id, SERVICE, service_id)

    async def _use(self, citizen_id: int, kind: str, value: str) -> None:
        # No turn's effect: a card drawn again after a crash remembers the same, so nothing is applied here.
        if not value.strip() or not (await self.switches(citizen_id))[HISTORY]:
            return
        async with self._works.work() as work:
            await self._put(work, citizen_id, kind, value, None)
            await self._thin(work, citizen_id, kind)
            await work.conn.commit()

    async def _put(self, work: Work, citizen_id: int, kind: str, value: str, state: str | None) -> None:
        """Add or move up. `state` None keeps a pin and lists everything else."""
        key, row_id = await work.vault.key(work.conn, citizen_id), new_id()
        index = work.vault.index.index(value.casefold().encode(), f"remembered:{citizen_id}:{kind}")
        mine = (
            remembered.c.citizen_id == citizen_id,
            remembered.c.kind == kind,
            remembered.c.value_index == index,
        )
        found = (await work.conn.execute(select(remembered).where(*mine).with_for_update())).one_or_none()
        if found is not None:
            new = state or (found.state if found.state in SHOWN else LISTED)
            await work.conn.execute(update(remembered).where(*mine).values(state=new, at=work.clock.now()))
            return
        statement = upsert(work.conn, remembered).values(
            id=row_id,
            citizen_id=citizen_id,
            kind=kind,
            value_index=index,
            value_sealed=key.seal(value.encode(), _place(row_id)),
            state=state or LISTED,
            at=work.clock.now(),
        )
        await work.conn.execute(statement.on_conflict_do_nothing())

    async def _thin(self, work: Work, citizen_id: int, kind: str) -> None:
        """Let the oldest go beyond as many as are listed."""
        listed = await work.conn.scalars(
            select(remembered.c.id)
            .where(
                remembered.c.citizen_id == citizen_id,
                remembered.c.kind == kind,
                remembered.c.state == LISTED,
            )
            .order_by(remembered.c.at.desc(), remembered.c.id.desc())
            .offset(MOST[kind])
        )
        if old := listed.all():
            await work.conn.execute(delete(remembered).where(remembered.c.id.in_(old)))

    async def queries(self, citizen_id: int) -> list[Kept]:
        """Searches remembered, newest first."""
        return await self._listed(citizen_id, QUERY, (LISTED,))

    async def services(self, citizen_id: int) -> list[Kept]:
        """The citizen's services by id: pinned, then used last, then applied for and not remembered."""
        rows = await self._listed(citizen_id, SERVICE, tuple(STATES))
        found = [one for state in SHOWN for one in rows if one.state == state]
        known = {one.value for one in rows}
        async with self._works.look() as conn:
            filed = await conn.execute(
                select(applications.c.service_id, func.max(applications.c.submitted_at).label("at"))
                .where(applications.c.citizen_id == citizen_id)
                .group_by(applications.c.service_id)
                .order_by(func.max(applications.c.submitted_at).desc())
            )
            return [
                *found,
                *(Kept(0, row.service_id, LISTED, row.at) for row in filed if row[0] not in known),
            ]

    async def archive(self, citizen_id: int) -> list[Kept]:
        """Services put away, the last one first."""
        return await self._listed(citizen_id, SERVICE, (ARCHIVED,))

    async def _listed(self, citizen_id: int, kind: str, states: Sequence[str]) -> list[Kept]:
        async with self._works.look() as conn:
            rows = (
                await conn.execute(
                    select(remembered)
                    .where(
                        remembered.c.citizen_id == citizen_id,
                        remembered.c.kind == kind,
                        remembered.c.state.in_(states),
                    )
                    .order_by(remembered.c.at.desc(), remembered.c.id.desc())
                )
            ).all()
            key = await self._works.vault.key(conn, citizen_id) if rows else None
        return [
            Kept(row.id, key.open(row.value_sealed, _place(row.id)).decode(), row.state, row.at)
            for row in rows
            if key is not None
        ]

    async def state_of(self, citizen_id: int, service_id: str) -> str | None:
        """Where a service stands among the citizen's own; None where it is not among them."""
        index = self._works.vault.index.index(
            service_id.casefold().encode(), f"remembered:{citizen_id}:{SERVICE}"
        )
        async with self._works.look() as conn:
            found: str | None = await conn.scalar(
                select(remembered.c.state).where(
                    remembered.c.citizen_id == citizen_id,
                    remembered.c.kind == SERVICE,
                    remembered.c.value_index == index,
                )
            )
        return found

    async def put(self, citizen_id: int, service_id: str, state: str) -> None:
        """Pin a service, list, archive or delete it. Raises ValueError for another state."""
        if state not in STATES:
            raise ValueError(state)
        async with self._works.work() as work:
            await self._put(work, citizen_id, SERVICE, service_id, state)
            await self._thin(work, citizen_id, SERVICE)
            await work.commit()

    async def clear(self, citizen_id: int) -> None:
        """Forget searches and services, but for what was pinned or archived on purpose."""
        async with self._works.work() as work:
            await work.conn.execute(
                delete(remembered).where(
                    remembered.c.citizen_id == citizen_id, remembered.c.state.in_((LISTED, DELETED))
                )
            )
            await work.commit()

    async def switches(self, citizen_id: int) -> dict[str, bool]:
        """Every preference with whether it is on; on until switched off."""
        async with self._works.look() as conn:
            rows = await conn.execute(
                select(preferences.c.name, preferences.c.enabled).where(
                    preferences.c.citizen_id == citizen_id
                )
            )
            stored = {row.name: bool(row.enabled) for row in rows}
        return {name: stored.get(name, True) for name in (*PREFERENCES, STEPS)}

    async def switch(self, citizen_id: int, name: str, enabled: bool) -> None:
        """In force at once. Raises ValueError for a preference there is not."""
        if name not in (*PREFERENCES, STEPS):
            raise ValueError(name)
        async with self._works.work() as work:
            statement = upsert(work.conn, preferences).values(
                citizen_id=citizen_id, name=name, enabled=enabled
            )
            await work.conn.execute(
                statement.on_conflict_do_update(
                    index_elements=["citizen_id", "name"], set_={"enabled": enabled}
                )
            )
            await work.commit()

    async def forget(self, kept_days: int) -> None:
        """Drop what was listed or deleted longer ago than this."""
        due = self._works.clock.now() - timedelta(days=kept_days)
        async with self._works.work() as work:
            await work.conn.execute(
                delete(remembered).where(remembered.c.state.in_((LISTED, DELETED)), remembered.c.at <= due)
            )
            await work.commit()


def _place(row_id: int) -> str:
    return f"remembered:value:{row_id}"
