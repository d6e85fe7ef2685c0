"""A row's clock: the last day for mending, how far it is overdue, and what a stop of the clock adds. Pure."""

from __future__ import annotations

import datetime as dt

from auditor.models.issue import Issue
from auditor.models.issue_kinds import ACQUITTED, Act, IssueState
from auditor.workdays import Calendar, UnknownYearError

_NOT_YET = ACQUITTED | {IssueState.SUSPECTED, IssueState.CONFIRMED}


def workdays_on(start: dt.date, workdays: int, calendar: Calendar) -> dt.date | None:
    """The day that is so many working days later; None where the year's holidays are not known."""
    try:
        return calendar.add(start, workdays)
    except UnknownYearError:
        return None


def overdue_days(issue: Issue, on: dt.date) -> int:
    """Calendar days beyond the last day for mending; 0 while there is time, nobody was told or nothing is owed."""
    due = issue.rectify_by
    if due is None or issue.state in _NOT_YET:
        return 0
    return max(0, (_stopped_on(issue, on) - due).days)


def owes_answer(issue: Issue, on: dt.date) -> bool:
    """Whether whoever told of it was to be answered by now, and was not."""
    told = issue.opening.outside
    due = told.answer_by if told else None
    return due is not None and on > due and issue.last(Act.REPLY) is None


def resumed(issue: Issue, on: dt.date, calendar: Calendar) -> dt.date | None:
    """The last day for mending when the clock goes on: as many working days as were left when it stopped.

    None where there was no such day, or the year's holidays are not known.
    """
    return _moved(issue, stopped_on(issue), on, calendar)


def heard(issue: Issue, on: dt.date, calendar: Calendar) -> dt.date | None:
    """The same after an appeal that was filed in time: nobody mends what he waits to hear of.

    None where the unit had appealed too late, or had reported it mended before.
    """
    filed, told = issue.last(Act.APPEAL), issue.last(Act.NOTIFY)
    if filed is None or issue.resumes is IssueState.RECHECK:
        return None
    day, last = filed.at.date(), told.appeal_by if told else None
    return None if last is not None and day > last else _moved(issue, day, on, calendar)


def _moved(issue: Issue, since: dt.date | None, on: dt.date, calendar: Calendar) -> dt.date | None:
    due = issue.rectify_by
    if due is None or since is None:
        return None
    if due < since:
        return due + (on - since)
    try:
        return calendar.add(on, calendar.between(since, due))
    except UnknownYearError:
        return None


def stopped_on(issue: Issue) -> dt.date | None:
    """The day on which the clock stopped last for a platform: that of the claim, where a unit had claimed it."""
    stop = issue.last(Act.PLATFORM)
    if stop is None:
        return None
    earlier = reversed(issue.events[: issue.events.index(stop)])
    asked = next((e for e in earlier if e.act in (Act.PLEAD, Act.REBUT, Act.PLATFORM, Act.FIXED)), None)
    return (asked if asked and asked.act is Act.PLEAD else stop).at.date()


def _stopped_on(issue: Issue, on: dt.date) -> dt.date:
    """The day up to which the clock ran: a unit is not kept waiting for whoever looks or decides."""
    if issue.state in (IssueState.RECHECK, IssueState.CLOSED) and (ready := _ready_on(issue)):
        return ready
    if issue.state is IssueState.PLATFORM and (stop := stopped_on(issue)):
        return stop
    if issue.state is IssueState.APPEALED and (event := issue.last(Act.APPEAL)):
        return event.at.date()
    return issue.ended_on or on


def _ready_on(issue: Issue) -> dt.date | None:
    """When it was reported, or seen, to be mended, if no look since has found otherwise."""
    for event in reversed(issue.events):
        if event.act is Act.SEEN or (event.act is Act.RECHECK and event.outcome != "fixed"):
            return None
        if event.act in (Act.FIXED, Act.GONE):
            return event.at.date()
    return None
