"""Trails in SQLite and PostgreSQL."""

from dataclasses import replace

import pytest
from stores import NIGHTS, begin, store, targets, url  # noqa: F401

from auditor.models import TargetState, Trail
from auditor.store import Store
from auditor.store.database import MIGRATIONS, Database

TRAIL = Trail(
    capture="sha256:" + "1" * 64,
    read_as="a1",
    cms="trs",
    media_type="text/html; charset=gb2312",
    links=(("attachment", "http://www.wenchanghu.example/a.pdf"), ("link", "http://elsewhere.example/")),
    listing='{"entries":[{"url":"http://www.wenchanghu.example/1.html","title":"通知"}]}',
    etag='"1"',
)


def test_a_trail_comes_back_as_it_was_and_gives_way_to_the_next(store):
    assert not store.trails.any("wch")
    store.trails.save("wch", "a/", TRAIL)
    assert store.trails.any("wch")
    assert store.trails.of("wch", "a/") == TRAIL
    assert store.trails.of("other", "a/") is None
    later = replace(TRAIL, capture="sha256:" + "2" * 64, links=(), listing="", alone=True, etag=None)
    store.trails.save("wch", "a/", later)
    assert store.trails.of("wch", "a/") == later
    store.trails.forget("wch", "a/")
    assert store.trails.of("wch", "a/") is None


def test_a_trail_is_kept_with_its_page_or_not_at_all(store):
    with pytest.raises(RuntimeError), store.together():
        store.trails.save("wch", "a/", TRAIL)
        raise RuntimeError
    assert store.trails.of("wch", "a/") is None


def test_an_unchanged_page_keeps_the_validators_that_were_not_said_anew(store):
    run = begin(store)
    (target,) = targets(1)
    store.frontier.mark(
        "wch", run, target, TargetState.FETCHED, at=NIGHTS[0], etag='"1"', last_modified="Mon"
    )
    store.frontier.mark("wch", run, target, TargetState.UNCHANGED, at=NIGHTS[1], etag='"2"')
    store.frontier.mark("wch", run, target, TargetState.PENDING, at=NIGHTS[1])
    (due,) = store.frontier.due("wch", run, limit=5)
    assert (due.etag, due.last_modified) == ('"2"', "Mon")


def test_the_migration_goes_back(store, url):
    from alembic import command
    from alembic.config import Config

    with Database(url).write(rebuilds=True) as connection:
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", MIGRATIONS)
        command.downgrade(config, "0002")
        assert not connection.dialect.has_table(connection, "trails")
    with Store.open(url) as again:
        again.trails.save("wch", "a/", TRAIL)
        assert again.trails.of("wch", "a/") == TRAIL
