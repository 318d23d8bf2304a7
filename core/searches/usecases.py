"""Counts searches that ended in nothing, in other words or with an operator; nobody's name is in it."""

from collections import Counter
from datetime import timedelta

from sqlalchemy import delete, func, select, update

from core.db.tables import lost_searches
from core.db.uow import Works, upsert
from core.ids import new_id
from core.searches.model import PEOPLE, Lost, without_people


class LostSearches:
    """`person_index` tells two people of one query apart; it cannot be told whose it is."""

    def __init__(self, works: Works) -> None:
        self._works = works

    async def ended(self, citizen_id: int, query: str, ending: str) -> None:
        """A search of theirs did not help. One person's same words count once."""
        words = without_people(query)
        if not words:
            return
        index, row_id = self._works.vault.index, new_id()
        async with self._works.work() as work:
            statement = upsert(work.conn, lost_searches).values(
                id=row_id,
                words_index=index.index(words.encode(), "lost-words"),
                person_index=index.index(words.encode(), f"lost-person:{citizen_id}"),
                words_sealed=work.vault.service.seal(words.encode(), _place(row_id)),
                ending=ending,
                at=work.clock.now(),
            )
            await work.conn.execute(
                statement.on_conflict_do_update(
                    index_elements=["words_index", "person_index"], set_={"ending": ending}
                )
            )
            await work.conn.commit()  # no turn's effect: counted again after a crash, it is the same

    async def took(self, citizen_id: int, query: str, service_id: str) -> None:
        """What that person opened in the end, if those words of theirs had not helped."""
        words = without_people(query)
        person = self._works.vault.index.index(words.encode(), f"lost-person:{citizen_id}")
        async with self._works.work() as work:
            await work.conn.execute(
                update(lost_searches).where(lost_searches.c.person_index == person).values(took=service_id)
            )
            await work.conn.commit()

    async def report(self, limit: int = 50) -> list[Lost]:
        """The words that most people wrote in vain, at least three of them."""
        people = func.count()
        async with self._works.look() as conn:
            worst = await conn.execute(
                select(lost_searches.c.words_index, people)
                .group_by(lost_searches.c.words_index)
                .having(people >= PEOPLE)
                .order_by(people.desc())
                .limit(limit)
            )
            found = []
            for words_index, count in worst.all():
                rows = (
                    await conn.execute(
                        select(lost_searches).where(lost_searches.c.words_index == words_index)
                    )
                ).all()
                words = self._works.vault.service.open(rows[0].words_sealed, _place(rows[0].id)).decode()
                took = Counter(row.took for row in rows if row.took is not None)
                endings = dict(Counter(row.ending for row in rows))
                found.append(Lost(words, count, endings, tuple(one for one, _ in took.most_common(3))))
        return found

    async def forget(self, kept_days: int) -> None:
        """Drop what was counted longer ago than this."""
        due = self._works.clock.now() - timedelta(days=kept_days)
        async with self._works.work() as work:
            await work.conn.execute(delete(lost_searches).where(lost_searches.c.at <= due))
            await work.commit()


def _place(row_id: int) -> str:
    return f"lost_searches:words:{row_id}"
