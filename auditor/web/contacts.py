"""联系人 of a unit and who stands in: the unit writes them down, the office reads the list."""

from __future__ import annotations

from typing import Annotated

from fastapi import Form
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, Response

from auditor.models.complaint import UserError
from auditor.models.role import Role
from auditor.office.contacts import MOST_DEPUTIES, newest_cards, signed_up, write_card
from auditor.web.desk import AtHand, Here
from auditor.web.door import refusal
from auditor.web.pages import page, sent_to
from auditor.web.roles import admits
from auditor.web.rooms import room

routes = room()
Column = Annotated[list[str], Form(max_length=1 + MOST_DEPUTIES)]
Typed = tuple[tuple[str, str], ...]


@routes.get("/contact")
@admits(Role.UNIT, menu="联系人")
def own(here: AtHand) -> HTMLResponse:
    """The unit's people, who of them has an account, and every change."""
    return _form(here)


@routes.post("/contact/{portal}")
@admits(Role.UNIT, act="填写联系人")
def write(here: AtHand, portal: str, name: Column = [], phone: Column = []) -> Response:  # noqa: B006
    """The contact first, then the deputies."""
    of = here.portal(portal)
    here.request.state.subject = f"{of.id} {here.user.unit}"
    if len(name) != len(phone) or not name:
        raise HTTPException(422, "这张表填得不对，请刷新网页后再填")
    typed = tuple(zip(name, phone, strict=True))
    try:
        write_card(here.desk, of, typed[0], typed[1:])
    except UserError as error:
        status, here.request.state.refused = refusal(error)
        return _form(here, typed=typed, wrong=here.request.state.refused, status=status)
    return sent_to("/contact", "noted")


@routes.get("/contacts")
@admits(Role.INSPECTOR, Role.CHIEF, Role.OPERATOR)
def contacts(here: AtHand) -> HTMLResponse:
    """Every unit's people; units that wrote none stand first."""
    parts = []
    for portal in here.portals:
        cards = newest_cards(here.house.store, portal)
        lines = [(unit.name, cards.get(unit.name)) for unit in portal.units]
        parts.append((portal, sorted(lines, key=lambda line: line[1] is not None)))
    return page(here.request, "contacts.html", parts=parts)


def _form(here: Here, *, typed: Typed = (), wrong: str = "", status: int = 200) -> HTMLResponse:
    unit, store = here.user.unit or "", here.house.store
    parts = []
    for portal in here.portals:
        trail = store.contacts.of(portal.id, unit)
        people = (trail[-1].contact, *trail[-1].deputies) if trail else ()
        known = typed or tuple((one.name, one.phone) for one in people)
        empty = (("", ""),) * (1 + MOST_DEPUTIES - len(known))
        accounts = sorted(signed_up(store, portal, unit))
        parts.append((portal, (*known, *empty), people, accounts, trail[::-1]))
    return page(here.request, "contact.html", status=status, parts=parts, wrong=wrong)
