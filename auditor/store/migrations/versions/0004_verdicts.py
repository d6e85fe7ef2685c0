"""What page rules said of each page, so that a page that did not change is not judged again."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """A table of verdicts, one row a page."""
    op.create_table(
        "verdicts",
        sa.Column("portal", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("record", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("portal", "address", name=op.f("pk_verdicts")),
    )


def downgrade() -> None:
    """The verdicts go; pages are judged anew."""
    op.drop_table("verdicts")
