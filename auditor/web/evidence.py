"""The page as it was, its quoted words marked: text alone, in a frame that runs nothing and asks for nothing."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse

from auditor.office.judged_page import finding_of, judged_page
from auditor.web.desk import AtHand
from auditor.web.pages import page
from auditor.web.roles import admits_people
from auditor.web.rooms import room
from auditor.web.safety import THEIRS
from reports.drafts.marked_draft import marked

routes = room()


@routes.get("/issues/{portal}/{number}/page")
@admits_people()
def page_as_it_was(here: AtHand, portal: str, number: str) -> HTMLResponse:
    """What is framed below a row."""
    issue = here.row(portal, number)
    kept = judged_page(here.house.store, issue, here.portal(portal))
    if kept is None:
        raise HTTPException(404, "没有存下这一页当时的内容")
    draft = marked(kept, [finding_of(issue)], {})
    answer = page(here.request, "page_as_it_was.html", draft=draft, capture=kept.capture, kept=kept)
    answer.headers["content-security-policy"] = THEIRS
    return answer
