"""Everything kept about a citizen, by kind: what «Мои данные» counts and the export holds."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, Table, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.applications.rows import answer_place, content_place, details_place, stage_place
from core.citizens.values import place as value_place
from core.contacts.model import PATHS
from core.db import accounts as a
from core.db import tables as t
from core.db.owned import owned_by
from core.db.vault import Key
from core.files.store import name_of
from core.security.journal import place as event_place

Opened = Callable[[Key, Any], Any]


def _json(column: str, place: Callable[[Any], str]) -> Opened:
    def read(key: Key, row: Any) -> Any:
        sealed = getattr(row, column)
        return key.open_json(sealed, place(row)) if sealed else None

    return read


def _text(column: str, place: Callable[[Any], str]) -> Opened:
    return lambda key, row: (
        key.open(sealed, place(row)).decode() if (sealed := getattr(row, column)) else None
    )


@dataclass(frozen=True, slots=True)
class Part:
    """One table's rows, of a `kind` that people know; `opened` reads its sealed columns."""

    kind: str
    table: Table
    opened: Mapping[str, Opened] = field(default_factory=dict)


PARTS: tuple[Part, ...] = (
    Part("account", t.citizens),
    Part("account", t.telegram_accounts),
    Part(
        "profile",
        t.profile_values,
        {"value": _json("value_sealed", lambda row: value_place(row.citizen_id, row.path))},
    ),
    Part(
        "profile",
        a.disputes,
        {"said": _json("said_sealed", lambda row: f"disputes:said:{row.citizen_id}:{row.path}")},
    ),
    Part(
        "contacts",
        a.contacts,
        {"value": _json("value_sealed", lambda row: value_place(row.citizen_id, PATHS[row.kind]))},
    ),
    Part("documents", a.wallet, {"fields": _json("fields_sealed", lambda row: f"wallet:fields:{row.id}")}),
    Part("files", t.files, {"name": lambda key, row: name_of(key, row.id, row.name_sealed)}),
    Part(
        "applications",
        t.applications,
        {
            "content": _json("content_sealed", lambda row: content_place(row.id)),
            "stage": _text("stage_sealed", lambda row: stage_place(row.id)),
        },
    ),
    Part(
        "application_events",
        t.application_events,
        {"details": _json("details_sealed", lambda row: details_place(row.id))},
    ),
    Part("drafts", t.drafts),
    Part(
        "answers",
        t.answers,
        {"value": _json("value_sealed", lambda row: answer_place(row.draft_id, row.field))},
    ),
    Part(
        "situations",
        t.followed_situations,
        {
            "skipped": _json(
                "skipped_sealed",
                lambda row: f"followed_situations:skipped:{row.citizen_id}:{row.situation}",
            )
        },
    ),
    Part(
        "searches",
        t.remembered,
        {
            "value": _text("value_sealed", lambda row: f"remembered:value:{row.id}"),
        },
    ),
    Part(
        "notifications",
        t.notifications,
        {"params": _json("params_sealed", lambda row: f"notifications:params:{row.id}")},
    ),
    Part("settings", t.notification_settings),
    Part("settings", t.preferences),
    Part("consents", t.consents),
    Part(
        "security", a.security_events, {"details": _json("details_sealed", lambda row: event_place(row.id))}
    ),
    Part("security", a.devices),
    Part("confirmation", a.reviews),
    Part("confirmation", a.persons),
    Part("accesses", a.accesses, {"why": _text("why_sealed", lambda row: f"accesses:why:{row.id}")}),
)

LEFT_OUT: Mapping[str, str] = {
    "secrets": "proofs of who somebody is: of use to a thief alone",
    "backup_codes": "the same",
    "codes": "the same, and good for minutes",
    "tokens": "the same",
    "recoveries": "names the Telegram account of whoever asked; the journal tells of each",
    "attachments": "which file belongs to which draft: the file says so itself",
    "application_files": "the same of applications",
    "wallet_pages": "the same of documents",
    "review_files": "the same of a confirmation",
}
"""Tables of a citizen that are neither counted nor exported, each with the reason."""


async def counts(conn: AsyncConnection, citizen_id: int) -> dict[str, int]:
    """How many rows of each kind there are, in the order of the parts; nothing of a kind is 0."""
    found: dict[str, int] = {}
    for part in PARTS:
        whose = owned_by(part.table, citizen_id)
        if whose is not None:
            count = await conn.scalar(select(func.count()).select_from(part.table).where(whose))
            found[part.kind] = found.get(part.kind, 0) + int(count or 0)
    return found


async def collected(conn: AsyncConnection, key: Key, citizen_id: int) -> dict[str, list[dict[str, Any]]]:
    """Every part's rows, opened, by the name of the table."""
    found: dict[str, list[dict[str, Any]]] = {}
    for part in PARTS:
        whose = owned_by(part.table, citizen_id)
        if whose is not None:
            order = part.table.primary_key.columns
            rows = await conn.execute(select(part.table).where(whose).order_by(*order))
            found[part.table.name] = list(_plain(part, key, rows))
    return found


def _plain(part: Part, key: Key, rows: Iterable[Row[Any]]) -> Iterable[dict[str, Any]]:
    """Rows as JSON takes them; sealed columns and keyed hashes only under what they say in plain."""
    for row in rows:
        values = {name: value for name, value in row._mapping.items() if not isinstance(value, bytes)}
        opened = {name: read(key, row) for name, read in part.opened.items()}
        yield {name: _simple(value) for name, value in {**values, **opened}.items()}


def _simple(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else value
