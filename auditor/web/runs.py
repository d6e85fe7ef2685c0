"""The operator's pages: runs with their figures and reasons, the one under way as it goes, the nights to come."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from fastapi import Form, Query
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, RedirectResponse

from auditor.models import Portal, Run, RunState
from auditor.models.role import Role
from auditor.office.release import release, waits
from auditor.office.run_words import KINDS, counted, duration_of, read_pages, reason_of, result_of, was_missed
from auditor.office.terms import NIGHT, READING
from auditor.store import StoreError
from auditor.web.desk import AtHand, Here
from auditor.web.door import is_the_machines
from auditor.web.pages import page, sent_to
from auditor.web.roles import admits
from auditor.web.rooms import room

routes = room()
MOST = 60  # runs of a portal
_SORTS = {
    "missed": ("错过", was_missed),
    "held": ("待确认", lambda run: run.state is RunState.HELD),
    "void": ("作废", lambda run: run.state is RunState.VOID),
    "partial": ("部分完成", lambda run: run.state is RunState.PARTIAL),
    "failed": ("未完成", lambda run: run.state is RunState.FAILED and not was_missed(run)),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RunLine:
    """A run as lists show it."""

    run: Run
    portal: Portal
    kind: str
    result: str
    took: str
    read: int | None
    why: str

    @property
    def under_way(self) -> bool:
        """Whether its process is at work."""
        return self.run.alive and self.run.state is RunState.RUNNING


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """A portal's nights: the last one on record, and when the next is due."""

    portal: Portal
    last: RunLine | None
    due: dt.datetime


@routes.get("/runs")
@admits(Role.OPERATOR, Role.INSPECTOR, Role.CHIEF, menu="运行", aside=True)
def runs(here: AtHand, sort: Annotated[str, Query(max_length=20)] = "") -> HTMLResponse:
    """What is under way, the nights to come, and every run, the newest first."""
    lines = [line for portal in here.portals for line in _lines(here, portal)]
    lines.sort(key=lambda line: line.run.id, reverse=True)
    holds = _SORTS[sort][1] if sort in _SORTS else None
    return page(
        here.request,
        "runs.html",
        under_way=[line for line in lines if line.under_way],
        watches=[_watch(here, portal, lines) for portal in here.portals],
        lines=[line for line in lines if holds is None or holds(line.run)],
        sorts=[(name, label) for name, (label, _) in _SORTS.items()],
        sort=sort,
        at=here.at,
    )


@routes.get("/runs/{run}")
@admits(Role.OPERATOR, Role.INSPECTOR, Role.CHIEF)
def one_run(here: AtHand, run: int) -> HTMLResponse:
    """One run: what it saw of each unit, what it did not check and why; what waits for a person."""
    told, portal = run_at(here, run)
    seen = None
    if told.kind in READING and told.started_at:
        seen = here.coverage(portal, told)
    return page(
        here.request,
        "run.html",
        line=_line(here, portal, told),
        seen=seen,
        waits=waits(here.house.store, told),
        may_release=here.user.role in (Role.OPERATOR, Role.CHIEF),
    )


@routes.post("/runs/release")
@admits(Role.OPERATOR, Role.CHIEF, act="放行运行")
def let_go(here: AtHand, run: Annotated[int, Form()]) -> RedirectResponse:
    """It was as the night read it: the ledger moves by it."""
    told, _ = run_at(here, run)
    release(here.house.store, told.id, at=here.at)
    return sent_to(f"/runs/{told.id}", "done")


def run_at(here: Here, number: int) -> tuple[Run, Portal]:
    """The run of that number, of a portal that the person has to do with; else there is no such page."""
    here.request.state.subject = f"第 {number} 次运行"
    try:
        run = here.house.store.run(number)
    except StoreError as error:
        if is_the_machines(error):
            raise
        raise HTTPException(404, "没有这一次运行") from None
    return run, here.portal(run.portal)


def _lines(here: Here, portal: Portal) -> Iterator[RunLine]:
    for run in here.house.store.runs.newest(portal.id, limit=MOST):
        yield _line(here, portal, run)


def _line(here: Here, portal: Portal, run: Run) -> RunLine:
    run = counted(here.house.store, run)
    return RunLine(
        run=run,
        portal=portal,
        kind=KINDS.get(run.kind, run.kind),
        result=result_of(run),
        took=duration_of(run),
        read=read_pages(run),
        why=reason_of(run),
    )


def _watch(here: Here, portal: Portal, lines: list[RunLine]) -> Watch:
    nights = (line for line in lines if line.portal is portal and line.run.kind == NIGHT)
    due = here.at.replace(hour=portal.politeness.night_hour, minute=0, second=0, microsecond=0)
    return Watch(
        portal=portal, last=next(nights, None), due=due if due > here.at else due + dt.timedelta(days=1)
    )
