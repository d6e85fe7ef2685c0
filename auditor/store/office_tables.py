"""Tables of what people do: notes on tasks, self-assessments, inspections, remarks, cards, amendments. Rows are only ever added."""

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

contact_cards = Table(
    "contact_cards",
    metadata,
    Column("id", ID, primary_key=True),
    Column("portal", Words, nullable=False),
    Column("unit", Words, nullable=False),
    Column("at", Instant, nullable=False),
    Column("record", JSON, nullable=False),
    Index("ix_contact_cards_unit", "portal", "unit"),
)

# What is done behind people's backs: asked for, taken by a process, answered.
errands = Table(
    "errands",
    metadata,
    Column("id", ID, primary_key=True),
    Column("portal", Words, nullable=False),
    Column("kind", Words, nullable=False),
    Column("subject", Words, nullable=False),
    Column("asked_at", Instant, nullable=False),
    Column("record", JSON, nullable=False),
    Column("host", Words),
    Column("pid", Integer),
    Column("process", Words),
    Column("beat_at", Instant),
    Column("answered_at", Instant),
    Column("answer", JSON),
    Index("ix_errands_subject", "portal", "subject"),
    Index("ix_errands_answered_at", "answered_at"),
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
