"""What people do with inspections: every act is a row of the shelf, and one the state does not allow changes nothing."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from auditor.config.calendar import operator_calendar
from auditor.inspection.acts import (
    FREEZE,
    ISSUE,
    OPEN,
    SEND,
    check_role,
    check_state,
    frozen,
    issued,
    refuse_appealed,
    refuse_early,
    sent,
)
from auditor.inspection.period import Term
from auditor.inspection.results import results, sealed
from auditor.models.errand import ErrandAnswer
from auditor.models.inspection import Inspection, InspectionEvent
from auditor.models.role import Role
from auditor.office.issues import Desk
from auditor.office.pictures import with_progress
from auditor.office.quarter import Quarter
from auditor.office.record import (
    Kept,
    appeals_until,
    as_sent,
    basis_of,
    notify_rows,
    open_appeals,
    recorded,
)
from auditor.store import Store


def opened(
    desk: Desk, inspection: Inspection, basis: Any, *, why: str = "", anew: bool = False
) -> Inspection:
    """Keep it as a draft with what its papers are printed from; `anew`: in the place of a draft of the same number."""
    whole = sealed(inspection, basis)
    store = desk.store
    with store.together():
        done = may_open(store, whole.portal, whole.number, desk.actor.role) if anew else 0
        store.inspections.add(whole, _event(desk, OPEN, why), basis=basis, after=done)
        if desk.errand:
            store.errands.end(desk.errand, ErrandAnswer(at=desk.at, done=True, number=whole.number))
    return whole


def may_open(store: Store, portal_id: str, number: str, role: Role) -> int:
    """How many things were done with it; 0 where it is new. Raises CommandError where it is no draft any more."""
    check_role(OPEN, role)
    there = next((one for one in store.inspections.all(portal_id) if one.number == number), None)
    if there is None:
        return 0
    check_state(there, OPEN)
    return len(store.inspections.events(there))


def send(desk: Desk, number: str, portal_id: str | None = None, *, why: str = "") -> Inspection:
    """The draft goes to the units; from the next day on they have so many working days to appeal.

    Its confirmed rows are sent with it: each with the points that the draft takes, and its own last day, which the
    papers say from now on.
    """
    check_role(SEND, desk.actor.role)
    day, calendar = desk.today, operator_calendar()
    with desk.store.together():
        draft = _at(desk, number, portal_id, SEND)
        drawn = basis_of(desk.store, draft)
        if drawn is None:
            return _kept(desk, draft, sent(draft, day, calendar), SEND, why)
        notify_rows(desk, draft.number, drawn.inspected)
        basis = _progressed(desk, draft, as_sent(desk.store, draft.portal, drawn))
        return _kept(desk, draft, sent(sealed(draft, basis), day, calendar), SEND, why, basis)


def freeze(desk: Desk, number: str, portal_id: str | None = None, *, why: str = "") -> Inspection:
    """What was sent, with what was decided since, becomes the record: nothing enters that no unit was told of, and
    nothing costs points that no person has confirmed.

    Raises CommandError where appeals are open, and inside the time for them unless `why` says what for.
    """
    check_role(FREEZE, desk.actor.role)
    with desk.store.together():
        before = _at(desk, number, portal_id, FREEZE)
        kept = basis_of(desk.store, before)
        rows_until = appeals_until(desk.store, kept.inspected) if kept else ()
        refuse_early(before, desk.today, why, rows_until)
        if kept is None:
            return _kept(desk, before, frozen(before), FREEZE, why)
        refuse_appealed(before, open_appeals(desk.store, kept.inspected))
        basis = _progressed(desk, before, recorded(desk.store, before.portal, kept))
        scores = results(basis.inspected.scores, basis.inspected.scheme)
        record = sealed(replace(frozen(before), scores=scores), basis)
        return _kept(desk, before, record, FREEZE, why, basis)


def issue(
    desk: Desk,
    number: str,
    portal_id: str | None = None,
    *,
    document_number: str | None = None,
    issued_on: dt.date | None = None,
    why: str = "",
) -> Inspection:
    """The record went out as a 通报; its papers stay as they are."""
    check_role(ISSUE, desk.actor.role)
    with desk.store.together():
        record = _at(desk, number, portal_id, ISSUE)
        return _kept(desk, record, issued(record, document_number, issued_on or desk.today), ISSUE, why)


def _at(desk: Desk, number: str, portal_id: str | None, act: str) -> Inspection:
    found = desk.store.inspections.get(number, portal_id)
    check_state(found, act)
    return found


def _progressed(desk: Desk, inspection: Inspection, kept: Kept) -> Kept:
    """A spot check has no picture of that."""
    if not isinstance(kept, Quarter):
        return kept
    term = Term.read(inspection.period)
    return with_progress(desk.store, inspection.portal, kept, term, on=desk.today)


def _kept(
    desk: Desk, before: Inspection, after: Inspection, act: str, why: str, basis: Any = None
) -> Inspection:
    shelf = desk.store.inspections
    shelf.add(after, _event(desk, act, why), basis=basis, after=len(shelf.events(before)))
    return after


def _event(desk: Desk, act: str, why: str) -> InspectionEvent:
    return InspectionEvent(act=act, at=desk.at, by=desk.actor.name, role=desk.actor.role, why=why)
