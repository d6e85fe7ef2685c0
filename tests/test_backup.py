"""A backup is whole whatever happens meanwhile, and what comes back of it is what was there."""

from __future__ import annotations

import contextlib
import json
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from stores import NIGHTS, SITE, article, begin, end, url  # noqa: F401

from auditor.cli import run
from auditor.store import Store


def bodies(count, start=0):
    return {n: f"<html>第{n}号</html>".encode() for n in range(start, start + count)}


def fill(url, pages, at=NIGHTS[0]):
    with Store.open(url) as store:
        run_id = begin(store, at)
        for number, body in pages.items():
            store.pages.save("wch", run_id, article(number, at, capture=store.bodies.put(body)))
        end(store, run_id, at)


def told(capsys, *words, code=0):
    got = run(list(words))
    out, err = capsys.readouterr()
    assert got == code, out + err
    return out + err


@pytest.fixture
def lived(url, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    fill(url, bodies(5))
    return url


def pages_of(url, folder, monkeypatch):
    monkeypatch.chdir(folder)
    with Store.existing(url) as store:
        return {page.url: store.bodies.get(page.capture) for page in store.pages.all("wch")}


def fresh_of(lived, tmp_path, request):
    if lived.startswith("sqlite"):
        return f"sqlite:///{tmp_path / 'new' / 'auditor.sqlite3'}"
    return request.getfixturevalue("postgres")()


@pytest.mark.parametrize("name", ["备份", "备份.tar"])
def test_what_comes_back_is_what_was_there(lived, tmp_path, capsys, monkeypatch, request, name):
    assert "快照 5 份（本次新增 5 份）" in told(capsys, "backup", name, "--db", lived)
    before = pages_of(lived, tmp_path, monkeypatch)
    fresh = fresh_of(lived, tmp_path, request)
    (tmp_path / "new").mkdir()
    monkeypatch.chdir(tmp_path / "new")
    told(capsys, "restore", str(tmp_path / name), "--db", fresh)
    assert pages_of(fresh, tmp_path / "new", monkeypatch) == before and len(before) == 5
    told(capsys, "evidence", "verify", "--db", fresh)
    assert "已经有数据库" in told(capsys, "restore", str(tmp_path / name), "--db", fresh, code=2)


def test_a_folder_grows_by_what_is_new(lived, tmp_path, capsys):
    told(capsys, "backup", "b", "--db", lived)
    fill(lived, bodies(2, start=5), NIGHTS[1])
    assert "快照 7 份（本次新增 2 份）" in told(capsys, "backup", "b", "--db", lived)
    assert len(list(Path("b").glob("auditor-*"))) == 1


def test_a_copy_is_whole_while_somebody_writes(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    url = f"sqlite:///{tmp_path}/auditor.sqlite3"
    fill(url, bodies(20))
    stop, wrote = threading.Event(), []

    def writing():
        number = 100
        while not stop.is_set():
            fill(url, bodies(3, start=number))
            wrote.append(number)
            number += 3

    writer = threading.Thread(target=writing)
    writer.start()
    try:
        for _ in range(3):
            told(capsys, "backup", "b", "--db", url)
    finally:
        stop.set()
        writer.join()
    assert wrote
    fresh = f"sqlite:///{tmp_path}/new/auditor.sqlite3"
    told(capsys, "restore", "b", "--db", fresh)
    told(capsys, "evidence", "verify", "--db", fresh)


DYING = """
import os, signal, sys
from auditor.office import backup
from auditor.cli import run

step, count, words = sys.argv[1], int(sys.argv[2]), sys.argv[3:]
done = getattr(backup, step)

def dying(*given, **more):
    global count
    count -= 1
    if count < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return done(*given, **more)

setattr(backup, step, dying)
sys.exit(run(words))
"""


def dying(step, count, *words):
    done = subprocess.run(
        [sys.executable, "-c", DYING, step, str(count), *words], capture_output=True, check=False
    )
    assert done.returncode == -signal.SIGKILL, done.stderr


@pytest.mark.parametrize(
    ("step", "count"), [("copy", 0), ("fault_of", 0), ("_copy_file", 1), ("whole_file", 3), ("prove", 0)]
)
def test_a_backup_cut_short_leaves_the_one_before(tmp_path, capsys, monkeypatch, step, count):
    monkeypatch.chdir(tmp_path)
    url = f"sqlite:///{tmp_path}/auditor.sqlite3"
    fill(url, bodies(5))
    told(capsys, "backup", "b", "--db", url)
    fill(url, bodies(3, start=5), NIGHTS[1])
    dying(step, count, "backup", "b", "--db", url)
    told(capsys, "restore", "b", "--db", f"sqlite:///{tmp_path}/one/auditor.sqlite3")
    told(capsys, "backup", "b", "--db", url)
    told(capsys, "restore", "b", "--db", f"sqlite:///{tmp_path}/two/auditor.sqlite3")
    with Store.existing(f"sqlite:///{tmp_path}/two/auditor.sqlite3") as store:
        assert len(list(store.pages.all("wch"))) == 8


@pytest.mark.parametrize(("step", "count"), [("_copy_file", 2), ("put_back", 0)])
def test_a_way_back_cut_short_makes_no_half_database_and_goes_on(tmp_path, capsys, monkeypatch, step, count):
    monkeypatch.chdir(tmp_path)
    url = f"sqlite:///{tmp_path}/auditor.sqlite3"
    fill(url, bodies(5))
    told(capsys, "backup", "b", "--db", url)
    fresh = f"sqlite:///{tmp_path}/new/auditor.sqlite3"
    dying(step, count, "restore", "b", "--db", fresh)
    assert not (tmp_path / "new/auditor.sqlite3").exists()
    told(capsys, "restore", "b", "--db", fresh)
    told(capsys, "evidence", "verify", "--db", fresh)


def test_what_is_wrong_with_a_backup_is_said_before_anything_is_made(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    url = f"sqlite:///{tmp_path}/auditor.sqlite3"
    fill(url, bodies(3))
    told(capsys, "backup", "b", "--db", url)

    def refused(why):
        assert why in told(capsys, "restore", "b2", "--db", "new/auditor.sqlite3", code=2)
        assert not Path("new").exists()
        shutil.rmtree("b2")

    for change, why in (
        (lambda: next(Path("b2/captures").rglob("*.zst")).write_bytes(b"x"), "快照已损坏"),
        (lambda: next(Path("b2/captures").rglob("*.zst")).unlink(), "备份里的快照少了"),
        (lambda: next(Path("b2").glob("auditor-*")).write_bytes(b"x"), "数据库缺失或者被改动"),
        (lambda: Path("b2/backup.json").unlink(), "没有做完"),
        (lambda: Path("b2/backup.json").write_text("{}"), "读不懂"),
    ):
        shutil.copytree("b", "b2")
        change()
        refused(why)
    assert "没有这个备份" in told(capsys, "restore", "nothing", "--db", "new/auditor.sqlite3", code=2)


def test_what_was_lost_before_is_named_and_the_rest_is_kept(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    url = f"sqlite:///{tmp_path}/auditor.sqlite3"
    fill(url, bodies(3))
    with Store.existing(url) as store:
        lost = next(store.bodies.kept())
        store.bodies.path_of(lost).unlink()
    assert lost in told(capsys, "backup", "b", "--db", url, code=1)
    assert json.loads(Path("b/backup.json").read_text())["missing"] == [lost]
    assert lost in told(capsys, "restore", "b", "--db", f"sqlite:///{tmp_path}/new/auditor.sqlite3", code=1)


def test_a_damaged_database_does_not_take_the_place_of_a_good_copy(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    url = f"sqlite:///{tmp_path}/auditor.sqlite3"
    fill(url, bodies(40))
    told(capsys, "backup", "b", "--db", url)
    with contextlib.closing(sqlite3.connect("auditor.sqlite3")) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with Path("auditor.sqlite3").open("r+b") as file:
        file.seek(20_000)
        file.write(b"\xff" * 8_000)
    told(capsys, "backup", "b", "--db", url, code=2)
    told(capsys, "restore", "b", "--db", f"sqlite:///{tmp_path}/new/auditor.sqlite3")


def test_other_things_in_the_folder_are_left_alone(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    fill("sqlite:///auditor.sqlite3", bodies(1))
    Path("docs").mkdir()
    Path("docs/报告.txt").write_text("x")
    assert "里有别的东西" in told(capsys, "backup", "docs", "--db", "auditor.sqlite3", code=2)
    Path("b.tar").write_text("x")
    assert "不会覆盖" in told(capsys, "backup", "b.tar", "--db", "auditor.sqlite3", code=2)
