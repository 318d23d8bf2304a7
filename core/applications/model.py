"""An application's life: statuses, what a department's event may do, what the citizen may do."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from core.errors import Refused
from core.forms.model import Value

# What a department may say, in the order of an application's life; equal ranks may alternate.
RANKS = {
    "submitted": 0,
    "registered": 1,
    "in_work": 2,
    "needs_documents": 2,
    "awaiting_payment": 2,
    "approved": 3,
    "ready": 4,
    "issued": 5,
    "rejected": 5,
    "withdrawn": 5,
}
FINAL = frozenset({"issued", "rejected", "withdrawn"})
FROM_DEPARTMENT = frozenset(RANKS) - {"submitted", "withdrawn"}
WITHDRAWABLE = frozenset({"submitted", "registered", "in_work", "needs_documents", "awaiting_payment"})


@dataclass(frozen=True, slots=True)
class Needs:
    """What a department asks the citizen to add."""

    fields: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """A department's word about an application. `seq` orders events of the same moment."""

    event_id: str
    number: str
    status: str
    occurred_at: datetime
    seq: int = 0
    stage: str | None = None
    comment: str | None = None
    reason: str | None = None
    needs: Needs = field(default_factory=Needs)


@dataclass(frozen=True, slots=True)
class Decision:
    """A file the department sent along with its word."""

    name: str
    content_type: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Document:
    """A file of an application. `document` names what it is; from the citizen or from the department."""

    file_id: int
    document: str
    name: str
    content_type: str
    size: int
    source: str


@dataclass(frozen=True, slots=True)
class Line:
    """An application in a list."""

    number: str
    service_id: str
    status: str
    submitted_at: datetime
    due_on: date | None
    fee: int
    needs: Needs

    @property
    def told(self) -> str:
        """The status as the citizen is told it."""
        return told_as(self.status, self.needs)


@dataclass(frozen=True, slots=True)
class Application:
    """One submitted application, as its owner sees it."""

    id: int
    number: str
    citizen_id: int
    service_id: str
    department: str
    status: str
    stage: str | None
    needs: Needs
    fee: int
    due_on: date | None
    submitted_at: datetime
    changed_at: datetime
    answers: Mapping[str, Value]

    @property
    def final(self) -> bool:
        return self.status in FINAL

    @property
    def withdrawable(self) -> bool:
        return self.status in WITHDRAWABLE

    @property
    def wants_more(self) -> bool:
        """Whether the department waits for the citizen to add something."""
        return self.told == "needs_documents"

    @property
    def told(self) -> str:
        """The status as the citizen is told it (see `told_as`)."""
        return told_as(self.status, self.needs)


def told_as(status: str, needs: Needs) -> str:
    """The status in every list and card: `added` once what a department had asked for is on its way.

    A department that wants something always names it, if only as any document (`Events`); what the
    citizen sends empties the list, and the next word is the department's.
    """
    return "added" if status == "needs_documents" and not (needs.fields or needs.documents) else status


def moves(status: str, last: tuple[datetime, int] | None, event: Event) -> bool:
    """Whether an event becomes the application's current state, or stays in its history only.

    Departments repeat events and deliver them late; a status never goes backwards for that, and
    nothing moves an application that has ended. `last` is when the current state came to be. A
    department that dates by the second and counts nothing may say two things of one moment: then the
    further one holds.
    """
    if status in FINAL:
        return False
    ahead = RANKS[event.status] - RANKS[status]
    if last is not None and (event.occurred_at, event.seq) == last:
        return ahead > 0
    return ahead >= 0 and (last is None or (event.occurred_at, event.seq) > last)


def check_withdraw(status: str) -> None:
    """Raises Refused when it is too late to withdraw."""
    if status not in WITHDRAWABLE:
        raise Refused("withdraw-too-late")
