"""Nights and the rows of the 台账 that they leave, without a store."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from stores import NIGHTS, finding

from auditor.ledger.advance import advance
from auditor.ledger.issue import begun, entered
from auditor.ledger.issue_opening import Signs
from auditor.ledger.issue_sync import MACHINE, Look, Steps, steps
from auditor.models import Finding, Standing
from auditor.models.issue import Event, Issue
from auditor.models.issue_kinds import Act, IssueState
from auditor.models.role import Role

S = IssueState
WHO = {"by": "王丽", "role": Role.INSPECTOR, "why": "理由"}


@dataclass
class Office:
    """Nights and the rows they leave, without a store."""

    ledger: list[Standing] = field(default_factory=list)
    rows: dict[str, Issue] = field(default_factory=dict)
    run: int = 0
    at: dt.datetime = NIGHTS[0]
    pages: Mapping[str, Signs] = field(default_factory=dict)
    other: str = "2026-0002"  # which row another one becomes part of

    def night(
        self, *found: Finding, missed: tuple[str, ...] = (), void: bool = False, days: int = 7
    ) -> Steps:
        """A night that found these, and could not read the pages of `missed` fingerprints."""
        self.run += 1
        self.at += dt.timedelta(days=days)
        saw = lambda f: f.fingerprint not in missed
        self.ledger = advance(self.ledger, found, seen=saw, at=self.at, void=void)
        return Steps() if void else self.judged(saw)

    def judged(self, saw: Any = lambda f: True) -> Steps:
        """The rows brought after the ledger once more."""
        signs = lambda f: self.pages.get(f.url, Signs(title=f.title))
        due = steps(self.ledger, self.rows.values(), Look(at=self.at, run=self.run, saw=saw, signs=signs))
        for number, event in due.noted:
            self.rows[number] = entered(self.rows[number], event)
        for opening in due.openings:
            number = f"2026-{len(self.rows) + 1:04d}"
            first = Event(at=self.at, by=MACHINE, role=Role.MACHINE, act=Act.OPEN, run=self.run)
            self.rows[number] = begun("wch", number, opening, first)
        return due

    def act(self, number: int, *acts: Act | tuple[Act, str]) -> None:
        for act in acts:
            act, outcome = act if isinstance(act, tuple) else (act, "")
            event = Event(
                at=self.at + dt.timedelta(hours=9),
                act=act,
                outcome=outcome,
                run=self.run,
                points=Decimal(0),
                other=self.other if act in (Act.MERGE, Act.UNMERGE) else None,
                **WHO,
            )
            key = f"2026-{number:04d}"
            self.rows[key] = entered(self.rows[key], event)

    @property
    def states(self) -> list[IssueState]:
        return [row.state for row in self.rows.values()]


FIXED = (Act.RECHECK, "fixed")


def moved(**changes: Any) -> Finding:
    new = finding(1, url="http://www.wenchanghu.example/new/1.html", fingerprint="n1")
    return replace(new, **changes)


def signs(index: str | None = "1137/2026-1", title: str = "通知", digest: str = "d") -> Signs:
    return Signs(index, title, digest)
