"""Two words on one value: a provider's against what stood in the profile. The citizen chooses, or disputes.

A row of `disputes` holds the other word. A value that was proved (`PROVED`) stays as it is: the citizen may
say that it is wrong, which is kept, but not put another in its place.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.citizens.values import place, put_values
from core.db.accounts import disputes
from core.db.tables import citizens, profile_values
from core.db.uow import Work, Works, upsert
from core.db.vault import Key
from core.errors import NotFound, Refused
from core.forms.model import Value

PROVED = frozenset({"bank", "review", "signature"})  # the first word of a source


@dataclass(frozen=True, slots=True)
class Conflict:
    """`now` stands in the profile, `other` does not; each with its source."""

    path: str
    now: Value
    now_source: str
    other: Value
    other_source: str
    disputed: bool
    proved: bool


async def put_over(work: Work, citizen_id: int, values: Mapping[str, Value], source: str) -> None:
    """Keep proved values; what stood there and differs is kept beside them for the citizen to judge."""
    for path, (was, was_source) in (await _standing(work, citizen_id, values)).items():
        if not _same(was, values[path]):
            await _put(work, citizen_id, path, was, was_source)
    await put_values(work, citizen_id, values, source)


async def put_beside(work: Work, citizen_id: int, values: Mapping[str, Value], source: str) -> None:
    """Fill what is empty; where something else stands, it stays, and the citizen may judge."""
    standing = await _standing(work, citizen_id, values)
    for path, (was, _) in standing.items():
        if not _same(was, values[path]):
            await _put(work, citizen_id, path, values[path], source)
    fresh = {path: value for path, value in values.items() if path not in standing}
    await put_values(work, citizen_id, fresh, source)


def _same(one: Value, other: Value) -> bool:
    return str(one).casefold().split() == str(other).casefold().split()


async def _standing(work: Work, citizen_id: int, values: Mapping[str, Value]) -> dict[str, tuple[Value, str]]:
    key = await work.vault.key(work.conn, citizen_id)
    found = await work.conn.execute(
        select(profile_values).where(
            profile_values.c.citizen_id == citizen_id, profile_values.c.path.in_(list(values))
        )
    )
    return {
        row.path: (key.open_json(row.value_sealed, place(citizen_id, row.path)), row.source)
        for row in found.all()
    }


async def _put(
    work: Work, citizen_id: int, path: str, value: Value, source: str, *, disputed: bool = False
) -> None:
    key = await work.vault.key(work.conn, citizen_id)
    said = {"value": value, "source": source, "disputed": disputed}
    row = {"said_sealed": key.seal_json(said, _place(citizen_id, path)), "at": work.clock.now()}
    statement = upsert(work.conn, disputes).values(citizen_id=citizen_id, path=path, **row)
    await work.conn.execute(statement.on_conflict_do_update(index_elements=["citizen_id", "path"], set_=row))


def _place(citizen_id: int, path: str) -> str:
    return f"disputes:said:{citizen_id}:{path}"


class Disputes:
    """What a citizen sees of conflicting values, and does about them."""

    def __init__(self, works: Works) -> None:
        self._works = works

    async def of(self, citizen_id: int) -> list[Conflict]:
        """All of a citizen's, those not judged yet first."""
        async with self._works.look() as conn:
            key = await self._works.vault.key(conn, citizen_id)
            found = await _conflicts(conn, key, citizen_id)
        return sorted(found, key=lambda one: (one.disputed, one.path))

    async def keep(self, citizen_id: int, path: str) -> None:
        """What stands there is right; again: nothing."""
        async with self._works.work() as work:
            await _drop(work, citizen_id, path)
            await work.commit()

    async def take(self, citizen_id: int, path: str) -> None:
        """The other word is right. Raises Refused `value-proved` where only a dispute is possible."""
        async with self._works.work() as work:
            found = await self._one(work, citizen_id, path)
            if found.proved:
                raise Refused("value-proved")
            await put_values(work, citizen_id, {path: found.other}, found.other_source)
            await _drop(work, citizen_id, path)
            await work.commit()

    async def dispute(self, citizen_id: int, path: str) -> None:
        """A proved value is wrong, the citizen says; again: nothing more."""
        async with self._works.work() as work:
            found = await self._one(work, citizen_id, path)
            await _put(work, citizen_id, path, found.other, found.other_source, disputed=True)
            await work.commit()

    async def _one(self, work: Work, citizen_id: int, path: str) -> Conflict:
        key = await work.vault.key(work.conn, citizen_id)
        found = await _conflicts(work.conn, key, citizen_id)
        one = next((one for one in found if one.path == path), None)
        if one is None:
            raise NotFound("value-unknown")
        return one


async def _conflicts(conn: AsyncConnection, key: Key, citizen_id: int) -> list[Conflict]:
    found = await conn.execute(
        select(disputes.c.path, disputes.c.said_sealed, profile_values.c.value_sealed,
               profile_values.c.source, citizens.c.level)
        .join(profile_values, (profile_values.c.citizen_id == disputes.c.citizen_id)
              & (profile_values.c.path == disputes.c.path))
        .join(citizens, citizens.c.id == disputes.c.citizen_id)
        .where(disputes.c.citizen_id == citizen_id)
    )  # fmt: skip
    conflicts = []
    for row in found.all():
        said = key.open_json(row.said_sealed, _place(citizen_id, row.path))
        now = key.open_json(row.value_sealed, place(citizen_id, row.path))
        proved = row.level == "confirmed" and row.source.partition(" ")[0] in PROVED
        conflicts.append(
            Conflict(row.path, now, row.source, said["value"], said["source"], bool(said["disputed"]), proved)
        )
    return conflicts


async def _drop(work: Work, citizen_id: int, path: str) -> None:
    await work.conn.execute(
        delete(disputes).where(disputes.c.citizen_id == citizen_id, disputes.c.path == path)
    )
