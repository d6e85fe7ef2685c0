"""The inspector's pages: the whole 台账, and what an inspector does with a row."""

from __future__ import annotations

from typing import Annotated

from fastapi import Form, Query
from starlette.responses import HTMLResponse, RedirectResponse

from auditor.models.issue_kinds import IssueState
from auditor.models.role import Role
from auditor.web.acts import Seen, Why
from auditor.web.desk import AtHand, link_of
from auditor.web.pages import page, sent_to
from auditor.web.roles import admits
from auditor.web.rooms import room
from auditor.web.unit import row_lines

routes = room()


@routes.get("/issues")
@admits(Role.INSPECTOR, Role.CHIEF, Role.OPERATOR, menu="台账")
def issues(
    here: AtHand,
    state: Annotated[str, Query(max_length=20)] = "",
    unit: Annotated[str, Query(max_length=100)] = "",
) -> HTMLResponse:
    """The rows that the person may see, by state and unit."""
    rows = list(here.rows())
    units = sorted({row.unit for row in rows if row.unit})
    wanted = [row for row in rows if state in ("", row.state) and unit in ("", row.unit)]
    return page(
        here.request,
        "issues.html",
        lines=row_lines(here, wanted),
        states=tuple(IssueState),
        units=units,
        state=state,
        unit=unit,
    )


@routes.post("/issues/{portal}/{number}/confirm")
@admits(Role.INSPECTOR, act="确认")
def confirm(
    here: AtHand, portal: str, number: str, seen: Seen, why: Why = "", unit: Annotated[str, Form()] = ""
) -> RedirectResponse:
    """It is a fault."""
    with here.acting(portal, number, seen) as (desk, issue):
        after = desk.confirm(issue, why=why, unit=unit or None)
    return sent_to(link_of(after), "done")
