"""What is done while nobody waits for it, and whom the office calls about a unit."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """One row an errand, which is taken and answered; one row a unit's card, none is ever changed."""
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "errands",
        sa.Column("id", number, nullable=False),
        sa.Column("portal", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("record", sa.JSON(), nullable=False),
        sa.Column("host", sa.Text()),
        sa.Column("pid", sa.Integer()),
        sa.Column("process", sa.Text()),
        sa.Column("beat_at", sa.DateTime(timezone=True)),
        sa.Column("answered_at", sa.DateTime(timezone=True)),
        sa.Column("answer", sa.JSON()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_errands")),
    )
    op.create_index("ix_errands_subject", "errands", ["portal", "subject"])
    op.create_index("ix_errands_answered_at", "errands", ["answered_at"])
    op.create_table(
        "contact_cards",
        sa.Column("id", number, nullable=False),
        sa.Column("portal", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("record", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_cards")),
    )
    op.create_index("ix_contact_cards_unit", "contact_cards", ["portal", "unit"])


def downgrade() -> None:
    """What was asked for and whom to call goes for good."""
    op.drop_table("contact_cards")
    op.drop_table("errands")
