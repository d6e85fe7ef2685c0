"""The night service: one cron job a portal, each night in a process of its own, ended cleanly when told to."""

from __future__ import annotations

import contextlib
import datetime as dt
import logging
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from apscheduler.events import EVENT_JOB_ERROR, EVENT_JOB_MAX_INSTANCES, EVENT_JOB_MISSED
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.cron import CronTrigger

from auditor.config.calendar import operator_calendar
from auditor.config.clock import now
from auditor.config.faults import INTERRUPTED, reason
from auditor.installation import open_profile
from auditor.models import Portal, Run, RunState
from auditor.models.complaint import CommandError
from auditor.night import missed
from auditor.office.papers import scheme_of
from auditor.store import Store, StoreError
from auditor.workdays import BEIJING

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
                self._given_up(run_id, STOPPED)
                child = None
            else:
                child = self._begun(profile, portal, run_id)
        if child is None:
            return None
        self.tell(f"{now():%m-%d %H:%M} {portal.name}：第 {run_id} 次运行开始。")
        code = child.wait()
        with self._lock:
            self._children.pop(portal.id, None)
        run = self._settled(run_id)
        log.info("night of %s: run %d %s %s", portal.id, run_id, run.state, run.why)
        self.tell(f"{now():%m-%d %H:%M} {portal.name}：第 {run_id} 次运行{run.state.label}。")
        return code

    def missed(self, portal: Portal, due: dt.datetime, why: str) -> None:
        """A night that did not take place is a row with its reason."""
        missed.record(self.db, portal, due, why)
        self.tell(f"{now():%m-%d %H:%M} {portal.name}：{due:%m-%d %H:%M} 的一夜{why}。")

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

    def _begun(self, profile: Path, portal: Portal, run_id: int) -> subprocess.Popen[bytes] | None:
        try:
            child = self._children[portal.id] = self.start(self._command(profile, portal, run_id))
        except OSError as error:  # no memory, no more processes
            self._given_up(run_id, f"运行进程没有启动（{reason(error)}）")
            return None
        return child

    def _settled(self, run_id: int) -> Run:
        """How the run ended; a night that died without a word is marked failed."""
        with Store.open(self.db) as store:
            run = store.run(run_id)
            if run.state not in (RunState.PLANNED, RunState.RUNNING):
                return run
            why = STOPPED if self.stopping.is_set() else "运行进程意外退出；再次运行即从断处继续"
            store.runs.finish(run_id, RunState.FAILED, at=now(), why=why)
            return store.run(run_id)

    def _given_up(self, run_id: int, why: str) -> None:
        with Store.open(self.db) as store:
            store.runs.finish(run_id, RunState.FAILED, at=now(), why=why)


def serve(profiles: Iterable[Path], *, db: str, out: Path, scheme: str, tell: Tell) -> int:
    """Keep every portal's nights until SIGTERM or SIGINT; the exit code tells which."""
    operator_calendar()
    portals = _portals(profiles, db)
    with Store.open(db) as store:  # a database or a scheme that cannot be used is known now, not at night
        scheme_of(scheme, store)
    log.setLevel(logging.INFO)  # a line for each night
    os.environ["AUDITOR_DB"] = db  # for the nights: on a command line every user could read its password
    service = Service(db, out, scheme, tell)
    scheduler = scheduler_of(service, portals)
    asked = list[int]()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, partial(_asked_to_stop, asked))
    with contextlib.suppress(KeyboardInterrupt):  # it may come as soon as the first line is out
        catch_up(service, scheduler, portals, now())
        scheduler.start()
        for job in scheduler.get_jobs():
            tell(f"{job.name}：下一次 {job.next_run_time:%Y-%m-%d %H:%M}（北京时间）")
        threading.Event().wait()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_IGN)  # told once is enough
    tell("正在停止，请等正在跑的收尾……")
    service.stop()
    if scheduler.running:
        scheduler.shutdown(wait=True)
    tell("已停止。")
    return INTERRUPTED if signal.SIGINT in asked else 0


def _asked_to_stop(asked: list[int], number: int, _frame: object) -> None:
    asked.append(number)
    raise KeyboardInterrupt


def catch_up(
    service: Service, scheduler: BackgroundScheduler, portals: Iterable[tuple[Path, Portal]], at: dt.datetime
) -> None:
    """Nights that fell due while nobody kept watch: the last one is made up for within its window, each other is a row."""
    for _, portal in portals:
        with Store.open(service.db) as store:
            last = missed.last_night(store, portal)
        due = list(missed.due_since(last, portal.politeness.night_hour, at)) if last else []
        if due and at - due[-1] < _window(portal):
            service.tell(f"{portal.name}：{due.pop():%m-%d %H:%M} 的一夜错过了，现在补跑。")
            scheduler.modify_job(portal.id, next_run_time=at)
        for night in due:
            service.missed(portal, night, missed.AWAY)


def _window(portal: Portal) -> dt.timedelta:
    """How long after its hour a night may still begin: as long as it may last."""
    return dt.timedelta(hours=portal.politeness.window_hours)


def scheduler_of(
    service: Service, portals: Iterable[tuple[Path, Portal]], trigger: BaseTrigger | None = None
) -> BackgroundScheduler:
    """A job for each portal at its own hour, or at `trigger`; never two nights of one portal at once."""
    chosen = list(portals)
    scheduler = BackgroundScheduler(
        timezone=BEIJING,
        executors={"default": {"type": "threadpool", "max_workers": len(chosen) or 1}},
    )
    scheduler.add_listener(
        partial(_not_run, service, {portal.id: portal for _, portal in chosen}),
        EVENT_JOB_MISSED | EVENT_JOB_ERROR | EVENT_JOB_MAX_INSTANCES,
    )
    for profile, portal in chosen:
        scheduler.add_job(
            service.night,
            trigger or CronTrigger(hour=portal.politeness.night_hour, minute=0, timezone=BEIJING),
            args=(profile, portal),
            id=portal.id,
            name=portal.name,
            max_instances=1,
            coalesce=False,  # each night that passed is told; only one can be within its window
            misfire_grace_time=int(_window(portal).total_seconds()),
        )
    return scheduler


def _not_run(service: Service, portals: Mapping[str, Portal], event: Any) -> None:
    """Whatever kept a night from being run leaves its row and its line in the log."""
    if event.code == EVENT_JOB_ERROR:
        log.error("night of %s broke", event.job_id, exc_info=event.exception)
    why = {EVENT_JOB_MISSED: missed.LATE, EVENT_JOB_MAX_INSTANCES: missed.STILL_BUSY}.get(event.code)
    times = getattr(event, "scheduled_run_times", None) or [event.scheduled_run_time]
    for due in times:
        service.missed(portals[event.job_id], due, why or missed.BROKEN)


def _portals(profiles: Iterable[Path], db: str) -> list[tuple[Path, Portal]]:
    found: dict[str, tuple[Path, Portal]] = {}
    for profile in profiles:
        portal = open_profile(profile, db)
        if portal.id in found:
            raise CommandError(f"两份档案的编号都是“{portal.id}”：{found[portal.id][0]} 与 {profile}")
        found[portal.id] = (profile, portal)
    return list(found.values())
