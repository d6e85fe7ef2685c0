"""The demonstration's people: one account a role, and work on everybody's table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from auditor.models import Portal, Verdict
from auditor.models.issue import Actor, Issue
from auditor.models.issue_kinds import IssueState
from auditor.models.role import Role
from auditor.office.accounts import new_user
from auditor.office.issues import Desk
from auditor.office.papers import SCHEME, scheme_of
from auditor.store import Store

_TOLD = 8  # rows that the unit is told of
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
    _tell(store, [row for row in rows if row.unit == unit][:_TOLD], at)
    for name, person, role in _PEOPLE:
        own = unit if role is Role.UNIT else None
        password = new_user(store, name, person, role, at, portal=portal, unit=own)
        yield Account(name, person, role, own, password)


def _busiest(rows: list[Issue]) -> str | None:
    counts: dict[str, int] = {}
    for row in rows:
        counts[row.unit or ""] = counts.get(row.unit or "", 0) + 1
    return max(counts, key=lambda name: counts[name], default=None)


def _tell(store: Store, rows: list[Issue], at: dt.datetime) -> None:
    scheme = scheme_of(SCHEME)
    desk = Desk(store, Actor(name="王丽", role=Role.INSPECTOR), at)
    with store.together():
        for row in rows:
            desk.notify(desk.confirm(row), scheme)
