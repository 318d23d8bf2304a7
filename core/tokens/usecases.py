"""One-time tokens for whoever has no unit of work at hand."""

from core.db.uow import Works
from core.tokens import rows
from core.tokens.model import Taken


class Tokens:
    """Looking at tokens, and forgetting old ones. They are made and used up by `core.tokens.rows`."""

    def __init__(self, works: Works) -> None:
        self._works = works

    async def peek(self, token: str, telegram_id: int | None = None) -> Taken | None:
        """What a token that still works stands for; None alike for any other, and for another account's."""
        async with self._works.look() as conn:
            return await rows.peek(conn, self._works.vault, self._works.clock, token, telegram_id=telegram_id)

    async def forget(self) -> None:
        async with self._works.work() as work:
            await rows.forget(work)
            await work.commit()
