"""The queue of what the machine suspects: one after the other, or several at once; a person says what it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Literal

from fastapi import Form, Query
from starlette.responses import HTMLResponse, RedirectResponse, Response

from auditor.ledger.merging import left_alone
from auditor.models.complaint import CommandError, UserError
from auditor.models.issue import Issue
from auditor.models.issue_kinds import Act, IssueState
from auditor.models.role import Role
from auditor.office.issues import costs, find
from auditor.office.record import scheme_by
from auditor.web.acts import Line, Points, Why
from auditor.web.desk import AtHand, Here
from auditor.web.door import refusal
from auditor.web.inspector import unit_meant
from auditor.web.pages import page
from auditor.web.paging import SIZE, Paged, paged
from auditor.web.roles import admits
from auditor.web.rooms import room
from auditor.web.rows import rule_told
from auditor.web.sieve import Sieve
from auditor.web.ticks import named, tick_of, ticked

routes = room()


@dataclass(frozen=True, slots=True)
class Typed:
    """What a person typed of the rows, and the button that was pressed."""

    word: str = "confirm"
    why: str = ""
    whose: str = ""
    points: Decimal | None = None
    into: str = ""

    @property
    def reason(self) -> str:
        """The reason without the blanks around it."""
        return self.why.strip()


_NONE = Typed()
Word = Annotated[str, Query(max_length=100)]
_WORDS = (Act.CONFIRM, Act.DISMISS, Act.REPRICE, Act.MERGE, Act.ABSORBED)
_SAID = (IssueState.CONFIRMED, IssueState.DISMISSED)
_NOTHING = "请先勾选要办的问题"


@routes.get("/review")
@admits(Role.INSPECTOR, menu="核对疑似问题")
def queue(
    here: AtHand, code: Word = "", unit: Word = "", number: Annotated[int, Query(alias="page")] = 1
) -> HTMLResponse:
    """Everything that waits for a word, and what this person has said today."""
    return _list(here, Sieve(code, unit), number=number)


@routes.get("/review/{portal}/{number}")
@admits(Role.INSPECTOR)
def one(here: AtHand, portal: str, number: str, code: Word = "", unit: Word = "") -> Response:
    """One row with the page as it was; those before and after it."""
    issue, sieve = here.row(portal, number), Sieve(code, unit)
    if issue.state is not IssueState.SUSPECTED:
        return RedirectResponse(f"/issues/{portal}/{number}", status_code=303)
    return _one(here, issue, sieve)


@routes.post("/review")
@admits(Role.INSPECTOR, act="核对疑似问题")
def judge(
    here: AtHand,
    word: Annotated[Literal["confirm", "dismiss", "merge"], Form()],
    rows: Annotated[list[str], Form(max_length=500)] = [],  # noqa: B006
    why: Why = "",
    whose: Line = "",
    points: Points = None,
    into: Line = "",
    code: Line = "",
    unit: Line = "",
    single: Line = "",
) -> Response:
    """All of the rows that were ticked, or none; where that fails, what was typed is still there."""
    sieve = Sieve(code, unit)
    before = sieve.of(_suspected(here))
    here.request.state.subject = named(rows)
    typed = Typed(word, why, whose, points, into)
    try:
        _say(here, rows, typed)
    except UserError as error:
        status, here.request.state.refused = refusal(error)
        return _again(here, sieve, status, typed, rows, single)
    after = _next(before, rows[-1]) if single else None
    address = sieve.address(after)
    return RedirectResponse(f"{address}{'&' if sieve.query else '?'}said=done", status_code=303)


def _say(here: Here, rows: Sequence[str], typed: Typed) -> None:
    if not rows:
        raise CommandError(_NOTHING)
    _refuse_half_said(typed)
    with here.house.store.together():
        for row in rows:
            _say_one(here, ticked(here, row), typed)


def _refuse_half_said(typed: Typed) -> None:
    """What was typed says one thing and the button another: nobody is to guess."""
    if typed.word == "dismiss" and not typed.reason:
        raise CommandError("判为误报要写明理由")
    if typed.word == "merge" and not typed.into.strip():
        raise CommandError("请写明并入哪一行的编号")
    if typed.word != "merge" and typed.into.strip():
        raise CommandError("写了并入哪一行，要点“并入”；不并入的，请把编号去掉")
    if typed.word != "confirm" and typed.points is not None:
        raise CommandError("改扣分的要点“确认”；不改的，请把分数去掉")
    if typed.word == "merge" and not typed.reason:
        raise CommandError("并入另一行要写明理由")
    if typed.points is not None and not typed.reason:
        raise CommandError("改扣分要写明理由")


def _say_one(here: Here, issue: Issue, typed: Typed) -> None:
    if typed.word == "dismiss":
        here.desk.dismiss(issue, why=typed.reason)
    elif typed.word == "merge":
        here.desk.merge(issue, find(here.house.store, typed.into, issue.portal), why=typed.reason)
    else:
        unit = unit_meant(here, issue, typed.whose)
        after = here.desk.confirm(issue, why=typed.reason, unit=unit)
        if typed.points is not None:
            scheme = scheme_by(here.house.store, issue.portal, None)
            here.desk.reprice(after, typed.points, scheme, why=typed.reason)


def _again(
    here: Here, sieve: Sieve, status: int, typed: Typed, ticks: Sequence[str], single: str
) -> HTMLResponse:
    """The page that was sent, with what went wrong, the words that were typed and what was ticked."""
    wrong = here.request.state.refused
    if single and ticks:
        portal, number, _ = ticks[0].split("/")
        issue = here.row(portal, number)
        if issue.state is IssueState.SUSPECTED:
            return _one(here, issue, sieve, wrong=wrong, typed=typed, status=status)
    return _list(here, sieve, wrong=wrong, typed=typed, status=status, ticks=ticks)


def _list(
    here: Here,
    sieve: Sieve,
    *,
    number: int = 1,
    wrong: str = "",
    typed: Typed = _NONE,
    status: int = 200,
    ticks: Sequence[str] = (),
) -> HTMLResponse:
    everything = _suspected(here)
    return page(
        here.request,
        "review.html",
        status=status,
        rows=_page_of(sieve, everything, number, ticks),
        others=len(everything),
        sieve=sieve,
        codes=sorted({(row.opening.code, row.opening.name) for row in everything}),
        units=sorted({row.unit for row in everything if row.unit}),
        said=_said_today(here),
        alone=[pair for portal in here.portals for pair in left_alone(here.house.rows(portal.id))],
        portals=here.portals,
        ticked=ticks,
        wrong=wrong,
        typed=typed,
    )


def _page_of(sieve: Sieve, everything: Sequence[Issue], number: int, ticks: Sequence[str]) -> Paged[Issue]:
    """The page asked for; where something was ticked, the first one that has some of it."""
    waiting = sieve.of(everything)
    first = next((n for n, row in enumerate(waiting) if tick_of(row) in ticks), 0)
    query = {"code": sieve.code, "unit": sieve.unit}
    return paged(waiting, first // SIZE + 1 if ticks else number, "/review", query)


def _one(
    here: Here, issue: Issue, sieve: Sieve, *, wrong: str = "", typed: Typed = _NONE, status: int = 200
) -> HTMLResponse:
    waiting = sieve.of({row.number: row for row in (*_suspected(here), issue)}.values())
    place = next((n for n, row in enumerate(waiting) if _is_same(row, issue)), 0)
    return page(
        here.request,
        "review_one.html",
        status=status,
        issue=issue,
        portal=here.portal(issue.portal),
        rule=rule_told(issue.opening.code),
        sieve=sieve,
        place=place + 1,
        count=len(waiting),
        before=waiting[place - 1] if place else None,
        after=waiting[place + 1] if place + 1 < len(waiting) else None,
        costs=costs(issue, scheme_by(here.house.store, issue.portal, None)),
        wrong=wrong,
        said=typed,
    )


def _suspected(here: Here) -> list[Issue]:
    return [row for row in here.rows() if row.state is IssueState.SUSPECTED]


def _said_today(here: Here) -> list[Issue]:
    """What the person said today and nobody has touched since: it can still be said otherwise."""
    return [row for row in here.rows() if _is_own_word(row, here)]


def _is_own_word(row: Issue, here: Here) -> bool:
    newest = row.events[-1]
    own = newest.by == here.actor.name and newest.act in _WORDS and newest.at.date() == here.today
    return own and (row.state in _SAID or row.merged_into is not None)


def _next(before: Sequence[Issue], row: str) -> Issue | None:
    """The one that came after the row in the queue as it was; the first of what is left where it was the last."""
    said = row.rpartition("/")[0]
    place = next((n for n, one in enumerate(before) if f"{one.portal}/{one.number}" == said), len(before))
    rest = [*before[place + 1 :], *before[:place]]
    return rest[0] if rest else None


def _is_same(row: Issue, other: Issue) -> bool:
    return (row.portal, row.number) == (other.portal, other.number)
