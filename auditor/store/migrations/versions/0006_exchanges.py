"""What each answer brings besides its body, from now on: nothing of it can be had afterwards."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """One row an answer; earlier answers have none."""
    op.create_table(
        "exchanges",
        sa.Column("portal", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("run_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("headers", sa.JSON(), nullable=False),
        sa.Column("served_at", sa.DateTime(timezone=True)),
        sa.Column("redirects", sa.JSON(), nullable=False),
        sa.Column("peer", sa.Text()),
        sa.Column("certificate", sa.Text()),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name=op.f("fk_exchanges_run_id")),
        sa.PrimaryKeyConstraint("portal", "address", "at", name=op.f("pk_exchanges")),
        sqlite_with_rowid=False,  # the key is most of a row: it is stored once
    )


def downgrade() -> None:
    """What was kept goes for good."""
    op.drop_table("exchanges")
