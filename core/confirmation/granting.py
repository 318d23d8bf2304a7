"""The moment an account becomes confirmed: one for one person, told once, the same for every way."""

from collections.abc import Mapping

from sqlalchemy import select, update

from core.citizens.disputes import put_over
from core.confirmation.model import PERSON_TAKEN, SNILS
from core.db.accounts import persons
from core.db.tables import citizens
from core.db.uow import Work, upsert
from core.errors import Refused
from core.forms.model import Value
from core.notifications.model import Notice
from core.notifications.posting import tell


async def grant(
    work: Work, citizen_id: int, method: str, values: Mapping[str, Value], source: str, then: str = ""
) -> None:
    """Confirm the account as the person of this SNILS, keep what was proved, and tell the citizen.

    Raises Refused `person-taken` where another account is confirmed as this person, or this one as another.
    Repeated, it changes nothing. `then` is the code of the service that waits for it.
    """
    snils = work.vault.index.index(str(values[SNILS]).encode(), "snils")
    await work.conn.execute(
        upsert(work.conn, persons)
        .values(snils_index=snils, citizen_id=citizen_id, method=method, at=work.clock.now())
        .on_conflict_do_nothing()
    )
    owner = await work.conn.scalar(select(persons.c.citizen_id).where(persons.c.snils_index == snils))
    if owner != citizen_id:
        raise Refused(PERSON_TAKEN)
    await put_over(work, citizen_id, values, source)
    risen = await work.conn.execute(
        update(citizens)
        .where(citizens.c.id == citizen_id, citizens.c.level != "confirmed")
        .values(level="confirmed")
    )
    if risen.rowcount:
        key = f"{citizen_id}:level:confirmed:{work.clock.now().timestamp():.3f}"
        await tell(work, Notice(citizen_id, "profile", "level-confirmed", key, {"service": then}))
