"""Rows ticked in a list: each says which version of it was seen, so that nobody acts on what changed meanwhile."""

from __future__ import annotations

from starlette.exceptions import HTTPException

from auditor.models.issue import Issue
from auditor.office.issues import as_seen
from auditor.web.desk import Here


def tick_of(row: Issue) -> str:
    """What the box of a row carries: `portal/number/version`."""
    return f"{row.portal}/{row.number}/{row.version}"


def ticked(here: Here, tick: str) -> Issue:
    """The row as the person saw it."""
    portal, _, rest = tick.partition("/")
    number, _, version = rest.partition("/")
    if not (version.isascii() and version.isdigit()):
        raise HTTPException(422, "这张表填得不对，请刷新网页后再办")
    return as_seen(here.row(portal, number), int(version))


def named(ticks: list[str]) -> str:
    """The rows as the record names them."""
    return "、".join(tick.rpartition("/")[0] for tick in ticks)[:400]
