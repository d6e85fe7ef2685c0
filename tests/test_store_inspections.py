"""The shelf of inspections: rows are only ever added, and two who act at once do not overwrite each other."""

import dataclasses
import datetime as dt

import pytest
from stores import NIGHTS, store, url  # noqa: F401

from auditor.models import Coverage, Period
from auditor.models.inspection import Inspection, InspectionEvent, InspectionKind, InspectionState
from auditor.models.role import Role
from auditor.store import Store
from auditor.store.errors import StoreError

QUARTER = Inspection(
    number="2026Q1",
    kind=InspectionKind.QUARTER,
    portal="wch",
    period="2026Q1",
    window=Period(dt.date(2026, 3, 1), dt.date(2026, 3, 31)),
    scheme="季度检查",
    rule_versions={"LAG001": 3},
    coverage=Coverage(planned=3),
    scores=(),
    appeal_workdays=5,
)
SENT = dataclasses.replace(QUARTER, state=InspectionState.CONSULTED)


def an_event(act: str, role: Role = Role.INSPECTOR) -> InspectionEvent:
    return InspectionEvent(act=act, at=NIGHTS[0], by="李明", role=role, why="按计划")


def test_how_it_stands_is_its_last_row_and_its_papers_the_last_basis(store: Store) -> None:
    store.inspections.add(QUARTER, an_event("open"), basis=Coverage(planned=7))
    store.inspections.add(SENT, an_event("send", Role.CHIEF), after=1)
    assert store.inspections.get("2026Q1") == SENT
    assert store.inspections.all() == store.inspections.all("wch") == [SENT]
    assert store.inspections.basis(SENT, Coverage) == Coverage(planned=7)
    assert store.inspections.events(SENT) == (an_event("open"), an_event("send", Role.CHIEF))


def test_whoever_comes_second_is_told(store: Store) -> None:
    store.inspections.add(QUARTER, an_event("open"), basis=Coverage())
    store.inspections.add(SENT, an_event("send"), after=1)
    with pytest.raises(StoreError, match="刚被别人改动"):
        store.inspections.add(QUARTER, an_event("open"), after=1)
    assert store.inspections.get("2026Q1") == SENT


def test_a_number_of_two_portals_is_asked_about(store: Store) -> None:
    store.inspections.add(QUARTER, an_event("open"), basis=Coverage())
    store.inspections.add(dataclasses.replace(QUARTER, portal="other"), an_event("open"), basis=Coverage())
    with pytest.raises(StoreError, match="--portal"):
        store.inspections.get("2026Q1")
    assert store.inspections.get("2026Q1", "other").portal == "other"
    with pytest.raises(StoreError, match="没有检查 2026Q4"):
        store.inspections.get("2026Q4")
