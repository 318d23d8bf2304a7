"""Every table. Columns ending in `_sealed` are AES-GCM under a data key (see `core.db.vault`)."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
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

from core.db import accounts  # its tables are part of `metadata`
from core.db.queues import dialog_stacks, inbox, metadata, outbox
from core.db.types import Id, Moment

__all__ = ["accounts", "dialog_stacks", "inbox", "metadata", "outbox"]


# What the installation remembers of itself: its bot's id, the business clock's offset.
meta = Table(
    "meta", metadata, Column("key", String(64), primary_key=True), Column("value", Text, nullable=False)
)

leases = Table(
    "leases",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("holder", String(64), nullable=False),
    Column("until", Float, nullable=False),
    Column("fence", Integer, nullable=False),
)

# Who asked to be forgotten: nothing but a number that leads nowhere, to forget them again after a restore.
erasures = Table(
    "erasures",
    metadata,
    Column("citizen_id", Id, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
)

# Their applications' numbers: what a department still says of one is taken, and told to nobody.
erased_numbers = Table(
    "erased_numbers",
    metadata,
    Column("number", String(16), primary_key=True),
    Column("department", String(64), nullable=False),
    Column("at", Moment, nullable=False),
)

# When the next message may go, by limit: of the bot (`all`), of a chat. Unlogged: losing it costs nothing.
paces = Table(
    "paces", metadata, Column("key", String(32), primary_key=True), Column("at", Float, nullable=False)
)

counters = Table(
    "counters",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("value", BigInteger, nullable=False),
)

# Wrapped by the master key. Owners above 0 are citizens; 0 is the service, -1 the blind index.
data_keys = Table(
    "data_keys",
    metadata,
    Column("owner", Id, primary_key=True, autoincrement=False),
    Column("wrapped", LargeBinary, nullable=False),
)

citizens = Table(
    "citizens",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("level", String(16), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("registered_at", Moment),
    Column("phone_index", LargeBinary, index=True),
)

telegram_accounts = Table(
    "telegram_accounts",
    metadata,
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("citizen_id", ForeignKey("citizens.id"), nullable=False, index=True),
    Column("language", String(8), nullable=False),
    Column("reachable", Boolean, nullable=False, server_default=text("true")),
    Column("seen_at", Moment, nullable=False),
)

consents = Table(
    "consents",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("citizen_id", ForeignKey("citizens.id"), nullable=False, index=True),
    Column("purpose", String(32), nullable=False),
    Column("text_hash", String(64), nullable=False),
    Column("text", Text, nullable=False),
    Column("accepted", Boolean, nullable=False),
    Column("update_id", BigInteger),
    Column("at", Moment, nullable=False),
)

profile_values = Table(
    "profile_values",
    metadata,
    Column("citizen_id", ForeignKey("citizens.id"), primary_key=True),
    Column("path", String(64), primary_key=True),
    Column("value_sealed", LargeBinary, nullable=False),
    Column("source", String(64), nullable=False),
    Column("at", Moment, nullable=False),
)

notification_settings = Table(
    "notification_settings",
    metadata,
    Column("citizen_id", ForeignKey("citizens.id"), primary_key=True),
    Column("category", String(32), primary_key=True),
    Column("enabled", Boolean, nullable=False),
)

notifications = Table(
    "notifications",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("citizen_id", ForeignKey("citizens.id"), nullable=False),
    Column("category", String(32), nullable=False),
    Column("kind", String(64), nullable=False),
    # (recipient, kind, object, object version): a second arrival of the same news adds nothing
    Column("business_key", String(160), nullable=False, unique=True),
    Column("params_sealed", LargeBinary, nullable=False),
    Column("at", Moment, nullable=False),
    Column("seen", Boolean, nullable=False, server_default=text("false")),
    Index("ix_notifications_citizen", "citizen_id", "id"),
)

drafts = Table(
    "drafts",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("citizen_id", ForeignKey("citizens.id"), nullable=False),
    Column("service_id", String(80), nullable=False),
    Column("form_version", String(64), nullable=False),
    # every change raises it; a button of an older version does nothing but redraw
    Column("version", Integer, nullable=False),
    Column("state", String(16), nullable=False),  # open | submitted | cancelled | expired
    Column("cursor", String(160), nullable=False),
    Column("pending_sealed", LargeBinary),
    # set when the draft adds what a department asked for; `needs` is {"fields": [], "documents": []}
    Column("application_id", ForeignKey("applications.id")),
    Column("needs", Text),
    Column("created_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("reminded", Boolean, nullable=False, server_default=text("false")),
    Index("ix_drafts_citizen", "citizen_id", "state"),
    Index("ix_drafts_changed", "state", "changed_at"),
    Index(
        "uq_drafts_open",
        "citizen_id",
        "service_id",
        unique=True,
        sqlite_where=text("state = 'open' AND application_id IS NULL"),
        postgresql_where=text("state = 'open' AND application_id IS NULL"),
    ),
)

answers = Table(
    "answers",
    metadata,
    Column("draft_id", ForeignKey("drafts.id"), primary_key=True),
    Column("field", String(80), primary_key=True),
    Column("value_sealed", LargeBinary, nullable=False),
)

files = Table(
    "files",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("citizen_id", ForeignKey("citizens.id"), nullable=False, index=True),
    Column("content_type", String(64), nullable=False),
    Column("size", Integer, nullable=False),
    Column("name_sealed", LargeBinary, nullable=False),
    # keyed hash of the content: the same page sent twice is kept once
    Column("content_index", LargeBinary, nullable=False),
    Column("source", String(64), nullable=False),
    Column("at", Moment, nullable=False),
)

attachments = Table(
    "attachments",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("draft_id", ForeignKey("drafts.id"), nullable=False),
    Column("document", String(80), nullable=False),
    Column("file_id", ForeignKey("files.id")),  # null: the document was skipped on purpose
    Column("content_index", LargeBinary),
    Column("settled", Boolean, nullable=False, server_default=text("false")),
    UniqueConstraint("draft_id", "document", "content_index"),
)

applications = Table(
    "applications",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("draft_id", BigInteger, nullable=False, unique=True),
    Column("number", String(16), nullable=False, unique=True),
    Column("citizen_id", ForeignKey("citizens.id"), nullable=False),
    Column("service_id", String(80), nullable=False),
    Column("department", String(64), nullable=False),
    Column("status", String(24), nullable=False),
    Column("stage_sealed", LargeBinary),
    Column("content_sealed", LargeBinary, nullable=False),  # answers and documents as submitted
    Column("needs", Text),
    Column("fee", Integer, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("due_on", Date),
    Column("submitted_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("last_occurred_at", Moment),
    Column("last_seq", BigInteger),
    Index("ix_applications_citizen", "citizen_id", "active", "id"),
)

application_events = Table(
    "application_events",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("application_id", ForeignKey("applications.id"), nullable=False, index=True),
    Column("department", String(64), nullable=False),
    Column("event_id", String(96), nullable=False),
    Column("status", String(24), nullable=False),
    Column("details_sealed", LargeBinary, nullable=False),  # stage, comment, reason, needs
    Column("file_id", ForeignKey("files.id")),
    Column("current", Boolean, nullable=False),  # false: arrived late, kept for the history only
    Column("occurred_at", Moment, nullable=False),
    Column("received_at", Moment, nullable=False),
    UniqueConstraint("department", "event_id"),
)

# A department's word about an application we do not know: kept a day, then an alarm.
stray_events = Table(
    "stray_events",
    metadata,
    Column("department", String(64), primary_key=True),
    Column("event_id", String(96), primary_key=True),
    Column("received_at", Moment, nullable=False),
)

# Files of an application once submitted: the citizen's and the department's.
application_files = Table(
    "application_files",
    metadata,
    Column("application_id", ForeignKey("applications.id"), primary_key=True),
    Column("file_id", ForeignKey("files.id"), primary_key=True),
    Column("document", String(80), nullable=False),
)

# A life situation that a citizen goes through. Which of its services are done follows from their
# applications; kept are only the skipped ones, as {"skipped": [service ids]}.
followed_situations = Table(
    "followed_situations",
    metadata,
    Column("citizen_id", ForeignKey("citizens.id"), primary_key=True),
    Column("situation", String(80), primary_key=True),
    Column("skipped_sealed", LargeBinary, nullable=False),
    Column("begun_at", Moment, nullable=False),
)

# A citizen's own searches and services: recent, pinned, archived, deleted.
remembered = Table(
    "remembered",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("citizen_id", ForeignKey("citizens.id"), nullable=False),
    Column("kind", String(16), nullable=False),  # query | service
    # keyed hash of the value: the same one again only moves up
    Column("value_index", LargeBinary, nullable=False),
    Column("value_sealed", LargeBinary, nullable=False),
    Column("state", String(16), nullable=False),  # listed | pinned | archived | deleted
    Column("at", Moment, nullable=False),
    UniqueConstraint("citizen_id", "kind", "value_index"),
    Index("ix_remembered_at", "state", "at"),
)

# What a citizen has set for the search; what is not set is as shipped.
preferences = Table(
    "preferences",
    metadata,
    Column("citizen_id", ForeignKey("citizens.id"), primary_key=True),
    Column("name", String(32), primary_key=True),
    Column("enabled", Boolean, nullable=False),
)

# Searches that did not help, for the catalogue's editors. Nobody's: `person_index` is a keyed hash of
# citizen and words together, which tells two people of one query apart and joins no two queries.
lost_searches = Table(
    "lost_searches",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("words_index", LargeBinary, nullable=False),
    Column("person_index", LargeBinary, nullable=False),
    Column("words_sealed", LargeBinary, nullable=False),
    Column("ending", String(16), nullable=False),  # nothing | reworded | operator
    Column("took", String(80)),  # the service opened in the end
    Column("at", Moment, nullable=False),
    UniqueConstraint("words_index", "person_index"),
    Index("ix_lost_searches_at", "at"),
)
