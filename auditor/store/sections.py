"""Sections: every visit of their lists, and what the lists held."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Row, bindparam, case, func, select, update

from auditor.models import Entry, Portal, Section, SectionView, Visit, VisitState
from auditor.models.address import canonical
from auditor.models.record import decode
from auditor.store.database import Database, upsert_in
from auditor.store.tables import listings, visits

CONFIRMED = "经人工确认"
_SETTLED = (VisitState.READABLE, VisitState.PARTIAL)
_WORTH = {
    VisitState.UNREADABLE: 0,
    VisitState.PARTIAL: 1,
    VisitState.HELD: 2,
    VisitState.READABLE: 3,
}
_OF_VISIT = ("portal", "section_key", "run_id")
_STANDING = select(visits.c.state).where(*(visits.c[name] == bindparam(f"of_{name}") for name in _OF_VISIT))


class Sections:
    """Visits of sections' lists and what the lists held."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save_visit(
        self, portal_id: str, run_id: int, section: Section, visit: Visit, entries: Sequence[Entry]
    ) -> None:
        """Keep a visit of a section's list. READABLE claims that the whole list was read."""
        with self._database.write() as connection:
            save_visit(connection, portal_id, run_id, section, visit, entries)

    def confirm(self, portal_id: str, run_id: int) -> tuple[list[str], list[str]]:
        """A person says that the lists are so which the run did not believe: the paths of those that shrank, and are
        believed now, and of those that grew, which the next visit reads to their end."""
        with self._database.write() as connection:
            return confirm(connection, portal_id, run_id)

    def waiting(self, portal_id: str, run_id: int) -> list[str]:
        """The paths of the lists that the run did not believe, and that wait for a person."""
        with self._database.read() as connection:
            return [row.path for row, _ in waiting(connection, portal_id, run_id)]

    def visited(self, portal_id: str, since: dt.datetime, until: dt.datetime | None) -> frozenset[str]:
        """Keys of the sections whose lists were visited from `since` to `until`, both included; None: until now."""
        query = select(visits.c.section_key).where(visits.c.portal == portal_id, visits.c.visited_at >= since)
        if until is not None:
            query = query.where(visits.c.visited_at <= until)
        with self._database.read() as connection:
            return frozenset(connection.execute(query.distinct()).scalars())

    def last_read(self, portal_id: str) -> dict[str, dt.datetime]:
        """When something of a list of each unit could be read last."""
        query = (
            select(visits.c.unit, func.max(visits.c.visited_at).label("at"))
            .where(visits.c.portal == portal_id, visits.c.state != VisitState.UNREADABLE)
            .group_by(visits.c.unit)
        )
        with self._database.read() as connection:
            return {row.unit: row.at for row in connection.execute(query)}

    def views(self, portal: Portal) -> list[SectionView]:
        """The profile's sections with their visits and their lists as last read."""
        with self._database.read() as connection:
            return views(connection, portal)


def save_visit(
    connection: Connection,
    portal_id: str,
    run_id: int,
    section: Section,
    visit: Visit,
    entries: Sequence[Entry],
) -> None:
    """Keep a run's visit of a section and its list; of two visits in one run the better reading."""
    key, dialect = section_key(section), connection.dialect.name
    row = _row(portal_id, run_id, key, section, visit)
    if not _better_stands(connection, row):
        connection.execute(_renew_visit(dialect), row)
    listed = {canonical(entry.url): (place, entry) for place, entry in reversed(list(enumerate(entries)))}
    if listed:
        rows = [
            _listing(portal_id, key, a, place, entry, visit.visited_at)
            for a, (place, entry) in listed.items()
        ]
        connection.execute(_renew_listings(dialect), rows)


def confirm(connection: Connection, portal_id: str, run_id: int) -> tuple[list[str], list[str]]:
    """The held visits of the run, but for lists visited since: one that shrank was read to its end and is readable
    now, one that grew was not."""
    shrunk: list[str] = []
    grown: list[str] = []
    for row, grew in waiting(connection, portal_id, run_id):
        of_list = (visits.c.portal == portal_id, visits.c.section_key == row.section_key)
        now = {"state": row.state if grew else VisitState.READABLE, "why": f"{row.why}；{CONFIRMED}"}
        connection.execute(update(visits).where(*of_list, visits.c.run_id == run_id).values(now))
        (grown if grew else shrunk).append(row.path)
    return shrunk, grown


def waiting(connection: Connection, portal_id: str, run_id: int) -> list[tuple[Row[Any], bool]]:
    """The held visits of the run, but for lists visited since; each with whether the list grew."""
    its = (visits.c.portal == portal_id, visits.c.run_id == run_id, visits.c.state == VisitState.HELD)
    held = select(visits).where(*its, ~visits.c.why.endswith(CONFIRMED)).order_by(visits.c.path)
    found = []
    for row in connection.execute(held).all():
        of_list = (visits.c.portal == portal_id, visits.c.section_key == row.section_key)
        others = connection.execute(select(visits).where(*of_list)).all()
        if any(other.visited_at > row.visited_at for other in others):
            continue
        told = (other.entry_count for other in others if other.state in _SETTLED)
        found.append((row, row.entry_count > max(told, default=0)))
    return found


def views(connection: Connection, portal: Portal) -> list[SectionView]:
    """The profile's sections in its order, each with its visits and its list as last read."""
    seen = _visits(connection, portal.id)
    listed = _listings(connection, portal.id)
    return [
        _view(section, seen[section_key(section)], listed[section_key(section)])
        for section in portal.sections
    ]


def section_key(section: Section) -> str:
    """What a section is known by: its address; its unit and path while it has none."""
    return canonical(section.url) if section.url else f"{section.unit}/{section.path}"


def _better_stands(connection: Connection, row: dict[str, Any]) -> bool:
    state = connection.execute(_STANDING, {f"of_{name}": row[name] for name in _OF_VISIT}).scalar()
    return state is not None and _WORTH[VisitState(state)] > _WORTH[row["state"]]


def _visits(connection: Connection, portal_id: str) -> dict[str, list[Visit]]:
    query = select(visits).where(visits.c.portal == portal_id).order_by(visits.c.visited_at)
    found = defaultdict(list)
    for row in connection.execute(query):
        found[row.section_key].append(_visit(row))
    return found


def _listings(connection: Connection, portal_id: str) -> dict[str, list[Row[Any]]]:
    query = select(listings).where(listings.c.portal == portal_id).order_by(listings.c.position)
    found = defaultdict(list)
    for row in connection.execute(query):
        found[row.section_key].append(row)
    return found


def _view(section: Section, seen: list[Visit], listed: list[Row[Any]]) -> SectionView:
    """An entry leaves the list only when the whole list was read without it."""
    view = SectionView(section, tuple(seen))
    last = view.last_readable
    current = [row for row in listed if last is None or row.last_seen_at >= last.visited_at]
    return SectionView(section, view.visits, tuple(_entry(row) for row in current))


@cache
def _renew_visit(dialect: str) -> Any:
    statement = upsert_in(dialect, visits)
    renewed = {column.name: statement.excluded[column.name] for column in visits.c}
    return statement.on_conflict_do_update(index_elements=list(visits.primary_key), set_=renewed)


@cache
def _renew_listings(dialect: str) -> Any:
    statement = upsert_in(dialect, listings)
    new = statement.excluded
    renewed = {name: new[name] for name in ("url", "title", "published_on", "fields", "position")}
    # A night that is run again may meet an entry a moment earlier than the first time: it was there then too.
    earlier = case(
        (new.first_seen_at < listings.c.first_seen_at, new.first_seen_at), else_=listings.c.first_seen_at
    )
    later = case(
        (new.last_seen_at > listings.c.last_seen_at, new.last_seen_at), else_=listings.c.last_seen_at
    )
    return statement.on_conflict_do_update(
        index_elements=list(listings.primary_key),
        set_={**renewed, "first_seen_at": earlier, "last_seen_at": later},
    )


def _row(portal_id: str, run_id: int, key: str, section: Section, visit: Visit) -> dict[str, Any]:
    return {
        "portal": portal_id,
        "section_key": key,
        "run_id": run_id,
        "unit": section.unit,
        "path": section.path,
        "visited_at": visit.visited_at,
        "state": visit.state,
        "why": visit.why,
        "entry_count": visit.entry_count,
        "newest_on": visit.newest_on,
        "note": visit.note,
        "redirected_to": visit.redirected_to,
        "aggregates": visit.aggregates,
        "capture": visit.capture,
    }


def _visit(row: Row[Any]) -> Visit:
    return Visit(
        visited_at=row.visited_at,
        state=VisitState(row.state),
        why=row.why,
        entry_count=row.entry_count,
        newest_on=row.newest_on,
        note=row.note,
        redirected_to=row.redirected_to,
        aggregates=row.aggregates,
        capture=row.capture,
    )


def _listing(
    portal_id: str, key: str, address: str, place: int, entry: Entry, at: dt.datetime
) -> dict[str, Any]:
    return {
        "portal": portal_id,
        "section_key": key,
        "address": address,
        "url": entry.url,
        "title": entry.title,
        "published_on": entry.published_on,
        "fields": dict(entry.fields),
        "position": place,
        "first_seen_at": at,
        "last_seen_at": at,
    }


def _entry(row: Row[Any]) -> Entry:
    return Entry(row.url, row.title, row.published_on, decode(dict[str, str], row.fields))
