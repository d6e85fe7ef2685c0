"""What one person can do with a row now, and which rows a unit may see. Pure: the ledger itself is asked."""

from __future__ import annotations

import datetime as dt

from auditor.ledger.issue import IssueError, allowed, done, outcomes
from auditor.models.issue import Actor, Event, Issue
from auditor.models.issue_kinds import Act, Source
from auditor.models.role import Role

_ANY = "-"


def open_acts(issue: Issue, actor: Actor, at: dt.datetime) -> tuple[Act, ...]:
    """The acts that would be taken if this person did them now."""
    return tuple(
        act
        for act in allowed(issue.state, issue.opening.source, merged=issue.merged_into is not None)
        if open_outcomes(issue, act, actor, at)
    )


def open_outcomes(issue: Issue, act: Act, actor: Actor, at: dt.datetime) -> tuple[str, ...]:
    """The outcomes of the act that would be taken; ("",) for an act that has none."""
    return tuple(outcome for outcome in outcomes(act) if _would_be_taken(issue, act, outcome, actor, at))


def is_shown(issue: Issue, actor: Actor) -> bool:
    """Whether the actor may see the row at all: a unit sees its own, from the notice on, and what it wrote itself."""
    if actor.role is not Role.UNIT:
        return actor.role is not Role.MACHINE
    told = issue.opening.source is Source.SELF or issue.last(Act.NOTIFY) is not None
    return told and issue.unit is not None and issue.unit == actor.unit


def _would_be_taken(issue: Issue, act: Act, outcome: str, actor: Actor, at: dt.datetime) -> bool:
    later = (issue.rectify_by or at.date()) + dt.timedelta(days=1)
    tried = Event(
        at=at, by=actor.name, role=actor.role, act=act, outcome=outcome, why=_ANY, until=later, due_on=later
    )
    try:
        done(issue, tried, actor)
    except IssueError:
        return False
    return True
