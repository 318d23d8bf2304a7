"""Forgetting a citizen for good: the right of article 14 of 152-FZ and of article 17 of the GDPR."""

import asyncio
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import ColumnElement, Table, delete, exists, func, insert, literal, or_, select

from core.db.owned import owned_by
from core.db.tables import (
    applications,
    citizens,
    data_keys,
    drafts,
    erased_numbers,
    erasures,
    files,
    metadata,
    outbox,
)
from core.db.uow import Work, Works, upsert
from core.errors import NotFound
from core.rights import receipts


@dataclass(frozen=True, slots=True)
class Consequences:
    """What would go: applications that departments still work on, other ones, drafts begun, files kept."""

    active: int
    finished: int
    drafts: int
    files: int


LIST = "erased.list"
"""In `OKNO_HOME`: a line a citizen. Kept apart from backups, which still know who is on it."""


class Erasure:
    """Deletes whatever belongs to a citizen, found by the tables' own references, and their key.

    The sealed bytes of files lose their key at once and go from the disk with the next sweep. Departments
    keep what they were sent: they answer for it themselves. What proves that the citizen consented and
    applied stays for its term (see `core.rights.receipts`).
    """

    def __init__(self, works: Works, home: Path) -> None:
        self._works = works
        self._list = home / LIST

    async def consequences(self, citizen_id: int) -> Consequences:
        mine = applications.c.citizen_id == citizen_id
        begun = (drafts.c.citizen_id == citizen_id) & (drafts.c.state == "open")
        async with self._works.look() as conn:
            row = (
                await conn.execute(
                    select(
                        _count(applications, mine & applications.c.active.is_(True)),
                        _count(applications, mine & applications.c.active.is_(False)),
                        _count(drafts, begun),
                        _count(files, files.c.citizen_id == citizen_id),
                    )
                )
            ).one()
        return Consequences(*row)

    async def erase(self, citizen_id: int) -> None:
        """Forget the citizen; where a crash left nothing but the window to draw, it says so again.

        Raises NotFound for whoever has been forgotten already.
        """
        async with self._works.work() as work:
            work.leads_to("erased")
            if not await self._forget(work, citizen_id):
                raise NotFound("citizen-unknown")
            await work.commit()
        self._works.vault.forget(citizen_id)

    async def repeat(self, citizen_ids: Iterable[int]) -> int:
        """Forget them again in a restored database, which knew them still. Returns how many it knew."""
        known = 0
        for citizen_id in citizen_ids:
            async with self._works.work() as work:
                known += await self._forget(work, citizen_id)
                await work.commit()
            self._works.vault.forget(citizen_id)
        return known

    async def write_list(self) -> None:
        """Bring the list on the disk up to the database: a restored one is older than some erasures."""
        async with self._works.look() as conn:
            known = set(await conn.scalars(select(erasures.c.citizen_id)))
        await asyncio.to_thread(_add_lines, self._list, known)

    async def _forget(self, work: Work, citizen_id: int) -> bool:
        found = await work.conn.scalar(
            select(citizens.c.id).where(citizens.c.id == citizen_id).with_for_update()
        )
        await self._note(work, citizen_id)
        if found is None:
            return False
        await receipts.keep(work, citizen_id)
        await self._drop_messages(work, citizen_id)
        for table in reversed(metadata.sorted_tables):
            if (owned := owned_by(table, citizen_id)) is not None:
                await work.conn.execute(delete(table).where(owned))
        await work.conn.execute(delete(data_keys).where(data_keys.c.owner == citizen_id))
        return True

    async def _note(self, work: Work, citizen_id: int) -> None:
        at = work.clock.now()
        await work.conn.execute(
            upsert(work.conn, erasures).values(citizen_id=citizen_id, at=at).on_conflict_do_nothing()
        )
        theirs = select(
            applications.c.number, applications.c.department, literal(at, erased_numbers.c.at.type)
        )
        await work.conn.execute(
            insert(erased_numbers).from_select(
                ["number", "department", "at"],
                theirs.where(applications.c.citizen_id == citizen_id).where(
                    ~exists().where(erased_numbers.c.number == applications.c.number)
                ),
            )
        )

    async def _drop_messages(self, work: Work, citizen_id: int) -> None:
        """What was on its way to them, and what departments have not been handed yet."""
        found = await work.conn.scalars(
            select(applications.c.id).where(applications.c.citizen_id == citizen_id)
        )
        handed = [f"application:{one}" for one in found]
        await work.conn.execute(
            delete(outbox).where(or_(outbox.c.citizen_id == citizen_id, outbox.c.order_key.in_(handed)))
        )


def read_list(path: Path) -> set[int]:
    """The citizens on a list; nobody where there is none."""
    return {int(line) for line in path.read_text().split()} if path.exists() else set()


def _add_lines(path: Path, known: set[int]) -> None:
    new = sorted(known - read_list(path))
    if not new:
        return
    with path.open("a") as file:
        file.writelines(f"{one}\n" for one in new)
        file.flush()
        os.fsync(file.fileno())


def _count(table: Table, which: ColumnElement[bool]) -> ColumnElement[int]:
    return select(func.count()).select_from(table).where(which).scalar_subquery()
