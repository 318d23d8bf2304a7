"""The tables of accounts: contacts, codes, secrets, confirmation, recovery, documents kept, who looked."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from core.db.queues import metadata
from core.db.types import Id, Moment

# Ways to reach a citizen. A verified one belongs to one account at a time.
contacts = Table(
    "contacts",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("citizen_id", ForeignKey("citizens.id"), nullable=False),
    Column("kind", String(8), nullable=False),  # phone | email
    Column("value_index", LargeBinary, nullable=False),
    Column("value_sealed", LargeBinary, nullable=False),  # sealed to the profile's path of its kind
    Column("source", String(64), nullable=False),  # telegram | code | link | bank <id>
    Column("verified_at", Moment),
    Column("main", Boolean, nullable=False, server_default=text("false")),
    Column("added_at", Moment, nullable=False),
    UniqueConstraint("citizen_id", "kind", "value_index"),
    Index(
        "uq_contacts_verified",
        "kind",
        "value_index",
        unique=True,
        sqlite_where=text("verified_at IS NOT NULL"),
        postgresql_where=text("verified_at IS NOT NULL"),
    ),
)

# One-time codes: hashed, bound to a purpose and a Telegram account, good once.
codes = Table(
    "codes",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("citizen_id", ForeignKey("citizens.id"), nullable=False, index=True),
    Column("telegram_id", BigInteger, nullable=False),
    Column("purpose", String(48), nullable=False),
    Column("kind", String(8), nullable=False),  # phone | email
    Column("target_index", LargeBinary, nullable=False),
    Column("target_sealed", LargeBinary, nullable=False),
    Column("code_hash", LargeBinary, nullable=False),
    Column("tries", Integer, nullable=False, server_default=text("0")),
    Column("expires_at", Moment, nullable=False),
    Column("used_at", Moment),
    Column("created_at", Moment, nullable=False),
    Index("ix_codes_target", "target_index", "created_at"),
    Index("ix_codes_created", "created_at"),
)

# What proves somebody beside their Telegram account. Absent columns: not set.
secrets = Table(
    "secrets",
    metadata,
    Column("citizen_id", ForeignKey("citizens.id"), primary_key=True),
    Column("password_sealed", LargeBinary),  # an argon2id hash, and when
    Column("password_at", Moment),
    Column("password_must_change", Boolean, nullable=False, server_default=text("false")),
    Column("pin_sealed", LargeBinary),
    Column("totp_sealed", LargeBinary),
    Column("totp_on", Boolean, nullable=False, server_default=text("false")),
    Column("totp_step", BigInteger),  # the last one accepted: an older or equal one is a replay
    Column("phrase_sealed", LargeBinary),  # the citizen's own, on every sensitive window
    Column("tries", Integer, nullable=False, server_default=text("0")),
    Column("blocked_until", Moment),
    Column("lock_after_s", Integer),
    Column("frozen_until", Moment),
)

backup_codes = Table(
    "backup_codes",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("citizen_id", ForeignKey("citizens.id"), nullable=False, index=True),
    Column("code_hash", LargeBinary, nullable=False),
    Column("used_at", Moment),
)

# What a Telegram account may do just now; and so the list of a citizen's devices.
devices = Table(
    "devices",
    metadata,
    Column("telegram_id", BigInteger, primary_key=True, autoincrement=False),
    Column("citizen_id", ForeignKey("citizens.id"), nullable=False, index=True),
    Column("linked_at", Moment, nullable=False),
    Column("active_at", Moment, nullable=False),
    Column("proved_at", Moment),  # the last step-up
    Column("proved_by", String(16)),
    Column("locked", Boolean, nullable=False, server_default=text("false")),
)

# The sign-in and action journal that a citizen reads.
security_events = Table(
    "security_events",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("citizen_id", ForeignKey("citizens.id"), nullable=False),
    Column("kind", String(48), nullable=False),
    Column("details_sealed", LargeBinary, nullable=False),
    Column("at", Moment, nullable=False),
    Index("ix_security_events_citizen", "citizen_id", "id"),
)

# One-time links and states: to a secure page, from a bank, from a mail. Only the token's hash is kept.
tokens = Table(
    "tokens",
    metadata,
    Column("hash", LargeBinary, primary_key=True),
    Column("citizen_id", ForeignKey("citizens.id"), nullable=False, index=True),
    Column("telegram_id", BigInteger, nullable=False),
    Column("purpose", String(48), nullable=False),
    Column("data_sealed", LargeBinary, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("used_at", Moment),
    Index("ix_tokens_expires", "expires_at"),
)

# A confirmation of who somebody is, by one of four ways.
reviews = Table(
    "reviews",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("citizen_id", ForeignKey("citizens.id"), nullable=False),
    Column("method", String(16), nullable=False),  # scans | video | bank | signature | recovery
    Column("state", String(16), nullable=False),  # collecting | waiting | approved | refused | left
    Column(
        "asked_sealed", LargeBinary, nullable=False
    ),  # the phrase and digits to say, claims, what is wrong
    Column("reasons", Text),
    Column("submitted_at", Moment),
    Column("due_at", Moment),
    Column("escalated_at", Moment),
    Column("decided_at", Moment),
    Column("created_at", Moment, nullable=False),
    Index("ix_reviews_state", "state", "due_at"),
    Index(
        "uq_reviews_open",
        "citizen_id",
        "method",
        unique=True,
        sqlite_where=text("state IN ('collecting', 'waiting')"),
        postgresql_where=text("state IN ('collecting', 'waiting')"),
    ),
)

review_files = Table(
    "review_files",
    metadata,
    Column("review_id", ForeignKey("reviews.id"), primary_key=True),
    Column("part", String(32), primary_key=True),
    Column("file_id", ForeignKey("files.id"), nullable=False),
)

# One confirmed account for one person.
persons = Table(
    "persons",
    metadata,
    Column("snils_index", LargeBinary, primary_key=True),
    Column("citizen_id", ForeignKey("citizens.id"), nullable=False, unique=True),
    Column("method", String(16), nullable=False),
    Column("at", Moment, nullable=False),
)

# Somebody asks for an account, or for a contact verified on one, from a Telegram account that is not its own.
recoveries = Table(
    "recoveries",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("citizen_id", ForeignKey("citizens.id"), nullable=False, index=True),  # whose it is now
    Column("asker_id", BigInteger, nullable=False),  # the Telegram account that asks
    Column("way", String(16), nullable=False),  # contact | sim | operator
    Column("contact_index", LargeBinary),
    Column("state", String(16), nullable=False),  # see core.recovery.model
    Column("details_sealed", LargeBinary, nullable=False),
    Column("due_at", Moment),
    Column("ended_at", Moment),
    Column("at", Moment, nullable=False),
    Index("ix_recoveries_due", "state", "due_at"),
    Index("ix_recoveries_asker", "asker_id", "at"),
)

# Documents kept to be attached again: a licence, a certificate, a policy.
wallet = Table(
    "wallet",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("citizen_id", ForeignKey("citizens.id"), nullable=False, index=True),
    Column("kind", String(32), nullable=False),
    Column("fields_sealed", LargeBinary, nullable=False),
    Column("expires_on", Date),
    Column("reminded", Integer),  # days ahead of the last reminder
    Column("added_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Index("ix_wallet_expires", "expires_on"),
)

wallet_pages = Table(
    "wallet_pages",
    metadata,
    Column("wallet_id", ForeignKey("wallet.id"), primary_key=True),
    Column("file_id", ForeignKey("files.id"), primary_key=True),
    Column("position", Integer, nullable=False),
)

# Who of the staff looked at what, when and why. The citizen reads it.
accesses = Table(
    "accesses",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("citizen_id", ForeignKey("citizens.id"), nullable=False),
    Column("staff", String(64), nullable=False),
    Column("what", String(64), nullable=False),
    Column("why_sealed", LargeBinary, nullable=False),
    Column("at", Moment, nullable=False),
    Index("ix_accesses_citizen", "citizen_id", "id"),
)

# A citizen says that a value is wrong though it came from a register or a bank.
disputes = Table(
    "disputes",
    metadata,
    Column("citizen_id", ForeignKey("citizens.id"), primary_key=True),
    Column("path", String(64), primary_key=True),
    Column("said_sealed", LargeBinary, nullable=False),
    Column("at", Moment, nullable=False),
)

# Proof that somebody who was forgotten had consented and applied: for its term, under the service's key.
# `person_index` is a keyed hash of a Telegram account: whoever shows that account is found, nobody else.
receipts = Table(
    "receipts",
    metadata,
    Column("key_index", LargeBinary, primary_key=True),
    Column("person_index", LargeBinary, nullable=False),
    Column("proof_sealed", LargeBinary, nullable=False),
    Column("keep_until", Date, nullable=False),
    Index("ix_receipts_person", "person_index"),
    Index("ix_receipts_until", "keep_until"),
)
