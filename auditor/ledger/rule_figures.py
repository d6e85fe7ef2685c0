"""How well each rule did: what the machine found by it, and what people said of that. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from auditor.models.issue import Issue
from auditor.models.issue_kinds import Act, IssueState, Source


@dataclass(slots=True)
class Figures:
    """Rows of one rule that the machine opened."""

    found: int = 0
    confirmed: int = 0  # and still held to be a fault
    dismissed: int = 0
    overturned: int = 0  # confirmed by one person, taken back by another

    @property
    def precision(self) -> float | None:
        """Of those that people looked at, the share that is a fault; None while nobody has."""
        looked_at = self.confirmed + self.dismissed + self.overturned
        return self.confirmed / looked_at if looked_at else None


def rule_figures(issues: Iterable[Issue]) -> dict[str, Figures]:
    """Figures by code; a rule that found nothing has none."""
    told: defaultdict[str, Figures] = defaultdict(Figures)
    for issue in issues:
        if issue.opening.source is Source.MACHINE:
            _count(told[issue.opening.code], issue)
    return dict(told)


def _count(figures: Figures, issue: Issue) -> None:
    figures.found += 1
    if issue.merged_into:  # what is said of the fault is said of the other row
        return
    if issue.state is IssueState.DISMISSED:
        figures.dismissed += 1
    elif issue.state is IssueState.WITHDRAWN:
        figures.overturned += 1
    elif issue.last(Act.CONFIRM):
        figures.confirmed += 1
