"""finding and remembering: situations, recent and pinned services, what searches missed

Revision: 0004, after 0003.
"""

import sqlalchemy as sa
from alembic import op

from core.db.types import Moment

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None
HOLDS = ("citizens", "lost_searches", "remembered", "preferences", "followed_situations")


def upgrade() -> None:
    op.create_table(
        "followed_situations",
        sa.Column("citizen_id", _ID, nullable=False),
        sa.Column("situation", sa.String(length=80), nullable=False),
        sa.Column("skipped_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("begun_at", Moment(), nullable=False),
        _citizen("followed_situations"),
        sa.PrimaryKeyConstraint("citizen_id", "situation", name="pk_followed_situations"),
    )
    op.create_table(
        "preferences",
        sa.Column("citizen_id", _ID, nullable=False),
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        _citizen("preferences"),
        sa.PrimaryKeyConstraint("citizen_id", "name", name="pk_preferences"),
    )
    _remembered()
    _lost_searches()


def _remembered() -> None:
    op.create_table(
        "remembered",
        sa.Column("id", _ID, autoincrement=False, nullable=False),
        sa.Column("citizen_id", _ID, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("value_index", sa.LargeBinary(), nullable=False),
        sa.Column("value_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        _citizen("remembered"),
        sa.PrimaryKeyConstraint("id", name="pk_remembered"),
        sa.UniqueConstraint(
            "citizen_id", "kind", "value_index", name="uq_remembered_citizen_id_kind_value_index"
        ),
    )
    op.create_index("ix_remembered_at", "remembered", ["state", "at"])


def _lost_searches() -> None:
    op.create_table(
        "lost_searches",
        sa.Column("id", _ID, autoincrement=False, nullable=False),
        sa.Column("words_index", sa.LargeBinary(), nullable=False),
        sa.Column("person_index", sa.LargeBinary(), nullable=False),
        sa.Column("words_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("ending", sa.String(length=16), nullable=False),
        sa.Column("took", sa.String(length=80), nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_lost_searches"),
        sa.UniqueConstraint("words_index", "person_index", name="uq_lost_searches_words_index_person_index"),
    )
    op.create_index("ix_lost_searches_at", "lost_searches", ["at"])


def downgrade() -> None:
    for table in ("lost_searches", "remembered", "preferences", "followed_situations"):
        op.drop_table(table)


_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _citizen(table: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_citizen_id_citizens"
    return sa.ForeignKeyConstraint(["citizen_id"], ["citizens.id"], name=name)
