"""Nights of the large district: page by page, as a crawl writes them, and in a few statements that leave the same tables
in a tenth of the time.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Connection, Table, insert, literal, select, update

from auditor.models import Entry, Mark, Page, Portal, RunState, TargetState, Visit, VisitState
from auditor.models.address import canonical
from auditor.store import Store, Target
from auditor.store.database import Database
from auditor.store.tables import fetches, listings, pages, target_states, targets, visits
from tests.bench.large_pages import (
    BODY,
    PAGES,
    SECTIONS,
    WORDS,
    LargeDistrict,
    address_of,
    articles,
    page_of,
)

T = TypeVar("T")
_RANK = 2  # of an article, after sections and lists
_BATCH = 2_000  # rows of one statement
_AT_ONCE = 500  # pages of one transaction


def batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """The items, so many at a time."""
    rest = iter(items)
    while some := list(islice(rest, size)):
        yield some


def write_nights(made: LargeDistrict, store: Store, scale: float, at: Sequence[dt.datetime]) -> None:
    """The first reads every page, the others find them unchanged; every one visits every list."""
    before = None
    for moment in at:
        run = _begun(store, made.portal, moment)
        capture = store.bodies.put(BODY)
        database = Database(made.db)
        with database.write() as connection:
            if before is None:
                found = (page_of(*one, moment) for one in articles(made.portal, scale))
                pages = (
                    replace(page, capture=capture, first_shown_on=page.date("published_on")) for page in found
                )
                _read_anew(connection, made.portal.id, run, pages)
            else:
                _found_the_same(connection, made.portal.id, before, run, moment)
        database.close()
        if before is None:
            _visits(store, made.portal, run, scale, moment)
        _ended(store, run, moment)
        before = run


def night(
    store: Store, portal: Portal, scale: float, at: dt.datetime, *, whole: bool, at_once: int = _AT_ONCE
) -> None:
    """One night page by page, as a crawl writes it. `whole`: every page is read, else found unchanged."""
    run = _begun(store, portal, at)
    capture = store.bodies.put(BODY)
    for some in batches(articles(portal, scale), at_once):
        targets = [Target(address_of(section, n), "article", section.url) for section, _, n in some]
        with store.together():
            store.frontier.plan(portal.id, run, targets)
            if whole:
                for section, unit, number in some:
                    page = page_of(section, unit, number, at)
                    store.pages.save(portal.id, run, replace(page, capture=capture))
            else:
                store.pages.touch_all(portal.id, run, [(target.url, at) for target in targets])
            state = TargetState.FETCHED if whole else TargetState.UNCHANGED
            store.frontier.mark_all(portal.id, run, [Mark(target, state, at, 200) for target in targets])
    _visits(store, portal, run, scale, at)
    _ended(store, run, at)


def _begun(store: Store, portal: Portal, at: dt.datetime) -> int:
    run = store.runs.plan(portal.id, "nightly", at=at, as_of=at)
    store.runs.start(run, at=at)
    return run


def _ended(store: Store, run: int, at: dt.datetime) -> None:
    store.runs.finish(run, RunState.DONE, at=at + dt.timedelta(minutes=50))


def _visits(store: Store, portal: Portal, run: int, scale: float, at: dt.datetime) -> None:
    each = round(PAGES * scale / SECTIONS)
    for place, section in enumerate(portal.sections):
        entries = [
            Entry(address_of(section, n), f"关于{WORDS[n % len(WORDS)]}工作第{n}批事项的通知", at.date())
            for n in range(place * each, place * each + each)
        ]
        visit = Visit(visited_at=at, state=VisitState.READABLE, entry_count=each)
        store.sections.save_visit(portal.id, run, section, visit, entries)


def _read_anew(connection: Connection, portal_id: str, run: int, found: Iterable[Page]) -> None:
    """A first night reads these pages, none of which is known."""
    for some in batches(found, _BATCH):
        keys = [canonical(page.url) for page in some]
        told = list(zip(keys, some, strict=True))
        connection.execute(insert(targets), [_target(portal_id, *one) for one in told])
        connection.execute(insert(target_states), [_state(portal_id, run, *one) for one in told])
        connection.execute(insert(pages), [_page(portal_id, run, *one) for one in told])
        connection.execute(insert(fetches), [_fetch(portal_id, run, *one) for one in told])


def _found_the_same(connection: Connection, portal_id: str, before: int, run: int, at: dt.datetime) -> None:
    """A later night asks for all that the night before asked for, and finds all of it as it was."""
    changed = {"run_id": literal(run), "state": literal(TargetState.UNCHANGED.value), "at": literal(at)}
    _again(connection, target_states, before, changed)
    _again(connection, visits, before, {"run_id": literal(run), "visited_at": literal(at)})
    connection.execute(update(targets).where(targets.c.portal == portal_id).values(fetched_at=at))
    connection.execute(update(pages).where(pages.c.portal == portal_id).values(last_seen_at=at, run_id=run))
    connection.execute(
        update(listings).where(listings.c.portal == portal_id).values(last_seen_at=at, published_on=at.date())
    )


def _again(connection: Connection, table: Table, before: int, changed: dict[str, Any]) -> None:
    """The rows of the run before once more, some of their columns changed."""
    names = [column.name for column in table.columns if column.name != "id"]
    values = [changed.get(name, table.c[name]) for name in names]
    rows = select(*values).where(table.c.run_id == before).order_by(*table.primary_key)
    connection.execute(insert(table).from_select(names, rows))


def _target(portal_id: str, key: str, page: Page) -> dict[str, Any]:
    return {
        "portal": portal_id,
        "key": key,
        "address": key,
        "url": page.url,
        "kind": "article",
        "rank": _RANK,
        "method": "GET",
        "section_key": canonical(page.section_url or ""),
        "section_url": page.section_url,
        "fetched_at": page.fetched_at,
    }


def _state(portal_id: str, run: int, key: str, page: Page) -> dict[str, Any]:
    settled = {"state": TargetState.FETCHED, "status": page.status, "at": page.fetched_at}
    return {"run_id": run, "portal": portal_id, "key": key, "rank": _RANK, **settled}


def _page(portal_id: str, run: int, key: str, page: Page) -> dict[str, Any]:
    return {
        "portal": portal_id,
        "address": key,
        "url": page.url,
        "section_key": canonical(page.section_url or ""),
        "section_url": page.section_url,
        "section": page.section,
        "unit": page.unit,
        "first_seen_at": page.fetched_at,
        "last_seen_at": page.fetched_at,
        "run_id": run,
        "readable": page.readable,
        "status": page.status,
        "content": page,
    }


def _fetch(portal_id: str, run: int, key: str, page: Page) -> dict[str, Any]:
    answer = {"url": page.url, "status": page.status, "capture": page.capture}
    return {"portal": portal_id, "address": key, "fetched_at": page.fetched_at, "run_id": run, **answer}
