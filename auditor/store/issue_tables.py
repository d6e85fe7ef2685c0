"""The tables of the 台账: rows and what was done with them. Nothing of either is ever written again or taken away."""

from __future__ import annotations

from sqlalchemy import JSON, Column, ForeignKeyConstraint, Integer, Table, UniqueConstraint

from auditor.store.tables import Instant, Words, metadata

issues = Table(
    "issues",
    metadata,
    Column("portal", Words, primary_key=True),
    Column("number", Words, primary_key=True),
    Column("year", Integer, nullable=False),
    Column("serial", Integer, nullable=False),
    Column("opening", JSON, nullable=False),
    UniqueConstraint("portal", "year", "serial"),
)

issue_events = Table(
    "issue_events",
    metadata,
    Column("portal", Words, primary_key=True),
    Column("number", Words, primary_key=True),
    Column("serial", Integer, primary_key=True),  # from 1: two acts upon the same state cannot both be kept
    Column("at", Instant, nullable=False),
    Column("act", Words, nullable=False),
    Column("event", JSON, nullable=False),
    ForeignKeyConstraint(["portal", "number"], ["issues.portal", "issues.number"]),
)
