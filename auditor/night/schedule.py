"""The night service: one cron job a portal, each night in a process of its own, ended cleanly when told to."""

from __future__ import annotations

import contextlib
import logging
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.cron import CronTrigger

from auditor.config.calendar import operator_calendar
from auditor.config.clock import now
from auditor.installation import open_profile
from auditor.models import Portal, RunState
from auditor.models.complaint import CommandError
from auditor.office.papers import scheme_of
from auditor.store import Store, StoreError
from auditor.workdays import BEIJING

GRACE_SECONDS = 3600  # a night that could not start on time still starts within the hour
PATIENCE_SECONDS = 120  # for a night to put its things in order before it is ended by force
STOPPED = "值守停止，本次运行中断；再次运行即从断处继续"

log = logging.getLogger(__name__)

Start = Callable[[Sequence[str]], "subprocess.Popen[bytes]"]
Tell = Callable[[str], None]


def _start(command: Sequence[str]) -> subprocess.Popen[bytes]:
    """A session of its own: the terminal's Ctrl-C comes to the service alone, which passes it on once."""
    return subprocess.Popen(command, start_new_session=True)


@dataclass
class Service:
    """The nights under way. `start` makes the child process; tests give their own."""

    db: str
    out: Path
    scheme: str
    tell: Tell
    start: Start = _start
    stopping: threading.Event = field(default_factory=threading.Event)
    _children: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def night(self, profile: Path, portal: Portal) -> int | None:
        """Run one night to its end; its exit code, None where the service is stopping or the store fails."""
        try:
            run_id = self._planned(portal)
        except StoreError as error:
            self.tell(f"{portal.name}：{error}")
            log.exception("run of %s not planned", portal.id)
            return None
        with self._lock:
            if self.stopping.is_set():
                child = None
            else:
                child = self._children[portal.id] = self.start(self._command(profile, portal, run_id))
        if child is None:
            self._ended_early(run_id)
            return None
        self.tell(f"{now():%m-%d %H:%M} {portal.name}：第 {run_id} 次运行开始。")
        code = child.wait()
        with self._lock:
            self._children.pop(portal.id, None)
        state = self._settled(run_id)
        self.tell(f"{now():%m-%d %H:%M} {portal.name}：第 {run_id} 次运行{state.label}。")
        return code

    def stop(self) -> None:
        """Start no more nights; ask those under way to put their things in order, and wait for them."""
        with self._lock:
            self.stopping.set()
            children = list(self._children.values())
        for child in children:
            child.terminate()
        for child in children:
            try:
                child.wait(PATIENCE_SECONDS)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()

    def _planned(self, portal: Portal) -> int:
        at = now()
        with Store.open(self.db) as store:
            return store.runs.take_up(portal.id, "nightly", at=at, as_of=at)

    def _command(self, profile: Path, portal: Portal, run_id: int) -> list[str]:
        folder = self.out / portal.id / f"{now():%Y-%m-%d}"
        options = [f"--run={run_id}", f"--out={folder}", f"--scheme={self.scheme}"]
        return [sys.executable, "-m", "auditor", "nightly", str(profile), *options]

    def _settled(self, run_id: int) -> RunState:
        """How the run ended; a night that died without a word is marked failed."""
        with Store.open(self.db) as store:
            run = store.run(run_id)
            if run.state not in (RunState.PLANNED, RunState.RUNNING):
                return run.state
            why = STOPPED if self.stopping.is_set() else "运行进程意外退出；再次运行即从断处继续"
            store.runs.finish(run_id, RunState.FAILED, at=now(), why=why)
            return RunState.FAILED

    def _ended_early(self, run_id: int) -> None:
        with Store.open(self.db) as store:
            store.runs.finish(run_id, RunState.FAILED, at=now(), why=STOPPED)


def serve(profiles: Iterable[Path], *, db: str, out: Path, scheme: str, tell: Tell) -> int:
    """Keep every portal's nights until SIGTERM or SIGINT."""
    scheme_of(scheme)
    operator_calendar()
    portals = _portals(profiles)
    Store.open(db).close()  # a database that cannot be opened is known now, not at night
    os.environ["AUDITOR_DB"] = db  # for the nights: on a command line every user could read its password
    service = Service(db, out, scheme, tell)
    scheduler = scheduler_of(service, portals)
    scheduler.start()
    with contextlib.suppress(KeyboardInterrupt):  # it may come as soon as the first line is out
        for job in scheduler.get_jobs():
            tell(f"{job.name}：下一次 {job.next_run_time:%Y-%m-%d %H:%M}（北京时间）")
        threading.Event().wait()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_IGN)  # told once is enough
    tell("正在停止，请等正在跑的收尾……")
    service.stop()
    scheduler.shutdown(wait=True)
    tell("已停止。")
    return 0


def scheduler_of(
    service: Service, portals: Iterable[tuple[Path, Portal]], trigger: BaseTrigger | None = None
) -> BackgroundScheduler:
    """A job for each portal at its own hour, or at `trigger`; never two nights of one portal at once."""
    chosen = list(portals)
    scheduler = BackgroundScheduler(
        timezone=BEIJING,
        executors={"default": {"type": "threadpool", "max_workers": len(chosen) or 1}},
    )
    for profile, portal in chosen:
        scheduler.add_job(
            service.night,
            trigger or CronTrigger(hour=portal.politeness.night_hour, minute=0, timezone=BEIJING),
            args=(profile, portal),
            id=portal.id,
            name=portal.name,
            max_instances=1,
            coalesce=True,
            misfire_grace_time=GRACE_SECONDS,
        )
    return scheduler


def _portals(profiles: Iterable[Path]) -> list[tuple[Path, Portal]]:
    found: dict[str, tuple[Path, Portal]] = {}
    for profile in profiles:
        portal = open_profile(profile)
        if portal.id in found:
            raise CommandError(f"两份档案的编号都是“{portal.id}”：{found[portal.id][0]} 与 {profile}")
        found[portal.id] = (profile, portal)
    return list(found.values())
