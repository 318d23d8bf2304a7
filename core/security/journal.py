"""The journal of sign-ins and actions that a citizen reads, and alarms, which cannot be switched off.

Written within a caller's unit of work, so that nothing happens without its line.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import insert

from core.db.accounts import security_events
from core.db.uow import Work
from core.ids import new_id
from core.notifications.model import Notice
from core.notifications.posting import tell


async def note(work: Work, citizen_id: int, kind: str, details: Mapping[str, Any] | None = None) -> int:
    """Add a line to the journal; returns its id. `kind` is worded as `security-event-<kind>`."""
    event_id = new_id()
    key = await work.vault.key(work.conn, citizen_id)
    await work.conn.execute(
        insert(security_events).values(
            id=event_id,
            citizen_id=citizen_id,
            kind=kind,
            details_sealed=key.seal_json(dict(details or {}), place(event_id)),
            at=work.clock.now(),
        )
    )
    return event_id


async def alarm(
    work: Work,
    citizen_id: int,
    kind: str,
    params: Mapping[str, Any] | None = None,
    business_key: str | None = None,
) -> None:
    """Add a line and tell the citizen in every linked chat; worded as `notice-security-<kind>` besides.

    With a `business_key` a repeat is told once.
    """
    event_id = await note(work, citizen_id, kind, params)
    key = f"{citizen_id}:security:{kind}:{business_key or event_id}"
    await tell(work, Notice(citizen_id, "security", f"security-{kind}", key, dict(params or {})))


def place(event_id: int) -> str:
    """What an event's details are sealed to."""
    return f"security_events:details:{event_id}"
