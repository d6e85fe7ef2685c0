"""The tables, as the newest migration leaves them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    text,
)

from auditor.workdays import BEIJING


class Instant(TypeDecorator[dt.datetime]):
    """An aware datetime: kept as UTC, given back in Beijing time, so that its date is the portal's date."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        """Aware values only: a naive one would be a guess."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} has no time zone")
        return value.astimezone(dt.UTC).replace(tzinfo=None if dialect.name == "sqlite" else dt.UTC)

    def process_result_value(self, value: Any, _dialect: Dialect) -> dt.datetime | None:
        """SQLite gives naive UTC, PostgreSQL aware values in the zone of its session."""
        if value is None:
            return None
        aware: dt.datetime = value if value.tzinfo else value.replace(tzinfo=dt.UTC)
        return aware.astimezone(BEIJING)


class Words(TypeDecorator[str]):
    """Text as pages bring it: what no database takes (NUL, half a surrogate pair) becomes U+FFFD."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, _dialect: Dialect) -> str | None:
        """Most text passes unchanged."""
        if value is None:
            return None
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\0", "\ufffd")


ID = BigInteger().with_variant(Integer(), "sqlite")  # SQLite counts up INTEGER primary keys only

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

runs = Table(
    "runs",
    metadata,
    Column("id", ID, primary_key=True),
    Column("portal", Words, nullable=False),
    Column("kind", Words, nullable=False),
    Column("state", Words, nullable=False),
    Column("as_of", Instant, nullable=False),
    Column("planned_at", Instant, nullable=False),
    Column("started_at", Instant),
    Column("ended_at", Instant),
    Column("why", Words, nullable=False, default=""),
    Column("counts", JSON, nullable=False, default=dict),
    Column("host", Words),
    Column("pid", Integer),
    Column("process", Words),  # when the process began, as its system counts: a pid is used again
    Column("beat_at", Instant),  # its last sign of life, by the wall clock
    Index("ix_runs_portal", "portal"),
)
# One portal is never crawled twice at once, whoever asks. The migration says the same for PostgreSQL, whose drivers
# would all be loaded by its name here.
Index("uq_runs_running", runs.c.portal, unique=True, sqlite_where=text("state = 'running'"))

targets = Table(
    "targets",
    metadata,
    Column("portal", Words, primary_key=True),
    Column(
        "key", Words, primary_key=True
    ),  # canonical address; method and digest of the body where not a plain GET
    Column("address", Words, nullable=False),
    Column("url", Words, nullable=False),
    Column("kind", Words, nullable=False),
    Column("rank", Integer, nullable=False),
    Column("method", Words, nullable=False),
    Column("body", Words),
    Column("section_key", Words),
    Column("section_url", Words),
    Column("referrer", Words),
    Column("etag", Words),
    Column("last_modified", Words),
    Column("fetched_at", Instant),  # the last good fetch, or when it was found unchanged
)

target_states = Table(
    "target_states",
    metadata,
    Column("id", ID, primary_key=True),
    Column("run_id", ID, ForeignKey("runs.id"), nullable=False),
    Column("portal", Words, nullable=False),
    Column("key", Words, nullable=False),
    Column("rank", Integer, nullable=False),
    Column("state", Words, nullable=False),
    Column("tries", Integer, nullable=False, default=0),
    Column("status", Integer),
    Column("at", Instant),
    Column("why", Words, nullable=False, default=""),
    UniqueConstraint("run_id", "key"),
    Index("ix_target_states_due", "run_id", "state", "rank", "id"),
)

pages = Table(
    "pages",
    metadata,
    Column("id", ID, primary_key=True),
    Column("portal", Words, nullable=False),
    Column("address", Words, nullable=False),
    Column("url", Words, nullable=False),
    Column("section_key", Words),
    Column("section_url", Words),
    Column("section", Words),
    Column("unit", Words),
    Column("first_seen_at", Instant, nullable=False),
    Column("last_seen_at", Instant, nullable=False),
    Column("run_id", ID, ForeignKey("runs.id"), nullable=False),  # the last run that read it
    Column("readable", Boolean, nullable=False),
    Column("status", Integer),
    Column("content", JSON, nullable=False),
    UniqueConstraint("portal", "address"),
    Index("ix_pages_run_id", "run_id"),
)

fetches = Table(
    "fetches",
    metadata,
    Column("portal", Words, primary_key=True),
    Column("address", Words, primary_key=True),
    Column("fetched_at", Instant, primary_key=True),
    Column("run_id", ID, ForeignKey("runs.id"), nullable=False),
    Column("url", Words, nullable=False),
    Column("status", Integer),
    Column("capture", Words),
    Index("ix_fetches_run_id", "run_id"),
)

visits = Table(
    "visits",
    metadata,
    Column("portal", Words, primary_key=True),
    Column("section_key", Words, primary_key=True),  # canonical address, or unit and path where there is none
    Column("run_id", ID, ForeignKey("runs.id"), primary_key=True),
    Column("unit", Words, nullable=False),
    Column("path", Words, nullable=False),
    Column("visited_at", Instant, nullable=False),
    Column("state", Words, nullable=False),
    Column("why", Words, nullable=False),
    Column("entry_count", Integer, nullable=False),
    Column("newest_on", Date),
    Column("note", Words),
    Column("redirected_to", Words),
    Column("aggregates", Boolean, nullable=False),
    Column("capture", Words),
    Index("ix_visits_visited_at", "portal", "section_key", "visited_at"),
    Index("ix_visits_run_id", "run_id"),
)

listings = Table(
    "listings",
    metadata,
    Column("portal", Words, primary_key=True),
    Column("section_key", Words, primary_key=True),
    Column("address", Words, primary_key=True),
    Column("url", Words, nullable=False),
    Column("title", Words, nullable=False),
    Column("published_on", Date),
    Column("fields", JSON, nullable=False),
    Column("position", Integer, nullable=False),
    Column("first_seen_at", Instant, nullable=False),
    Column("last_seen_at", Instant, nullable=False),
    Index("ix_listings_address", "portal", "address"),
)

looks = Table(
    "looks",
    metadata,
    Column("portal", Words, primary_key=True),
    Column("address", Words, primary_key=True),
    Column("at", Instant, primary_key=True),
    Column("run_id", ID, ForeignKey("runs.id"), nullable=False),
    Column("url", Words, nullable=False),
    Column("status", Integer),
    Column("error", Words),
    Column("size", BigInteger),
    Column("media_type", Words),
    Column("sniffed", Words),
    Column("capture", Words),  # of the whole body of an attachment
    Index("ix_looks_kept", "run_id", sqlite_where=text("capture IS NOT NULL")),
)

exchanges = Table(
    "exchanges",
    metadata,
    Column("portal", Words, primary_key=True),
    Column("address", Words, primary_key=True),
    Column("at", Instant, primary_key=True),
    Column("run_id", ID, ForeignKey("runs.id"), nullable=False),
    Column("url", Words, nullable=False),
    Column("status", Integer, nullable=False),
    Column("headers", JSON, nullable=False),
    Column("served_at", Instant),
    Column("redirects", JSON, nullable=False),
    Column("peer", Words),
    Column("certificate", Words),
    sqlite_with_rowid=False,
)

trails = Table(
    "trails",
    metadata,
    Column("portal", Words, primary_key=True),
    Column("key", Words, primary_key=True),  # as of targets
    Column("capture", Words, nullable=False),
    Column("read_as", Words, nullable=False),
    Column("cms", Words, nullable=False),
    Column("media_type", Words, nullable=False),
    Column("links", JSON, nullable=False),
    Column("listing", Words, nullable=False),
    Column("alone", Boolean, nullable=False),
    Column("etag", Words),
    Column("last_modified", Words),
)

file_contents = Table(
    "file_contents",
    metadata,
    Column("capture", Words, primary_key=True),
    Column("parser_version", Integer, nullable=False),
    Column("content", JSON, nullable=False),
)

referrers = Table(
    "referrers",
    metadata,
    Column("id", ID, primary_key=True),
    Column("portal", Words, nullable=False),
    Column("address", Words, nullable=False),
    Column("page", Words, nullable=False),  # canonical address of the page that links it
    Column("url", Words, nullable=False),  # of that page
    Column("linked", Boolean, nullable=False),  # False: the page as last read links it no more
    UniqueConstraint("portal", "address", "page"),
    Index("ix_referrers_page", "portal", "page"),
)

verdicts = Table(
    "verdicts",
    metadata,
    Column("portal", Words, primary_key=True),
    Column("address", Words, primary_key=True),
    Column("record", JSON, nullable=False),
)

finding_texts = Table(
    "finding_texts",
    metadata,
    Column("digest", Words, primary_key=True),  # SHA-256 of the record: what a finding says is stored once
    Column("content", JSON, nullable=False),
)

findings = Table(
    "findings",
    metadata,
    Column("portal", Words, primary_key=True),
    Column("fingerprint", Words, primary_key=True),
    Column("code", Words, nullable=False),
    Column("unit", Words),
    Column("state", Words, nullable=False),
    Column("first_seen_at", Instant, nullable=False),
    Column("last_seen_at", Instant, nullable=False),
    Column("fixed_at", Instant),
    Column("earlier", JSON, nullable=False),
    Column("fetched_at", Instant),
    Column("capture", Words),
    Column("digest", Words, ForeignKey("finding_texts.digest"), nullable=False),
    Index("ix_findings_unit", "portal", "unit"),
)

sightings = Table(
    "sightings",
    metadata,
    Column("run_id", ID, ForeignKey("runs.id"), primary_key=True),
    Column("fingerprint", Words, primary_key=True),
    Column("portal", Words, nullable=False),
    Column("unit", Words),
    Column("state", Words, nullable=False),
    Column("first_seen_at", Instant, nullable=False),
    Column("last_seen_at", Instant, nullable=False),
    Column("fetched_at", Instant),
    Column("capture", Words),
    Column("digest", Words, ForeignKey("finding_texts.digest"), nullable=False),
)
