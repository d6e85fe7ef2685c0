"""What lies beside a row: the page as it was, as text in a frame that runs nothing, and the files people sent in."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, Response

from auditor.evidence.case import shown
from auditor.office.evidence import page_of_row
from auditor.web.desk import AtHand
from auditor.web.framed import framed
from auditor.web.roles import admits_people
from auditor.web.rooms import room
from auditor.web.rows import errand_of
from auditor.web.saved import saved

routes = room()


@routes.get("/issues/{portal}/{number}/page")
@admits_people()
def page_as_it_was(here: AtHand, portal: str, number: str) -> HTMLResponse:
    """What is framed below a row: words and tables, the quoted words marked."""
    case = page_of_row(here.house.store, here.row(portal, number))
    at = case.origin.at if case.origin else None
    return framed(here, shown(case), at=at, capture=case.capture or "", lost=case.body is None)


@routes.get("/issues/{portal}/{number}/page/now")
@admits_people()
def page_as_it_is(here: AtHand, portal: str, number: str) -> HTMLResponse:
    """What the newest look at the page found, as text: the same frame beside the page as it was."""
    issue = here.row(portal, number)
    errand = errand_of(here, issue)
    seen = errand.answer if errand else None
    if seen is None or seen.after is None:
        raise HTTPException(404, "这一行的网页还没有再访问过")
    case = page_of_row(here.house.store, issue, seen.after)
    return framed(here, shown(case), at=seen.at, capture=seen.after, lost=case.body is None)


@routes.get("/issues/{portal}/{number}/files/{name}")
@admits_people()
def file_of(here: AtHand, portal: str, number: str, name: str) -> Response:
    """A file that somebody sent in: saved by the browser, never shown by it."""
    issue = here.row(portal, number)
    store = here.house.store
    upload = store.uploads.get(issue.portal, issue.number, name)
    if upload is None:
        raise HTTPException(404, "没有这个附件")
    return saved(store.bodies.get(upload.capture), upload.name)
