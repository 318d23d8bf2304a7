"""forgetting a citizen: who was erased, and what their departments may still speak of

Revision: 0005, after 0004.
"""

import sqlalchemy as sa
from alembic import op

from core.db.types import Moment

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None
HOLDS = ("erasures", "erased_numbers")


def upgrade() -> None:
    op.create_table(
        "erasures",
        sa.Column(
            "citizen_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("citizen_id", name="pk_erasures"),
    )
    op.create_table(
        "erased_numbers",
        sa.Column("number", sa.String(length=16), nullable=False),
        sa.Column("department", sa.String(length=64), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_erased_numbers"),
    )


def downgrade() -> None:
    for table in ("erased_numbers", "erasures"):
        op.drop_table(table)
