"""One look tells what is not well and what to do; what is well is said too."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import shutil
import sqlite3
from collections import namedtuple

import pytest
from after_night import district, told  # noqa: F401
from mini_district import FIRST

from auditor.models import RunState
from auditor.models.exchange import Exchange
from auditor.office import doctor
from auditor.store import Store

MORNING = (FIRST + dt.timedelta(hours=8)).isoformat()


def look(capsys, district, *words, at=MORNING, code=0, db=None):
    shown = told(
        capsys, "doctor", *words, "--db", db or district.db, "--as-of", at, "--format", "json", code=code
    )
    return {row["what"]: row for row in json.loads(shown)}


def change(district, statement):
    with contextlib.closing(sqlite3.connect(district.folder / "auditor.sqlite3")) as database:
        database.execute(statement)
        database.commit()


def state_of(found, name):
    return next(row["state"] for what, row in found.items() if name in what)


def test_a_house_in_order(district, capsys):
    found = look(capsys, district, str(district.profile))
    for name in ("数据库", "档案", "2026 年放假安排", "快照", "最近正常的一夜"):
        assert state_of(found, name) == "well", found
    shown = told(capsys, "doctor", "--db", district.db, "--as-of", MORNING)
    assert "✓ 数据库" in shown and "    → " in shown


@pytest.mark.parametrize(("hours", "said"), [(30, "30 小时以前"), (72, "72 小时以前"), (240, "10 天以前")])
def test_how_long_the_last_good_night_is_past_is_told_in_what_people_count(hours, said):
    assert doctor._ago(hours) == said


def test_a_database_that_is_missing_broken_or_old_is_told(district, capsys, tmp_path):
    assert state_of(look(capsys, district, db="nothing.sqlite3", code=1), "数据库") == "ill"
    assert not (tmp_path / "nothing.sqlite3").exists()
    change(district, "UPDATE alembic_version SET version_num = '0009'")
    from auditor.store.condition import condition

    assert not condition(district.db).is_current
    assert condition(district.db).revision == "0009"  # a look changes nothing
    broken = tmp_path / "broken.sqlite3"
    broken.write_bytes(b"SQLite format 3\x00" + b"\xff" * 5_000)
    found = look(capsys, district, db=str(broken), code=1)
    assert "恢复" in next(row["todo"] for what, row in found.items() if "数据库" in what)


def test_captures_and_the_disk(district, capsys, monkeypatch):
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda _: usage(1, 1, 3 << 30))
    assert state_of(look(capsys, district), "快照") == "watch"
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda _: usage(1, 1, 1 << 20))
    assert state_of(look(capsys, district, code=1), "快照") == "ill"
    shutil.rmtree(district.folder / "captures")
    found = look(capsys, district, code=1)
    assert "缺失" in found["快照"]["told"] and "evidence verify" in found["快照"]["todo"]


@pytest.mark.parametrize(("hours", "state", "code"), [(30, "well", 0), (48, "watch", 0), (100, "ill", 1)])
def test_how_long_ago_the_last_good_night_was(district, capsys, hours, state, code):
    at = (FIRST + dt.timedelta(hours=hours)).isoformat()
    assert state_of(look(capsys, district, at=at, code=code), "最近正常的一夜") == state


def test_nights_that_failed_since_are_told_with_their_reasons(district, capsys):
    with Store.open(district.db) as store:
        for state, why in (
            (RunState.VOID, "读到的太少"),
            (RunState.HELD, "变动过大"),
            (RunState.FAILED, "错过：到点时值守程序没有运行"),
        ):
            run_id = store.runs.plan("wenchangwan", "nightly", at=FIRST, as_of=FIRST)
            store.runs.finish(run_id, state, at=FIRST, why=why)
    found = look(capsys, district)
    assert found["wenchangwan 第 2 次运行"]["told"] == "作废：读到的太少"
    assert "auditor runs release 3" in found["wenchangwan 第 3 次运行"]["todo"]
    assert found["wenchangwan 第 4 次运行"]["told"] == "错过：到点时值守程序没有运行"


def test_a_run_whose_process_is_gone_is_told(district, capsys):
    with Store.open(district.db) as store:
        run_id = store.runs.plan("wenchangwan", "nightly", at=FIRST, as_of=FIRST)
        store.runs.start(run_id, at=FIRST)
    change(district, f"UPDATE runs SET pid = {2**22 + 1} WHERE id = {run_id}")
    assert "进程已经不在" in look(capsys, district)[f"wenchangwan 第 {run_id} 次运行"]["told"]


def test_the_profile_and_the_calendar_are_read(district, capsys, tmp_path, monkeypatch):
    (tmp_path / "bad.toml").write_text("name = 1", "utf-8")
    assert state_of(look(capsys, district, "bad.toml", code=1), "档案") == "ill"
    found = look(capsys, district, at="2040-12-02", code=1)
    assert (found["2040 年放假安排"]["state"], found["2041 年放假安排"]["state"]) == ("ill", "watch")
    (tmp_path / "calendar.toml").write_text("x = ", "utf-8")
    assert state_of(look(capsys, district, code=1), "放假安排") == "ill"


def test_a_clock_that_goes_wrong_is_told(district, capsys):
    now = dt.datetime.now(dt.UTC)
    with Store.open(district.db) as store:
        run_id = store.runs.plan("wenchangwan", "nightly", at=now, as_of=now)
        store.runs.start(run_id, at=now)
        answers = [
            Exchange(
                at=now + dt.timedelta(seconds=n),
                url=f"http://x.example/{n}",
                status=200,
                served_at=now - dt.timedelta(minutes=9),
            )
            for n in range(3)
        ]
        store.exchanges.save("wenchangwan", run_id, answers)
        store.runs.finish(run_id, RunState.DONE, at=now)
    found = look(capsys, district, at=now.isoformat())
    assert found["wenchangwan 时钟"]["state"] == "watch" and "541 秒" in found["wenchangwan 时钟"]["told"]


def test_a_service_that_keeps_watch_is_seen(district, capsys, tmp_path, monkeypatch):
    for pid, words in (
        (os.getpid(), "auditor\0schedule\0a.toml\0"),
        (4242, "/usr/bin/python\0/x/bin/auditor\0schedule\0a.toml\0"),
    ):
        (tmp_path / f"proc/{pid}").mkdir(parents=True)
        (tmp_path / f"proc/{pid}/cmdline").write_bytes(words.encode())
    real = doctor.Path
    monkeypatch.setattr(doctor, "Path", lambda name: tmp_path / "proc" if name == "/proc" else real(name))
    assert "4242" in look(capsys, district)["值守"]["told"]


def test_a_server_is_looked_at_too(postgres, capsys, tmp_path, monkeypatch, district):
    url = postgres()
    Store.open(url).close()
    found = look(capsys, district, db=url)
    assert state_of(found, "数据库") == "well" and "PostgreSQL 客户端" in found
