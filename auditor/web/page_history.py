"""网页的来龙去脉: everything that happened to one address, its kept versions, and what changed between two of them."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode

from fastapi import Query
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse

from auditor.evidence.history import MOMENTS, Story
from auditor.office.history import as_seen_by, change_of, kept_version, story_of
from auditor.web.desk import AtHand, Here
from auditor.web.framed import framed
from auditor.web.pages import page
from auditor.web.roles import admits_people
from auditor.web.rooms import room
from reports.addresses import is_web

routes = room()
Address = Annotated[str, Query(max_length=2000)]
Number = Annotated[int, Query(ge=1, le=10**6)]
_UNKNOWN = "没有访问过这个网址，或者不是给您的身份看的"


@routes.get("/pages/{portal}")
@admits_people()
def history(here: AtHand, portal: str, url: Address = "") -> HTMLResponse:
    """All of it, the newest first."""
    whole, own = _stories(here, portal, url)
    return page(
        here.request,
        "page_history.html",
        story=own,
        portal=here.portal(portal),
        versions=list(reversed(whole.versions)),
        moments=list(reversed(own.moments)),
        kinds=MOMENTS,
        at=page_address,
    )


@routes.get("/pages/{portal}/version")
@admits_people()
def version(here: AtHand, portal: str, url: Address = "", number: Number = 1) -> HTMLResponse:
    """One kept version, to stand in a frame."""
    whole, _ = _kept(here, portal, url)
    kept = kept_version(here.house.store, whole, number)
    fetch = whole.versions[number - 1].fetch
    return framed(here, kept, at=fetch.fetched_at, capture=fetch.capture or "")


@routes.get("/pages/{portal}/versions")
@admits_people()
def versions(
    here: AtHand, portal: str, url: Address = "", before: Number = 1, after: Number = 2
) -> HTMLResponse:
    """Two versions: the words that came and went, and both as they were."""
    whole, own = _kept(here, portal, url)
    change = change_of(here.house.store, whole, (before, after), here.portal(portal))
    return page(here.request, "page_change.html", story=own, change=change, at=page_address)


def page_address(portal_id: str, url: str, part: str = "", **more: int) -> str:
    """Of the history of an address, or of a part of it."""
    path = f"/pages/{portal_id}/{part}" if part else f"/pages/{portal_id}"
    return f"{path}?{urlencode({'url': url} | {name: str(value) for name, value in more.items()})}"


def _stories(here: Here, portal: str, url: str) -> tuple[Story, Story]:
    """The whole story, and what of it the person may read. Of an address that is not theirs nothing is said."""
    if not is_web(url.strip()):
        raise HTTPException(404, _UNKNOWN)
    whole = story_of(here.house.store, here.portal(portal).id, url.strip(), twins=False)
    own = as_seen_by(whole, here.actor)
    if own is None or not (own.page or own.asked or own.looks or own.listed or own.exchanges or own.issues):
        raise HTTPException(404, _UNKNOWN)
    return whole, own


def _kept(here: Here, portal: str, url: str) -> tuple[Story, Story]:
    """The same, where the person may read the page itself."""
    whole, own = _stories(here, portal, url)
    if not own.fetches:
        raise HTTPException(404, _UNKNOWN)
    return whole, own
