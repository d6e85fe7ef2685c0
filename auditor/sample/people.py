"""The demonstration's people: one account a role, and work on everybody's table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from auditor.models import NoteAct, Portal, Verdict
from auditor.models.issue import Actor, Issue
from auditor.models.issue_kinds import IssueState
from auditor.models.role import Role
from auditor.office import letters
from auditor.office.accounts import new_user
from auditor.office.issues import Desk
from auditor.office.papers import SCHEME, scheme_of
from auditor.office.tasks import add_note
from auditor.store import Store

_TOLD = 8  # rows that the unit is told of
PROVEN = "二（一）"  # a task of plan.toml
_PEOPLE = (
    ("unit", "张敏", Role.UNIT),
    ("inspector", "王丽", Role.INSPECTOR),
    ("chief", "李强", Role.CHIEF),
    ("operator", "赵刚", Role.OPERATOR),
)


@dataclass(frozen=True, slots=True)
class Account:
    """Who can sign in, and with what first password."""

    name: str
    person: str
    role: Role
    unit: str | None
    password: str


def settle(store: Store, portal: Portal, at: dt.datetime) -> Iterator[Account]:
    """Make the accounts, and tell the busiest unit of some of its rows."""
    rows = [
        row
        for row in store.issues.of(portal.id)
        if row.state is IssueState.SUSPECTED and row.unit and row.opening.verdict is Verdict.FAIL
    ]
    unit = _busiest(rows)
    if unit:
        _tell(store, portal, unit, [row for row in rows if row.unit == unit][:_TOLD], at)
    for name, person, role in _PEOPLE:
        own, of = (unit, portal) if role is Role.UNIT else (None, None)
        password = new_user(store, name, person, role, at, portal=of, unit=own)
        yield Account(name, person, role, own, password)


def _busiest(rows: list[Issue]) -> str | None:
    counts: dict[str, int] = {}
    for row in rows:
        counts[row.unit or ""] = counts.get(row.unit or "", 0) + 1
    return max(counts, key=lambda name: counts[name], default=None)


def _tell(store: Store, portal: Portal, unit: str, rows: list[Issue], at: dt.datetime) -> None:
    """The rows go to the unit, those that are no trifles with a letter; one of its tasks has a proof."""
    scheme = scheme_of(SCHEME)
    desk = Desk(store, Actor(name="王丽", role=Role.INSPECTOR), at)
    with store.together():
        told = {desk.notify(desk.confirm(row), scheme).number for row in rows}
        for _, one in letters.proposed(store, portal.id, scheme, at.date()):
            named = [reached.issue.number for reached in one.rows if reached.issue.number in told]
            if one.unit == unit and named and Role.INSPECTOR in one.step.approvers:
                letters.issue(desk, portal, scheme, one.step.name, unit, numbers=named)
    if any(plan.duties for plan in portal.plans):
        add_note(
            store,
            portal,
            PROVEN,
            unit,
            act=NoteAct.EVIDENCE,
            at=at,
            by="张敏",
            role=Role.UNIT,
            note="本季度已发布通知公告（演示）",
        )
