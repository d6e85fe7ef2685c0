"""工作台账: a plan's duties, what the crawl found and what people said -> a light for every unit and duty on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from auditor.inspection import proofs
from auditor.inspection.due import SOON_DAYS, due_on, ends_on
from auditor.inspection.period import Term
from auditor.models import DeadlineClass, Duty, Light, NoteAct, Plan, Proof, Role, TaskNote, TaskRow
from auditor.workdays import Calendar, UnknownYearError

OWES, HELPS, CONCERNED = "责任", "配合", "涉及"
LISTED = 20  # pages of one row; the rest are counted
STEPS = (1, 7, 30)  # working days before a deadline at which it is called to mind

Told = tuple[Light, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """One duty of one unit on one day, with all that is known of it."""

    plan: Plan
    duty: Duty
    part: str
    day: dt.date
    calendar: Calendar
    event_on: dt.date | None
    arose: bool  # whether a person said that the event has happened for this unit
    due: dt.date | None
    unknown_year: int | None
    pages: Sequence[Proof]
    people: Sequence[TaskNote]
    before: int  # proofs of the quarter before
    read: bool  # whether the crawl read any page of the unit

    @property
    def kind(self) -> DeadlineClass | None:
        return self.duty.deadline.kind if self.duty.deadline else None

    @property
    def wanted(self) -> int:
        many = self.kind in (DeadlineClass.COUNT_BY, DeadlineClass.CONTINUOUS)
        return max(1, self.duty.deadline.number) if self.duty.deadline and many else 1

    @property
    def times(self) -> int:
        return sum(note.times for note in self.people)


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
    light, why = _light(case, known)
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
) -> _Case:
    events = [note.day for note in notes if note.act is NoteAct.EVENT and note.day <= day]
    event_on = max(events, default=duty.deadline.event_on if duty.deadline else None)
    due, unknown_year = _due(plan, duty, calendar, event_on)
    first = proofs.since(duty, plan.issued_on, due, event_on, day)
    quarterly = first == Term.of(3, day).first_on and _is_quarterly(duty, event_on)
    previous = Term.of(3, day).previous
    return _Case(
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


def _light(case: _Case, notes: Sequence[TaskNote]) -> Told:
    decisive = [note for note in notes if note.act is not NoteAct.EVENT]
    if decisive and decisive[-1].act is NoteAct.NOT_APPLICABLE:
        return Light.NOT_APPLICABLE, f"{_whose(decisive[-1])}说明：{decisive[-1].note}"
    if case.times >= case.wanted:
        return Light.DONE, f"{_whose(case.people[-1])}已提交佐证"
    if case.pages or case.people:
        return _partly(case)
    return _unproven(case)


def _whose(note: TaskNote) -> str:
    return "责任单位自报，" + note.by if note.role is Role.UNIT else f"{note.role.label}{note.by}"


def _partly(case: _Case) -> Told:
    """A machine's find settles a duty only where a page is all it asks, and it is plain whom it binds and since when."""
    waits = case.kind is None or (case.kind.after_event and case.event_on is None)
    if (
        not case.duty.asks
        and (case.part != CONCERNED or case.arose)
        and not waits
        and len(case.pages) >= case.wanted
    ):
        return Light.DONE, f"爬取找到{len(case.pages)}页"
    had = f"爬取找到{len(case.pages)}页、人工佐证{case.times}次"
    needs = f"，要求{case.wanted}次" if case.wanted > 1 else ""
    asks = f"；还须人工确认：{case.duty.asks}" if case.duty.asks else ""
    return Light.TO_CHECK, had + needs + asks


def _unproven(case: _Case) -> Told:
    if case.part == CONCERNED and not case.arose:
        return Light.TO_CHECK, "方案没有点名，是否涉及由人确认"
    if case.unknown_year:
        return Light.TO_CHECK, f"{case.unknown_year}年放假安排没有收录，算不出期限"
    if case.kind is DeadlineClass.CONTINUOUS:
        return _continuous(case)
    if case.due is None:
        return Light.TO_CHECK, _no_day(case.duty)
    return _by_day(case, case.due)


def _no_day(duty: Duty) -> str:
    if duty.deadline is None:
        return f"时限“{duty.limit}”算不出日期"
    if not duty.deadline.number:
        return f"期限由{duty.deadline.event or '另行通知'}规定"
    return f"起算日未知（{duty.deadline.event or '另行通知'}）"


def _continuous(case: _Case) -> Told:
    quarter = Term.of(3, case.day)
    if not case.before and case.plan.issued_on < quarter.first_on:
        return Light.TO_CHECK, f"{quarter.previous.name}和本季度都没有佐证"
    if (quarter.last_on - case.day).days <= SOON_DAYS:
        return Light.SOON, f"{quarter.name}还没有佐证"
    return Light.NOT_DUE, "长期任务，每季度至少一条佐证"


def _by_day(case: _Case, due: dt.date) -> Told:
    try:
        last = ends_on(case.duty.deadline, due, case.calendar) if case.duty.deadline else due
    except UnknownYearError:
        last = due
    if case.day > last:
        late = case.part == OWES or case.arose
        why = "期限已过，台账上没有佐证" + ("" if case.read else "；爬取没有读到本单位的网页")
        return (Light.OVERDUE, why) if late else (Light.TO_CHECK, f"{why}；本单位是配合单位")
    if case.day > due:
        return Light.SOON, f"期限逢休息日，{last}仍可公开"
    near = (due - case.day).days <= SOON_DAYS
    return (Light.SOON, f"{SOON_DAYS}日内到期") if near else (Light.NOT_DUE, "")


def _left(case: _Case) -> int | None:
    if case.due is None or case.due < case.day:
        return None
    try:
        return case.calendar.between(case.day, case.due)
    except UnknownYearError:
        return None
