"""The whole 台账, and what an inspector does with a row; each a call of the desk that the commands act through."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from fastapi import Form, Query
from starlette.responses import HTMLResponse, RedirectResponse

from auditor.models.complaint import CommandError
from auditor.models.issue import Issue
from auditor.models.issue_kinds import IssueState
from auditor.models.role import Role
from auditor.office.errands import ask_recheck
from auditor.office.issues import find
from auditor.office.record import scheme_by
from auditor.web.acts import Files, Line, MaybeDay, NewPoints, Points, Seen, Why, received
from auditor.web.desk import AtHand, Here, link_of
from auditor.web.house import row_words
from auditor.web.lists import listings
from auditor.web.pages import page, sent_to
from auditor.web.paging import paged
from auditor.web.roles import admits
from auditor.web.rooms import room
from auditor.web.unit import row_lines
from reports.unit_maps import last_level

routes = room()
Word = Annotated[str, Query(max_length=100)]
Path = Annotated[str, Query(max_length=500)]


@routes.get("/issues")
@admits(Role.INSPECTOR, Role.CHIEF, Role.OPERATOR, menu="台账")
def issues(
    here: AtHand,
    state: Word = "",
    unit: Word = "",
    which: Word = "",
    code: Word = "",
    section: Path = "",
    words: Word = "",
    number: Annotated[int, Query(alias="page")] = 1,
) -> HTMLResponse:
    """The rows that the person may see, by state, unit, sort, rule and words."""
    sorts = listings(here)
    units = {unit for portal in here.portals for unit in here.house.rows(portal.id).by_unit if unit}
    chosen = next((one for one in sorts if one.name == which), None)
    asked = {
        "state": state,
        "unit": unit,
        "which": which,
        "code": code.strip().upper(),
        "section": section,
        "words": words.strip(),
    }
    fitting = [row for row in here.rows_by_day() if _fits(row, asked)]
    lines = paged(chosen.of(fitting) if chosen else fitting, number, "/issues", asked)
    return page(
        here.request,
        "issues.html",
        lines=lines,
        shown=row_lines(here, lines.items),
        states=tuple(IssueState),
        sorts=sorts,
        units=sorted(units),
        asked=asked,
    )


@routes.post("/issues/{portal}/{number}/confirm")
@admits(Role.INSPECTOR, act="确认")
def confirm(
    here: AtHand, portal: str, number: str, seen: Seen, why: Why = "", unit: Line = ""
) -> RedirectResponse:
    """It is a fault."""
    with here.acting(portal, number, seen) as (desk, issue):
        after = desk.confirm(issue, why=why, unit=unit_meant(here, issue, unit))
    return sent_to(link_of(after), "done")


@routes.post("/issues/{portal}/{number}/dismiss")
@admits(Role.INSPECTOR, act="判为误报")
def dismiss(
    here: AtHand,
    portal: str,
    number: str,
    seen: Seen,
    why: Why,
    files: Files = [],  # noqa: B006
) -> RedirectResponse:
    """It is none."""
    with here.acting(portal, number, seen) as (desk, issue):
        after = desk.dismiss(issue, why=why, files=received(here, issue, files))
    return sent_to(link_of(after), "done")


@routes.post("/issues/{portal}/{number}/reprice")
@admits(Role.INSPECTOR, act="改扣分")
def reprice(
    here: AtHand, portal: str, number: str, seen: Seen, why: Why, points: NewPoints
) -> RedirectResponse:
    """It costs something else than the scheme says."""
    with here.acting(portal, number, seen) as (desk, issue):
        after = desk.reprice(issue, points, scheme_by(desk.store, portal, None), why=why)
    return sent_to(link_of(after), "done")


@routes.post("/issues/{portal}/{number}/merge")
@admits(Role.INSPECTOR, act="并入另一行")
def merge(here: AtHand, portal: str, number: str, seen: Seen, into: Line, why: Why) -> RedirectResponse:
    """It speaks of the same fault as another row."""
    with here.acting(portal, number, seen) as (desk, issue):
        after = desk.merge(issue, find(desk.store, into, portal), why=why)
    return sent_to(link_of(after), "done")


@routes.post("/issues/{portal}/{number}/unmerge")
@admits(Role.INSPECTOR, act="取消并入")
def unmerge(here: AtHand, portal: str, number: str, seen: Seen, why: Why = "") -> RedirectResponse:
    """It speaks of another fault after all."""
    with here.acting(portal, number, seen) as (desk, issue):
        after = desk.unmerge(issue, why=why)
    return sent_to(link_of(after), "done")


@routes.post("/issues/{portal}/{number}/notify")
@admits(Role.INSPECTOR, act="下发")
def notify(
    here: AtHand,
    portal: str,
    number: str,
    seen: Seen,
    why: Why = "",
    inspection: Line = "",
    due: MaybeDay = None,
    points: Points = None,
) -> RedirectResponse:
    """Tell the unit: days and points by the scheme, unless they are given."""
    with here.acting(portal, number, seen) as (desk, issue):
        told = inspection.strip() or None
        scheme = scheme_by(desk.store, portal, told)
        after = desk.notify(issue, scheme, why=why, inspection=told, due_on=due, points=points)
    return sent_to(link_of(after), "done")


@routes.post("/issues/{portal}/{number}/recheck")
@admits(Role.INSPECTOR, act="复查")
def recheck(
    here: AtHand,
    portal: str,
    number: str,
    seen: Seen,
    why: Why = "",
    outcome: Annotated[Literal["", "fixed", "partly", "not"], Form()] = "",
) -> RedirectResponse:
    """Have the page asked for once and judged, in the person's name, while nobody waits for it."""
    with here.acting(portal, number, seen) as (desk, issue):
        ask_recheck(desk, issue, outcome, why=why)
    here.hurry()
    return sent_to(link_of(issue), "asked")


@routes.post("/issues/{portal}/{number}/platform")
@admits(Role.INSPECTOR, Role.OPERATOR, act="转平台或上级原因")
def platform(here: AtHand, portal: str, number: str, seen: Seen, owner: Line, why: Why) -> RedirectResponse:
    """It hangs on somebody else: the clock stops."""
    with here.acting(portal, number, seen) as (desk, issue):
        after = desk.platform(issue, owner.strip(), why=why)
    return sent_to(link_of(after), "done")


@routes.post("/issues/{portal}/{number}/rebut")
@admits(Role.INSPECTOR, Role.OPERATOR, act="不认定平台原因")
def rebut(here: AtHand, portal: str, number: str, seen: Seen, why: Why) -> RedirectResponse:
    """It hangs on nobody else: the unit is to mend it."""
    with here.acting(portal, number, seen) as (desk, issue):
        after = desk.rebut(issue, why=why)
    return sent_to(link_of(after), "done")


@routes.post("/issues/{portal}/{number}/remind")
@admits(Role.INSPECTOR, Role.OPERATOR, act="催办平台")
def remind(here: AtHand, portal: str, number: str, seen: Seen, why: Why = "") -> RedirectResponse:
    """Whoever answers for the platform was reminded."""
    with here.acting(portal, number, seen) as (desk, issue):
        after = desk.remind(issue, why=why)
    return sent_to(link_of(after), "done")


@routes.post("/issues/{portal}/{number}/resume")
@admits(Role.INSPECTOR, Role.OPERATOR, act="恢复计时")
def resume(here: AtHand, portal: str, number: str, seen: Seen, why: Why = "") -> RedirectResponse:
    """The clock goes on."""
    with here.acting(portal, number, seen) as (desk, issue):
        after = desk.resume(issue, why=why)
    return sent_to(link_of(after), "done")


def _fits(row: Issue, asked: Mapping[str, str]) -> bool:
    said = row.opening
    return (
        asked["state"] in ("", row.state)
        and asked["code"] in ("", said.code)
        and (not asked["section"] or asked["section"] in (said.section, last_level(said.section)))
        and (not asked["unit"] or asked["unit"] == row.unit)
        and (not asked["words"] or asked["words"] in row_words(row))
    )


def unit_meant(here: Here, issue: Issue, words: str) -> str | None:
    """The unit that a person says it is of; None where it is the row's own. A row of nobody could not be told to anybody."""
    if not words.strip():
        if issue.unit is None:
            raise CommandError(f"问题 {issue.number} 还没有责任单位，确认以前请选责任单位")
        return None
    known = here.portal(issue.portal).unit_named(words)
    if known is None:
        raise CommandError(f"门户档案里没有“{words.strip()}”这个单位")
    return known.name if known.name != issue.unit else None
