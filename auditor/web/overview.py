"""The inspector's first page: how the last night went, and what waits for whom; behind each figure its list."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Annotated

from fastapi import Query
from starlette.responses import HTMLResponse

from auditor.models import Coverage, Light, Portal, Run, RunState, TaskRow
from auditor.models.role import Role
from auditor.office.run_words import counted, reason_of, result_of
from auditor.office.terms import READING, last_judged
from auditor.web.desk import AtHand, Here
from auditor.web.lists import Listing, listings
from auditor.web.pages import page
from auditor.web.paging import paged
from auditor.web.roles import admits
from auditor.web.rooms import room
from auditor.web.tasks import portal_tasks

routes = room()
Word = Annotated[str, Query(max_length=100)]
_LIGHTS = (Light.OVERDUE, Light.SOON, Light.TO_CHECK, Light.NOT_DUE, Light.DONE, Light.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class LastNight:
    """What the newest reading of a portal came to; `run` None: it was never read to an end."""

    portal: Portal
    run: Run | None
    under_way: Run | None = None
    result: str = ""
    why: str = ""
    coverage: Coverage | None = None


@routes.get("/overview")
@admits(Role.INSPECTOR, Role.CHIEF, menu="总览")
def overview(here: AtHand) -> HTMLResponse:
    """Last night, and every list with its number."""
    tasks = Counter(row.light for row in every_task(here))
    return page(
        here.request,
        "overview.html",
        nights=[last_night(here, portal) for portal in here.portals],
        figures=_figures(here),
        tasks=[(light, tasks[light]) for light in _LIGHTS if tasks[light]],
    )


def _figures(here: Here) -> list[tuple[Listing, int]]:
    """Counted anew where something was done or read since."""
    store = here.house.store
    versions = [(portal.id, store.issues.version(portal.id)) for portal in here.portals]
    nights = [last_judged(store, portal) for portal in here.portals]

    def counted() -> list[tuple[Listing, int]]:
        rows = list(here.rows())
        return [(one, len(one.of(rows))) for one in listings(here)]

    key = (here.today, here.user.role, *versions, *(night and night.id for night in nights))
    return here.house.remembered(f"figures of {here.user.name}", key, counted)


@routes.get("/duties")
@admits(Role.INSPECTOR, Role.CHIEF, menu="工作任务", aside=True)
def duties(
    here: AtHand,
    light: Word = "",
    portal: Word = "",
    unit: Word = "",
    task: Word = "",
    number: Annotated[int, Query(alias="page")] = 1,
) -> HTMLResponse:
    """Every duty of every unit, or those of one light, unit and task, the most urgent first."""
    every = [row for one in here.portals if portal in ("", one.id) for row in portal_tasks(here, one)]
    rows = [
        row
        for row in every
        if light in ("", row.light) and unit in ("", row.unit) and task in ("", row.duty.article)
    ]
    asked = {"light": light, "portal": portal, "unit": unit, "task": task}
    return page(
        here.request,
        "duties.html",
        rows=paged(rows, number, "/duties", asked),
        lights=_LIGHTS,
        light=light,
        asked=asked,
        units=sorted({row.unit for row in every}),
        tasks=list(dict.fromkeys(row.duty.article for row in sorted(every, key=_as_planned))),
    )


def _as_planned(row: TaskRow) -> tuple[int, str]:
    """Sort key: tasks as plans count them."""
    number = row.duty.number
    return (int(number) if number.isdecimal() else 10**6, number)


def every_task(here: Here) -> list[TaskRow]:
    """The duties of all units of the person's portals."""
    return [row for portal in here.portals for row in portal_tasks(here, portal)]


def last_night(here: Here, portal: Portal) -> LastNight:
    """The newest run that has read, or was to have read, the portal, believed or not; and the one that reads it now."""
    store = here.house.store
    runs = [one for one in store.runs.newest(portal.id) if one.kind in READING]
    under_way = next((one for one in runs if _is_under_way(one)), None)
    run = next((one for one in runs if not _is_under_way(one)), None)
    if run is None:
        return LastNight(portal=portal, run=None, under_way=under_way)
    seen = here.coverage(portal, run) if run.started_at else None
    run = counted(store, run)
    return LastNight(
        portal=portal,
        run=run,
        under_way=under_way,
        result=result_of(run),
        why=reason_of(run),
        coverage=seen,
    )


def _is_under_way(run: Run) -> bool:
    return run.alive and run.state in (RunState.PLANNED, RunState.RUNNING)
