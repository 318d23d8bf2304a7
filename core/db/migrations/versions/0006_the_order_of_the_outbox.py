"""the order of the outbox: an index in the order in which its rows are claimed

Revision: 0006, after 0005.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None
HOLDS = ("outbox",)


def upgrade() -> None:
    still = sa.text("state IN ('new', 'sending')")
    op.create_index("ix_outbox_turn", "outbox", ["lane", "id"], sqlite_where=still, postgresql_where=still)


def downgrade() -> None:
    op.drop_index("ix_outbox_turn", "outbox")
