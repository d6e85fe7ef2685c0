"""Tables of what people do: notes on tasks, self-assessments, inspections, remarks, amendments. Rows are only ever added."""

from __future__ import annotations

from sqlalchemy import JSON, Column, Index, Integer, Table

from auditor.store.tables import ID, Instant, Words, metadata

task_notes = Table(
    "task_notes",
    metadata,
    Column("id", ID, primary_key=True),
    Column("portal", Words, nullable=False),
    Column("plan", Words, nullable=False),
    Column("task", Words, nullable=False),
    Column("unit", Words, nullable=False),
    Column("at", Instant, nullable=False),
    Column("record", JSON, nullable=False),
    Index("ix_task_notes_row", "portal", "plan", "task", "unit"),
)

self_answers = Table(
    "self_answers",
    metadata,
    Column("id", ID, primary_key=True),
    Column("portal", Words, nullable=False),
    Column("term", Words, nullable=False),
    Column("record", JSON, nullable=False),
    Index("ix_self_answers_term", "portal", "term"),
)

# An inspection is its last row: what somebody did, and how it stood then. Rows are only ever added.
inspections = Table(
    "inspections",
    metadata,
    Column("portal", Words, primary_key=True),
    Column("number", Words, primary_key=True),
    Column("serial", Integer, primary_key=True),
    Column("act", Words, nullable=False),
    Column("at", Instant, nullable=False),
    Column("by", Words, nullable=False),
    Column("role", Words, nullable=False),
    Column("why", Words, nullable=False),
    Column("record", JSON, nullable=False),
    Column("basis", JSON),  # what its papers are printed from; NULL: that of an earlier row
)

# What a unit says of a figure that it disputes.
remarks = Table(
    "remarks",
    metadata,
    Column("id", ID, primary_key=True),
    Column("portal", Words, nullable=False),
    Column("inspection", Words, nullable=False),
    Column("at", Instant, nullable=False),
    Column("record", JSON, nullable=False),
    Index("ix_remarks_inspection", "portal", "inspection"),
)

# What people changed of a portal's profile.
amendments = Table(
    "amendments",
    metadata,
    Column("portal", Words, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("record", JSON, nullable=False),
)

own_schemes = Table(
    "own_schemes",
    metadata,
    Column("name", Words, primary_key=True),
    Column("record", JSON, nullable=False),
)
