"""The unit's contact: what is due, what waits for others, and what a unit does with its rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Form
from starlette.responses import HTMLResponse, RedirectResponse

from auditor.models.issue import Issue
from auditor.models.issue_kinds import ENDED, IssueState
from auditor.models.role import Role
from auditor.web.clocks import Left, left_of
from auditor.web.desk import AtHand, Here, link_of
from auditor.web.pages import page, sent_to
from auditor.web.roles import admits
from auditor.web.rooms import room

routes = room()
Why = Annotated[str, Form(max_length=20_000)]
Seen = Annotated[int, Form(ge=1)]
_WAITING = (IssueState.RECHECK, IssueState.APPEALED, IssueState.PLATFORM)


@dataclass(frozen=True, slots=True)
class Line:
    """A row as a list shows it."""

    issue: Issue
    left: Left


@routes.get("/work")
@admits(Role.UNIT, menu="我的工作")
def work(here: AtHand) -> HTMLResponse:
    """What has to be mended, the nearest day first; what waits for others."""
    lines = _lines(here, here.rows())
    return page(
        here.request,
        "unit_work.html",
        owed=[line for line in lines if line.issue.state not in (*_WAITING, *ENDED)],
        waiting=[line for line in lines if line.issue.state in _WAITING],
    )


@routes.get("/deductions")
@admits(Role.UNIT, menu="我的扣分")
def deductions(here: AtHand) -> HTMLResponse:
    """Every row that the unit was told of, the open ones first."""
    lines = _lines(here, here.rows())
    return page(
        here.request,
        "unit_deductions.html",
        open=[line for line in lines if line.issue.state not in ENDED],
        ended=[line for line in lines if line.issue.state in ENDED],
    )


@routes.post("/issues/{portal}/{number}/fixed")
@admits(Role.UNIT, act="填报整改")
def fixed(
    here: AtHand,
    portal: str,
    number: str,
    seen: Seen,
    why: Why,
    url: Annotated[str, Form(max_length=2000)] = "",
) -> RedirectResponse:
    """The unit reports that it is mended."""
    with here.acting(portal, number, seen) as (desk, issue):
        after = desk.fixed(issue, why=why, url=url.strip() or None)
    return sent_to(link_of(after), "sent")


def _lines(here: Here, issues: Iterable[Issue]) -> list[Line]:
    lines = [Line(issue, left_of(issue, here.today)) for issue in issues]
    return sorted(lines, key=lambda line: (line.left.due_on or dt.date.max, line.issue.number))
