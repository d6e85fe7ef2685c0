"""How long there is left, in words that a row of a list can carry."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from auditor.config.calendar import operator_calendar
from auditor.ledger.deadlines import overdue_days
from auditor.models.issue import Issue
from auditor.models.issue_kinds import IssueState
from auditor.workdays import UnknownYearError

SOON = 3  # working days
RUNS = (IssueState.NOTIFIED, IssueState.EXTENDED)


@dataclass(frozen=True, slots=True)
class Left:
    """The last day for mending, and the working days until then."""

    due_on: dt.date | None
    overdue: int
    workdays: int | None  # None: nothing is owed now, or the year's holidays are not known

    @property
    def is_urgent(self) -> bool:
        """Late, or nearly."""
        return self.overdue > 0 or (self.workdays is not None and self.workdays <= SOON)

    @property
    def told(self) -> str:
        """As lists print it; "" where there is nothing to say."""
        if self.overdue:
            return f"逾期 {self.overdue} 天"
        if self.workdays is None:
            return ""
        return f"还有 {self.workdays} 个工作日" if self.workdays else "今天到期"


def left_of(issue: Issue, on: dt.date) -> Left:
    """Of a row on a day."""
    due = issue.rectify_by
    late = overdue_days(issue, on)
    if due is None or late or issue.state not in RUNS:
        return Left(due, late, None)
    return left_until(due, on)


def left_until(due: dt.date, on: dt.date) -> Left:
    """Of whatever is due by a day."""
    if on > due:
        return Left(due, (on - due).days, None)
    try:
        return Left(due, 0, operator_calendar().between(on, due))
    except UnknownYearError:
        return Left(due, 0, None)
