"""Which services citizens begin most. Counted together: whose an application is, is not kept."""

from collections.abc import Callable, Mapping

from sqlalchemy import func, select

from core.db.tables import drafts
from core.db.uow import Works


class Popularity:
    """Tells `favour` how many citizens began an application for each service, by id."""

    def __init__(self, works: Works, favour: Callable[[Mapping[str, int]], None]) -> None:
        self._works = works
        self._favour = favour

    async def refresh(self) -> None:
        """Count anew."""
        async with self._works.look() as conn:
            found = await conn.execute(
                select(drafts.c.service_id, func.count(drafts.c.citizen_id.distinct()))
                .where(drafts.c.application_id.is_(None))  # the others only add to what was sent
                .group_by(drafts.c.service_id)
            )
            counts = {str(row[0]): int(row[1]) for row in found.all()}
        self._favour(counts)
