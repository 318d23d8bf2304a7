"""What is a citizen's: found by the tables' own references, so that no new table can be forgotten."""

from core.db.owned import owned_by
from core.db.tables import metadata

# What is no citizen's, or outlives them on purpose: queues keep ids against repeats, then forget them.
NOBODYS = {
    "meta", "leases", "paces", "counters", "erasures", "erased_numbers", "stray_events", "lost_searches",
    "inbox", "dialog_stacks", "outbox", "data_keys", "receipts",
}  # fmt: skip


def test_no_table_is_left_out() -> None:
    """A new table belongs to a citizen by its references, or stands above with the reason."""
    assert {name for name, table in metadata.tables.items() if owned_by(table, 1) is None} == NOBODYS
