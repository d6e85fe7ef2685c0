"""An inspection and the rows of the 台账: what is sent with it, what holds it up, what it is when it is frozen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace

from auditor.inspection.inspected import Inspected
from auditor.inspection.rows import MACHINE, charges_of
from auditor.inspection.ruling import Docket, docket
from auditor.inspection.scheme import Scheme
from auditor.inspection.settling import announced, settled
from auditor.inspection.spot import SpotCheck
from auditor.models.inspection import Inspection, InspectionKind
from auditor.models.issue import Issue
from auditor.models.issue_kinds import ACQUITTED, Act, IssueState
from auditor.office.issues import Desk
from auditor.office.papers import SCHEME, scheme_of
from auditor.office.quarter import Quarter
from auditor.store import Store
from auditor.workdays import BEIJING

Kept = Quarter | SpotCheck


def basis_of(store: Store, inspection: Inspection) -> Kept | None:
    """What its papers are printed from; None for a year, which rests on other records."""
    if inspection.kind is InspectionKind.YEAR:
        return None
    if inspection.kind is InspectionKind.SPOT:
        return store.inspections.basis(inspection, SpotCheck)
    return store.inspections.basis(inspection, Quarter)


def scheme_by(store: Store, portal_id: str, number: str | None) -> Scheme:
    """The scheme that the inspection of that number is held by; the usual one where there is none."""
    known = (one for one in store.inspections.all(portal_id) if one.number == number)
    inspection = next(known, None) if number else None
    kept = basis_of(store, inspection) if inspection else None
    return kept.inspected.scheme if kept else scheme_of(SCHEME)


def notify_rows(desk: Desk, number: str, looked_at: Inspected) -> tuple[Issue, ...]:
    """Tell the units of the confirmed rows of an inspection. Raises IssueError where one was not read second."""
    charges = charges_of(looked_at.scores)
    told = []
    for fingerprint, row in _rows(desk.store, looked_at):
        if row.state is IssueState.CONFIRMED and row.unit is not None:
            charge = charges.get(fingerprint)
            told.append(
                desk.notify(row, looked_at.scheme, inspection=number, takes=charge.points if charge else None)
            )
    return tuple(told)


def unconfirmed(store: Store, inspection: Inspection) -> int:
    """How many of what the machine is sure of nobody has confirmed: a draft counts them, a record does not."""
    kept = basis_of(store, inspection)
    return sum(row.verdict == MACHINE or row.waits for row in kept.inspected.rows) if kept else 0


def mended(kept: Kept | None, rows: Iterable[Issue]) -> tuple[int, int]:
    """Of what it lists as certain and units were told of, how many of the portal's `rows` have ended as mended by now,
    and how many there are. What people found to be no fault counts for neither."""
    own = {one.ruling.number for one in kept.inspected.rows if one.failed and one.ruling} if kept else set()
    told = [row for row in rows if row.number in own and row.last(Act.NOTIFY) and row.state not in ACQUITTED]
    return sum(row.state is IssueState.CLOSED for row in told), len(told)


def open_appeals(store: Store, looked_at: Inspected) -> list[str]:
    """The numbers of its rows that wait for a decision."""
    return [row.number for _, row in _rows(store, looked_at) if row.state is IssueState.APPEALED]


def appeals_until(store: Store, looked_at: Inspected) -> Iterator[dt.date | None]:
    """The last days for appeals against its rows: one told of late may be appealed against as long as others."""
    for _, row in _rows(store, looked_at):
        if told := row.last(Act.NOTIFY):
            yield told.appeal_by


def as_sent(store: Store, portal_id: str, kept: Kept) -> Kept:
    """The draft with the days that its units were told as it went out."""
    return replace(kept, inspected=announced(kept.inspected, _ruled_now(store, portal_id, kept.inspected)))


def recorded(store: Store, portal_id: str, kept: Kept) -> Kept:
    """What was sent, with what was decided since."""
    record, amendments = settled(kept.inspected, _ruled_now(store, portal_id, kept.inspected))
    return replace(kept, inspected=record, amendments=amendments)


def _ruled_now(store: Store, portal_id: str, looked_at: Inspected) -> Docket:
    end = looked_at.docket.end or _day_after(looked_at.as_of)
    issues, since = store.issues.of(portal_id), looked_at.docket.since
    return docket(issues, looked_at.scheme, end=end, on=looked_at.as_of, since=since)


def corrections(store: Store, inspection: Inspection) -> Iterator[tuple[str, str]]:
    """Rows of a record whose standing changed after it was frozen, each with a sentence: the record stays."""
    kept = basis_of(store, inspection)
    if kept is None:
        return
    now = recorded(store, inspection.portal, kept)
    for one in now.amendments:
        yield one.number, f"{one.unit}：{one.name}，{one.kind}，{one.before}分应为{one.after}分（{one.why}）"


def _rows(store: Store, looked_at: Inspected) -> Iterator[tuple[str, Issue]]:
    """The rows behind what it lists as certain, each with the fingerprint of its finding."""
    rows = {row.number: row for row in store.issues.of(looked_at.portal.id)}
    for one in looked_at.rows:
        if one.failed and one.ruling and one.ruling.number in rows:
            yield one.fingerprint, rows[one.ruling.number]


def _day_after(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), BEIJING)
