"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make every table."""
    op.create_table(
        "finding_texts",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_finding_texts")),
    )
    op.create_table(
        "listings",
        sa.Column("portal", sa.Text(), nullable=False),
        sa.Column("section_key", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("published_on", sa.Date()),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("first_seen_at", INSTANT, nullable=False),
        sa.Column("last_seen_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("portal", "section_key", "address", name=op.f("pk_listings")),
    )
    op.create_index("ix_listings_address", "listings", ["portal", "address"], unique=False)
    op.create_table(
        "referrers",
        sa.Column("id", ID, nullable=False),
        sa.Column("portal", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("page", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("linked", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referrers")),
        sa.UniqueConstraint("portal", "address", "page", name=op.f("uq_referrers_portal_address_page")),
    )
    op.create_index("ix_referrers_page", "referrers", ["portal", "page"], unique=False)
    op.create_table(
        "runs",
        sa.Column("id", ID, nullable=False),
        sa.Column("portal", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("as_of", INSTANT, nullable=False),
        sa.Column("planned_at", INSTANT, nullable=False),
        sa.Column("started_at", INSTANT),
        sa.Column("ended_at", INSTANT),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("host", sa.Text()),
        sa.Column("pid", sa.Integer()),
        sa.Column("process", sa.Text()),
        sa.Column("beat_at", INSTANT),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_runs")),
    )
    op.create_index("ix_runs_portal", "runs", ["portal"], unique=False)
    op.create_index(
        "uq_runs_running",
        "runs",
        ["portal"],
        unique=True,
        sqlite_where=sa.text("state = 'running'"),
        postgresql_where=sa.text("state = 'running'"),
    )
    op.create_table(
        "targets",
        sa.Column("portal", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("body", sa.Text()),
        sa.Column("section_key", sa.Text()),
        sa.Column("section_url", sa.Text()),
        sa.Column("referrer", sa.Text()),
        sa.Column("etag", sa.Text()),
        sa.Column("last_modified", sa.Text()),
        sa.Column("fetched_at", INSTANT),
        sa.PrimaryKeyConstraint("portal", "key", name=op.f("pk_targets")),
    )
    op.create_table(
        "fetches",
        sa.Column("portal", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("fetched_at", INSTANT, nullable=False),
        sa.Column("run_id", ID, nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("status", sa.Integer()),
        sa.Column("capture", sa.Text()),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name=op.f("fk_fetches_run_id")),
        sa.PrimaryKeyConstraint("portal", "address", "fetched_at", name=op.f("pk_fetches")),
    )
    op.create_table(
        "findings",
        sa.Column("portal", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text()),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("first_seen_at", INSTANT, nullable=False),
        sa.Column("last_seen_at", INSTANT, nullable=False),
        sa.Column("fixed_at", INSTANT),
        sa.Column("earlier", sa.JSON(), nullable=False),
        sa.Column("fetched_at", INSTANT),
        sa.Column("capture", sa.Text()),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["digest"], ["finding_texts.digest"], name=op.f("fk_findings_digest")),
        sa.PrimaryKeyConstraint("portal", "fingerprint", name=op.f("pk_findings")),
    )
    op.create_index("ix_findings_unit", "findings", ["portal", "unit"], unique=False)
    op.create_table(
        "looks",
        sa.Column("portal", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("run_id", ID, nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("status", sa.Integer()),
        sa.Column("error", sa.Text()),
        sa.Column("size", sa.BigInteger()),
        sa.Column("media_type", sa.Text()),
        sa.Column("sniffed", sa.Text()),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name=op.f("fk_looks_run_id")),
        sa.PrimaryKeyConstraint("portal", "address", "at", name=op.f("pk_looks")),
    )
    op.create_table(
        "pages",
        sa.Column("id", ID, nullable=False),
        sa.Column("portal", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("section_key", sa.Text()),
        sa.Column("section_url", sa.Text()),
        sa.Column("section", sa.Text()),
        sa.Column("unit", sa.Text()),
        sa.Column("first_seen_at", INSTANT, nullable=False),
        sa.Column("last_seen_at", INSTANT, nullable=False),
        sa.Column("run_id", ID, nullable=False),
        sa.Column("readable", sa.Boolean(), nullable=False),
        sa.Column("status", sa.Integer()),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name=op.f("fk_pages_run_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pages")),
        sa.UniqueConstraint("portal", "address", name=op.f("uq_pages_portal_address")),
    )
    op.create_index("ix_pages_run_id", "pages", ["run_id"], unique=False)
    op.create_table(
        "sightings",
        sa.Column("run_id", ID, nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("portal", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text()),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("first_seen_at", INSTANT, nullable=False),
        sa.Column("last_seen_at", INSTANT, nullable=False),
        sa.Column("fetched_at", INSTANT),
        sa.Column("capture", sa.Text()),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["digest"], ["finding_texts.digest"], name=op.f("fk_sightings_digest")),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name=op.f("fk_sightings_run_id")),
        sa.PrimaryKeyConstraint("run_id", "fingerprint", name=op.f("pk_sightings")),
    )
    op.create_table(
        "target_states",
        sa.Column("id", ID, nullable=False),
        sa.Column("run_id", ID, nullable=False),
        sa.Column("portal", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("status", sa.Integer()),
        sa.Column("at", INSTANT),
        sa.Column("why", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name=op.f("fk_target_states_run_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_target_states")),
        sa.UniqueConstraint("run_id", "key", name=op.f("uq_target_states_run_id_key")),
    )
    op.create_index("ix_target_states_due", "target_states", ["run_id", "state", "rank", "id"], unique=False)
    op.create_table(
        "visits",
        sa.Column("portal", sa.Text(), nullable=False),
        sa.Column("section_key", sa.Text(), nullable=False),
        sa.Column("run_id", ID, nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("visited_at", INSTANT, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("entry_count", sa.Integer(), nullable=False),
        sa.Column("newest_on", sa.Date()),
        sa.Column("note", sa.Text()),
        sa.Column("redirected_to", sa.Text()),
        sa.Column("aggregates", sa.Boolean(), nullable=False),
        sa.Column("capture", sa.Text()),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name=op.f("fk_visits_run_id")),
        sa.PrimaryKeyConstraint("portal", "section_key", "run_id", name=op.f("pk_visits")),
    )
    op.create_index("ix_visits_visited_at", "visits", ["portal", "section_key", "visited_at"], unique=False)
