"""Nights that are killed, that hang, and whose evidence is gone: each goes on, and says what happened."""

from __future__ import annotations

import datetime as dt
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from mini_district import FIRST, District
from mini_portal import MiniPortal, filled, serving

from auditor.models import RunState, TargetState
from auditor.night import child as children
from auditor.night.crawl import crawl
from auditor.store import Store, StoreError
from auditor.store.tries import GAVE_UP

PROJECT = Path(__file__).parents[1]
FATAL = "/zcwj/202610/t20261004_1004.html"


@pytest.fixture
def district(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[District]:
    monkeypatch.chdir(tmp_path)
    with serving(filled(MiniPortal(), articles=6)) as portal:
        yield District(portal, tmp_path)


def _captures(folder: Path) -> list[Path]:
    return sorted((folder / "captures").rglob("*.zst"))


def test_evidence_that_is_gone_or_altered_is_asked_for_again_and_said(district: District) -> None:
    assert district.night().why == ""
    gone, altered, *_ = _captures(district.folder)
    kept = {path: path.read_bytes() for path in (gone, altered)}
    gone.unlink()
    altered.write_bytes(b"something else")
    night = district.night(1)
    assert night.state is RunState.DONE
    assert night.why == "发现 2 份快照缺失或被改动，已按网页现状重新保存 2 份"
    assert {path: path.read_bytes() for path in kept} == kept
    assert district.night(2).why == ""


def test_a_capture_that_cannot_be_had_again_is_said(district: District) -> None:
    district.night()
    for path in _captures(district.folder):
        path.write_bytes(b"")
    district.portal.article(FATAL, "关于做好第4项工作的补充通知", number=4)
    assert "1 份内容已变，原件无法找回" in district.night(1).why


def _killed_at(district: District, path: str, day: int) -> None:
    """A crawl that dies at an address."""
    started: list[subprocess.Popen[bytes]] = []
    ready = threading.Event()

    def kill(asked: str) -> None:
        if asked == path:
            ready.wait(60)
            os.killpg(started[0].pid, signal.SIGKILL)

    district.portal.on_request = kill
    as_of = (FIRST + dt.timedelta(days=day)).isoformat()
    command = [sys.executable, "-m", "spiders.run", str(district.profile), f"--as-of={as_of}"]
    env = os.environ | {"AUDITOR_DB": district.db, "PYTHONPATH": str(PROJECT)}
    started.append(subprocess.Popen(command, env=env, start_new_session=True, stderr=subprocess.DEVNULL))
    ready.set()
    started[0].wait(300)
    district.portal.on_request = lambda asked: None


def test_an_address_that_kills_its_nights_comes_last_and_is_given_up(district: District) -> None:
    articles = [path for path in district.portal.pages if "/t2026" in path]
    for day in range(3):
        district.portal.asked.clear()
        _killed_at(district, FATAL, day)
        if day:  # everything else was read before it
            assert set(articles) - {FATAL} <= district.portal.asked.keys()
    district.portal.asked.clear()
    for day in (3, 4):
        night = crawl(district.profile, db=district.db, as_of=FIRST + dt.timedelta(days=day))
        assert night.state is RunState.DONE
        assert GAVE_UP in [entry.why for entry in night.coverage.unchecked]
        assert FATAL not in district.portal.asked


def test_a_killed_night_goes_on_where_it_stopped(district: District) -> None:
    """The night's own process and its crawl die together, as when the machine loses its power."""
    command = [sys.executable, "-m", "auditor", "nightly", str(district.profile), f"--db={district.db}"]
    parent = subprocess.Popen(
        [*command, f"--as-of={FIRST.isoformat()}"],
        env=os.environ | {"WARM_NIGHT": "1"},
        stderr=subprocess.DEVNULL,
    )
    district.portal.on_request = lambda asked: parent.kill() if asked == FATAL else None
    parent.wait(300)
    district.portal.on_request = lambda asked: None
    with Store.open(district.db) as store:
        (cut,) = store.runs.newest()
        left = store.coverage.of("wenchangwan", cut.id).pending
    district.portal.asked.clear()
    night = district.night()
    assert (night.run_id, night.state) == (cut.id, RunState.DONE)
    assert sum(district.portal.asked.values()) <= left + 3  # robots.txt, and a list's further pages


def test_a_crawl_that_gives_no_sign_of_life_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(children, "GRACE_SECONDS", 0.1)
    deaf = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('{\"alive\": 7}', flush=True)"
    command = [sys.executable, "-c", f"{deaf}; time.sleep(600)"]
    with (tmp_path / "log").open("wb") as log:
        child = children.Child(command, "sqlite:///x", log, 1.5)
        said = child.heard(lambda counts: None)
    assert said["state"] == RunState.FAILED.value
    assert "没有动静，已强行结束" in said["why"]


def test_the_databases_password_stands_on_no_command_line(
    district: District, monkeypatch: pytest.MonkeyPatch
) -> None:
    commands: list[list[str]] = []
    really = subprocess.Popen
    monkeypatch.setattr(
        subprocess, "Popen", lambda command, **more: commands.append(command) or really(command, **more)
    )
    crawl(district.profile, db=district.db)
    assert commands
    assert not [word for command in commands for word in command if "sqlite:" in word or "--db" in word]


@pytest.mark.parametrize(
    "url",
    [
        "postgresql//u:secret@host/db",
        "postgresql://u:secret@host:port/db",
        "postgresql://u:sec@secret@host:x/db",
    ],
)
def test_an_address_that_is_not_understood_is_said_without_its_password(url: str) -> None:
    with pytest.raises(StoreError) as said:
        Store.open(url)
    assert "secret" not in str(said.value)


def test_tries_are_kept_from_night_to_night(tmp_path: Path) -> None:
    from auditor.models import Target

    with Store.open(f"sqlite:///{tmp_path}/a.sqlite3") as store:
        first = store.runs.plan("w", "crawl", at=FIRST, as_of=FIRST)
        store.runs.start(first, at=FIRST)
        aims = [Target(f"http://w.test/{name}.html", "article") for name in "ab"]
        store.frontier.plan("w", first, aims)
        store.tries.begin(first, aims[0].key)
        store.runs.finish(first, RunState.FAILED, at=FIRST)
        second = store.runs.plan("w", "crawl", at=FIRST, as_of=FIRST)
        store.runs.start(second, at=FIRST)
        assert [t.url for t in store.frontier.due("w", second, limit=9)] == [aims[1].url]
        store.frontier.mark("w", second, aims[1], TargetState.FETCHED, at=FIRST)
        assert [(t.url, t.tries) for t in store.frontier.due("w", second, limit=9)] == [(aims[0].url, 1)]
