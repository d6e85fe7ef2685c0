"""The night service: one night a portal at its own hour, never two at once, and stopped without loose ends."""

import datetime as dt
import errno
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

import pytest
from apscheduler.triggers.date import DateTrigger

from auditor.config.clock import now
from auditor.models import Portal, Run, RunState
from auditor.night.schedule import Service, catch_up, scheduler_of
from auditor.portal.profile import load_portal
from auditor.store import Store
from auditor.workdays import BEIJING

HANGS = 300.0  # seconds after which a test that waits for an event gives up; none is decided by it
PROJECT = Path(__file__).parents[1]
PROFILE = """name = "青禾区"
home = "http://www.example.gov.cn/"
hosts = ["www.example.gov.cn"]
[politeness]
night_hour = 3
"""
# A night that ends as the real one does: it marks the run that it was given.
GOOD = """import sys
from auditor.config.clock import now
from auditor.models import RunState
from auditor.store import Store
with Store.open(sys.argv[1]) as store:
    store.runs.start(int(sys.argv[2]), at=now())
    store.runs.finish(int(sys.argv[2]), RunState.DONE, at=now())
"""
WAITING = "import signal; print('ready', flush=True); signal.pause()"


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    path = tmp_path / "qinghe.toml"
    path.write_text(PROFILE, "utf-8")
    return path


@pytest.fixture
def portal(profile: Path) -> Portal:
    return load_portal(profile)


class Nights:
    """Starts a stand-in for the night and remembers what it was asked for."""

    def __init__(self, db: str, code: str) -> None:
        self.db, self.code = db, code
        self.commands: list[Sequence[str]] = []
        self.ready = threading.Event()

    def start(self, command: Sequence[str]) -> subprocess.Popen[bytes]:
        self.commands.append(command)
        run_id = next(word.removeprefix("--run=") for word in command if word.startswith("--run="))
        env = os.environ | {"PYTHONPATH": str(PROJECT)}
        child = subprocess.Popen(
            [sys.executable, "-c", self.code, self.db, run_id], env=env, stdout=subprocess.PIPE
        )
        if self.code is WAITING:
            assert child.stdout
            child.stdout.readline()
            self.ready.set()
        return child


def service(tmp_path: Path, code: str) -> tuple[Service, Nights, list[str]]:
    db, told = f"sqlite:///{tmp_path}/auditor.sqlite3", list[str]()
    nights = Nights(db, code)
    return Service(db, tmp_path / "out", "quarterly_check", told.append, nights.start), nights, told


def runs(tmp_path: Path) -> list[Run]:
    with Store.open(f"sqlite:///{tmp_path}/auditor.sqlite3") as store:
        return store.runs.newest()


def test_every_portal_has_one_job_at_its_own_hour_in_beijing(
    tmp_path: Path, profile: Path, portal: Portal
) -> None:
    kept, _, _ = service(tmp_path, GOOD)
    (job,) = scheduler_of(kept, [(profile, portal)]).get_jobs()
    after = dt.datetime(2026, 4, 13, 12, tzinfo=BEIJING)
    assert job.trigger.get_next_fire_time(None, after) == dt.datetime(2026, 4, 14, 3, tzinfo=BEIJING)
    assert (job.max_instances, job.coalesce) == (1, False)


def test_a_night_is_planned_first_then_run_in_its_own_process(
    tmp_path: Path, profile: Path, portal: Portal
) -> None:
    kept, nights, told = service(tmp_path, GOOD)
    scheduler = scheduler_of(kept, [(profile, portal)], trigger=DateTrigger(now()))
    ended = threading.Event()
    kept.tell = lambda text: (told.append(text), ended.set() if "运行完成" in text else None)[0]
    scheduler.start()
    assert ended.wait(HANGS)
    scheduler.shutdown(wait=True)
    (command,) = nights.commands
    assert command[1:5] == ["-m", "auditor", "nightly", str(profile)]
    (run,) = runs(tmp_path)
    assert f"--run={run.id}" in command
    assert (run.kind, run.state) == ("nightly", RunState.DONE)
    assert [text[12:] for text in told] == ["青禾区：第 1 次运行开始。", "青禾区：第 1 次运行完成。"]


def test_a_night_that_dies_without_a_word_is_marked_failed(
    tmp_path: Path, profile: Path, portal: Portal
) -> None:
    kept, _, told = service(tmp_path, "import os; os._exit(9)")
    assert kept.night(profile, portal) == 9
    (run,) = runs(tmp_path)
    assert (run.state, run.why) == (RunState.FAILED, "运行进程意外退出；再次运行即从断处继续")
    assert told[-1].endswith("第 1 次运行未完成。")


def test_stopping_ends_the_night_under_way_and_starts_no_other(
    tmp_path: Path, profile: Path, portal: Portal
) -> None:
    kept, nights, _ = service(tmp_path, WAITING)
    codes: list[int | None] = []
    worker = threading.Thread(target=lambda: codes.append(kept.night(profile, portal)))
    worker.start()
    assert nights.ready.wait(HANGS)
    kept.stop()
    worker.join(HANGS)
    assert codes == [-signal.SIGTERM]
    assert kept.night(profile, portal) is None
    assert len(nights.commands) == 1
    assert {(r.state, r.why) for r in runs(tmp_path)} == {
        (RunState.FAILED, "值守停止，本次运行中断；再次运行即从断处继续")
    }


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 0), (signal.SIGINT, 130)])
def test_the_service_stops_cleanly_when_told(
    tmp_path: Path, profile: Path, number: signal.Signals, code: int
) -> None:
    command = [sys.executable, "-m", "auditor", "schedule", str(profile), f"--db={tmp_path}/a.sqlite3"]
    env = os.environ | {"PYTHONPATH": str(PROJECT)}
    child = subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert child.stdout
    assert child.stdout.readline().startswith("青禾区：下一次 ")
    child.send_signal(number)
    out, err = child.communicate(timeout=HANGS)
    assert (child.returncode, err) == (code, "")
    assert out == "正在停止，请等正在跑的收尾……\n已停止。\n"


def planned(tmp_path: Path, as_of: dt.datetime) -> None:
    with Store.open(f"sqlite:///{tmp_path}/auditor.sqlite3") as store:
        run_id = store.runs.plan("qinghe", "nightly", at=as_of, as_of=as_of)
        store.runs.start(run_id, at=as_of)
        store.runs.finish(run_id, RunState.DONE, at=as_of)


def test_nights_that_nobody_kept_watch_over_are_rows_and_the_last_is_made_up_for(
    tmp_path: Path, profile: Path, portal: Portal
) -> None:
    planned(tmp_path, dt.datetime(2026, 4, 10, 3, 0, 1, tzinfo=BEIJING))
    kept, _, told = service(tmp_path, GOOD)
    scheduler = scheduler_of(kept, [(profile, portal)])
    at = dt.datetime(2026, 4, 13, 5, tzinfo=BEIJING)
    catch_up(kept, scheduler, [(profile, portal)], at)
    missed = [(run.as_of, run.state, run.why) for run in runs(tmp_path)[:-1]]
    why = "错过：到点时值守程序没有运行"
    days = [dt.datetime(2026, 4, day, 3, tzinfo=BEIJING) for day in (12, 11)]
    assert missed == [(day, RunState.FAILED, why) for day in days]
    assert scheduler.get_job("qinghe").next_run_time == at
    assert "04-13 03:00 的一夜错过了，现在补跑" in told[0]


def test_a_night_is_not_made_up_for_outside_its_window_nor_where_none_ever_ran(
    tmp_path: Path, profile: Path, portal: Portal
) -> None:
    kept, _, _ = service(tmp_path, GOOD)
    scheduler = scheduler_of(kept, [(profile, portal)])
    at = dt.datetime(2026, 4, 13, 15, tzinfo=BEIJING)
    catch_up(kept, scheduler, [(profile, portal)], at)
    assert runs(tmp_path) == []
    planned(tmp_path, dt.datetime(2026, 4, 12, 3, 0, 1, tzinfo=BEIJING))
    catch_up(kept, scheduler, [(profile, portal)], at)
    assert [run.as_of.day for run in runs(tmp_path)] == [13, 12]
    catch_up(kept, scheduler, [(profile, portal)], at)
    assert len(runs(tmp_path)) == 2


def test_a_night_that_came_too_late_is_a_row_with_its_reason(
    tmp_path: Path, profile: Path, portal: Portal
) -> None:
    kept, nights, told = service(tmp_path, GOOD)
    late = dt.datetime(2026, 4, 13, 3, tzinfo=BEIJING)
    scheduler = scheduler_of(kept, [(profile, portal)], trigger=DateTrigger(late))
    ended = threading.Event()
    kept.tell = lambda text: (told.append(text), ended.set())[0]
    scheduler.start()
    assert ended.wait(HANGS)
    scheduler.shutdown(wait=True)
    (run,) = runs(tmp_path)
    assert (run.as_of, run.why) == (late, "错过：到点时没有跑成，过了可以补跑的时段")
    assert nights.commands == []


def test_a_process_that_cannot_be_started_is_told_and_on_record(
    tmp_path: Path, profile: Path, portal: Portal
) -> None:
    kept, _, _ = service(tmp_path, GOOD)

    def refused(_: Sequence[str]) -> subprocess.Popen[bytes]:
        raise OSError(errno.ENOMEM, "Cannot allocate memory")

    kept.start = refused
    assert kept.night(profile, portal) is None
    (run,) = runs(tmp_path)
    assert (run.state, run.why) == (RunState.FAILED, "运行进程没有启动（内存不足）")
