"""The rows of the 台账 and what people do with them."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Two tables that only grow; the next judgement opens the rows of what stands."""
    op.create_table(
        "issues",
        sa.Column("portal", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("opening", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("portal", "number", name=op.f("pk_issues")),
        sa.UniqueConstraint("portal", "year", "serial", name=op.f("uq_issues_portal_year_serial")),
    )
    op.create_table(
        "issue_events",
        sa.Column("portal", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("event", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["portal", "number"],
            ["issues.portal", "issues.number"],
            name=op.f("fk_issue_events_portal_number"),
        ),
        sa.PrimaryKeyConstraint("portal", "number", "serial", name=op.f("pk_issue_events")),
    )


def downgrade() -> None:
    """What people did goes for good."""
    op.drop_table("issue_events")
    op.drop_table("issues")
