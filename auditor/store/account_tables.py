"""Tables of people who sign in: accounts, stays, failures, keys, files sent in, and the record of what was done."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, ForeignKey, Index, Integer, Table

from auditor.store.tables import ID, Instant, Words, metadata

users = Table(
    "users",
    metadata,
    Column("name", Words, primary_key=True),
    Column("person", Words, nullable=False),
    Column("role", Words, nullable=False),
    Column("portal", Words),
    Column("unit", Words),
    Column("made_at", Instant, nullable=False),
    Column("must_change", Boolean, nullable=False),
    Column("disabled", Boolean, nullable=False),
    Column("password", Words, nullable=False),  # argon2
    Column("second", Words),  # the secret of the one-time passwords, where its person asked for them
    Column("second_used", Integer, nullable=False),  # the number of the last one that was taken
)

# The browser holds a random token, this table its digest.
stays = Table(
    "stays",
    metadata,
    Column("digest", Words, primary_key=True),
    Column("user", Words, ForeignKey("users.name"), nullable=False),
    Column("began_at", Instant, nullable=False),
    Column("seen_at", Instant, nullable=False),
    Column("place", Words, nullable=False),
    Index("ix_stays_user", "user"),
)

login_failures = Table(
    "login_failures",
    metadata,
    Column("id", ID, primary_key=True),
    Column("account", Words, nullable=False),
    Column("place", Words, nullable=False),
    Column("at", Instant, nullable=False),
    Index("ix_login_failures_at", "at"),
)

api_keys = Table(
    "api_keys",
    metadata,
    Column("digest", Words, primary_key=True),
    Column("user", Words, ForeignKey("users.name"), nullable=False),
    Column("label", Words, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("until", Date, nullable=False),
    Index("ix_api_keys_user", "user"),
)

uploads = Table(
    "uploads",
    metadata,
    Column("portal", Words, primary_key=True),
    Column("number", Words, primary_key=True),
    Column("name", Words, primary_key=True),
    Column("capture", Words, nullable=False),
    Column("size", Integer, nullable=False),
    Column("by", Words, nullable=False),
    Column("at", Instant, nullable=False),
)

deeds = Table(
    "deeds",
    metadata,
    Column("id", ID, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("user", Words, nullable=False),
    Column("person", Words, nullable=False),
    Column("role", Words),
    Column("place", Words, nullable=False),
    Column("act", Words, nullable=False),
    Column("subject", Words, nullable=False),
    Column("outcome", Words, nullable=False),
    Index("ix_deeds_at", "at"),
)
