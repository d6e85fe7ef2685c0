"""Second readers: a row taken to be read, put back, read a second time, judged once more; who told of it is answered."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import Form, Query
from starlette.responses import HTMLResponse, RedirectResponse

from auditor.inspection.agreement import agreement, told
from auditor.inspection.reassessing import SIZE
from auditor.models import Portal
from auditor.models.complaint import CommandError
from auditor.models.role import Role
from auditor.office.reassessment import drawn
from auditor.web.acts import Files, Seen, Why, received
from auditor.web.desk import AtHand, Here, link_of
from auditor.web.pages import page, sent_to
from auditor.web.roles import admits
from auditor.web.rooms import room

routes = room()
_READERS = (Role.INSPECTOR, Role.CHIEF)


@routes.post("/issues/{portal}/{number}/claim")
@admits(*_READERS, act="领取")
def claim(here: AtHand, portal: str, number: str, seen: Seen) -> RedirectResponse:
    """Nobody else judges it meanwhile."""
    with here.acting(portal, number, seen) as (desk, issue):
        after = desk.claim(issue)
    return sent_to(link_of(after), "done")


@routes.post("/issues/{portal}/{number}/release")
@admits(*_READERS, act="放回")
def release(here: AtHand, portal: str, number: str, seen: Seen, why: Why = "") -> RedirectResponse:
    """Put back unread."""
    with here.acting(portal, number, seen) as (desk, issue):
        after = desk.release(issue, why=why)
    return sent_to(link_of(after), "done")


@routes.post("/issues/{portal}/{number}/second")
@admits(*_READERS, act="第二人复核")
def second(
    here: AtHand,
    portal: str,
    number: str,
    seen: Seen,
    outcome: Annotated[Literal["agree", "differ"], Form()],
    why: Why = "",
) -> RedirectResponse:
    """Read by a second person, who says the same or why not."""
    with here.acting(portal, number, seen) as (desk, issue):
        after = desk.second(issue, agree=outcome == "agree", why=why)
    return sent_to(link_of(after), "done")


@routes.post("/issues/{portal}/{number}/reassess")
@admits(*_READERS, act="抽样复评")
def reassess(
    here: AtHand,
    portal: str,
    number: str,
    seen: Seen,
    outcome: Annotated[Literal["fault", "none"], Form()],
    why: Why = "",
) -> RedirectResponse:
    """Judged once more by somebody who had not judged it; the row stays as it is."""
    with here.acting(portal, number, seen) as (desk, issue):
        after = desk.reassess(issue, fault=outcome == "fault", why=why)
    return sent_to(link_of(after), "done")


@routes.get("/again")
@admits(*_READERS, menu="抽样复评", aside=True)
def again(
    here: AtHand,
    seed: Annotated[int, Query(ge=0)] = 1,
    size: Annotated[int, Query(ge=1, le=200)] = SIZE,
) -> HTMLResponse:
    """Rows that others judged, drawn by lot, with nothing of what they said."""
    draws = []
    for portal in here.portals:
        try:
            draws.append((portal, drawn(here.desk, here.house.rows(portal.id), seed=seed, size=size)))
        except CommandError:  # nobody has judged anything there that this person has not
            continue
    return page(here.request, "again.html", draws=draws, figures=_figures(here), seed=seed, size=size)


def _figures(here: Here) -> list[tuple[Portal, list[str]]]:
    """How often the two judgements were alike, portal by portal, line by line: for the chief."""
    if here.user.role is not Role.CHIEF:
        return []
    return [(portal, _alike(here, portal).splitlines()) for portal in here.portals]


def _alike(here: Here, portal: Portal) -> str:
    version = here.house.store.issues.version(portal.id)
    return here.house.remembered(
        f"agreement on {portal.id}", version, lambda: told(agreement(here.house.rows(portal.id)))
    )


@routes.post("/again/{portal}/{number}")
@admits(*_READERS, act="抽样复评")
def judge_again(
    here: AtHand,
    portal: str,
    number: str,
    seen: Seen,
    outcome: Annotated[Literal["fault", "none"], Form()],
    seed: Annotated[int, Form(ge=0)] = 1,
    size: Annotated[int, Form(ge=1, le=200)] = SIZE,
    why: Why = "",
) -> RedirectResponse:
    """Kept, and back to the list: the row's own page would tell what was said first."""
    with here.acting(portal, number, seen) as (desk, issue):
        desk.reassess(issue, fault=outcome == "fault", why=why)
    return sent_to(f"/again?seed={seed}&size={size}&said=done")


@routes.post("/issues/{portal}/{number}/reply")
@admits(*_READERS, act="答复来源单位")
def reply(
    here: AtHand,
    portal: str,
    number: str,
    seen: Seen,
    why: Why,
    files: Files = [],  # noqa: B006
) -> RedirectResponse:
    """The answer to whoever told of it."""
    with here.acting(portal, number, seen) as (desk, issue):
        after = desk.reply(issue, why=why, files=received(here, issue, files))
    return sent_to(link_of(after), "done")
