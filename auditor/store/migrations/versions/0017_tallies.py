"""What a night counted, kept for those who read."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    """Nights from before are counted when somebody asks."""
    op.create_table(
        "tallies",
        sa.Column("run_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("portal", sa.Text(), nullable=False),
        sa.Column("record", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name=op.f("fk_tallies_run_id")),
        sa.PrimaryKeyConstraint("run_id", "name", name=op.f("pk_tallies")),
    )


def downgrade() -> None:
    """They can be counted again."""
    op.drop_table("tallies")
