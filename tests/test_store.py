"""The store: nothing lost, nothing twice, on SQLite and PostgreSQL."""

import datetime as dt
import errno
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from postgres import postgres  # noqa: F401

from auditor.ledger import advance
from auditor.models import (
    Attachment,
    Basis,
    Entry,
    Finding,
    Link,
    Look,
    Page,
    Problem,
    ProblemKind,
    RunState,
    Severity,
    Verdict,
    Visit,
    VisitState,
)
from auditor.portal import Portal, Section
from auditor.store import RunBusyError, Store, StoreError, Target, TargetState, bodies, database
from auditor.store.database import Database

REBUILT = """
import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    with op.batch_alter_table("runs", recreate="auto") as batch:
        batch.add_column(sa.Column("remark", sa.Text()))
        batch.alter_column("why", existing_type=sa.Text(), nullable=True)
"""
BEIJING = dt.timezone(dt.timedelta(hours=8))
NIGHTS = [dt.datetime(2026, 3, day, 1, 30, tzinfo=BEIJING) for day in range(1, 7)]
SITE = "http://www.wenchanghu.example"
NOTICES = Section("区文化和旅游局", "法定主动公开内容/通知公告", url=f"{SITE}/col/notices/")
PLANS = Section("区文化和旅游局", "法定主动公开内容/规划计划", url=f"{SITE}/col/plans/")
PORTAL = Portal(
    id="wch", name="文昌湖", home=SITE, hosts=("www.wenchanghu.example",), sections=(NOTICES, PLANS)
)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'auditor.sqlite3'}"
    return request.getfixturevalue("postgres")()


@pytest.fixture
def store(url, tmp_path):
    with Store.open(url, bodies=tmp_path / "captures") as opened:
        yield opened


def begin(store, at=NIGHTS[0], kind="crawl") -> int:
    run = store.plan_run("wch", kind, at=at, as_of=at)
    store.start_run(run, at=at)
    return run


def end(store, run, at=NIGHTS[0], state=RunState.DONE) -> None:
    store.finish_run(run, state, at=at)


def article(number: int, at=NIGHTS[0], section=NOTICES, **changes) -> Page:
    page = Page(
        source=f"{SITE}/art/{number}.html",
        url=f"{SITE}/art/{number}.html",
        fetched_at=at,
        status=200,
        title=f"第{number}号通知",
        section=section.path,
        section_url=section.url,
        unit=section.unit,
        capture=f"sha256:{number:064d}",
    )
    return replace(page, **changes)


def unread(number: int, at, status: int, kind=ProblemKind.HTTP_ERROR) -> Page:
    return article(number, at, status=status, title=None, problems=(Problem(kind, "读不出来"),))


def targets(*numbers: int, kind="article", **fields) -> list[Target]:
    return [Target(f"{SITE}/art/{n}.html", kind, **fields) for n in numbers]


def urls(found) -> list[str]:
    return [each.url.rsplit("/", 1)[-1] for each in found]


class TestOpening:
    def test_the_migrated_tables_are_the_declared_ones(self, store, url):
        from alembic.autogenerate import compare_metadata
        from alembic.migration import MigrationContext

        from auditor.store.tables import metadata

        with Database(url).read() as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": True})
            assert compare_metadata(context, metadata) == []

    def test_the_program_works_with_its_newest_revision(self):
        from alembic.config import Config
        from alembic.script import ScriptDirectory

        config = Config()
        config.set_main_option("script_location", database.MIGRATIONS)
        assert ScriptDirectory.from_config(config).get_current_head() == database.HEAD

    def test_a_newer_database_is_refused_with_what_to_do(self, store, url):
        with Database(url).write() as connection:
            connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
        with pytest.raises(StoreError, match=r"9999.*请升级本程序"):
            Store.open(url)

    def test_an_old_database_is_brought_up_to_date_and_keeps_its_rows(
        self, store, url, tmp_path, monkeypatch
    ):
        run = begin(store)
        store.save_page("wch", run, article(1))
        store.close()
        newer = tmp_path / "migrations"
        shutil.copytree(Path(database.__file__).parent / "migrations", newer)
        (newer / "versions" / "0003_rebuilt.py").write_text(REBUILT, "utf-8")
        monkeypatch.setattr(database, "MIGRATIONS", str(newer))
        monkeypatch.setattr(database, "HEAD", "0003")
        with Store.open(url) as upgraded:
            assert urls(upgraded.pages("wch")) == ["1.html"]
            assert [each.id for each in upgraded.runs()] == [run]
            with upgraded._database.write() as connection:
                connection.exec_driver_sql("UPDATE runs SET remark = 'kept'")

    def test_opening_again_keeps_everything(self, store, url):
        run = begin(store)
        store.save_page("wch", run, article(1))
        with Store.open(url) as again:
            assert urls(again.pages("wch")) == ["1.html"]

    def test_bodies_lie_beside_the_sqlite_file(self, tmp_path):
        with Store.open(f"sqlite:///{tmp_path}/new/auditor.sqlite3") as store:
            capture = store.put_body("正文".encode())
        assert next((tmp_path / "new" / "captures").rglob("*.zst")).stem in capture

    def test_a_file_that_is_no_database_is_named(self, tmp_path):
        file = tmp_path / "notes.sqlite3"
        file.write_text("这不是数据库" * 500, "utf-8")
        with pytest.raises(StoreError, match=r"损坏.*notes\.sqlite3.*备份"):
            Store.open(f"sqlite:///{file}")
        assert file.read_text("utf-8").startswith("这不是数据库")

    def test_a_damaged_database_speaks_chinese(self, tmp_path):
        file = tmp_path / "auditor.sqlite3"
        with Store.open(f"sqlite:///{file}") as store:
            run = begin(store)
            for number in range(300):
                store.save_page("wch", run, article(number))
        body = bytearray(file.read_bytes())
        body[8192:] = os.urandom(len(body) - 8192)
        file.write_bytes(body)
        with (
            pytest.raises(StoreError, match=r"损坏.*auditor\.sqlite3"),
            Store.open(f"sqlite:///{file}") as store,
        ):
            list(store.pages("wch"))

    def test_another_programs_database_is_left_alone(self, tmp_path):
        file = tmp_path / "other.sqlite3"
        with sqlite3.connect(file) as other:
            other.execute("CREATE TABLE 账本 (id INTEGER)")
        with pytest.raises(StoreError, match="别的程序"):
            Store.open(f"sqlite:///{file}")
        with sqlite3.connect(file) as other:
            assert other.execute("SELECT count(*) FROM sqlite_master").fetchone() == (1,)

    def test_a_folder_that_cannot_be_made_is_named(self, tmp_path):
        (tmp_path / "occupied").write_text("")
        with pytest.raises(StoreError, match="occupied"):
            Store.open(f"sqlite:///{tmp_path}/occupied/auditor.sqlite3")

    def test_a_server_that_is_not_there_is_named_without_its_password(self):
        pytest.importorskip("psycopg")
        with pytest.raises(StoreError, match="连不上数据库") as caught:
            Store.open("postgres://auditor:geheim@127.0.0.1:1/auditor")
        assert "geheim" not in str(caught.value)
        assert "127.0.0.1:1" in str(caught.value)

    @pytest.mark.parametrize("wrong", ["auditor.sqlite3", "mysql://a/b", "sqlite:/x y:z"])
    def test_an_address_of_no_known_database_is_refused(self, wrong):
        with pytest.raises(StoreError, match="sqlite"):
            Store.open(wrong)

    def test_a_full_disk_loses_nothing_that_was_kept(self, tmp_path):
        with Store.open(f"sqlite:///{tmp_path}/auditor.sqlite3") as store:
            run = begin(store)
            store.save_page("wch", run, article(1))
            with store._database.read() as connection:
                pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
                connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
            with pytest.raises(StoreError, match=r"磁盘已满.*不会丢失"):
                for number in range(2, 400):
                    store.save_page("wch", run, article(number, title="长标题" * 300))
            assert "1.html" in urls(store.pages("wch"))


class TestBodies:
    def test_a_body_is_stored_once_and_comes_back(self, store, tmp_path):
        body = "<html>政府信息公开</html>".encode() * 100
        assert store.put_body(body) == store.put_body(body)
        [file] = [path for path in (tmp_path / "captures").rglob("*") if path.is_file()]
        assert file.stat().st_size < len(body)
        assert store.get_body(store.put_body(body)) == body

    def test_a_damaged_body_is_no_evidence(self, store, tmp_path):
        capture, other = store.put_body(b"one"), store.put_body(b"other")
        path = {c: tmp_path / "captures" / c[7:9] / f"{c[9:]}.zst" for c in (capture, other)}
        path[capture].write_bytes(path[other].read_bytes())
        with pytest.raises(StoreError, match="损坏"):
            store.get_body(capture)
        path[capture].write_bytes(b"\x00\x01")
        with pytest.raises(StoreError, match="损坏"):
            store.get_body(capture)

    def test_a_missing_or_misspelt_capture_is_an_error(self, store):
        with pytest.raises(StoreError, match="找不到快照"):
            store.get_body("sha256:" + "0" * 64)
        with pytest.raises(StoreError, match="写得不对"):
            store.get_body("../../etc/passwd")

    def test_a_full_disk_leaves_no_half_body(self, store, tmp_path, monkeypatch):
        def full(_handle):
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(bodies.os, "fsync", full)
        with pytest.raises(StoreError, match="磁盘已满"):
            store.put_body(b"body")
        assert not [path for path in (tmp_path / "captures").rglob("*") if path.is_file()]


class TestRuns:
    def test_a_run_ends_with_its_reason_and_numbers(self, store):
        run = begin(store)
        store.finish_run(run, RunState.VOID, at=NIGHTS[1], why="读到的栏目不足一半", counts={"pages": 3})
        [kept] = store.runs("wch")
        assert (kept.state, kept.why, kept.counts) == (RunState.VOID, "读到的栏目不足一半", {"pages": 3})
        assert (kept.as_of, kept.started_at, kept.ended_at) == (NIGHTS[0], NIGHTS[0], NIGHTS[1])

    def test_the_last_good_run_is_neither_void_nor_failed_nor_of_another_kind(self, store):
        good = begin(store)
        end(store, good)
        end(store, begin(store), state=RunState.VOID)
        end(store, begin(store), state=RunState.FAILED)
        end(store, begin(store, kind="judge"))
        assert store.last_good_run("wch", "crawl").id == good
        assert store.last_good_run("other", "crawl") is None
        assert [run.id for run in store.runs(limit=2)] == [good + 3, good + 2]

    def test_a_portal_is_not_crawled_twice_at_once(self, store):
        begin(store)
        with pytest.raises(RunBusyError, match="正在进行"):
            begin(store)

    def test_the_run_one_owns_may_be_started_again(self, store):
        run = begin(store)
        store.start_run(run, at=NIGHTS[1])
        assert store.runs()[0].started_at == NIGHTS[0]

    def test_an_ended_or_unknown_run_does_not_start(self, store):
        run = begin(store)
        end(store, run)
        with pytest.raises(StoreError, match="已经结束"):
            store.start_run(run, at=NIGHTS[1])
        with pytest.raises(StoreError, match="没有第 99 次运行"):
            store.start_run(99, at=NIGHTS[1])

    def test_a_run_on_another_host_is_taken_for_dead_only_after_long_silence(self, store, monkeypatch):
        run = begin(store)
        store.mark_target("wch", run, targets(1)[0], TargetState.FETCHED, at=NIGHTS[0])
        monkeypatch.setattr("auditor.store.process.socket.gethostname", lambda: "elsewhere")
        with pytest.raises(RunBusyError):
            begin(store)
        later = dt.datetime.now(dt.UTC) + dt.timedelta(hours=7)
        monkeypatch.setattr("auditor.store.process.now", lambda: later)
        begin(store, NIGHTS[1])
        assert RunState.FAILED in [r.state for r in store.runs() if r.id == run]

    def test_a_process_id_used_again_does_not_keep_a_dead_run_alive(self, store, monkeypatch):
        run = begin(store)
        monkeypatch.setattr("auditor.store.process._began", lambda _pid: "a later boot")
        begin(store, NIGHTS[1])
        assert [(r.state, r.why) for r in store.runs() if r.id == run] == [(RunState.FAILED, "进程中断")]


class TestFrontier:
    def test_one_address_is_one_target_however_it_is_written(self, store):
        run = begin(store)
        ways = [f"{SITE}/art/1.html", f"{SITE}/art/1.html#top", "https://WWW.wenchanghu.example/art/1.html"]
        assert store.plan_targets("wch", run, [Target(way, "article") for way in ways]) == 1
        assert store.plan_targets("wch", run, [Target(ways[0], "article")]) == 0
        assert len(store.due_targets("wch", run, limit=9)) == 1

    def test_a_feed_asked_with_two_bodies_is_two_targets(self, store):
        run = begin(store)
        asked = [Target(f"{SITE}/api", "list", method="POST", body=f"page={page}") for page in (1, 2, 2)]
        assert store.plan_targets("wch", run, asked) == 2
        assert [each.body for each in store.due_targets("wch", run, limit=9)] == ["page=1", "page=2"]

    def test_lists_go_first_and_what_is_under_way_is_not_handed_out_twice(self, store):
        run = begin(store)
        section = Target(NOTICES.url, "section")
        store.plan_targets("wch", run, [*targets(9, kind="link"), *targets(1, 2, 3), section])
        assert store.due_targets("wch", run, limit=1) == [section]
        assert urls(store.due_targets("wch", run, limit=2)) == ["1.html", "2.html"]
        assert urls(store.due_targets("wch", run, limit=9)) == ["3.html", "9.html"]
        assert store.due_targets("wch", run, limit=9) == []

    def test_a_target_given_back_is_due_again_with_its_tries(self, store):
        run = begin(store)
        store.plan_targets("wch", run, targets(1))
        [target] = store.due_targets("wch", run, limit=1)
        store.mark_target("wch", run, target, TargetState.PENDING, at=NIGHTS[0], why="超时")
        [again] = store.due_targets("wch", run, limit=1)
        assert again.tries == 1

    def test_a_link_that_turns_out_an_article_is_read_as_one(self, store):
        run = begin(store)
        store.plan_targets("wch", run, targets(1, kind="link"))
        store.mark_target("wch", run, f"{SITE}/art/1.html", TargetState.FETCHED, at=NIGHTS[0])
        assert store.plan_targets("wch", run, targets(1, section_url=NOTICES.url)) == 1
        [due] = store.due_targets("wch", run, limit=9)
        assert (due.kind, due.section_url) == ("article", NOTICES.url)
        store.mark_target("wch", run, due, TargetState.FETCHED, at=NIGHTS[0])
        assert store.plan_targets("wch", run, targets(1, kind="link")) == 0

    def test_a_known_article_found_as_a_link_first_is_fetched_once(self, store):
        run = begin(store)
        store.plan_targets("wch", run, targets(1))
        store.mark_target("wch", run, targets(1)[0], TargetState.FETCHED, at=NIGHTS[0])
        end(store, run)
        run = begin(store, NIGHTS[1])
        store.plan_targets("wch", run, targets(1, kind="link"))
        [due] = store.due_targets("wch", run, limit=9)
        assert due.kind == "article"
        store.mark_target("wch", run, due, TargetState.FETCHED, at=NIGHTS[1])
        assert store.plan_targets("wch", run, targets(1)) == 0

    def test_the_next_run_asks_with_what_the_last_good_fetch_said(self, store):
        run = begin(store)
        store.plan_targets("wch", run, targets(1))
        store.mark_target("wch", run, targets(1)[0], TargetState.FETCHED, at=NIGHTS[0], status=200, etag='"a"', last_modified="Sun")  # fmt: skip
        end(store, run)
        run = begin(store, NIGHTS[1])
        store.plan_targets("wch", run, targets(1))
        store.mark_target(
            "wch", run, targets(1)[0], TargetState.FAILED, at=NIGHTS[1], status=500, why="服务器错误"
        )
        end(store, run)
        run = begin(store, NIGHTS[2])
        store.plan_targets("wch", run, targets(1))
        [due] = store.due_targets("wch", run, limit=1)
        assert (due.etag, due.last_modified, due.tries) == ('"a"', "Sun", 0)

    def test_what_a_night_left_pending_is_due_in_the_next_before_what_is_new(self, store):
        run = begin(store)
        store.plan_targets("wch", run, targets(1, 2, 3))
        store.mark_target("wch", run, targets(1)[0], TargetState.FETCHED, at=NIGHTS[0])
        end(store, run)
        end(store, begin(store, NIGHTS[1], kind="judge"))
        run = begin(store, NIGHTS[2])
        store.plan_targets("wch", run, targets(4, 2))
        assert urls(store.due_targets("wch", run, limit=9)) == ["2.html", "3.html", "4.html"]

    def test_the_first_section_keeps_an_article_while_it_is_visited(self, store):
        run = begin(store)
        sections = [Target(s.url, "section") for s in (NOTICES, PLANS)]
        store.plan_targets("wch", run, [*sections, *targets(1, section_url=NOTICES.url)])
        store.plan_targets("wch", run, targets(1, section_url=PLANS.url))
        assert [t.section_url for t in store.due_targets("wch", run, limit=9)][2] == NOTICES.url
        end(store, run)
        with_one = begin(store, NIGHTS[1])
        store.mark_target("wch", with_one, sections[0], TargetState.FETCHED, at=NIGHTS[1])
        end(store, with_one)
        rebuilt = begin(store, NIGHTS[2])
        store.plan_targets("wch", rebuilt, [sections[1], *targets(2, section_url=PLANS.url)])
        store.plan_targets("wch", rebuilt, targets(1, section_url=PLANS.url))
        assert [t.section_url for t in store.due_targets("wch", rebuilt, limit=9)] == [
            None,
            PLANS.url,
            PLANS.url,
        ]

    def test_articles_no_list_leads_to_any_more_can_be_looked_at_again(self, store):
        run = begin(store)
        store.plan_targets("wch", run, targets(1, 2, 3))
        for number, at in ((2, NIGHTS[0]), (1, NIGHTS[1]), (3, NIGHTS[2])):
            store.mark_target("wch", run, targets(number)[0], TargetState.FETCHED, at=at)
        end(store, run)
        run = begin(store, NIGHTS[3])
        store.plan_targets("wch", run, targets(3))
        assert urls(store.stale_targets("wch", run, limit=1)) == ["2.html"]
        assert urls(store.stale_targets("wch", run, limit=9)) == ["2.html", "1.html"]

    def test_coverage_tells_what_was_seen_and_why_not(self, store):
        run = begin(store)
        store.plan_targets("wch", run, targets(1, 2, 3, 4, 5))
        results = (TargetState.FETCHED, TargetState.UNCHANGED, TargetState.FAILED, TargetState.SKIPPED)
        for number, state in enumerate(results, start=1):
            store.mark_target("wch", run, targets(number)[0], state, at=NIGHTS[0], why="连接超时")
        store.save_page("wch", run, article(1))
        store.save_visit("wch", run, NOTICES, Visit(NIGHTS[0], VisitState.READABLE), [])
        store.save_visit("wch", run, PLANS, Visit(NIGHTS[0], VisitState.UNREADABLE, why="反爬验证"), [])
        seen = store.coverage("wch", run)
        assert (seen.planned, seen.fetched, seen.unchanged, seen.failed, seen.pending) == (4, 1, 1, 1, 1)
        assert (seen.sections, seen.sections_read) == (2, 1)
        assert (seen.pages_by_unit, seen.sections_by_unit) == ({NOTICES.unit: 1}, {NOTICES.unit: 1})
        assert {(each.what, each.why) for each in seen.unchecked} == {
            (f"{SITE}/art/3.html", "连接超时"),
            (PLANS.path, "反爬验证"),
        }


class TestPages:
    def test_a_page_comes_back_as_it_was_saved(self, store):
        run = begin(store)
        page = article(
            1,
            fields={"document_number": "文昌字〔2026〕1号", "validity": None},
            attachments=(Attachment(f"{SITE}/a.pdf", "附件", "pdf"),),
            recorded_at=NIGHTS[0],
        )
        store.save_page("wch", run, page)
        assert list(store.pages("wch")) == [replace(page, first_seen_at=NIGHTS[0])]
        assert list(store.pages("other")) == []

    def test_instants_come_back_in_beijing_time(self, store):
        run = begin(store)
        utc = dt.datetime(2026, 3, 1, 17, 30, tzinfo=dt.UTC)
        store.save_page("wch", run, article(1, utc, recorded_at=utc))
        [page] = store.pages("wch")
        assert [at.date() for at in (page.fetched_at, page.recorded_at, page.first_seen_at)] == [
            dt.date(2026, 3, 2)
        ] * 3

    def test_http_and_https_and_two_sections_are_one_page_of_its_first_section(self, store):
        run = begin(store)
        store.save_page("wch", run, article(1))
        again = article(1, NIGHTS[1], section=PLANS, url=f"{SITE}/art/1.html".replace("http:", "https:"))
        store.save_page("wch", run, again)
        [page] = store.pages("wch")
        assert (page.section, page.first_seen_at, page.fetched_at) == (NOTICES.path, NIGHTS[0], NIGHTS[1])

    def test_every_fetched_version_can_be_found_again(self, store):
        run = begin(store)
        captures = [store.put_body(body) for body in (b"before", b"after")]
        for at, capture in zip(NIGHTS, captures, strict=False):
            store.save_page("wch", run, article(1, at, capture=capture))
            store.save_page("wch", run, article(1, at, capture=capture))
        kept = store.fetches("wch", f"https{SITE[4:]}/art/1.html")
        assert [store.get_body(fetch.capture) for fetch in kept] == [b"before", b"after"]
        assert [fetch.fetched_at for fetch in kept] == NIGHTS[:2]

    def test_a_blocked_page_keeps_what_was_read(self, store):
        end(store, run := begin(store))
        store.save_page("wch", run, article(1))
        for at, status in ((NIGHTS[1], 412), (NIGHTS[2], 500), (NIGHTS[3], 404)):
            end(store, run := begin(store, at))
            store.save_page("wch", run, unread(1, at, status))
            assert [page.title for page in store.pages("wch")] == ["第1号通知"]
            assert store.read_addresses("wch", run) == frozenset()
        assert [fetch.status for fetch in store.fetches("wch", f"{SITE}/art/1.html")] == [200, 412, 500, 404]

    def test_a_page_gone_in_two_runs_running_is_gone(self, store):
        run = begin(store)
        store.save_page("wch", run, article(1))
        for at in NIGHTS[1:3]:
            end(store, run)
            run = begin(store, at)
            store.save_page("wch", run, unread(1, at, 404))
        [page] = store.pages("wch")
        assert (page.status, page.readable, page.first_seen_at) == (404, False, NIGHTS[0])
        assert store.read_addresses("wch", run) == {"www.wenchanghu.example/art/1.html"}

    def test_streaming_goes_on_while_pages_and_findings_are_written(self, store):
        run = begin(store)
        for number in range(450):
            store.save_page("wch", run, article(number))
        seen = 0
        for page in store.pages("wch"):
            seen += 1
            store.touch_page("wch", run, page.url, NIGHTS[1])
            if seen % 100 == 0:
                store.apply_findings("wch", run, advance([], [finding(seen)], seen=(), at=NIGHTS[0]))
        assert seen == 450
        assert len(store.findings("wch")) == 4

    def test_text_no_database_takes_is_kept_legible(self, store):
        run = begin(store)
        broken = "通知\x00\ud83d"
        store.save_page("wch", run, article(1, title=broken, unit=broken))
        store.save_visit(
            "wch", run, NOTICES, Visit(NIGHTS[0], VisitState.READABLE), [Entry(f"{SITE}/a", broken)]
        )
        [page] = store.pages("wch")
        assert (page.title, page.unit) == (broken, "通知\ufffd\ufffd")


class TestSections:
    def test_absence_is_the_last_whole_reading_without_the_page(self, store):
        run = begin(store)
        rows = [Entry(f"{SITE}/art/1.html", "通知")]
        for at, state, entries in (
            (NIGHTS[0], VisitState.READABLE, []),
            (NIGHTS[1], VisitState.READABLE, []),
            (NIGHTS[2], VisitState.PARTIAL, []),
            (NIGHTS[3], VisitState.UNREADABLE, []),
            (NIGHTS[4], VisitState.READABLE, rows),
        ):
            end(store, run)
            run = begin(store, at)
            store.save_visit("wch", run, NOTICES, Visit(at, state), entries)
        store.save_page("wch", run, article(1, NIGHTS[5]))
        [page] = store.pages("wch")
        assert (page.last_absent_at, page.first_seen_at) == (NIGHTS[1], NIGHTS[4])

    def test_a_page_another_section_listed_earlier_was_there_earlier(self, store):
        run = begin(store)
        rows = [Entry(f"https{SITE[4:]}/art/1.html", "通知")]
        store.save_visit("wch", run, PLANS, Visit(NIGHTS[0], VisitState.READABLE), rows)
        store.save_visit("wch", run, NOTICES, Visit(NIGHTS[1], VisitState.READABLE), [])
        store.save_page("wch", run, article(1, NIGHTS[2]))
        [page] = store.pages("wch")
        assert (page.last_absent_at, page.first_seen_at) == (None, NIGHTS[0])

    def test_a_view_shows_visits_in_time_and_the_list_as_last_read(self, store):
        one, two, three = (
            Entry(f"{SITE}/art/{n}.html", f"第{n}号", dt.date(2026, 3, n), {"文号": "1号"}) for n in (1, 2, 3)
        )
        nights = [
            (Visit(NIGHTS[0], VisitState.READABLE, entry_count=2, newest_on=dt.date(2026, 3, 2)), [two, one]),
            (
                Visit(NIGHTS[1], VisitState.READABLE, entry_count=2, note="说明", aggregates=True),
                [three, two],
            ),
            (Visit(NIGHTS[2], VisitState.PARTIAL, why="第二页读不出来"), [three]),
        ]
        for visit, entries in nights:
            run = begin(store, visit.visited_at)
            store.save_visit("wch", run, NOTICES, visit, entries)
            end(store, run)
        notices, plans = store.section_views(PORTAL)
        assert notices.visits == tuple(visit for visit, _ in nights)
        assert notices.entries == (three, two)
        assert (plans.visits, plans.entries) == ((), ())

    def test_a_worse_second_look_in_one_run_does_not_hide_the_better(self, store):
        run = begin(store)
        store.save_visit("wch", run, NOTICES, Visit(NIGHTS[0], VisitState.READABLE), [])
        store.save_visit("wch", run, NOTICES, Visit(NIGHTS[1], VisitState.UNREADABLE), [])
        assert [v.state for v in store.section_views(PORTAL)[0].visits] == [VisitState.READABLE]
        store.save_visit("wch", run, PLANS, Visit(NIGHTS[0], VisitState.UNREADABLE), [])
        store.save_visit("wch", run, PLANS, Visit(NIGHTS[1], VisitState.READABLE), [])
        assert [v.visited_at for v in store.section_views(PORTAL)[1].visits] == [NIGHTS[1]]


class TestLooks:
    def test_looks_reach_the_probe_and_the_attachment(self, store):
        run = begin(store)
        pdf = f"{SITE}/files/a.pdf"
        looks = (Look(NIGHTS[0], 200, size=0, media_type="application/pdf"), Look(NIGHTS[1], None, "超时"))
        for look in reversed(looks):
            store.save_look("wch", run, pdf, look, referrer=f"{SITE}/art/1.html")
            store.save_look("wch", run, pdf, look, referrer=f"{SITE}/art/1.html")
        store.save_page("wch", run, article(1, attachments=(Attachment(pdf, "附件", "pdf"),)))
        [probe] = store.probes("wch")
        assert (probe.looks, probe.referrers) == (looks, (f"{SITE}/art/1.html",))
        [page] = store.pages("wch")
        assert page.attachments[0].looks == looks

    def test_a_link_that_was_taken_out_is_no_fault_any_more(self, store):
        run = begin(store)
        dead = f"{SITE}/gone.html"
        store.save_page("wch", run, article(1, links=(Link(dead),)))
        store.save_look("wch", run, dead, Look(NIGHTS[0], 404), referrer=f"{SITE}/art/1.html")
        store.save_look("wch", run, f"{SITE}/home.html", Look(NIGHTS[0], 404), referrer=None)
        assert len(store.probes("wch")) == 2
        end(store, run)
        run = begin(store, NIGHTS[1])
        store.save_page("wch", run, article(1, NIGHTS[1]))
        assert [probe.url for probe in store.probes("wch")] == [f"{SITE}/home.html"]
        assert "www.wenchanghu.example/gone.html" in store.read_addresses("wch", run)


def finding(number: int, unit: str = "区文化和旅游局", **changes) -> Finding:
    url = f"{SITE}/art/{number}.html"
    made = Finding(
        code="LAG001", name="主动公开超期", verdict=Verdict.FAIL, severity=Severity.SERIOUS, url=url,
        section_url=NOTICES.url, section=NOTICES.path, unit=unit, title="通知", subject="", quote="发布日期：2026-03-01",
        expected="成文后20个工作日内公开", message="超期3个工作日", basis=(Basis("条例", "第二十六条", True),), amount=23,
        fetched_at=NIGHTS[0], capture="sha256:" + "1" * 64, rule_version=1, fingerprint=f"f{number}",
    )  # fmt: skip
    return replace(made, **changes)


class TestFindings:
    def night(self, store, at, found, read=range(9)) -> int:
        run = begin(store, at, kind="judge")
        seen = {f"www.wenchanghu.example/art/{n}.html" for n in read}
        ledger = advance(store.standings("wch"), found, seen=seen, at=at)
        store.apply_findings("wch", run, ledger)
        end(store, run, at)
        return run

    def test_the_ledger_comes_back_with_every_clock(self, store):
        self.night(store, NIGHTS[0], [finding(1), finding(2)])
        self.night(store, NIGHTS[1], [finding(2)])
        self.night(store, NIGHTS[2], [finding(1), finding(2)])
        one, two = store.standings("wch")
        assert (one.state, one.first_seen_at, one.earlier[0].fixed_at) == ("regressed", NIGHTS[2], NIGHTS[1])
        assert (two.state, two.first_seen_at, two.finding) == ("standing", NIGHTS[0], finding(2))

    def test_by_default_what_stands_is_listed_with_its_state_and_times(self, store):
        self.night(store, NIGHTS[0], [finding(1), finding(2), finding(3, unit="区教育局")])
        self.night(store, NIGHTS[1], [finding(2), finding(3, unit="区教育局")])
        assert [(f.fingerprint, f.state) for f in store.findings()] == [
            ("f2", "standing"),
            ("f3", "standing"),
        ]
        assert store.findings("wch")[0] == finding(
            2, state="standing", first_seen_at=NIGHTS[0], last_seen_at=NIGHTS[1]
        )
        assert [f.fingerprint for f in store.findings(unit="区教育局")] == ["f3"]
        assert [f.fingerprint for f in store.findings(state="fixed")] == ["f1"]
        assert store.findings("other") == []

    def test_a_run_shows_what_it_sighted_in_the_words_of_its_night(self, store):
        first = self.night(store, NIGHTS[0], [finding(1), finding(2)])
        second = self.night(store, NIGHTS[1], [finding(1, message="超期4个工作日", capture=None)], read=[1])
        third = self.night(store, NIGHTS[2], [], read=[1])
        told = [
            [(f.fingerprint, f.state, f.message) for f in store.findings(run=run)] for run in (first, second)
        ]
        assert told == [
            [("f1", "new", "超期3个工作日"), ("f2", "new", "超期3个工作日")],
            [("f1", "standing", "超期4个工作日")],
        ]
        assert store.findings(run=first)[0].capture == finding(1).capture
        assert store.findings(run=third) == []
        assert [f.fingerprint for f in store.findings(run=third, state="fixed")] == ["f1"]

    def test_the_same_night_judged_twice_is_shown_by_both_runs(self, store):
        runs = [self.night(store, NIGHTS[0], [finding(1)]) for _ in range(2)]
        assert [store.findings(run=run)[0].state for run in runs] == ["new", "new"]
        assert len(store.findings()) == 1


KILLED = """
import datetime as dt, sys
from pathlib import Path
from auditor.models import Page
from auditor.store import Store, Target, TargetState

at = dt.datetime(2026, 3, 1, 1, 30, tzinfo=dt.UTC)
store = Store.open(sys.argv[1], bodies=Path(sys.argv[2]))
run = store.plan_run("wch", "crawl", at=at, as_of=at)
store.start_run(run, at=at)
wanted = [Target(f"http://www.wenchanghu.example/art/{n}.html", "article") for n in range(2000)]
store.plan_targets("wch", run, wanted)
while due := store.due_targets("wch", run, limit=10):
    for target in due:
        capture = store.put_body(target.url.encode() * 500)
        page = Page(source=target.url, url=target.url, fetched_at=at, capture=capture)
        store.save_page("wch", run, page)
        store.mark_target("wch", run, target, TargetState.FETCHED, at=at, status=200, etag="e")
        print(target.url, flush=True)
"""


def test_a_killed_crawl_goes_on_where_it_stood(url, tmp_path):
    folder = tmp_path / "captures"
    crawl = subprocess.Popen(
        [sys.executable, "-c", KILLED, url, str(folder)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])},
    )
    done = [crawl.stdout.readline().strip() for _ in range(60)]
    with Store.open(url, bodies=folder) as store, pytest.raises(RunBusyError):
        store.start_run(store.runs("wch")[0].id, at=NIGHTS[0])
    crawl.send_signal(signal.SIGKILL)
    done += [line.strip() for line in crawl.stdout if line.endswith("\n")]
    crawl.wait()
    with Store.open(url, bodies=folder) as store:
        [run] = store.runs("wch")
        assert run.state is RunState.RUNNING
        store.start_run(run.id, at=NIGHTS[0])
        pages = {page.url: page.capture for page in store.pages("wch")}
        assert all(store.get_body(capture).startswith(page.encode()) for page, capture in pages.items())
        due = [target.url for target in store.due_targets("wch", run.id, limit=5000)]
        assert set(done) <= pages.keys()
        assert len(pages.keys() - set(done)) <= 1
        assert len(due) == len(set(due))
        assert len(due) + store.coverage("wch", run.id).fetched == 2000
        assert not set(done) & set(due)


def test_after_a_killed_run_a_new_one_goes_on(store, monkeypatch):
    run = begin(store)
    store.plan_targets("wch", run, targets(1, 2))
    store.mark_target("wch", run, targets(1)[0], TargetState.FETCHED, at=NIGHTS[0])
    monkeypatch.setattr("auditor.store.process._exists", lambda _pid: False)
    new = begin(store, NIGHTS[1])
    assert [(r.id, r.state, r.why) for r in store.runs()][1] == (run, RunState.FAILED, "进程中断")
    assert urls(store.due_targets("wch", new, limit=9)) == ["2.html"]
