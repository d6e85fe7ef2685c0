"""时限 of a duty -> its day, by the offices' calendar. What is not known gives no day."""

from __future__ import annotations

import datetime as dt

from auditor.models import Deadline, DeadlineClass
from auditor.workdays import Calendar

SOON_DAYS = 30
_HOURS = 24


def due_on(
    deadline: Deadline, issued_on: dt.date, calendar: Calendar, *, event_on: dt.date | None = None
) -> dt.date | None:
    """The day a duty of a plan issued on `issued_on` is due; `event_on` is the event that people told of.

    None where an event is not known. Raises UnknownYearError where working days of an unknown year are to be counted.
    """
    begun = event_on or deadline.event_on
    if deadline.kind.after_event:
        return _after(deadline, begun, calendar) if begun and deadline.number else None
    return _yearly(deadline.month_day, issued_on) if deadline.month_day else deadline.due_on


def ends_on(deadline: Deadline, due: dt.date, calendar: Calendar) -> dt.date:
    """The last day it can be met without being late: a law's yearly day on a rest day waits for the next working day.

    Raises UnknownYearError.
    """
    return calendar.on_or_after(due) if deadline.kind is DeadlineClass.ANNUAL else due


def _after(deadline: Deadline, begun: dt.date, calendar: Calendar) -> dt.date:
    if deadline.kind is DeadlineClass.EVENT_WD:
        return calendar.add(begun, deadline.number)
    days = deadline.number if deadline.kind is DeadlineClass.EVENT_D else -(-deadline.number // _HOURS)
    return begun + dt.timedelta(days=days)


def _yearly(month_day: tuple[int, int], issued_on: dt.date) -> dt.date:
    """The first such day from the plan's issue on."""
    day = dt.date(issued_on.year, *month_day)
    return day if day >= issued_on else day.replace(year=day.year + 1)
