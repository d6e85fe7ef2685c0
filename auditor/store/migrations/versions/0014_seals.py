"""A chain over the evidence: what each run left, tied to what came before."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """One row a sealed run; earlier runs are sealed with the next one. Runs find what they fetched."""
    op.create_table(
        "seals",
        sa.Column("portal", sa.Text(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("previous", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name=op.f("fk_seals_run_id")),
        sa.PrimaryKeyConstraint("portal", "serial", name=op.f("pk_seals")),
    )
    op.create_index("ix_fetches_run_id", "fetches", ["run_id"])
    op.create_index("ix_visits_run_id", "visits", ["run_id"])
    kept = sa.text("capture IS NOT NULL")
    op.create_index("ix_looks_kept", "looks", ["run_id"], sqlite_where=kept, postgresql_where=kept)


def downgrade() -> None:
    """The chain goes for good."""
    op.drop_index("ix_looks_kept", "looks")
    op.drop_index("ix_visits_run_id", "visits")
    op.drop_index("ix_fetches_run_id", "fetches")
    op.drop_table("seals")
