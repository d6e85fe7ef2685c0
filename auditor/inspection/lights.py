"""The light of a duty of a unit on a day, and what it rests on. What a machine cannot know is to be checked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from auditor.inspection.due import SOON_DAYS, ends_on
from auditor.inspection.period import Term
from auditor.models import DeadlineClass, Duty, Light, NoteAct, Plan, Proof, Role, TaskNote
from auditor.workdays import Calendar, UnknownYearError

OWES, CONCERNED = "责任", "涉及"

Told = tuple[Light, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
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
        """None where the plan names no deadline that can be told."""
        return self.duty.deadline.kind if self.duty.deadline else None

    @property
    def wanted(self) -> int:
        """How many proofs settle it."""
        many = self.kind in (DeadlineClass.COUNT_BY, DeadlineClass.CONTINUOUS)
        return max(1, self.duty.deadline.number) if self.duty.deadline and many else 1

    @property
    def times(self) -> int:
        """How many people gave."""
        return sum(note.times for note in self.people)


def light_of(case: Case, notes: Sequence[TaskNote]) -> Told:
    """The light and the Chinese reason; `notes`: all that people said of it, oldest first."""
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


def _partly(case: Case) -> Told:
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


def _unproven(case: Case) -> Told:
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


def _continuous(case: Case) -> Told:
    quarter = Term.of(3, case.day)
    if not case.before and case.plan.issued_on < quarter.first_on:
        return Light.TO_CHECK, f"{quarter.previous.name}和本季度都没有佐证"
    if (quarter.last_on - case.day).days <= SOON_DAYS:
        return Light.SOON, f"{quarter.name}还没有佐证"
    return Light.NOT_DUE, "长期任务，每季度至少一条佐证"


def _by_day(case: Case, due: dt.date) -> Told:
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
