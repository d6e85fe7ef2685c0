"""文书 that were issued: who opens them and who signed for them; a unit opens its own and signs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated

from fastapi import Query
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, RedirectResponse, Response

from auditor.models import Portal
from auditor.models.letter import Letter, Sent
from auditor.models.role import Role
from auditor.office import letters as office
from auditor.store import StoreError
from auditor.web.acts import Why
from auditor.web.desk import AtHand, Here
from auditor.web.door import is_the_machines
from auditor.web.pages import page, sent_to
from auditor.web.paging import paged
from auditor.web.roles import admits
from auditor.web.rooms import room
from auditor.web.saved import saved
from reports import letter_paper
from reports.official import word

routes = room()
OFFICE = (Role.INSPECTOR, Role.CHIEF)


@routes.get("/letters")
@admits(Role.UNIT, menu="文书")
def own(here: AtHand) -> HTMLResponse:
    """The unit's letters, the newest first, those that nobody signed for before them."""
    found = sorted(_letters(here), key=lambda sent: (not sent.receipts, sent.letter.issued_at), reverse=True)
    return page(here.request, "unit_letters.html", letters=found)


@routes.get("/letters/issued")
@admits(*OFFICE)
def issued(
    here: AtHand,
    unit: Annotated[str, Query(max_length=100)] = "",
    unsigned: bool = False,
    number: Annotated[int, Query(alias="page")] = 1,
) -> HTMLResponse:
    """Every letter that was issued, the newest first, or those of one unit, or those that nobody signed for."""
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
        letters=paged(fitting, number, "/letters/issued", asked),
        units=sorted({sent.letter.unit for sent in everything}),
        asked=asked,
    )


@routes.get("/letters/{portal}/{number}")
@admits(Role.UNIT, *OFFICE)
def letter(here: AtHand, portal: str, number: str) -> HTMLResponse:
    """The letter in the words of its Word file, who signed for it, and where one can sign."""
    sent = _sent(here, portal, number)
    signed = {(receipt.by, receipt.unit) for receipt in sent.receipts}
    may_sign = here.user.role is Role.UNIT and (here.user.person, sent.letter.unit) not in signed
    return page(
        here.request,
        "letter.html",
        sent=sent,
        paper=letter_paper.paper_of(sent),
        may_sign=may_sign,
        address=address_of(sent.letter),
    )


@routes.get("/letters/{portal}/{number}/word")
@admits(Role.UNIT, *OFFICE)
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
    signer = replace(here.actor, unit=known.unit)  # by the name that it was written to
    office.receive(here.house.store, known.number, known.portal, signer, here.at, why.strip())
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
        for sent in here.house.letters(portal.id):
            if _is_own(here, portal, sent.letter):
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
    if not _is_own(here, here.portal(portal), sent.letter):
        raise HTTPException(404, "没有这一份文书")
    return sent


def _is_own(here: Here, portal: Portal, letter: Letter) -> bool:
    """Whether the person may read it: a renamed unit also what was written to it under its former name."""
    return here.user.role is not Role.UNIT or here.user.unit in (letter.unit, portal.name_now(letter.unit))
