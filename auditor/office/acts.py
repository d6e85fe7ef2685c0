"""What people do with inspections: every act is a row of the shelf, and one the state does not allow changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from auditor.config.calendar import operator_calendar
from auditor.inspection.acts import FREEZE, OPEN, SEND, check_role, check_state, frozen, sent
from auditor.inspection.results import sealed
from auditor.models.inspection import Inspection, InspectionEvent
from auditor.models.role import Role
from auditor.office.issues import Desk
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
    """The draft goes to the units; from the next day on they have so many working days to appeal."""
    day, calendar = desk.today, operator_calendar()
    return _moved(desk, number, portal_id, SEND, why, lambda draft: sent(draft, day, calendar))


def freeze(desk: Desk, number: str, portal_id: str | None = None, *, why: str = "") -> Inspection:
    """What was sent becomes the record: it is not drawn up again, so nothing enters that no unit was told of."""
    return _moved(desk, number, portal_id, FREEZE, why, frozen)


def _moved(
    desk: Desk,
    number: str,
    portal_id: str | None,
    act: str,
    why: str,
    move: Callable[[Inspection], Inspection],
) -> Inspection:
    check_role(act, desk.actor.role)
    store = desk.store
    with store.together():
        before = store.inspections.get(number, portal_id)
        check_state(before, act)
        after = move(before)
        store.inspections.add(after, _event(desk, act, why), after=len(store.inspections.events(before)))
    return after


def _event(desk: Desk, act: str, why: str) -> InspectionEvent:
    return InspectionEvent(act=act, at=desk.at, by=desk.actor.name, role=desk.actor.role, why=why)
