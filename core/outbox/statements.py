"""The outbox's statements that run with every message; the moment as in `core.inbox.statements`."""

from typing import Any

from sqlalchemy import Float, Integer, and_, bindparam, func, select, text, true, update

from core.db.kept import Kept, among
from core.db.tables import notifications, outbox
from core.inbox.statements import first_of, moment

LEASE_S = 30.0


def _sent(dialect: str) -> Any:
    return (
        update(outbox)
        .where(outbox.c.id == bindparam("row"), outbox.c.fence == bindparam("held"))
        .values(
            state="sent",
            message_id=bindparam("message"),
            payload_sealed=None,
            settled_at=moment(dialect),
            lease_until=None,
            reason=None,
        )
    )


def _due(dialect: str) -> Any:
    """The first of each key, the most urgent before the rest."""
    first = first_of(outbox.c.order_key, "'new', 'sending'")
    wanted = select(outbox.c.id).where(
        text("outbox.state = 'new'"), outbox.c.due_at <= moment(dialect), first
    )
    wanted = wanted.order_by(outbox.c.lane, outbox.c.id).limit(bindparam("room", type_=Integer))
    return wanted.with_for_update(skip_locked=True)


def _claim(dialect: str) -> Any:
    now = moment(dialect)
    due = and_(outbox.c.state == "new", outbox.c.due_at <= now)
    values = {
        "state": "sending",
        "fence": outbox.c.fence + 1,
        "attempts": outbox.c.attempts + 1,
        "lease_until": now + LEASE_S,
    }
    claimed = update(outbox).where(among(dialect, outbox.c.id, "ids"), due).values(**values)
    age = (now - outbox.c.created_at).cast(Float).label("age")
    return claimed.returning(outbox, age)


# For one transaction: the rows come by their index, a few of them; sorted, all of a backlog would be read.
IN_TURN = Kept(select(func.set_config("enable_sort", "off", true()).label("off")))
SENT, DUE, CLAIM = Kept(_sent), Kept(_due), Kept(_claim)
SEEN = Kept(update(notifications).where(notifications.c.id == bindparam("notice")).values(seen=True))
