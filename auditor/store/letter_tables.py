"""The tables of letters to units: what was issued and who signed for it. Rows are only ever added."""

from __future__ import annotations

from sqlalchemy import JSON, Column, ForeignKeyConstraint, Integer, Table, UniqueConstraint

from auditor.store.tables import Instant, Words, metadata

letters = Table(
    "letters",
    metadata,
    Column("portal", Words, primary_key=True),
    Column("number", Words, primary_key=True),
    Column("year", Integer, nullable=False),
    Column("serial", Integer, nullable=False),  # of all kinds together: no number is given twice
    Column("at", Instant, nullable=False),
    Column("record", JSON, nullable=False),
    UniqueConstraint("portal", "year", "serial"),
)

letter_receipts = Table(
    "letter_receipts",
    metadata,
    Column("portal", Words, primary_key=True),
    Column("number", Words, primary_key=True),
    Column("serial", Integer, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("record", JSON, nullable=False),
    ForeignKeyConstraint(["portal", "number"], ["letters.portal", "letters.number"]),
)
