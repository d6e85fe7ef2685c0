"""The store: nothing lost, nothing twice, on SQLite and PostgreSQL."""

import datetime as dt
import errno
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from stores import (
    KILLED,
    NIGHTS,
    REBUILT,
    article,
    begin,
    end,
    store,  # noqa: F401
    targets,
    url,  # noqa: F401
    urls,
)

from auditor.models import (
    RunState,
)
from auditor.store import RunBusyError, Store, StoreError, TargetState, database
from auditor.store.database import Database


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
        store.pages.save("wch", run, article(1))
        store.close()
        newer = tmp_path / "migrations"
        shutil.copytree(Path(database.__file__).parent / "migrations", newer)
        (newer / "versions" / "later.py").write_text(REBUILT.replace("HEAD", database.HEAD), "utf-8")
        monkeypatch.setattr(database, "MIGRATIONS", str(newer))
        monkeypatch.setattr(database, "HEAD", "later")
        with Store.open(url) as upgraded:
            assert urls(upgraded.pages.all("wch")) == ["1.html"]
            assert [each.id for each in upgraded.runs.newest()] == [run]
            with upgraded._database.write() as connection:
                connection.exec_driver_sql("UPDATE runs SET remark = 'kept'")

    def test_opening_again_keeps_everything(self, store, url):
        run = begin(store)
        store.pages.save("wch", run, article(1))
        with Store.open(url) as again:
            assert urls(again.pages.all("wch")) == ["1.html"]

    def test_bodies_lie_beside_the_sqlite_file(self, tmp_path):
        with Store.open(f"sqlite:///{tmp_path}/new/auditor.sqlite3") as store:
            capture = store.bodies.put("正文".encode())
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
                store.pages.save("wch", run, article(number))
        body = bytearray(file.read_bytes())
        body[8192:] = os.urandom(len(body) - 8192)
        file.write_bytes(body)
        with (
            pytest.raises(StoreError, match=r"损坏.*auditor\.sqlite3"),
            Store.open(f"sqlite:///{file}") as store,
        ):
            list(store.pages.all("wch"))

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
            store.pages.save("wch", run, article(1))
            with store._database.read() as connection:
                pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
                connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
            with pytest.raises(StoreError, match=r"磁盘已满.*不会丢失"):
                for number in range(2, 400):
                    store.pages.save("wch", run, article(number, title="长标题" * 300))
            assert "1.html" in urls(store.pages.all("wch"))


class TestBodies:
    def test_a_body_is_stored_once_and_comes_back(self, store, tmp_path):
        body = "<html>政府信息公开</html>".encode() * 100
        assert store.bodies.put(body) == store.bodies.put(body)
        [file] = [path for path in (tmp_path / "captures").rglob("*") if path.is_file()]
        assert file.stat().st_size < len(body)
        assert store.bodies.get(store.bodies.put(body)) == body

    def test_a_damaged_body_is_no_evidence(self, store, tmp_path):
        capture, other = store.bodies.put(b"one"), store.bodies.put(b"other")
        path = {c: tmp_path / "captures" / c[7:9] / f"{c[9:]}.zst" for c in (capture, other)}
        path[capture].write_bytes(path[other].read_bytes())
        with pytest.raises(StoreError, match="损坏"):
            store.bodies.get(capture)
        path[capture].write_bytes(b"\x00\x01")
        with pytest.raises(StoreError, match="损坏"):
            store.bodies.get(capture)

    def test_a_missing_or_misspelt_capture_is_an_error(self, store):
        with pytest.raises(StoreError, match="找不到快照"):
            store.bodies.get("sha256:" + "0" * 64)
        with pytest.raises(StoreError, match="写得不对"):
            store.bodies.get("../../etc/passwd")

    def test_a_full_disk_leaves_no_half_body(self, store, tmp_path, monkeypatch):
        def full(_handle):
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(os, "fsync", full)
        with pytest.raises(StoreError, match="磁盘已满"):
            store.bodies.put(b"body")
        assert not [path for path in (tmp_path / "captures").rglob("*") if path.is_file()]


class TestRuns:
    def test_a_run_ends_with_its_reason_and_numbers(self, store):
        run = begin(store)
        store.runs.finish(run, RunState.VOID, at=NIGHTS[1], why="读到的栏目不足一半", counts={"pages": 3})
        [kept] = store.runs.newest("wch")
        assert (kept.state, kept.why, kept.counts) == (RunState.VOID, "读到的栏目不足一半", {"pages": 3})
        assert (kept.as_of, kept.started_at, kept.ended_at) == (NIGHTS[0], NIGHTS[0], NIGHTS[1])

    def test_the_last_good_run_is_neither_void_nor_failed_nor_of_another_kind(self, store):
        good = begin(store)
        end(store, good)
        end(store, begin(store), state=RunState.VOID)
        end(store, begin(store), state=RunState.FAILED)
        end(store, begin(store, kind="judge"))
        assert store.runs.last_good("wch", "crawl").id == good
        assert store.runs.last_good("other", "crawl") is None
        assert [run.id for run in store.runs.newest(limit=2)] == [good + 3, good + 2]

    def test_a_portal_is_not_crawled_twice_at_once(self, store):
        begin(store)
        with pytest.raises(RunBusyError, match="正在进行"):
            begin(store)

    def test_the_run_one_owns_may_be_started_again(self, store):
        run = begin(store)
        store.runs.start(run, at=NIGHTS[1])
        assert store.runs.newest()[0].started_at == NIGHTS[0]

    def test_an_ended_or_unknown_run_does_not_start(self, store):
        run = begin(store)
        end(store, run)
        with pytest.raises(StoreError, match="已经结束"):
            store.runs.start(run, at=NIGHTS[1])
        with pytest.raises(StoreError, match="没有第 99 次运行"):
            store.runs.start(99, at=NIGHTS[1])

    def test_a_run_on_another_host_is_taken_for_dead_only_after_long_silence(self, store, monkeypatch):
        run = begin(store)
        store.frontier.mark("wch", run, targets(1)[0], TargetState.FETCHED, at=NIGHTS[0])
        monkeypatch.setattr("auditor.store.process.socket.gethostname", lambda: "elsewhere")
        with pytest.raises(RunBusyError):
            begin(store)
        later = dt.datetime.now(dt.UTC) + dt.timedelta(hours=7)
        monkeypatch.setattr("auditor.store.process.now", lambda: later)
        begin(store, NIGHTS[1])
        assert RunState.FAILED in [r.state for r in store.runs.newest() if r.id == run]

    def test_a_process_id_used_again_does_not_keep_a_dead_run_alive(self, store, monkeypatch):
        run = begin(store)
        monkeypatch.setattr("auditor.store.process._began", lambda _pid: "a later boot")
        begin(store, NIGHTS[1])
        assert [(r.state, r.why) for r in store.runs.newest() if r.id == run] == [
            (RunState.FAILED, "进程中断")
        ]


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
        store.runs.start(store.runs.newest("wch")[0].id, at=NIGHTS[0])
    crawl.send_signal(signal.SIGKILL)
    done += [line.strip() for line in crawl.stdout if line.endswith("\n")]
    crawl.wait()
    with Store.open(url, bodies=folder) as store:
        [run] = store.runs.newest("wch")
        assert run.state is RunState.RUNNING
        store.runs.start(run.id, at=NIGHTS[0])
        pages = {page.url: page.capture for page in store.pages.all("wch")}
        assert all(store.bodies.get(capture).startswith(page.encode()) for page, capture in pages.items())
        due = [target.url for target in store.frontier.due("wch", run.id, limit=5000)]
        assert set(done) <= pages.keys()
        assert len(pages.keys() - set(done)) <= 1
        assert len(due) == len(set(due))
        assert len(due) + store.coverage.of("wch", run.id).fetched == 2000
        assert not set(done) & set(due)


def test_after_a_killed_run_a_new_one_goes_on(store, monkeypatch):
    run = begin(store)
    store.frontier.plan("wch", run, targets(1, 2))
    store.frontier.mark("wch", run, targets(1)[0], TargetState.FETCHED, at=NIGHTS[0])
    monkeypatch.setattr("auditor.store.process._exists", lambda _pid: False)
    new = begin(store, NIGHTS[1])
    assert [(r.id, r.state, r.why) for r in store.runs.newest()][1] == (run, RunState.FAILED, "进程中断")
    assert urls(store.frontier.due("wch", new, limit=9)) == ["2.html"]
