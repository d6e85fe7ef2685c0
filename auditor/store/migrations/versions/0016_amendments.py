"""What people changed of profiles on the screen, and the schemes that they made."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    """One row an amendment, one a scheme; none is ever changed."""
    op.create_table(
        "amendments",
        sa.Column("portal", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("record", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("portal", "number", name=op.f("pk_amendments")),
    )
    op.create_table(
        "own_schemes",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("record", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_own_schemes")),
    )


def downgrade() -> None:
    """They go for good."""
    op.drop_table("own_schemes")
    op.drop_table("amendments")
