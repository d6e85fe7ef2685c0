"""文书: what the ladder proposes, what was issued, and who signed for it; a unit opens its own and signs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from fastapi import Form, Query
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, RedirectResponse, Response

from auditor.inspection.ladder import Proposal
from auditor.models import Portal
from auditor.models.complaint import CommandError, UserError
from auditor.models.letter import Letter, Sent
from auditor.models.role import Role
from auditor.office import letters as office
from auditor.office.papers import SCHEME, scheme_of
from auditor.store import StoreError
from auditor.web.acts import Line, Why
from auditor.web.desk import AtHand, Here
from auditor.web.door import is_the_machines, refusal
from auditor.web.pages import page, sent_to
from auditor.web.paging import paged
from auditor.web.roles import admits
from auditor.web.rooms import room
from auditor.web.saved import saved
from reports import letter_paper
from reports.official import word

routes = room()
_OFFICE = (Role.INSPECTOR, Role.CHIEF)
Numbers = Annotated[list[str], Form(max_length=500)]


@routes.get("/letters")
@admits(Role.UNIT, menu="文书")
def own(here: AtHand) -> HTMLResponse:
    """The unit's letters, the newest first, those that nobody signed for before them."""
    found = sorted(_letters(here), key=lambda sent: (not sent.receipts, sent.letter.issued_at), reverse=True)
    return page(here.request, "unit_letters.html", letters=found)


@routes.get("/letters/issued")
@admits(*_OFFICE, menu="文书")
def issued(
    here: AtHand,
    unit: Annotated[str, Query(max_length=100)] = "",
    unsigned: bool = False,
    number: Annotated[int, Query(alias="page")] = 1,
) -> HTMLResponse:
    """What the program proposes, decided appeals without a letter, and every letter that was issued."""
    return _shown(here, unit=unit, unsigned=unsigned, number=number)


@routes.post("/letters")
@admits(*_OFFICE, act="签发文书")
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
        return _refused(here, error)
    return sent_to(address_of(letter), "done")


@routes.post("/letters/decision")
@admits(*_OFFICE, act="出具申诉复核决定书")
def decision(here: AtHand, portal: Line, number: Line, document: Line = "", why: Why = "") -> Response:
    """Write down for the unit what was decided about its appeal."""
    here.request.state.subject = f"{portal} {number}"
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
        return _refused(here, error)
    return sent_to(address_of(letter), "done")


@routes.get("/letters/{portal}/{number}")
@admits(Role.UNIT, *_OFFICE)
def letter(here: AtHand, portal: str, number: str) -> HTMLResponse:
    """The letter in the words of its Word file, who signed for it, and where one can sign."""
    sent = _sent(here, portal, number)
    signed = {(receipt.by, receipt.unit) for receipt in sent.receipts}
    may_sign = here.user.role is Role.UNIT and (here.user.person, here.user.unit) not in signed
    return page(
        here.request,
        "letter.html",
        sent=sent,
        paper=letter_paper.paper_of(sent),
        may_sign=may_sign,
        address=address_of(sent.letter),
    )


@routes.get("/letters/{portal}/{number}/word")
@admits(Role.UNIT, *_OFFICE)
def as_word(here: AtHand, portal: str, number: str) -> Response:
    """The letter as a Word file, with its receipts."""
    sent = _sent(here, portal, number)
    name = f"{sent.letter.number}-{sent.letter.kind.label}.docx"
    return saved(word.docx_of(letter_paper.paper_of(sent)), name)


@routes.post("/letters/{portal}/{number}/receive")
@admits(Role.UNIT, act="签收文书")
def receive(here: AtHand, portal: str, number: str, why: Why = "") -> RedirectResponse:
    """The person signs for the unit, under their own name."""
    known = _sent(here, portal, number).letter
    office.receive(here.house.store, known.number, known.portal, here.actor, here.at, why.strip())
    return sent_to(address_of(known), "signed")


def address_of(letter: Letter) -> str:
    """The page of a letter."""
    return f"/letters/{letter.portal}/{letter.number}"


def unsigned_letters(here: Here) -> list[Sent]:
    """Those that nobody of the person's unit has signed for."""
    return [sent for sent in _letters(here) if not sent.receipts]


def _letters(here: Here) -> Iterator[Sent]:
    """Every letter that the person may see."""
    for portal in here.portals:
        for sent in here.house.store.letters.of(portal.id):
            if here.user.role is not Role.UNIT or sent.letter.unit == here.user.unit:
                yield sent


def _sent(here: Here, portal: str, number: str) -> Sent:
    """One of them; of any other it is not even said whether it is there."""
    here.request.state.subject = f"{portal} {number}"
    try:
        sent = here.house.store.letters.get(number, here.portal(portal).id)
    except StoreError as error:
        if is_the_machines(error):
            raise
        raise HTTPException(404, "没有这一份文书") from None
    if here.user.role is Role.UNIT and sent.letter.unit != here.user.unit:
        raise HTTPException(404, "没有这一份文书")
    return sent


def _refused(here: Here, error: UserError) -> HTMLResponse:
    status, here.request.state.refused = refusal(error)
    return _shown(here, wrong=here.request.state.refused, status=status)


def _shown(
    here: Here, *, unit: str = "", unsigned: bool = False, number: int = 1, wrong: str = "", status: int = 200
) -> HTMLResponse:
    everything = list(_letters(here))
    fitting = [
        sent
        for sent in reversed(everything)
        if unit in ("", sent.letter.unit) and not (unsigned and sent.receipts)
    ]
    asked = {"unit": unit, "unsigned": "true" if unsigned else ""}
    return page(
        here.request,
        "letters.html",
        status=status,
        proposals=[(portal, one) for portal in here.portals for one in _proposed(here, portal)],
        decided=[row for portal in here.portals for row in office.undelivered(here.house.store, portal.id)],
        letters=paged(fitting, number, "/letters/issued", asked),
        units=sorted({sent.letter.unit for sent in everything}),
        asked=asked,
        wrong=wrong,
    )


def _proposed(here: Here, portal: Portal) -> list[Proposal]:
    found = office.proposed(here.house.store, portal.id, scheme_of(SCHEME), here.today)
    return [one for _, one in found]
