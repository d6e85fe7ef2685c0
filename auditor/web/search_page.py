"""搜索: words in rows of the 台账, as they stand this moment, and in pages and finds, as the last night indexed them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import Query
from starlette.responses import HTMLResponse

from auditor.models.issue import Issue
from auditor.models.role import Role
from auditor.office.search import Found, search
from auditor.store.search_sources import FINDING, PAGE
from auditor.web.desk import AtHand, Here
from auditor.web.page_history import page_address
from auditor.web.pages import page
from auditor.web.roles import admits_people
from auditor.web.rooms import room
from auditor.web.unit import row_lines

routes = room()
MOST, MOST_PAGES = 50, 20  # rows; pages and finds
Word = Annotated[str, Query(max_length=100)]


@dataclass(frozen=True, slots=True)
class Page:
    """A page or a find that holds the words, and where one reads on."""

    found: Found
    address: str


@routes.get("/search")
@admits_people(menu="搜索")
def searched(here: AtHand, words: Word = "") -> HTMLResponse:
    """What holds all of the words; a unit's contact searches what is the unit's."""
    asked = words.casefold().split()
    rows = list(_rows(here, asked)) if asked else []
    return page(
        here.request,
        "search.html",
        words=words.strip(),
        rows=row_lines(here, rows[-MOST:]),
        count=len(rows),
        pages=list(_pages(here, words)) if asked else [],
        most=MOST,
        most_pages=MOST_PAGES,
    )


def _rows(here: Here, asked: Sequence[str]) -> Iterator[Issue]:
    told = {portal.id: here.house.rows(portal.id).words for portal in here.portals}
    for row in here.rows():
        text = told[row.portal].get(row.number, "")
        if all(word in text for word in asked):
            yield row


def _pages(here: Here, words: str) -> Iterator[Page]:
    """Of finds a unit is told by rows alone, and only when it is told."""
    own = here.user.role is Role.UNIT
    kinds = (PAGE,) if own else (PAGE, FINDING)
    unit = (here.user.unit or "") if own else None
    for portal in here.portals:
        store = here.house.store
        for found in search(
            store, portal.id, words, unit=unit, limit=MOST_PAGES, kinds=kinds, as_indexed=True
        ):
            yield Page(found, page_address(portal.id, found.hit.url))
