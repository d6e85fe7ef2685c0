"""档案 on the screen: units, sections, exemptions, nil returns and the trail, each with its forms."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from fastapi import Query
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, RedirectResponse, Response

from auditor.models.complaint import CommandError
from auditor.models.role import Role
from auditor.office import profile_acts
from auditor.office.amending import AMENDERS, Folder
from auditor.portal.amend import in_force
from auditor.portal.changes import EXEMPTIONS, SECTIONS, UNITS, key_of, table_at, tables_of
from auditor.portal.clash import Tables
from auditor.rule.book import rulebook
from auditor.web.desk import AtHand, Here
from auditor.web.pages import page, sent_to
from auditor.web.paging import paged
from auditor.web.profile_fields import (
    KINDS,
    NIL_FIELDS,
    SECTION_FIELDS,
    SINCE,
    UNIT_FIELDS,
    UNTIL,
    exemption_fields,
)
from auditor.web.profile_words import told
from auditor.web.roles import admits
from auditor.web.rooms import room
from auditor.web.saved import saved

routes = room()
READERS = (Role.INSPECTOR, Role.CHIEF, Role.OPERATOR)
Word = Annotated[str, Query(max_length=200)]
Page = Annotated[int, Query(alias="page", ge=1, le=10_000)]


@routes.get("/profile")
@admits(*READERS, menu="档案", aside=True)
def profiles(here: AtHand) -> Response:
    """The profiles of the person's portals; where there is one, that one."""
    known = [portal for portal in here.portals if portal.id in here.house.profiles]
    if len(known) == 1:
        return RedirectResponse(f"/profile/{known[0].id}", status_code=303)
    return page(here.request, "profiles.html", portals=known)


@routes.get("/profile/{portal}")
@admits(*READERS)
def units(here: AtHand, portal: str) -> HTMLResponse:
    """The units, and what is wrong where the trail fits the file no more."""
    folder = here.folder(portal)
    values = folder.values()
    held = [table.get("unit") for table in tables_of(values, SECTIONS)]
    lines = [(key_of(one), one, held.count(one.get("name"))) for one in tables_of(values, UNITS)]
    return _shown(here, folder, "profile_units.html", lines=lines, fields=UNIT_FIELDS)


@routes.get("/profile/{portal}/units/{key}")
@admits(*READERS)
def unit(here: AtHand, portal: str, key: str) -> HTMLResponse:
    """One unit: its names, its sections; renamed, merged, split."""
    folder = here.folder(portal)
    one = _found(folder, UNITS, key)
    mine = [(key_of(two), two) for two in _sections(folder) if two.get("unit") == one.get("name")]
    return _shown(here, folder, "profile_unit.html", key=key, one=one, mine=mine[:50], fields=UNIT_FIELDS)


@routes.get("/profile/{portal}/sections")
@admits(*READERS)
def sections(
    here: AtHand,
    portal: str,
    unit: Word = "",
    words: Word = "",
    number: Page = 1,
) -> HTMLResponse:
    """The sections of all units or of one, a page at a time; ticked ones are handed over together."""
    folder = here.folder(portal)
    found = [
        (key_of(one), one)
        for one in _sections(folder)
        if unit in ("", one.get("unit", "")) and words in str(one.get("path", ""))
    ]
    lines = paged(found, number, f"/profile/{portal}/sections", {"unit": unit, "words": words})
    return _shown(
        here,
        folder,
        "profile_sections.html",
        lines=lines,
        unit=unit,
        words=words,
        fields=(*SECTION_FIELDS, SINCE, UNTIL),
    )


@routes.get("/profile/{portal}/sections/{key}")
@admits(*READERS)
def section(here: AtHand, portal: str, key: str) -> HTMLResponse:
    """One section: what it is, from a day on; handed over; what was declared of it."""
    folder = here.folder(portal)
    one = _found(folder, SECTIONS, key)
    more = () if "groups" not in one else SECTION_FIELDS[:1] + SECTION_FIELDS[2:]
    return _shown(
        here,
        folder,
        "profile_section.html",
        key=key,
        one=one,
        fields=(*(more or SECTION_FIELDS), UNTIL),
        nil_fields=NIL_FIELDS,
    )


@routes.get("/profile/{portal}/exemptions")
@admits(*READERS)
def exemptions(here: AtHand, portal: str) -> HTMLResponse:
    """What is not counted, why and until when."""
    folder = here.folder(portal)
    lines = [(key_of(one), one) for one in tables_of(folder.values(), EXEMPTIONS)]
    return _shown(
        here, folder, "profile_exemptions.html", lines=lines, fields=fields_of_exemption(here, portal)
    )


@routes.get("/profile/{portal}/exemptions/{key}")
@admits(*READERS)
def exemption(here: AtHand, portal: str, key: str) -> HTMLResponse:
    """One of them."""
    folder = here.folder(portal)
    one = _found(folder, EXEMPTIONS, key)
    return _shown(
        here, folder, "profile_exemption.html", key=key, one=one, fields=fields_of_exemption(here, portal)
    )


@routes.get("/profile/{portal}/nil-returns")
@admits(*READERS)
def nil_returns(here: AtHand, portal: str) -> HTMLResponse:
    """Every 零报告: of which unit and section, for which period."""
    folder = here.folder(portal)
    lines = [
        (key_of(one), one, declared) for one in _sections(folder) for declared in one.get("nil_returns", [])
    ]
    return _shown(here, folder, "profile_nils.html", lines=lines)


@routes.get("/profile/{portal}/trail")
@admits(*READERS)
def trail(here: AtHand, portal: str, number: Page = 1) -> HTMLResponse:
    """Every amendment, the newest first: who, when, why, from which day, before and after."""
    folder = here.folder(portal)
    every = folder.amendments()
    holding = {one.number for one in in_force(every)}
    lines = paged(every[::-1], number, f"/profile/{portal}/trail", {})
    return _shown(here, folder, "profile_trail.html", trail=lines, holding=holding, told=told)


@routes.get("/profile/{portal}/merged.toml")
@admits(*READERS)
def merged(here: AtHand, portal: str) -> Response:
    """File and trail as one file."""
    folder = here.folder(portal)
    return saved(folder.merged().encode(), folder.path.name)


def fields_of_exemption(here: Here, portal: str) -> tuple[Any, ...]:
    """For the units and rules that there are."""
    names = [one.name for one in here.portal(portal).units]
    return exemption_fields(names, sorted({rule.code for rule in rulebook()}))


def _sections(folder: Folder) -> Iterator[Tables]:
    return iter(tables_of(folder.values(), SECTIONS))


def _found(folder: Folder, part: str, key: str) -> Tables:
    try:
        return table_at(folder.values(), part, key)
    except CommandError:
        raise HTTPException(404, "没有这一条，或者刚才已经改过") from None


def _shown(here: Here, folder: Folder, template: str, **shown: Any) -> HTMLResponse:
    portal = here.portal(folder.portal_id)
    clashes, joined = folder.clashes()
    return page(
        here.request,
        template,
        portal=portal,
        base=f"/profile/{portal.id}",
        names=[one.name for one in portal.units if one.period.covers(here.today)],
        groups=sorted({one.group for one in portal.units}),
        kinds={kind.value: label for kind, label in KINDS.items()},
        may_amend=here.user.role in AMENDERS,
        today=here.today,
        name_of=profile_acts.name_of,
        clashes=clashes,
        joined=joined,
        **shown,
    )


def back_to(portal: str, where: str = "") -> RedirectResponse:
    """After an amendment: the list it belongs to."""
    return sent_to(f"/profile/{portal}{where}", "amended")
