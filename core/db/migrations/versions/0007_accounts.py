"""accounts: contacts, codes, secrets, confirmation, recovery, documents kept, who looked

Revision: 0007, after 0006.
"""

import sqlalchemy as sa
from alembic import op

from core.db.types import Moment

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None
HOLDS = ("citizens", "files", "profile_values")


def upgrade() -> None:
    op.create_table(
        "accesses",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column("citizen_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("staff", sa.String(length=64), nullable=False),
        sa.Column("what", sa.String(length=64), nullable=False),
        sa.Column("why_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("at", Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["citizen_id"], ["citizens.id"], name=op.f("fk_accesses_citizen_id_citizens")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accesses")),
    )
    op.create_index("ix_accesses_citizen", "accesses", ["citizen_id", "id"], unique=False)
    op.create_table(
        "backup_codes",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column("citizen_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(), nullable=False),
        sa.Column("used_at", Moment(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["citizen_id"], ["citizens.id"], name=op.f("fk_backup_codes_citizen_id_citizens")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_backup_codes")),
    )
    op.create_index("ix_backup_codes_citizen_id", "backup_codes", ["citizen_id"], unique=False)
    op.create_table(
        "codes",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column("citizen_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("telegram_id", sa.BigInteger(), nullable=False),
        sa.Column("purpose", sa.String(length=48), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("target_index", sa.LargeBinary(), nullable=False),
        sa.Column("target_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(), nullable=False),
        sa.Column("tries", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("expires_at", Moment(timezone=True), nullable=False),
        sa.Column("used_at", Moment(timezone=True), nullable=True),
        sa.Column("created_at", Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["citizen_id"], ["citizens.id"], name=op.f("fk_codes_citizen_id_citizens")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_codes")),
    )
    op.create_index("ix_codes_citizen_id", "codes", ["citizen_id"], unique=False)
    op.create_index("ix_codes_created", "codes", ["created_at"], unique=False)
    op.create_index("ix_codes_target", "codes", ["target_index", "created_at"], unique=False)
    op.create_table(
        "contacts",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column("citizen_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("value_index", sa.LargeBinary(), nullable=False),
        sa.Column("value_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("source", sa.String(length=64), nullable=False),
        sa.Column("verified_at", Moment(timezone=True), nullable=True),
        sa.Column("main", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("added_at", Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["citizen_id"], ["citizens.id"], name=op.f("fk_contacts_citizen_id_citizens")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contacts")),
        sa.UniqueConstraint(
            "citizen_id", "kind", "value_index", name=op.f("uq_contacts_citizen_id_kind_value_index")
        ),
    )
    op.create_index(
        "uq_contacts_verified",
        "contacts",
        ["kind", "value_index"],
        unique=True,
        sqlite_where=sa.text("verified_at IS NOT NULL"),
        postgresql_where=sa.text("verified_at IS NOT NULL"),
    )
    op.create_table(
        "devices",
        sa.Column("telegram_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("citizen_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("linked_at", Moment(timezone=True), nullable=False),
        sa.Column("active_at", Moment(timezone=True), nullable=False),
        sa.Column("proved_at", Moment(timezone=True), nullable=True),
        sa.Column("proved_by", sa.String(length=16), nullable=True),
        sa.Column("locked", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.ForeignKeyConstraint(["citizen_id"], ["citizens.id"], name=op.f("fk_devices_citizen_id_citizens")),
        sa.PrimaryKeyConstraint("telegram_id", name=op.f("pk_devices")),
    )
    op.create_index("ix_devices_citizen_id", "devices", ["citizen_id"], unique=False)
    op.create_table(
        "disputes",
        sa.Column("citizen_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("path", sa.String(length=64), nullable=False),
        sa.Column("said_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("at", Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["citizen_id"], ["citizens.id"], name=op.f("fk_disputes_citizen_id_citizens")
        ),
        sa.PrimaryKeyConstraint("citizen_id", "path", name=op.f("pk_disputes")),
    )
    op.create_table(
        "persons",
        sa.Column("snils_index", sa.LargeBinary(), nullable=False),
        sa.Column("citizen_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("method", sa.String(length=16), nullable=False),
        sa.Column("at", Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["citizen_id"], ["citizens.id"], name=op.f("fk_persons_citizen_id_citizens")),
        sa.PrimaryKeyConstraint("snils_index", name=op.f("pk_persons")),
        sa.UniqueConstraint("citizen_id", name=op.f("uq_persons_citizen_id")),
    )
    op.create_table(
        "recoveries",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column("citizen_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("asker_id", sa.BigInteger(), nullable=False),
        sa.Column("way", sa.String(length=16), nullable=False),
        sa.Column("contact_index", sa.LargeBinary(), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("details_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("due_at", Moment(timezone=True), nullable=True),
        sa.Column("ended_at", Moment(timezone=True), nullable=True),
        sa.Column("at", Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["citizen_id"], ["citizens.id"], name=op.f("fk_recoveries_citizen_id_citizens")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recoveries")),
    )
    op.create_index("ix_recoveries_asker", "recoveries", ["asker_id", "at"], unique=False)
    op.create_index("ix_recoveries_citizen_id", "recoveries", ["citizen_id"], unique=False)
    op.create_index("ix_recoveries_due", "recoveries", ["state", "due_at"], unique=False)
    op.create_table(
        "reviews",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column("citizen_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("method", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("asked_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=True),
        sa.Column("submitted_at", Moment(timezone=True), nullable=True),
        sa.Column("due_at", Moment(timezone=True), nullable=True),
        sa.Column("escalated_at", Moment(timezone=True), nullable=True),
        sa.Column("decided_at", Moment(timezone=True), nullable=True),
        sa.Column("created_at", Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["citizen_id"], ["citizens.id"], name=op.f("fk_reviews_citizen_id_citizens")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reviews")),
    )
    op.create_index("ix_reviews_state", "reviews", ["state", "due_at"], unique=False)
    op.create_index(
        "uq_reviews_open",
        "reviews",
        ["citizen_id", "method"],
        unique=True,
        sqlite_where=sa.text("state IN ('collecting', 'waiting')"),
        postgresql_where=sa.text("state IN ('collecting', 'waiting')"),
    )
    op.create_table(
        "secrets",
        sa.Column("citizen_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("password_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("password_at", Moment(timezone=True), nullable=True),
        sa.Column("password_must_change", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("pin_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("totp_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("totp_on", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("totp_step", sa.BigInteger(), nullable=True),
        sa.Column("phrase_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("tries", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("blocked_until", Moment(timezone=True), nullable=True),
        sa.Column("lock_after_s", sa.Integer(), nullable=True),
        sa.Column("frozen_until", Moment(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["citizen_id"], ["citizens.id"], name=op.f("fk_secrets_citizen_id_citizens")),
        sa.PrimaryKeyConstraint("citizen_id", name=op.f("pk_secrets")),
    )
    op.create_table(
        "security_events",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column("citizen_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=48), nullable=False),
        sa.Column("details_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("at", Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["citizen_id"], ["citizens.id"], name=op.f("fk_security_events_citizen_id_citizens")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_security_events")),
    )
    op.create_index("ix_security_events_citizen", "security_events", ["citizen_id", "id"], unique=False)
    op.create_table(
        "tokens",
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("citizen_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("telegram_id", sa.BigInteger(), nullable=False),
        sa.Column("purpose", sa.String(length=48), nullable=False),
        sa.Column("data_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("expires_at", Moment(timezone=True), nullable=False),
        sa.Column("used_at", Moment(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["citizen_id"], ["citizens.id"], name=op.f("fk_tokens_citizen_id_citizens")),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_tokens")),
    )
    op.create_index("ix_tokens_citizen_id", "tokens", ["citizen_id"], unique=False)
    op.create_index("ix_tokens_expires", "tokens", ["expires_at"], unique=False)
    op.create_table(
        "wallet",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column("citizen_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("fields_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("reminded", sa.Integer(), nullable=True),
        sa.Column("added_at", Moment(timezone=True), nullable=False),
        sa.Column("changed_at", Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["citizen_id"], ["citizens.id"], name=op.f("fk_wallet_citizen_id_citizens")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wallet")),
    )
    op.create_index("ix_wallet_citizen_id", "wallet", ["citizen_id"], unique=False)
    op.create_index("ix_wallet_expires", "wallet", ["expires_on"], unique=False)
    op.create_table(
        "review_files",
        sa.Column("review_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("part", sa.String(length=32), nullable=False),
        sa.Column("file_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["file_id"], ["files.id"], name=op.f("fk_review_files_file_id_files")),
        sa.ForeignKeyConstraint(
            ["review_id"], ["reviews.id"], name=op.f("fk_review_files_review_id_reviews")
        ),
        sa.PrimaryKeyConstraint("review_id", "part", name=op.f("pk_review_files")),
    )
    op.create_table(
        "wallet_pages",
        sa.Column("wallet_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("file_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["file_id"], ["files.id"], name=op.f("fk_wallet_pages_file_id_files")),
        sa.ForeignKeyConstraint(["wallet_id"], ["wallet.id"], name=op.f("fk_wallet_pages_wallet_id_wallet")),
        sa.PrimaryKeyConstraint("wallet_id", "file_id", name=op.f("pk_wallet_pages")),
    )
    # A number that Telegram's contact gave was verified by it; of two accounts with one number the later
    # has it.
    op.execute("""
        INSERT INTO contacts (
            id, citizen_id, kind, value_index, value_sealed, source, verified_at, main, added_at
        )
        SELECT citizens.id, citizens.id, 'phone', citizens.phone_index, profile_values.value_sealed,
            'telegram', citizens.registered_at, true, profile_values.at
        FROM citizens JOIN profile_values
            ON profile_values.citizen_id = citizens.id AND profile_values.path = 'profile.phone'
        WHERE citizens.phone_index IS NOT NULL AND citizens.registered_at IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM citizens AS later
            WHERE later.phone_index = citizens.phone_index AND later.id > citizens.id
        )
    """)
    op.create_table(
        "receipts",
        sa.Column("key_index", sa.LargeBinary(), nullable=False),
        sa.Column("person_index", sa.LargeBinary(), nullable=False),
        sa.Column("proof_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("keep_until", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("key_index", name=op.f("pk_receipts")),
    )
    op.create_index("ix_receipts_person", "receipts", ["person_index"], unique=False)
    op.create_index("ix_receipts_until", "receipts", ["keep_until"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_receipts_until", table_name="receipts")
    op.drop_index("ix_receipts_person", table_name="receipts")
    op.drop_table("receipts")
    op.drop_table("wallet_pages")
    op.drop_table("review_files")
    op.drop_index("ix_wallet_expires", table_name="wallet")
    op.drop_index("ix_wallet_citizen_id", table_name="wallet")
    op.drop_table("wallet")
    op.drop_index("ix_tokens_expires", table_name="tokens")
    op.drop_index("ix_tokens_citizen_id", table_name="tokens")
    op.drop_table("tokens")
    op.drop_index("ix_security_events_citizen", table_name="security_events")
    op.drop_table("security_events")
    op.drop_table("secrets")
    op.drop_index(
        "uq_reviews_open",
        table_name="reviews",
        sqlite_where=sa.text("state IN ('collecting', 'waiting')"),
        postgresql_where=sa.text("state IN ('collecting', 'waiting')"),
    )
    op.drop_index("ix_reviews_state", table_name="reviews")
    op.drop_table("reviews")
    op.drop_index("ix_recoveries_due", table_name="recoveries")
    op.drop_index("ix_recoveries_citizen_id", table_name="recoveries")
    op.drop_index("ix_recoveries_asker", table_name="recoveries")
    op.drop_table("recoveries")
    op.drop_table("persons")
    op.drop_table("disputes")
    op.drop_index("ix_devices_citizen_id", table_name="devices")
    op.drop_table("devices")
    op.drop_index(
        "uq_contacts_verified",
        table_name="contacts",
        sqlite_where=sa.text("verified_at IS NOT NULL"),
        postgresql_where=sa.text("verified_at IS NOT NULL"),
    )
    op.drop_table("contacts")
    op.drop_index("ix_codes_target", table_name="codes")
    op.drop_index("ix_codes_created", table_name="codes")
    op.drop_index("ix_codes_citizen_id", table_name="codes")
    op.drop_table("codes")
    op.drop_index("ix_backup_codes_citizen_id", table_name="backup_codes")
    op.drop_table("backup_codes")
    op.drop_index("ix_accesses_citizen", table_name="accesses")
    op.drop_table("accesses")
