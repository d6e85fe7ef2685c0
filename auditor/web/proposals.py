"""文书 that wait to be written: what the ladder proposes, and appeals that were decided without a letter; a person issues."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated

from fastapi import Form, Query
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, Response

from auditor.inspection.ladder import Ladder, Proposal
from auditor.models import Portal
from auditor.models.complaint import CommandError, UserError
from auditor.models.issue import Issue
from auditor.office import letters as office
from auditor.office.papers import SCHEME, scheme_of
from auditor.web.acts import Line, Why
from auditor.web.desk import AtHand, Here
from auditor.web.door import refusal
from auditor.web.letters import OFFICE, address_of
from auditor.web.pages import page, sent_to
from auditor.web.paging import paged
from auditor.web.roles import admits
from auditor.web.rooms import room

routes = room()
MOST = 500  # rows of one letter
Numbers = Annotated[list[str], Form(max_length=MOST)]
Word = Annotated[str, Query(max_length=200)]
Place = Annotated[int, Query(alias="page")]


@routes.get("/letters/proposed")
@admits(*OFFICE, menu="文书")
def proposed(here: AtHand, unit: Word = "", number: Place = 1) -> HTMLResponse:
    """What the program proposes, unit by unit; each has a page of its own."""
    everything = [(portal, one) for portal in here.portals for one in proposals(here, portal)]
    fitting = [(portal, one) for portal, one in everything if unit in ("", one.unit)]
    return page(
        here.request,
        "proposals.html",
        found=paged(fitting, number, "/letters/proposed", {"unit": unit}),
        units=sorted({one.unit for _, one in everything}),
        unit=unit,
        waiting=len(undelivered_rows(here)),
    )


@routes.get("/letters/proposal")
@admits(*OFFICE)
def proposal(here: AtHand, portal: Word = "", unit: Word = "", step: Word = "") -> Response:
    """The rows that one letter would name, and the form that issues it."""
    if not (portal and unit and step):
        return sent_to("/letters/proposed")
    return _proposal(here, portal, unit, step)


@routes.post("/letters/proposal")
@admits(*OFFICE, act="签发文书")
def issue(
    here: AtHand,
    portal: Line,
    step: Line,
    unit: Line,
    rows: Numbers = [],  # noqa: B006
    document: Line = "",
    why: Why = "",
) -> Response:
    """Write to the unit of the rows that were ticked; who may, and of which rows, is the ladder's to say."""
    here.request.state.subject = f"{portal} {unit} {step}"
    try:
        if not rows:
            raise CommandError("请先勾选要写进文书的问题")
        letter = office.issue(
            here.desk,
            here.portal(portal),
            scheme_of(SCHEME),
            step,
            unit,
            numbers=rows,
            note=why.strip(),
            document_number=document.strip(),
        )
    except UserError as error:
        status, here.request.state.refused = refusal(error)
        wrong, typed = here.request.state.refused, {"document": document, "why": why}
        return _proposal(here, portal, unit, step, wrong=wrong, status=status, ticked=rows, **typed)
    return sent_to(address_of(letter), "done")


@routes.get("/letters/decided")
@admits(*OFFICE)
def decided(here: AtHand, number: Place = 1) -> HTMLResponse:
    """Appeals that were decided and not answered in writing."""
    return page(
        here.request, "letters_owed.html", rows=paged(undelivered_rows(here), number, "/letters/decided", {})
    )


@routes.get("/letters/decision")
@admits(*OFFICE)
def decision(here: AtHand, portal: Word = "", number: Word = "") -> Response:
    """One of them: what was decided, and the form that writes it down."""
    if not (portal and number):
        return sent_to("/letters/decided")
    return _decision(here, here.row(portal, number))


@routes.post("/letters/decision")
@admits(*OFFICE, act="出具申诉复核决定书")
def issue_decision(here: AtHand, portal: Line, number: Line, document: Line = "", why: Why = "") -> Response:
    """Write down for the unit what was decided about its appeal."""
    row = here.row(portal, number)
    try:
        letter = office.issue_decision(
            here.desk,
            here.portal(portal),
            scheme_of(SCHEME),
            number,
            note=why.strip(),
            document_number=document.strip(),
        )
    except UserError as error:
        status, here.request.state.refused = refusal(error)
        typed = {"document": document, "why": why}
        return _decision(here, row, wrong=here.request.state.refused, status=status, **typed)
    return sent_to(address_of(letter), "done")


def proposals(here: Here, portal: Portal) -> Sequence[Proposal]:
    """What the ladder proposes today; drawn up anew only where a row or a letter has changed since."""
    house = here.house
    rows, letters = house.rows(portal.id), house.letters(portal.id)
    ladder = Ladder(scheme_of(SCHEME).ladder, tuple(rows), [sent.letter for sent in letters], here.today)
    version = (
        house.store.issues.version(portal.id),
        house.store.letters.version(portal.id),
        here.today,
    )
    return house.remembered(f"proposals of {portal.id}", version, ladder.proposals)


def _proposal(
    here: Here,
    portal: str,
    unit: str,
    step: str,
    *,
    wrong: str = "",
    status: int = 200,
    ticked: Sequence[str] = (),
    document: str = "",
    why: str = "",
) -> HTMLResponse:
    of = here.portal(portal)
    found = (one for one in proposals(here, of) if (one.unit, one.step.name) == (unit, step))
    one = next(found, None)
    if one is None and not wrong:
        raise HTTPException(404, "没有这一份待签发的文书：问题已经写过，或者不再够得上条件")
    return page(
        here.request,
        "proposal.html",
        status=status,
        portal=of,
        one=one,
        most=MOST,
        wrong=wrong,
        ticked=ticked,
        document=document,
        why=why,
    )


def _decision(
    here: Here, row: Issue, *, wrong: str = "", status: int = 200, document: str = "", why: str = ""
) -> HTMLResponse:
    if not wrong and row not in undelivered_rows(here):
        raise HTTPException(404, "没有这一份待出具的决定书：已经出具过，或者申诉还没有裁定")
    return page(
        here.request, "decision.html", status=status, row=row, wrong=wrong, document=document, why=why
    )


def undelivered_rows(here: Here) -> list[Issue]:
    """Those whose appeal was decided and not answered in writing."""
    return [row for portal in here.portals for row in _owed(here, portal)]


def _owed(here: Here, portal: Portal) -> Iterator[Issue]:
    yield from office.undelivered(here.house.rows(portal.id), here.house.letters(portal.id))
