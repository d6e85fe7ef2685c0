"""What a run saw of what it planned."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from typing import Any

from sqlalchemy import Connection, Select, and_, func, or_, select

from auditor.models import Coverage, Part, TargetState, Unchecked, VisitState
from auditor.store import frontier, looks
from auditor.store.database import Database
from auditor.store.pages import GONE
from auditor.store.tables import fetches, listings, pages, target_states, targets, visits

_READ = (TargetState.FETCHED, TargetState.UNCHANGED)
_JUDGED = (*_READ, TargetState.RESTING)
_NOT_MEANT = (TargetState.SKIPPED, TargetState.RESTING)  # to be asked for


class Coverages:
    """What runs saw of what they planned."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, portal_id: str, run_id: int) -> Coverage:
        """What the run saw of what it planned; sections are those it visited."""
        with self._database.read() as connection:
            return of(connection, portal_id, run_id)

    def progress(self, run_id: int) -> dict[TargetState, int]:
        """How many addresses of the run are in each state by now."""
        with self._database.read() as connection:
            return frontier.counts(connection, run_id)

    def read_addresses(self, portal_id: str, run_id: int) -> frozenset[str]:
        """Canonical addresses the run really read: what `ledger.advance` takes as `seen`."""
        with self._database.read() as connection:
            return read_addresses(connection, portal_id, run_id)

    def resting_addresses(self, portal_id: str, run_id: int) -> frozenset[str]:
        """Canonical addresses that the run left alone, their turn being another night's."""
        with self._database.read() as connection:
            return frozenset(_addresses(connection, _in_states(portal_id, run_id, [TargetState.RESTING])))


def of(connection: Connection, portal_id: str, run_id: int) -> Coverage:
    """The run in numbers. What was never meant to be fetched does not count as planned."""
    counts = frontier.counts(connection, run_id)
    visited = select(visits).where(visits.c.portal == portal_id, visits.c.run_id == run_id)
    seen = connection.execute(visited.order_by(visits.c.unit, visits.c.path)).all()
    read = Counter(row.unit for row in seen if row.state == VisitState.READABLE)
    held = Counter(row.unit for row in seen if row.state == VisitState.HELD)
    failed = [Unchecked(url, why) for url, why in frontier.failures(connection, portal_id, run_id)]
    unread = [Unchecked(row.path, row.why, row.unit) for row in seen if row.state != VisitState.READABLE]
    return Coverage(
        planned=sum(count for state, count in counts.items() if state not in _NOT_MEANT),
        fetched=counts.get(TargetState.FETCHED, 0),
        unchanged=counts.get(TargetState.UNCHANGED, 0),
        failed=counts.get(TargetState.FAILED, 0),
        gone=_gone(connection, portal_id, run_id),
        unasked=counts.get(TargetState.UNASKED, 0),
        pending=counts.get(TargetState.PENDING, 0),
        resting=counts.get(TargetState.RESTING, 0),
        sections=len(seen),
        sections_read=read.total(),
        pages_by_unit=_pages_by_unit(connection, portal_id, run_id),
        sections_by_unit=dict(read),
        parts=_parts(connection, portal_id, run_id, Counter(row.unit for row in seen), read + held),
        unchecked=(*unread, *failed),
    )


def read_addresses(connection: Connection, portal_id: str, run_id: int) -> frozenset[str]:
    """Canonical addresses the run read, and those that pages it read link no more.

    An answer that turned out unreadable (a challenge with status 200) is not a reading.
    """
    fetched = _in_states(portal_id, run_id, _READ)
    tried = select(fetches.c.address).where(fetches.c.portal == portal_id, fetches.c.run_id == run_id)
    read = select(pages.c.address).where(
        pages.c.portal == portal_id,
        pages.c.run_id == run_id,
        pages.c.readable | pages.c.status.in_(GONE),
    )
    visited = select(visits.c.section_key, visits.c.state).where(
        visits.c.portal == portal_id, visits.c.run_id == run_id
    )
    states = {row.section_key: row.state for row in connection.execute(visited)}
    sections = {key for key, state in states.items() if state == VisitState.READABLE}
    answered = _addresses(connection, fetched) - _addresses(connection, tried) - states.keys()
    return frozenset(
        answered | _addresses(connection, read) | sections | looks.unlinked(connection, portal_id)
    )


def _parts(
    connection: Connection, portal_id: str, run_id: int, visited: Counter[str], read: Counter[str]
) -> tuple[Part, ...]:
    """What came of the targets of each unit: a target is the unit's whose section it lies in."""
    known = select(visits.c.section_key, visits.c.unit).where(visits.c.portal == portal_id)
    whose = {row.section_key: row.unit for row in connection.execute(known.order_by(visits.c.visited_at))}
    told: dict[str, Counter[str]] = {unit: Counter() for unit in visited}
    for row in connection.execute(_by_section(portal_id, run_id)):
        if unit := whose.get(row.section_key):
            counts = told.setdefault(unit, Counter())
            counts.update(dict.fromkeys(_names(row.kind, row.state, row.status), row.number))
    return tuple(
        Part(unit=unit, sections=visited[unit], sections_read=read[unit], **counts)
        for unit, counts in sorted(told.items())
    )


def _gone(connection: Connection, portal_id: str, run_id: int) -> int:
    """Articles that answered that they are gone, but for those in a list of that night, or maybe in one not read."""
    same_list = and_(visits.c.portal == listings.c.portal, visits.c.section_key == listings.c.section_key)
    may_hold = or_(visits.c.state != VisitState.READABLE, listings.c.last_seen_at >= visits.c.visited_at)
    held = select(listings.c.address).join(visits, same_list)
    query = (
        select(func.count())
        .select_from(target_states)
        .join(targets, frontier.same_target())
        .where(target_states.c.portal == portal_id, target_states.c.run_id == run_id)
        .where(target_states.c.state == TargetState.FAILED, target_states.c.status.in_(GONE))
        .where(targets.c.kind == "article")
        .where(
            targets.c.address.not_in(
                held.where(listings.c.portal == portal_id, visits.c.run_id == run_id, may_hold)
            )
        )
    )
    return int(connection.execute(query).scalar_one())


def _by_section(portal_id: str, run_id: int) -> Select[Any]:
    what = (targets.c.section_key, targets.c.kind, target_states.c.state, target_states.c.status)
    return (
        select(*what, func.count().label("number"))
        .join_from(target_states, targets, frontier.same_target())
        .where(target_states.c.portal == portal_id, target_states.c.run_id == run_id)
        .where(targets.c.section_key.is_not(None))
        .group_by(*what)
    )


def _names(kind: str, state: str, status: int | None) -> Iterator[str]:
    """What of a Part one target counts towards."""
    is_page, failed = kind in ("section", "article"), state == TargetState.FAILED
    if state in _READ:
        yield "seen"
    if failed:
        yield "failed"
    if state == TargetState.RESTING:
        yield from ("resting", "pages_resting")[: 1 + is_page]
    if not is_page or state in (*_NOT_MEANT, TargetState.PENDING):
        return
    yield "pages"
    if state in _READ:
        yield "pages_read"
    elif status not in GONE:
        yield "pages_failed"


def _addresses(connection: Connection, query: Select[Any]) -> set[str]:
    return set(connection.execute(query).scalars())


def _in_states(portal_id: str, run_id: int, states: Collection[TargetState]) -> Select[tuple[str]]:
    return (
        select(targets.c.address)
        .join(target_states, frontier.same_target())
        .where(
            target_states.c.portal == portal_id,
            target_states.c.run_id == run_id,
            target_states.c.state.in_(states),
        )
    )


def _pages_by_unit(connection: Connection, portal_id: str, run_id: int) -> dict[str, int]:
    """What the run read, and what it left alone: that is judged as it was last read. A page that was read again since
    is still the run's too. Two questions: of one with "or" PostgreSQL looks through all targets for each page."""
    judged = pages.c.address.in_(_in_states(portal_id, run_id, _JUDGED))
    counted: Counter[str] = Counter()
    for its_own in ((pages.c.run_id == run_id,), (pages.c.run_id != run_id, judged)):
        query = (
            select(pages.c.unit, func.count().label("pages"))
            .where(pages.c.portal == portal_id, *its_own, pages.c.readable, pages.c.unit.is_not(None))
            .group_by(pages.c.unit)
        )
        counted.update({row.unit: row.pages for row in connection.execute(query)})
    return dict(sorted(counted.items()))
