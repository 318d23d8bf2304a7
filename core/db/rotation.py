"""Changing the master key under a running service: data keys are wrapped anew, what they seal stays."""

from collections import Counter
from collections.abc import AsyncIterator

from sqlalchemy import select, update

from core.db.tables import data_keys
from core.db.uow import Works
from core.db.vault import MasterKeys, name_of

_BATCH = 500


async def wrapped_by(works: Works) -> Counter[str]:
    """How many data keys each master key wraps."""
    counts: Counter[str] = Counter()
    async for batch in _batches(works):
        counts.update(name_of(wrapped) for _, wrapped in batch)
    return counts


async def rewrap(works: Works, master: MasterKeys) -> int:
    """Wrap every data key by the current master key; returns how many another one had wrapped.

    Stopped half way it has harmed nothing: run again, it goes on. Raises WrongKey for a data key that no
    master key given opens, and leaves it as it is.
    """
    done = 0
    async for batch in _batches(works):
        async with works.database.write() as conn:
            for owner, wrapped in batch:
                if name_of(wrapped) == master.current:
                    continue
                anew = master.wrap(master.unwrap(wrapped, owner), owner)
                same = (data_keys.c.owner == owner) & (data_keys.c.wrapped == wrapped)
                await conn.execute(update(data_keys).where(same).values(wrapped=anew))
                done += 1
            await conn.commit()
    return done


async def _batches(works: Works) -> AsyncIterator[list[tuple[int, bytes]]]:
    after: int | None = None
    while True:
        rows = select(data_keys.c.owner, data_keys.c.wrapped).order_by(data_keys.c.owner).limit(_BATCH)
        async with works.look() as conn:
            found = await conn.execute(rows if after is None else rows.where(data_keys.c.owner > after))
            batch = [(int(owner), bytes(wrapped)) for owner, wrapped in found]
        if not batch:
            return
        yield batch
        after = batch[-1][0]
