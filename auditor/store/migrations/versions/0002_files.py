"""Bodies of attachments, and what parsing them came to."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Name the body a look brought; a table of contents, one row a body."""
    op.add_column("looks", sa.Column("capture", sa.Text()))
    op.create_table(
        "file_contents",
        sa.Column("capture", sa.Text(), nullable=False),
        sa.Column("parser_version", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("capture", name=op.f("pk_file_contents")),
    )
