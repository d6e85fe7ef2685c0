"""Inspections: begun, looked at, sent to the units, frozen; each a call of the office that the commands call."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from fastapi import File, Form, UploadFile
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, RedirectResponse

from auditor.inspection.acts import LABELS, open_acts
from auditor.inspection.period import Term
from auditor.models.complaint import CommandError
from auditor.models.errand import ErrandKind
from auditor.models.inspection import Inspection, InspectionKind
from auditor.models.role import Role
from auditor.office import acts
from auditor.office.errands import ask_opening
from auditor.office.quarter import Quarter
from auditor.office.record import basis_of, mended
from auditor.store import StoreError
from auditor.text.wording import percent
from auditor.web.acts import Line, MaybeDay, Why
from auditor.web.desk import AtHand, Here
from auditor.web.door import is_the_machines
from auditor.web.pages import page, sent_to
from auditor.web.roles import admits
from auditor.web.rooms import room

routes = room()
MOST_MARKS = 1_000_000  # bytes of a table of marks
Whole = Annotated[int | None, Form(ge=0, le=10**9)]
_WATCHERS = (Role.INSPECTOR, Role.CHIEF)


@routes.get("/inspections")
@admits(*_WATCHERS, menu="检查")
def inspections(here: AtHand) -> HTMLResponse:
    """Every inspection, the newest period first, and what is being drawn up; below, the forms to begin one."""
    found = [one for portal in here.portals for one in here.house.store.inspections.all(portal.id)]
    own = [one.name for one in here.house.store.own_schemes.all()]
    found.sort(key=lambda one: (one.window.until or dt.date.max, one.number), reverse=True)
    shelf, since = here.house.store.errands, here.at - dt.timedelta(days=1)
    errands = [
        one for portal in here.portals for one in shelf.recent(portal.id, ErrandKind.INSPECTION, since)
    ]
    return page(
        here.request,
        "inspections.html",
        found=found,
        errands=errands,
        kinds=InspectionKind,
        names=names_of(here),
        own=own,
    )


@routes.post("/inspections")
@admits(*_WATCHERS, act="建立检查")
def begin(
    here: AtHand,
    kind: Annotated[InspectionKind, Form()],
    portal: Line,
    period: Line = "",
    seed: Whole = None,
    size: Annotated[int | None, Form(ge=1, le=100_000)] = None,
    codes: Line = "",
    why: Why = "",
    marks: Annotated[UploadFile | None, File()] = None,
    scheme: Line = "",
) -> RedirectResponse:
    """Asked for: it is drawn up from what is stored while nobody waits; the portal is not asked."""
    of = here.portal(portal)
    here.request.state.subject = f"{portal} {kind.label} {period}"
    term = _term(period)
    given = {
        "period": term.code if term else "",
        "seed": "" if seed is None else str(seed),
        "size": "" if size is None else str(size),
        "codes": ",".join(_codes(codes)) if kind is InspectionKind.SPECIAL else "",
        "marks": _kept(here, marks) if kind is InspectionKind.YEAR else "",
        "why": why.strip(),
        "scheme": scheme.strip(),
    }
    ask_opening(here.desk, of, kind, {name: words for name, words in given.items() if words})
    here.hurry()
    return sent_to("/inspections", "asked")


@routes.get("/inspections/{portal}/{number}")
@admits(*_WATCHERS)
def inspection(here: AtHand, portal: str, number: str) -> HTMLResponse:
    """How it stands: scores, what was looked at, the sample, what changed, what was done."""
    one = found(here, portal, number)
    kept = basis_of(here.house.store, one)
    return page(
        here.request,
        "inspection.html",
        one=one,
        portal=here.portal(portal),
        events=[(event, LABELS[event.act]) for event in here.house.store.inspections.events(one)],
        acts=open_acts(one, here.user.role),
        early=one.appeal_by is None or here.today <= one.appeal_by,
        comparison=kept.comparison
        if one.kind is InspectionKind.QUARTER and isinstance(kept, Quarter)
        else None,
        mended=mended(kept, here.house.rows(one.portal)),
        percent=percent,
        address=address_of(one),
    )


@routes.post("/inspections/{portal}/{number}/send")
@admits(*_WATCHERS, act="发各单位征求意见")
def send(here: AtHand, portal: str, number: str, why: Why = "") -> RedirectResponse:
    """The draft goes to the units; their days to appeal begin."""
    one = found(here, portal, number)
    return sent_to(address_of(acts.send(here.desk, one.number, portal, why=why.strip())), "done")


@routes.post("/inspections/{portal}/{number}/freeze")
@admits(Role.CHIEF, act="冻结检查")
def freeze(here: AtHand, portal: str, number: str, why: Why = "") -> RedirectResponse:
    """It becomes the record."""
    one = found(here, portal, number)
    return sent_to(address_of(acts.freeze(here.desk, one.number, portal, why=why.strip())), "done")


@routes.post("/inspections/{portal}/{number}/issue")
@admits(Role.CHIEF, act="记下通报已印发")
def issue(
    here: AtHand, portal: str, number: str, document: Line = "", issued_on: MaybeDay = None, why: Why = ""
) -> RedirectResponse:
    """The record went out; its papers stay as they are."""
    one = found(here, portal, number)
    out = acts.issue(
        here.desk,
        one.number,
        portal,
        document_number=document.strip() or None,
        issued_on=issued_on,
        why=why.strip(),
    )
    return sent_to(address_of(out), "done")


def found(here: Here, portal: str, number: str) -> Inspection:
    """The inspection; else there is no such page."""
    here.request.state.subject = f"{portal} {number}"
    of = here.portal(portal)
    try:
        return here.house.store.inspections.get(number, of.id)
    except StoreError as error:
        if is_the_machines(error):
            raise
        raise HTTPException(404, "没有这一次检查") from None


def address_of(one: Inspection) -> str:
    """The page of an inspection."""
    return f"/inspections/{one.portal}/{one.number}"


def names_of(here: Here) -> dict[str, str]:
    """The names of the portals by id."""
    return {portal.id: portal.name for portal in here.portals}


def _term(words: str) -> Term | None:
    try:
        return Term.read(words) if words.strip() else None
    except ValueError as error:
        raise CommandError(str(error)) from None


def _codes(words: str) -> tuple[str, ...]:
    codes = words.upper().replace("，", ",").replace("、", ",").split(",")
    chosen = tuple(code.strip() for code in codes if code.strip())
    if not chosen:
        raise CommandError("专项检查要写明查哪些规则，如 LNK003,COL001")
    return chosen


def _kept(here: Here, marks: UploadFile | None) -> str:
    """The table among the captures, until it is read; "" where there is none."""
    if marks is None or not marks.filename:
        return ""
    body = marks.file.read(MOST_MARKS + 1)
    if len(body) > MOST_MARKS:
        raise CommandError("评分文件超过 1 MB，没有收下")
    return here.house.store.bodies.put(body)
