"""limits of several processes

Revision: 0003, after 0002.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None
HOLDS = ("paces",)


def upgrade() -> None:
    # What a crash loses of it is a second of waiting: it need not be written twice and flushed.
    unlogged = ["UNLOGGED"] if op.get_bind().dialect.name == "postgresql" else []
    op.create_table(
        "paces",
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("at", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_paces")),
        prefixes=unlogged,
    )


def downgrade() -> None:
    op.drop_table("paces")
