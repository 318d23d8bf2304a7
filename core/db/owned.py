"""What belongs to a citizen, found by the tables' own references, so that no new table can be forgotten."""

from sqlalchemy import ColumnElement, Table, select

from core.db.tables import citizens


def owned_by(table: Table, citizen_id: int) -> ColumnElement[bool] | None:
    """Which rows are this citizen's, by `citizen_id` or through what they belong to; None: nobody's."""
    if table is citizens:
        return citizens.c.id == citizen_id
    for key in sorted(table.foreign_keys, key=lambda one: one.column.table is not citizens):
        parent = key.column.table
        above = owned_by(parent, citizen_id)
        if above is not None:
            whose: ColumnElement[bool] = key.parent.in_(select(key.column).where(above))
            return key.parent == citizen_id if parent is citizens else whose
    return None
