"""One-time codes to a phone or a mailbox."""

from datetime import timedelta

from sqlalchemy import delete

from core.citizens.model import Citizen
from core.codes import rows
from core.codes.model import DAY, Sent, Verdict
from core.db.accounts import codes
from core.db.tables import counters
from core.db.uow import Works


class Codes:
    """`budget` is how many may be sent in a day, for everybody together."""

    def __init__(self, works: Works, budget: int) -> None:
        self._works = works
        self.budget = budget

    async def ask(
        self, citizen: Citizen, telegram_id: int, purpose: str, kind: str, value: str, *, really: bool = True
    ) -> int:
        """Send a code and return its id; see `rows.ask`.

        With `really` false (nobody may get it) nothing goes out: the answer and its time are the same.
        """
        async with self._works.work() as work:
            code_id = await rows.ask(
                work, citizen.id, telegram_id, purpose, kind, value, budget=self.budget, really=really
            )
            await work.commit()
        return code_id

    async def latest(self, citizen: Citizen, purpose: str) -> Sent | None:
        """The newest code of this purpose, for its window; None where none was asked for."""
        async with self._works.look() as conn:
            return await rows.latest(conn, self._works.vault, citizen.id, purpose)

    async def pending(self, telegram_id: int) -> bool:
        """Whether a code of ours is on its way to this person: digits they send are no stranger's secret."""
        async with self._works.look() as conn:
            return await rows.pending(conn, telegram_id, self._works.clock.now())

    async def check(
        self, citizen: Citizen, telegram_id: int, code_id: int, purpose: str, digits: str
    ) -> Verdict:
        """Right once, from the account and for the purpose it was made for; each check spends a try."""
        async with self._works.work() as work:
            verdict = await rows.take(work, citizen.id, telegram_id, code_id, purpose, digits)
            await work.commit()
        return verdict

    async def forget(self) -> None:
        """Drop codes and counters that no limit looks at any more."""
        old = self._works.clock.now() - 2 * DAY
        async with self._works.work() as work:
            await work.conn.execute(delete(codes).where(codes.c.created_at < old))
            await work.conn.execute(
                delete(counters).where(
                    counters.c.name.like("codes:%"),
                    counters.c.name < f"codes:{old - timedelta(days=1):%Y-%m-%d}",
                )
            )
            await work.commit()
