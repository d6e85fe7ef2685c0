"""工作台账: a plan's duties, what the crawl found and what people said -> a row for every unit and duty on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from auditor.inspection import proofs
from auditor.inspection.due import due_on
from auditor.inspection.lights import Case, light_of
from auditor.inspection.period import Term
from auditor.models import DeadlineClass, Duty, Light, NoteAct, Plan, Proof, TaskNote, TaskRow
from auditor.workdays import Calendar, UnknownYearError

LISTED = 20  # pages of one row; the rest are counted
STEPS = (1, 7, 30)  # working days before a deadline at which it is called to mind


def task_row(
    plan: Plan,
    duty: Duty,
    unit: str,
    part: str,
    *,
    found: Sequence[Proof],
    notes: Sequence[TaskNote],
    day: dt.date,
    calendar: Calendar,
    read: bool = True,
) -> TaskRow:
    """A duty of a unit as it stands on `day`; `notes`: those of this duty and unit, oldest first.

    `read`: whether the crawl read any page of the unit.
    """
    known = [note for note in notes if note.on is None or note.on <= day]
    case = _case(plan, duty, part, found, known, day, calendar, read=read)
    light, why = light_of(case, known)
    return TaskRow(
        plan=plan.name,
        duty=duty,
        unit=unit,
        part=part,
        due_on=case.due,
        light=light,
        why=why,
        evidence=(*map(proofs.told, known), *case.pages[:LISTED]),
        pages=len(case.pages),
        workdays_left=_left(case),
    )


def step_of(row: TaskRow) -> int | None:
    """Which of the steps before its deadline a row that still asks for something has reached: 1, 7 or 30."""
    if row.workdays_left is None or row.light in (Light.DONE, Light.NOT_APPLICABLE):
        return None
    return next((step for step in STEPS if row.workdays_left <= step), None)


def by_urgency(row: TaskRow) -> tuple[int, dt.date]:
    """Sort key: what is late first, then what is due next, then what must be looked at, then what is settled."""
    order = (Light.OVERDUE, Light.SOON, Light.TO_CHECK, Light.NOT_DUE, Light.DONE, Light.NOT_APPLICABLE)
    rank = order.index(Light.SOON) if step_of(row) else order.index(row.light)
    return rank, row.due_on or dt.date.max


def _case(
    plan: Plan,
    duty: Duty,
    part: str,
    found: Sequence[Proof],
    notes: Sequence[TaskNote],
    day: dt.date,
    calendar: Calendar,
    *,
    read: bool,
) -> Case:
    events = [note.day for note in notes if note.act is NoteAct.EVENT and note.day <= day]
    event_on = max(events, default=duty.deadline.event_on if duty.deadline else None)
    due, unknown_year = _due(plan, duty, calendar, event_on)
    first = proofs.since(duty, plan.issued_on, due, event_on, day)
    quarterly = first == Term.of(3, day).first_on and _is_quarterly(duty, event_on)
    previous = Term.of(3, day).previous
    return Case(
        plan=plan,
        duty=duty,
        part=part,
        day=day,
        calendar=calendar,
        event_on=event_on,
        arose=bool(events),
        due=due,
        unknown_year=unknown_year,
        pages=_between(found, first, day),
        people=proofs.given(notes, first, day, each_quarter=quarterly),
        before=len(_between(found, previous.first_on, previous.last_on))
        + len(proofs.given(notes, previous.first_on, previous.last_on, each_quarter=True)),
        read=read,
    )


def _is_quarterly(duty: Duty, event_on: dt.date | None) -> bool:
    kind = duty.deadline.kind if duty.deadline else None
    return kind is DeadlineClass.CONTINUOUS or bool(kind and kind.after_event and event_on is None)


def _due(
    plan: Plan, duty: Duty, calendar: Calendar, event_on: dt.date | None
) -> tuple[dt.date | None, int | None]:
    try:
        due = due_on(duty.deadline, plan.issued_on, calendar, event_on=event_on) if duty.deadline else None
    except UnknownYearError as error:
        return None, error.year
    return due, None


def _between(found: Sequence[Proof], first: dt.date, last: dt.date) -> list[Proof]:
    return [proof for proof in found if first <= proofs.page_day(proof) <= last]


def _left(case: Case) -> int | None:
    if case.due is None or case.due < case.day:
        return None
    try:
        return case.calendar.between(case.day, case.due)
    except UnknownYearError:
        return None
