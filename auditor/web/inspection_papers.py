"""The papers of an inspection, to be saved: drawn up anew outside of everything that is served, never shown."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, Response

from auditor.models.inspection import Inspection
from auditor.models.role import Role
from auditor.office.inspection_zip import names, paper, zipped
from auditor.web.desk import AtHand, Here
from auditor.web.inspections import address_of, found
from auditor.web.pages import page
from auditor.web.roles import admits
from auditor.web.rooms import room
from auditor.web.saved import saved

routes = room()


@routes.get("/inspections/{portal}/{number}/papers")
@admits(Role.INSPECTOR, Role.CHIEF)
def papers(here: AtHand, portal: str, number: str) -> HTMLResponse:
    """The list of them."""
    one = found(here, portal, number)
    return page(
        here.request,
        "inspection_papers.html",
        one=one,
        names=names(_packed(here, one)),
        address=address_of(one),
    )


@routes.get("/inspections/{portal}/{number}/papers.zip")
@admits(Role.INSPECTOR, Role.CHIEF)
def all_papers(here: AtHand, portal: str, number: str) -> Response:
    """All of them as one file."""
    one = found(here, portal, number)
    return saved(_packed(here, one), f"{one.number}.zip")


@routes.get("/inspections/{portal}/{number}/papers/{name:path}")
@admits(Role.INSPECTOR, Role.CHIEF)
def one_paper(here: AtHand, portal: str, number: str, name: str) -> Response:
    """One of them: only a name that is in the list leads anywhere."""
    body = paper(_packed(here, found(here, portal, number)), name)
    if body is None:
        raise HTTPException(404, "没有这一份文书")
    return saved(body, name)


def _packed(here: Here, one: Inspection) -> bytes:
    """Drawing them up takes a while: the last ones are still there for the next file."""
    key = (one.portal, one.number, one.state, one.data_hash)
    return here.house.remembered("papers", key, lambda: zipped(here.house.store, one))
