"""自查 before a quarter: a unit answers of each of its duties; inspectors see first what the crawl says otherwise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Annotated

from fastapi import Form, Query
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, Response

from auditor.inspection.period import Term
from auditor.inspection.self_check import Compared, SelfCheck
from auditor.models import Portal, TaskRow
from auditor.models.complaint import UserError
from auditor.models.role import Role
from auditor.models.self_answer import SelfAnswer
from auditor.office import self_check
from auditor.office.tasks import task_rows
from auditor.web.desk import AtHand, Here
from auditor.web.door import refusal
from auditor.web.pages import page, sent_to
from auditor.web.paging import paged
from auditor.web.roles import admits
from auditor.web.rooms import room
from auditor.web.tasks import nights_key

routes = room()
QUARTERS = 4  # that one can answer for: this one and those before it
Period = Annotated[str, Query(max_length=20)]
Word = Annotated[str, Query(max_length=100)]
Column = Annotated[list[str], Form()]


@routes.get("/self")
@admits(Role.UNIT, menu="自查")
def own(here: AtHand, period: Period = "") -> HTMLResponse:
    """The unit's duties with what it answered of each; the fields to answer anew."""
    return _form(here, _quarter(here, period))


@routes.post("/self/{portal}")
@admits(Role.UNIT, act="填报自查")
def answer(
    here: AtHand,
    portal: str,
    period: Annotated[str, Form(max_length=20)],
    task: Column = [],  # noqa: B006
    url: Column = [],  # noqa: B006
    nothing: Column = [],  # noqa: B006
) -> Response:
    """All that is filled in, or nothing of it; what was said before in the same words is left as it was."""
    of, term, unit = here.portal(portal), _quarter(here, period), here.user.unit or ""
    here.request.state.subject = f"{of.id} {term.code}"
    if not len(task) == len(url) == len(nothing):
        raise HTTPException(422, "这张表填得不对，请刷新网页后再填")
    lines = [(number, unit, link, why) for number, link, why in zip(task, url, nothing, strict=True)]
    try:
        self_check.answer(here.house.store, of, term, lines, here.actor, here.at)
    except UserError as error:
        status, here.request.state.refused = refusal(error)
        typed = {number: (link, why) for number, _, link, why in lines}
        return _form(here, term, wrong=here.request.state.refused, typed=typed, status=status)
    return sent_to(f"/self?period={term.code}", "sent")


@routes.get("/self/compared")
@admits(Role.INSPECTOR, Role.CHIEF)
def compared(
    here: AtHand,
    period: Period = "",
    unit: Word = "",
    which: Word = "",
    number: Annotated[int, Query(alias="page")] = 1,
) -> HTMLResponse:
    """Every duty of every unit, the gravest difference first."""
    term = _quarter(here, period)
    lines = [line for portal in _planned(here) for line in _compared(here, portal, term)]
    kinds = Counter(line.compared for line in lines)
    asked = {"period": term.code, "unit": unit, "which": which}
    fitting = [line for line in lines if unit in ("", line.row.unit) and which in ("", line.compared.name)]
    return page(
        here.request,
        "self_compared.html",
        lines=paged(fitting, number, "/self/compared", asked),
        kinds=[(kind, kinds[kind]) for kind in Compared if kinds[kind]],
        units=sorted({line.row.unit for line in lines}),
        asked=asked,
        term=term,
        terms=_quarters(here),
    )


def _form(
    here: Here,
    term: Term,
    *,
    wrong: str = "",
    typed: dict[str, tuple[str, str]] | None = None,
    status: int = 200,
) -> HTMLResponse:
    return page(
        here.request,
        "self_own.html",
        status=status,
        parts=[(portal, _lines(here, portal, term, typed or {})) for portal in _planned(here)],
        term=term,
        terms=_quarters(here),
        wrong=wrong,
    )


def _lines(
    here: Here, portal: Portal, term: Term, typed: dict[str, tuple[str, str]]
) -> list[tuple[TaskRow, SelfAnswer | None, tuple[str, str]]]:
    """Each duty of the unit, what it answered, and what stands in the fields."""
    said = self_check.newest_answers(here.house.store, portal, term)
    lines = []
    for row in task_rows(portal, term.last_on, unit=here.user.unit):
        known = said.get((row.duty.number, row.unit))
        filled = (known.url, known.nothing) if known else ("", "")
        lines.append((row, known, typed.get(row.duty.number, filled)))
    return sorted(lines, key=lambda line: _place(portal, line[0]))


def _place(portal: Portal, row: TaskRow) -> int:
    """As the plan counts its duties."""
    duties = [duty for plan in portal.plans for duty in plan.duties]
    return duties.index(row.duty)


def _compared(here: Here, portal: Portal, term: Term) -> tuple[SelfCheck, ...]:
    """Reading all pages takes long: it is done anew only after a night, a note or an answer."""
    store = here.house.store
    answers = len(store.self_answers.of(portal.id, term.code))
    return here.house.remembered(
        f"answers of {portal.id} for {term.code}",
        (*nights_key(here, portal), answers),
        lambda: self_check.compared(store, portal, term),
    )


def _planned(here: Here) -> list[Portal]:
    """The portals whose profile has duties."""
    return [portal for portal in here.portals if any(plan.duties for plan in portal.plans)]


def _quarters(here: Here) -> Sequence[Term]:
    """Those that one can choose, the newest first."""
    terms = [Term.of(3, here.today)]
    while len(terms) < QUARTERS:
        terms.append(terms[-1].previous)
    return terms


def _quarter(here: Here, code: str) -> Term:
    """The one that is named; this one where none is."""
    known = {term.code: term for term in _quarters(here)}
    term = known.get(code.strip()) if code.strip() else _quarters(here)[0]
    if term is None:
        raise HTTPException(404, f"没有这一季度的自查，可以选：{'、'.join(known)}")
    return term
