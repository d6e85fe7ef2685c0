"""The unit's contact: what is due, what waits for others, and what a unit does with its rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Form
from starlette.responses import HTMLResponse, RedirectResponse

from auditor.models.issue import Issue
from auditor.models.issue_kinds import ENDED, Deviation, IssueState
from auditor.models.role import Role
from auditor.office.errands import ask_look
from auditor.web.acts import Day, Files, Line, Points, Seen, Why, received, web_address
from auditor.web.clocks import Left, left_of
from auditor.web.desk import AtHand, Here, link_of
from auditor.web.letters import unsigned_letters
from auditor.web.pages import page, sent_to
from auditor.web.roles import admits
from auditor.web.rooms import room
from auditor.web.tasks import pressing_tasks

routes = room()
_WAITING = {
    IssueState.RECHECK: "等检查人员复查",
    IssueState.APPEALED: "等负责人裁定",
    IssueState.PLATFORM: "等平台或上级处理，时限已停",
    IssueState.SUSPECTED: "等检查人员确认",
    IssueState.CONFIRMED: "等检查人员下发",
}


@dataclass(frozen=True, slots=True)
class RowLine:
    """A row as a list shows it."""

    issue: Issue
    left: Left

    @property
    def step(self) -> str:
        """What happens next, and who does it."""
        if self.issue.state in ENDED:
            return ""
        if self.issue.extension:
            return "延期等负责人批复"
        if self.issue.plea:
            return "平台原因等认定，时限照走"
        return _WAITING.get(self.issue.state, "整改，或者申诉")


def own_work(here: Here) -> HTMLResponse:
    """What has to be mended, the nearest day first; what waits for others; letters to sign for, tasks that are near."""
    lines = [line for line in row_lines(here, here.rows()) if line.issue.state not in ENDED]
    return page(
        here.request,
        "unit_work.html",
        owed=[line for line in lines if line.issue.state not in _WAITING],
        waiting=[line for line in lines if line.issue.state in _WAITING],
        tasks=pressing_tasks(here),
        letters=unsigned_letters(here),
    )


@routes.get("/deductions")
@admits(Role.UNIT, menu="我的扣分")
def deductions(here: AtHand) -> HTMLResponse:
    """Every row that the unit was told of, the open ones first."""
    lines = row_lines(here, here.rows())
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
    url: Line = "",
    files: Files = [],  # noqa: B006
) -> RedirectResponse:
    """The unit reports that it is mended; the page is looked at while nobody waits."""
    with here.acting(portal, number, seen) as (desk, issue):
        after = desk.fixed(issue, why=why, url=web_address(url), files=received(here, issue, files))
        ask_look(desk, after)
    here.hurry()
    return sent_to(link_of(after), "sent")


@routes.post("/issues/{portal}/{number}/appeal")
@admits(Role.UNIT, act="提出申诉")
def appeal(
    here: AtHand,
    portal: str,
    number: str,
    seen: Seen,
    kind: Annotated[Deviation, Form()],
    why: Why,
    points: Points = None,
    files: Files = [],  # noqa: B006
) -> RedirectResponse:
    """The unit says that it is otherwise."""
    with here.acting(portal, number, seen) as (desk, issue):
        asked = points if kind is Deviation.POINTS else None
        after = desk.appeal(issue, kind=kind, why=why, points=asked, files=received(here, issue, files))
    return sent_to(link_of(after), "sent")


@routes.post("/issues/{portal}/{number}/plead")
@admits(Role.UNIT, act="说明平台原因")
def plead(
    here: AtHand,
    portal: str,
    number: str,
    seen: Seen,
    owner: Line,
    why: Why,
    files: Files = [],  # noqa: B006
) -> RedirectResponse:
    """The unit says that it cannot mend it: a platform or somebody above has to."""
    with here.acting(portal, number, seen) as (desk, issue):
        after = desk.plead(issue, owner.strip(), why=why, files=received(here, issue, files))
    return sent_to(link_of(after), "sent")


@routes.post("/issues/{portal}/{number}/ask")
@admits(Role.UNIT, act="申请延期")
def ask(
    here: AtHand,
    portal: str,
    number: str,
    seen: Seen,
    until: Day,
    why: Why,
    files: Files = [],  # noqa: B006
) -> RedirectResponse:
    """The unit asks for more time."""
    with here.acting(portal, number, seen) as (desk, issue):
        after = desk.ask_extension(issue, until, why=why, files=received(here, issue, files))
    return sent_to(link_of(after), "sent")


def row_lines(here: Here, issues: Iterable[Issue]) -> list[RowLine]:
    """As lists show them, the nearest last day first."""
    lines = [RowLine(issue, left_of(issue, here.today)) for issue in issues]
    return sorted(lines, key=lambda line: (line.left.due_on or dt.date.max, line.issue.number))
