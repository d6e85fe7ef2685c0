"""What the nights before know of the portal's addresses, and which of them somebody waits for."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, exists, func, select

from auditor.models import SETTLED, PageKind, RunState, TargetState, VisitState
from auditor.models.address import canonical
from auditor.models.issue_kinds import ENDED
from auditor.models.past import NIGHTS_TOLD, History, Past
from auditor.store import issues
from auditor.store.database import Database
from auditor.store.tables import (
    finding_texts,
    findings,
    listings,
    looks,
    pages,
    runs,
    target_states,
    targets,
    visits,
)

_TOLD = [state for state in RunState if state.believed or state is RunState.HELD]
_LOOKED_BACK = 30  # runs
Nights = dict[str, tuple[frozenset[TargetState], ...]]


class Rounds:
    """What decides which old and quiet addresses a night may leave alone."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def history(self, portal_id: str, run_id: int) -> History:
        """Every article, attachment and link that was dealt with on each of the last good nights before the run, and
        what is awaited; nothing where there are too few good nights yet."""
        with self._database.read() as connection:
            days = _days(connection, portal_id, run_id)
            if len(days) < NIGHTS_TOLD:
                return History()
            awaited = frozenset(map(canonical, filter(None, _awaited(connection, portal_id))))
            return History(tuple(_past(connection, portal_id, run_id, days)), awaited)


def _past(connection: Connection, portal_id: str, run_id: int, days: Mapping[dt.date, int]) -> Iterator[Past]:
    nights = _nights(connection, portal_id, run_id, days)
    first_looks = _first_looks(connection, portal_id)
    listed = _listed(connection, portal_id)
    for row in connection.execute(_known(portal_id)):
        if row.key not in nights or row.fetched_at is None:
            continue
        listed_on, dated_on, stood_before = listed.get(row.key, (None, None, False))
        known = (listed_on, row.first_seen_at and row.first_seen_at.date(), first_looks.get(row.key))
        yield Past(
            key=row.key,
            kind=row.kind,
            is_article=row.is_a == PageKind.ARTICLE,
            referrer=canonical(row.referrer) if row.referrer else None,
            looked_on=row.fetched_at.date(),
            known_on=min(filter(None, known), default=None),
            dated_on=dated_on,
            stood_before=stood_before,
            nights=nights[row.key],
        )


def _days(connection: Connection, portal_id: str, run_id: int) -> dict[dt.date, int]:
    """The days of the last good nights before the run, oldest first, each with its first run."""
    asked = exists().where(target_states.c.run_id == runs.c.id)
    query = (
        select(runs.c.id, runs.c.as_of)
        .where(runs.c.portal == portal_id, runs.c.id < run_id, runs.c.state.in_(_TOLD), asked)
        .order_by(runs.c.id.desc())
        .limit(_LOOKED_BACK)
    )
    found: dict[dt.date, int] = {}
    for row in connection.execute(query):
        day = row.as_of.date()
        if day not in found and len(found) == NIGHTS_TOLD:
            break
        found[day] = row.id
    return dict(sorted(found.items()))


def _nights(connection: Connection, portal_id: str, run_id: int, days: Mapping[dt.date, int]) -> Nights:
    """What came of each address that was dealt with on every one of the nights; a night that failed is told with the
    good one before it."""
    first_runs = list(days.values())
    query = select(target_states.c.key, target_states.c.run_id, target_states.c.state).where(
        target_states.c.portal == portal_id,
        target_states.c.run_id >= first_runs[0],
        target_states.c.run_id < run_id,
    )
    found: dict[str, list[set[TargetState]]] = defaultdict(lambda: [set() for _ in first_runs])
    for key, run, state in connection.execute(query):
        found[key][bisect_right(first_runs, run) - 1].add(TargetState(state))
    return {key: tuple(map(frozenset, nights)) for key, nights in found.items() if all(nights)}


def _known(portal_id: str) -> Any:
    here = (pages.c.portal == targets.c.portal) & (pages.c.address == targets.c.key)
    columns = (targets.c.key, targets.c.kind, targets.c.referrer, targets.c.fetched_at, pages.c.first_seen_at)
    return (
        select(*columns, pages.c.content["kind"].as_string().label("is_a"))
        .join_from(targets, pages, here, isouter=True)
        .where(targets.c.portal == portal_id, targets.c.kind.in_(("article", "attachment", "link")))
        .where(targets.c.key == targets.c.address)
    )


def _first_looks(connection: Connection, portal_id: str) -> dict[str, dt.date]:
    query = select(looks.c.address, func.min(looks.c.at).label("at")).where(looks.c.portal == portal_id)
    return {row.address: row.at.date() for row in connection.execute(query.group_by(looks.c.address))}


def _listed(connection: Connection, portal_id: str) -> dict[str, tuple[dt.date | None, dt.date | None, bool]]:
    """By address: when a list first held it, the newest date a list gives it, and whether it stood there from the
    first reading of the list on."""
    began = select(visits.c.section_key, func.min(visits.c.visited_at).label("at")).where(
        visits.c.portal == portal_id, visits.c.state == VisitState.READABLE
    )
    first_read = {row.section_key: row.at for row in connection.execute(began.group_by(visits.c.section_key))}
    found: dict[str, tuple[dt.date | None, dt.date | None, bool]] = {}
    names = (listings.c[name] for name in ("address", "section_key", "published_on", "first_seen_at"))
    for row in connection.execute(select(*names).where(listings.c.portal == portal_id)):
        listed_on, dated_on, stood_before = found.get(row.address, (None, None, False))
        read_at = first_read.get(row.section_key)
        found[row.address] = (
            min(filter(None, (listed_on, row.first_seen_at.date()))),
            max(filter(None, (dated_on, row.published_on)), default=None),
            stood_before or (read_at is not None and row.first_seen_at <= read_at),
        )
    return found


def _awaited(connection: Connection, portal_id: str) -> Iterator[str | None]:
    said = finding_texts.c.content
    query = (
        select(said["url"].as_string(), said["page_url"].as_string())
        .join_from(findings, finding_texts)
        .where(findings.c.portal == portal_id, findings.c.state.not_in(SETTLED))
    )
    for row in connection.execute(query):
        yield from row
    for issue in issues.listed(connection, portal_id):
        if issue.state not in ENDED:
            yield from (issue.opening.url, issue.opening.page_url, *(event.url for event in issue.events))
