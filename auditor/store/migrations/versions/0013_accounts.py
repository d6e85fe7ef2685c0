"""People who sign in, what they send in, and the record of what they did."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Nobody has an account yet: `auditor users add` makes the first."""
    _users()
    _signing_in()
    op.create_table(
        "uploads",
        sa.Column("portal", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("capture", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        _instant("at"),
        sa.PrimaryKeyConstraint("portal", "number", "name", name=op.f("pk_uploads")),
    )
    op.create_table(
        "deeds",
        sa.Column("id", _ID, nullable=False),
        _instant("at"),
        sa.Column("user", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("role", sa.Text()),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deeds")),
    )
    op.create_index("ix_deeds_at", "deeds", ["at"])


def downgrade() -> None:
    """Accounts and the record of what was done go for good."""
    for name in ("deeds", "uploads", "api_keys", "login_failures", "stays", "users"):
        op.drop_table(name)


def _users() -> None:
    op.create_table(
        "users",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("portal", sa.Text()),
        sa.Column("unit", sa.Text()),
        _instant("made_at"),
        sa.Column("must_change", sa.Boolean(), nullable=False),
        sa.Column("disabled", sa.Boolean(), nullable=False),
        sa.Column("password", sa.Text(), nullable=False),
        sa.Column("second", sa.Text()),
        sa.Column("second_used", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_users")),
    )


def _signing_in() -> None:
    op.create_table(
        "stays",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("user", sa.Text(), nullable=False),
        _instant("began_at"),
        _instant("seen_at"),
        sa.Column("place", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["user"], ["users.name"], name=op.f("fk_stays_user")),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_stays")),
    )
    op.create_index("ix_stays_user", "stays", ["user"])
    op.create_table(
        "login_failures",
        sa.Column("id", _ID, nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        _instant("at"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_login_failures")),
    )
    op.create_index("ix_login_failures_at", "login_failures", ["at"])
    op.create_table(
        "api_keys",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("user", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        _instant("made_at"),
        sa.Column("until", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["user"], ["users.name"], name=op.f("fk_api_keys_user")),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_api_keys")),
    )
    op.create_index("ix_api_keys_user", "api_keys", ["user"])


def _instant(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=False)
