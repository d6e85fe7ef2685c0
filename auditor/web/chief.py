"""The second reviewer's pages: appeals to decide, extensions to answer, rows taken back."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import Form
from starlette.responses import HTMLResponse, RedirectResponse

from auditor.models.complaint import CommandError
from auditor.models.issue import Issue
from auditor.models.issue_kinds import Act, IssueState
from auditor.models.role import Role
from auditor.web.acts import Files, MaybeDay, Points, Seen, Why, received
from auditor.web.clocks import left_of
from auditor.web.desk import AtHand, Here, link_of
from auditor.web.pages import page, sent_to
from auditor.web.roles import admits
from auditor.web.rooms import room
from auditor.web.rows import offers

routes = room()


@routes.get("/appeals")
@admits(Role.CHIEF, Role.INSPECTOR, menu="申诉和延期")
def appeals(here: AtHand) -> HTMLResponse:
    """What waits for a decision, the longest waiting first."""
    rows = list(here.rows())
    return page(
        here.request,
        "appeals.html",
        appeals=_waiting(here, [row for row in rows if row.state is IssueState.APPEALED]),
        extensions=_waiting(here, [row for row in rows if row.extension]),
    )


@routes.post("/issues/{portal}/{number}/decide")
@admits(Role.CHIEF, act="裁定申诉")
def decide(
    here: AtHand,
    portal: str,
    number: str,
    seen: Seen,
    outcome: Annotated[Literal["uphold", "points", "withdraw", "tolerate"], Form()],
    why: Why,
    points: Points = None,
    until: MaybeDay = None,
    files: Files = [],  # noqa: B006
) -> RedirectResponse:
    """Uphold, other points, taken back, or tolerated until a day; never by the one who confirmed it."""
    if outcome == "points" and points is None:
        raise CommandError("改扣分要写明改为扣多少分")
    if outcome == "tolerate" and until is None:
        raise CommandError("特殊情况要写明容忍到哪一天")
    with here.acting(portal, number, seen) as (desk, issue):
        costs, spared = points if outcome == "points" else None, until if outcome == "tolerate" else None
        kept = received(here, issue, files)
        after = desk.decide(issue, outcome, why=why, points=costs, until=spared, files=kept)
    return sent_to(link_of(after), "done")


@routes.post("/issues/{portal}/{number}/answer")
@admits(Role.CHIEF, act="批复延期")
def answer(
    here: AtHand,
    portal: str,
    number: str,
    seen: Seen,
    outcome: Annotated[Literal["grant", "refuse"], Form()],
    why: Why = "",
    until: MaybeDay = None,
    files: Files = [],  # noqa: B006
) -> RedirectResponse:
    """More time, or none."""
    with here.acting(portal, number, seen) as (desk, issue):
        kept = received(here, issue, files)
        after = desk.answer_extension(issue, grant=outcome == "grant", why=why, until=until, files=kept)
    return sent_to(link_of(after), "done")


@routes.post("/issues/{portal}/{number}/withdraw")
@admits(Role.CHIEF, act="撤销")
def withdraw(here: AtHand, portal: str, number: str, seen: Seen, why: Why) -> RedirectResponse:
    """Taken back without an appeal."""
    with here.acting(portal, number, seen) as (desk, issue):
        after = desk.withdraw(issue, why=why)
    return sent_to(link_of(after), "done")


def _waiting(here: Here, issues: list[Issue]) -> list[dict[str, object]]:
    """Each with what was asked, its clock, and whether this person may answer."""
    return [
        {
            "issue": issue,
            "asked": issue.extension or issue.last(Act.APPEAL),
            "left": left_of(issue, here.today),
            "acts": [offer.act.label for offer in offers(here, issue)],
        }
        for issue in sorted(issues, key=lambda one: one.events[-1].at)
    ]
