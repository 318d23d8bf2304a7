"""The two queues, where dialogs stand, and the naming of all tables. `_sealed` columns are AES-GCM."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from core.db.types import Id

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# Where a dialog stands; may be lost (the next tap leads to the menu). Never holds an answer.
dialog_stacks = Table(
    "dialog_stacks",
    metadata,
    Column("key", String(160), primary_key=True),
    Column("state", Text),
    Column("data", Text, nullable=False),
    Column("at", Float, nullable=False),
)

inbox = Table(
    "inbox",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("bot_id", BigInteger, nullable=False),
    Column("update_id", BigInteger, nullable=False),
    Column("lane", String(64), nullable=False),
    Column("kind", String(32), nullable=False),
    Column("payload_sealed", LargeBinary),  # blanked when done
    Column("state", String(16), nullable=False),  # new | claimed | done | rejected | parked
    Column("applied", Boolean, nullable=False, server_default=text("false")),
    # where the effect leads, e.g. draft:17: the dialog's stack, which knows it too, may be lost in a crash
    Column("leads_to", String(64)),
    Column("reason", String(160)),
    Column("tries", Integer, nullable=False, server_default=text("0")),
    Column("deaths", Integer, nullable=False, server_default=text("0")),
    Column("fence", Integer, nullable=False, server_default=text("0")),
    Column("lease_until", Float),
    Column("due_at", Float, nullable=False),
    Column("accepted_at", Float, nullable=False),
    UniqueConstraint("bot_id", "update_id"),
    Index(
        "ix_inbox_open",
        "lane",
        "id",
        sqlite_where=text("state IN ('new', 'claimed')"),
        postgresql_where=text("state IN ('new', 'claimed')"),
    ),
    Index(
        "uq_inbox_claimed",
        "lane",
        unique=True,
        sqlite_where=text("state = 'claimed'"),
        postgresql_where=text("state = 'claimed'"),
    ),
    Index("ix_inbox_accepted", "state", "accepted_at"),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("topic", String(48), nullable=False),
    Column("order_key", String(64), nullable=False),  # rows of one key go out one after another
    Column("lane", Integer, nullable=False),  # 0 answers and codes, 1 alerts, 2 mass mail
    Column("business_key", String(200), unique=True),
    Column("citizen_id", BigInteger),
    Column("payload_sealed", LargeBinary),  # blanked when settled
    # new | sending | sent | unknown | undeliverable | superseded
    Column("state", String(16), nullable=False),
    Column("reason", String(160)),
    Column("attempts", Integer, nullable=False, server_default=text("0")),
    Column("copies", Integer, nullable=False, server_default=text("0")),  # ambiguous outcomes so far
    Column("fence", Integer, nullable=False, server_default=text("0")),
    Column("lease_until", Float),
    Column("due_at", Float, nullable=False),
    Column("created_at", Float, nullable=False),
    Column("settled_at", Float),
    Column("message_id", BigInteger),
    Index(
        "ix_outbox_open",
        "order_key",
        "id",
        sqlite_where=text("state IN ('new', 'sending')"),
        postgresql_where=text("state IN ('new', 'sending')"),
    ),
    Index(
        "ix_outbox_due",
        "lane",
        "due_at",
        sqlite_where=text("state IN ('new', 'sending')"),
        postgresql_where=text("state IN ('new', 'sending')"),
    ),
    Index(  # the order in which rows are claimed: without it a backlog is sorted anew for every message
        "ix_outbox_turn",
        "lane",
        "id",
        sqlite_where=text("state IN ('new', 'sending')"),
        postgresql_where=text("state IN ('new', 'sending')"),
    ),
    Index("ix_outbox_settled", "state", "settled_at"),
)
