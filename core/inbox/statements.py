"""The inbox's statements that run with every turn.

Where they need the moment it is the database's own; on SQLite that is this machine's, given as `now`.
"""

from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Float,
    Integer,
    String,
    and_,
    bindparam,
    case,
    cast,
    func,
    null,
    or_,
    select,
    text,
    union_all,
    update,
)

from core.db.kept import Kept, among
from core.db.tables import inbox
from core.db.types import db_now
from core.db.uow import insert_in
from core.inbox.model import DEATHS

LEASE_S = 4.0  # with a look every half second, what a dead process held is taken up within five


def moment(dialect: str) -> Any:
    return bindparam("now", type_=Float) if dialect == "sqlite" else db_now()


def _standing(dialect: str) -> Any:
    """Of updates about to be stored: those that are known, and their lanes that are busy."""
    known = select(inbox.c.update_id.label("known"), cast(null(), String).label("busy"))
    known = known.where(inbox.c.bot_id == bindparam("bot"), among(dialect, inbox.c.update_id, "ids"))
    busy = select(cast(null(), BigInteger), inbox.c.lane).where(
        _OPEN_TEXT, among(dialect, inbox.c.lane, "lanes")
    )
    return union_all(known, busy)


def _accept(dialect: str) -> Any:
    """Repeats are left out. No lease: nobody holds it."""
    names = ("id", "bot_id", "update_id", "lane", "kind", "payload_sealed", "state", "fence")
    values: dict[str, Any] = {name: bindparam(name) for name in names}
    now = moment(dialect)
    lease = now + bindparam("lease_s", type_=Float)
    statement = insert_in(dialect, inbox).values(**values, due_at=now, accepted_at=now, lease_until=lease)
    return statement.on_conflict_do_nothing(index_elements=["bot_id", "update_id"])


def _free(now: Any) -> ColumnElement[bool]:
    return or_(
        and_(inbox.c.state == "new", inbox.c.due_at <= now),
        and_(inbox.c.state == "claimed", inbox.c.lease_until < now),
    )


def first_of(line: Column[Any], states: str) -> ColumnElement[bool]:
    """That no earlier row of the same lane, or key, is in one of these states, put as its index puts them.

    Not as NOT EXISTS: PostgreSQL makes a join of that, and where it takes a queue that has just grown for a
    short one it compares each row with each.
    """
    earlier = line.table.alias("earlier")
    same = and_(earlier.c[line.name] == line, text(f"earlier.state IN ({states})"))
    first: ColumnElement[bool] = (
        line.table.c.id == select(func.min(earlier.c.id)).where(same).scalar_subquery()
    )
    return first


def _at_hand(dialect: str) -> Any:
    """The first of each lane that nobody has in hand."""
    first = first_of(inbox.c.lane, "'new', 'claimed'")
    return select(inbox.c.id, inbox.c.state, _deaths().label("seen")).where(
        inbox.c.bot_id == bindparam("bot"), _OPEN_TEXT, _free(moment(dialect)), first
    )


def _waiting(dialect: str) -> Any:
    """What was in hand at a death comes last: it may kill."""
    wanted = _at_hand(dialect).order_by(_deaths(), inbox.c.id).limit(bindparam("room", type_=Integer))
    return wanted.with_for_update(skip_locked=True)


def _suspect(dialect: str) -> Any:
    """Of what has seen so many deaths the one that waits longest; behind the rest it might wait for ever."""
    seen = _deaths().between(bindparam("least", type_=Integer), bindparam("worst", type_=Integer))
    return _at_hand(dialect).where(seen).order_by(inbox.c.id).limit(1).with_for_update(skip_locked=True)


def _deaths() -> ColumnElement[int]:
    """How many have died over it, with the one that lets its lease run out just now."""
    return inbox.c.deaths + case((inbox.c.state == "claimed", 1), else_=0)


def _claim(dialect: str) -> Any:
    now = moment(dialect)
    return (
        update(inbox)
        .where(among(dialect, inbox.c.id, "ids"), _free(now))
        .values(deaths=_deaths(), state="claimed", fence=inbox.c.fence + 1, lease_until=now + LEASE_S)
        .returning(inbox)
    )


def _deadly(dialect: str) -> Any:
    dead = and_(inbox.c.state == "claimed", inbox.c.lease_until < moment(dialect))
    return select(inbox).where(dead, inbox.c.deaths >= DEATHS)


_OPEN_TEXT = text("inbox.state IN ('new', 'claimed')")  # in the words of the index
STANDING, ACCEPT = Kept(_standing), Kept(_accept)
WAITING, SUSPECTED = Kept(_waiting), Kept(_suspect)
CLAIM, DEADLY = Kept(_claim), Kept(_deadly)
DONE = Kept(
    update(inbox)
    .where(inbox.c.id == bindparam("turn"), inbox.c.fence == bindparam("held"))
    .values(state="done", payload_sealed=None, lease_until=None)
)
