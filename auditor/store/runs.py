"""Runs: planned, started by one living process a portal, ended."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update
from sqlalchemy.exc import IntegrityError

from auditor.models import Run, RunState
from auditor.models.record import decode
from auditor.store.database import Database
from auditor.store.errors import RunBusyError, StoreError
from auditor.store.process import SILENCE, Process, now, this_process
from auditor.store.tables import runs
from auditor.store.tries import carry_over

INTERRUPTED = "进程中断"
SAME_NIGHT = dt.timedelta(hours=12)
_BELIEVED = [state for state in RunState if state.believed]
_ENDED = {*_BELIEVED, RunState.VOID, RunState.HELD}


class Runs:
    """Planned, started by one living process a portal, ended."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def plan(self, portal_id: str, kind: str, *, at: dt.datetime, as_of: dt.datetime) -> int:
        """A new run's number."""
        with self._database.write() as connection:
            return plan(connection, portal_id, kind, at, as_of)

    def take_up(self, portal_id: str, kind: str, *, at: dt.datetime, as_of: dt.datetime) -> int:
        """The run of this night that was cut short, else a new one."""
        for run in self.newest(portal_id, limit=5):
            if run.kind == kind and run.state not in _ENDED and abs(run.as_of - as_of) < SAME_NIGHT:
                return run.id
        return self.plan(portal_id, kind, at=at, as_of=as_of)

    def start(self, run_id: int, *, at: dt.datetime) -> None:
        """Mark the run running; RunBusyError while another living process runs the portal.

        A run whose process died is marked failed (进程中断); it can be started again. What the portal's last
        crawl left pending becomes due in this one.
        """
        with self._database.write() as connection:
            row = start(connection, run_id, at)
            carry_over(connection, row.portal, run_id)

    def finish(
        self,
        run_id: int,
        state: RunState,
        *,
        at: dt.datetime,
        why: str = "",
        counts: Mapping[str, int] | None = None,
    ) -> None:
        """End the run with its reason and its numbers."""
        with self._database.write() as connection:
            finish(connection, run_id, state, at, why, counts or {})

    def get(self, run_id: int) -> Run:
        """The run of that number; StoreError where there is none."""
        with self._database.read() as connection:
            return _run(_row(connection, run_id))

    def newest(self, portal_id: str | None = None, *, limit: int = 50) -> list[Run]:
        """The newest runs first."""
        with self._database.read() as connection:
            return listed(connection, portal_id, limit)

    def last_good(self, portal_id: str, kind: str, *, before: dt.datetime | None = None) -> Run | None:
        """The newest run of the kind that ended well; `before`: of those whose clock stood earlier."""
        with self._database.read() as connection:
            return last_good(connection, portal_id, kind, before)


def plan(connection: Connection, portal_id: str, kind: str, at: dt.datetime, as_of: dt.datetime) -> int:
    """A new run's number."""
    row = {"portal": portal_id, "kind": kind, "state": RunState.PLANNED, "as_of": as_of, "planned_at": at}
    run_id: int = connection.execute(insert(runs).values(row).returning(runs.c.id)).scalar_one()
    return run_id


def start(connection: Connection, run_id: int, at: dt.datetime) -> Row[Any]:
    """Mark the run running; a run of the portal whose process died is marked failed first."""
    row = _row(connection, run_id)
    if row.state in _ENDED:
        raise StoreError(f"第 {run_id} 次运行已经结束，不能再次启动。请重新开始一次运行。")
    for other in _running(connection, row.portal):
        if other.id == run_id and _owner(other).asks:
            return row
        _make_way(connection, other, at)
    me = this_process()
    values = {"state": RunState.RUNNING, "started_at": row.started_at or at, "ended_at": None, "why": ""}
    owner = {"host": me.host, "pid": me.pid, "process": me.began, "beat_at": me.beat_at}
    try:
        connection.execute(update(runs).where(runs.c.id == run_id).values(**values, **owner))
    except IntegrityError as error:  # the index on running runs: another program was a moment faster
        raise RunBusyError(f"站点 {row.portal} 的另一次运行刚刚开始。请等它结束。") from error
    return row


def finish(
    connection: Connection,
    run_id: int,
    state: RunState,
    at: dt.datetime,
    why: str,
    counts: Mapping[str, int],
) -> None:
    """End the run."""
    _row(connection, run_id)
    values = {"state": state, "ended_at": at, "why": why, "counts": dict(counts)}
    connection.execute(update(runs).where(runs.c.id == run_id).values(values))


def listed(connection: Connection, portal_id: str | None, limit: int) -> list[Run]:
    """The newest runs first."""
    query = select(runs).order_by(runs.c.id.desc()).limit(limit)
    if portal_id is not None:
        query = query.where(runs.c.portal == portal_id)
    return [_run(row) for row in connection.execute(query)]


def last_good(
    connection: Connection, portal_id: str, kind: str, before: dt.datetime | None = None
) -> Run | None:
    """The newest run of the kind that can be believed, of those whose clock stood before `before`."""
    query = (
        select(runs)
        .where(runs.c.portal == portal_id, runs.c.kind == kind, runs.c.state.in_(_BELIEVED))
        .order_by(runs.c.id.desc())
        .limit(1)
    )
    if before is not None:
        query = query.where(runs.c.as_of < before)
    row = connection.execute(query).first()
    return _run(row) if row else None


def as_of(connection: Connection, run_id: int) -> dt.datetime:
    """The run's clock."""
    clock: dt.datetime = _row(connection, run_id).as_of
    return clock


def _row(connection: Connection, run_id: int) -> Row[Any]:
    row = connection.execute(select(runs).where(runs.c.id == run_id)).first()
    if row is None:
        raise StoreError(f"没有第 {run_id} 次运行。可用 auditor runs 查看已有的运行。")
    return row


def _running(connection: Connection, portal_id: str) -> Sequence[Row[Any]]:
    query = select(runs).where(runs.c.portal == portal_id, runs.c.state == RunState.RUNNING)
    return connection.execute(query.with_for_update()).all()


def _owner(row: Row[Any]) -> Process:
    return Process(row.host, row.pid, row.process, row.beat_at)


def _make_way(connection: Connection, other: Row[Any], at: dt.datetime) -> None:
    if _owner(other).lives:
        raise RunBusyError(
            f"站点 {other.portal} 的第 {other.id} 次运行正在进行"
            f"（主机 {other.host}，进程 {other.pid}，{other.started_at:%Y-%m-%d %H:%M} 开始）。"
            "请等它结束。进程意外中断的，本机上再次运行即自动接着做；在别的主机或重建的容器里，满 6 小时没有动静后自动放行。"
        )
    values = {"state": RunState.FAILED, "why": INTERRUPTED, "ended_at": at}
    connection.execute(update(runs).where(runs.c.id == other.id).values(values))


def _run(row: Row[Any]) -> Run:
    return Run(
        id=row.id,
        portal=row.portal,
        kind=row.kind,
        state=RunState(row.state),
        as_of=row.as_of,
        planned_at=row.planned_at,
        started_at=row.started_at,
        ended_at=row.ended_at,
        why=row.why,
        counts=decode(dict[str, int], row.counts),
        beat_at=row.beat_at,
        alive=_alive(row),
    )


def _alive(row: Row[Any]) -> bool:
    """A planned run has no process yet: it starts at once or never."""
    if row.state == RunState.PLANNED:
        return bool(now() - row.planned_at < SILENCE)
    return row.state != RunState.RUNNING or _owner(row).lives
