"""Letters to units and who signed for them; nothing is ever rewritten."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """One row a letter, one a signature."""
    op.create_table(
        "letters",
        sa.Column("portal", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("record", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("portal", "number", name=op.f("pk_letters")),
        sa.UniqueConstraint("portal", "year", "serial", name=op.f("uq_letters_portal_year_serial")),
    )
    op.create_table(
        "letter_receipts",
        sa.Column("portal", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("record", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["portal", "number"],
            ["letters.portal", "letters.number"],
            name=op.f("fk_letter_receipts_portal_number"),
        ),
        sa.PrimaryKeyConstraint("portal", "number", "serial", name=op.f("pk_letter_receipts")),
    )


def downgrade() -> None:
    """What was issued goes for good."""
    op.drop_table("letter_receipts")
    op.drop_table("letters")
