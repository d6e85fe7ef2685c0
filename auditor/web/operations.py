"""The operator's other pages: the log, the examination of everything, backups."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import Form, Query
from starlette.responses import HTMLResponse, RedirectResponse

from auditor.config.settings import log_file
from auditor.models.complaint import CommandError
from auditor.models.role import Role
from auditor.office.backups import Backups
from auditor.office.doctor import Check, State, examine
from auditor.office.run_log import log_of, tail
from auditor.web.desk import AtHand, Here
from auditor.web.pages import page, sent_to
from auditor.web.roles import admits
from auditor.web.rooms import room
from auditor.web.runs import run_at

routes = room()
Most = Annotated[int, Query(ge=10, le=2000)]


@routes.get("/log")
@admits(Role.OPERATOR, menu="日志", whole=True)
def whole_log(here: AtHand, lines: Most = 200) -> HTMLResponse:
    """The end of the log; of all portals, so that only who answers for all of them reads it."""
    return page(here.request, "log.html", run=None, lines=tail(log_file(), most=lines), most=lines)


@routes.get("/runs/{run}/log")
@admits(Role.OPERATOR, whole=True)
def run_log(here: AtHand, run: int, lines: Most = 200) -> HTMLResponse:
    """What the log says of the time of one run."""
    told, _ = run_at(here, run)
    found = log_of(told, log_file(), most=lines)
    return page(here.request, "log.html", run=told, lines=found, most=lines)


@routes.get("/doctor")
@admits(Role.OPERATOR, menu="体检", whole=True)
def doctor(here: AtHand) -> HTMLResponse:
    """Everything can be looked at; it takes a while."""
    return _examined(here, None)


@routes.post("/doctor")
@admits(Role.OPERATOR, act="体检", whole=True)
def examined(here: AtHand) -> HTMLResponse:
    """Look at everything now."""
    profiles = [here.house.profiles[one.id] for one in here.portals if one.id in here.house.profiles]
    return _examined(here, examine(here.house.db, profiles, at=here.at))


@routes.get("/backups")
@admits(Role.OPERATOR, menu="备份", whole=True)
def backups(here: AtHand) -> HTMLResponse:
    """What is kept, and the one on its way."""
    place = here.house.backups
    return page(here.request, "backups.html", backups=place, kept=place.kept() if place else [], at=here.at)


@routes.post("/backups")
@admits(Role.OPERATOR, act="备份", whole=True)
def back_up_now(here: AtHand, kind: Annotated[Literal["growing", "whole"], Form()]) -> RedirectResponse:
    """Make one, beside everything that goes on."""
    place: Backups | None = here.house.backups
    if place is None:
        raise CommandError("网页版启动时没有写明备份放在哪里：auditor serve --backups 文件夹")
    place.begin(here.house.db, here.at, whole=kind == "whole")
    return sent_to("/backups")


def _examined(here: Here, checks: list[Check] | None) -> HTMLResponse:
    return page(here.request, "doctor.html", checks=checks, State=State)
