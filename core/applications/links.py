"""Links to a citizen's own application: unguessable, always the same, and of use to their owner alone."""

import base64
import hmac

from sqlalchemy import select

from core.db.tables import applications
from core.db.uow import Works
from core.errors import NotFound

LENGTH = 22
"""128 bits, written in letters that a link may have."""


class Links:
    """A link's word is a keyed hash of the application, so there is nothing to store, steal or expire."""

    def __init__(self, works: Works) -> None:
        self._works = works

    async def word(self, citizen_id: int, number: str) -> str:
        """The word of an application's link. Raises NotFound for another's."""
        async with self._works.look() as conn:
            found = await conn.scalar(
                select(applications.c.id).where(
                    applications.c.number == number, applications.c.citizen_id == citizen_id
                )
            )
        if found is None:
            raise NotFound("number-unknown", number=number)
        return self._word(found)

    async def number(self, citizen_id: int, word: str) -> str | None:
        """The number behind a word; None alike for garbage and for another citizen's."""
        async with self._works.look() as conn:
            mine = await conn.execute(
                select(applications.c.id, applications.c.number).where(
                    applications.c.citizen_id == citizen_id
                )
            )
            for row_id, number in mine:
                if hmac.compare_digest(self._word(row_id).encode(), word.encode()):
                    return str(number)
        return None

    def _word(self, application_id: int) -> str:
        whole = self._works.vault.index.index(str(application_id).encode(), "application-link")
        return base64.urlsafe_b64encode(whole[:16]).decode().rstrip("=")
