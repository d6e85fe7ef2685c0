"""What units answer of their own duties before a quarter; an answer is never changed, a later one stands."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """One row an answer."""
    op.create_table(
        "self_answers",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("portal", sa.Text(), nullable=False),
        sa.Column("term", sa.Text(), nullable=False),
        sa.Column("record", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_self_answers")),
    )
    op.create_index("ix_self_answers_term", "self_answers", ["portal", "term"])


def downgrade() -> None:
    """What units answered goes for good."""
    op.drop_table("self_answers")
