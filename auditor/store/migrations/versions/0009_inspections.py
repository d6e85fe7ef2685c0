"""Inspections: one row for everything that somebody did with one; nothing is ever rewritten."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Earlier papers were written from what the store held that day; none of them is an inspection."""
    op.create_table(
        "inspections",
        sa.Column("portal", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("record", sa.JSON(), nullable=False),
        sa.Column("basis", sa.JSON()),
        sa.PrimaryKeyConstraint("portal", "number", "serial", name=op.f("pk_inspections")),
    )


def downgrade() -> None:
    """Frozen records go for good."""
    op.drop_table("inspections")
