"""任务 of a plan: who owes what by when; its light for one unit on one day; what people said of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from auditor.models.role import Role


class DeadlineClass(StrEnum):
    """How a duty's day is found."""

    FIXED = "FIXED"  # a day the plan names
    EVENT_WD = "EVENT_WD"  # so many working days after an event
    EVENT_D = "EVENT_D"  # so many days after an event
    EVENT_H = "EVENT_H"  # so many hours after an event
    ANNUAL = "ANNUAL"  # the same day every year
    COUNT_BY = "COUNT_BY"  # so many times by a day
    CONTINUOUS = "CONTINUOUS"  # all the time; so many proofs a quarter

    @property
    def after_event(self) -> bool:
        """Whether an event sets it going."""
        return self in (DeadlineClass.EVENT_WD, DeadlineClass.EVENT_D, DeadlineClass.EVENT_H)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """时限 of a duty."""

    kind: DeadlineClass
    due_on: dt.date | None = None  # FIXED and COUNT_BY
    number: int = 0  # of days, hours, times or proofs a quarter, as the class has it
    month_day: tuple[int, int] | None = None  # ANNUAL
    event: str = ""  # what sets it going, in the plan's words
    event_on: dt.date | None = None  # where the plan itself is the event; otherwise people say it


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """One row of the plan's table of tasks, or one duty of its text."""

    number: str  # as the plan counts: 13, 二(一)
    duty: str  # what is to be done
    deadline: Deadline | None  # None: the plan names none that can be told
    limit: str = ""  # the deadline in the plan's words
    units: tuple[str, ...] = ()  # who owes it: units, or whole groups (各镇)
    support: tuple[str, ...] = ()  # 配合
    concerned: tuple[str, ...] = ()  # those whom it concerns, not named: 重大政策起草部门
    keywords: tuple[str, ...] = ()  # a title with all words of one of these may show a result
    sections: tuple[str, ...] = ()  # so may what stands in a section whose path holds one of these
    asks: str = ""  # what people must show beyond a page; empty: a page is enough
    basis: str = ""  # the law that sets the deadline, where the plan does not
    note: str = ""  # what whoever reads the row should know

    @property
    def article(self) -> str:
        """As papers cite it: 第13项, 二（一）."""
        plain = self.number.isascii()
        return f"第{self.number}项" if plain else self.number.replace("(", "（").replace(")", "）")


class NoteAct(StrEnum):
    """What a note says."""

    EVIDENCE = "evidence"  # the duty is met, here is the proof
    EVENT = "event"  # what the deadline counts from has happened
    NOT_APPLICABLE = "not_applicable"  # the duty does not arise for this unit


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskNote:
    """What a person put on record about a duty of a unit; it is never changed, only followed by another."""

    plan: str  # Plan.name
    task: str  # Duty.number
    unit: str
    act: NoteAct
    at: dt.datetime  # when it was recorded
    by: str
    role: Role
    note: str = ""
    url: str = ""
    on: dt.date | None = None  # the day of the proof or the event, where it was said
    times: int = 1  # how many times a proof counts, where a duty asks for a number

    @property
    def day(self) -> dt.date:
        """The day it tells of."""
        return self.on or self.at.date()


class Light(StrEnum):
    """How a duty of a unit stands."""

    NOT_DUE = "not_due"
    SOON = "soon"
    DONE = "done"
    OVERDUE = "overdue"  # its day is over and the ledger holds no proof
    NOT_APPLICABLE = "not_applicable"
    TO_CHECK = "to_check"  # a person must look

    @property
    def label(self) -> str:
        """As tables print it."""
        return _LABELS[self][0]

    @property
    def mark(self) -> str:
        """One character that tells it without colour."""
        return _LABELS[self][1]


_LABELS = {
    Light.NOT_DUE: ("未到期", "未"),
    Light.SOON: ("临近", "近"),
    Light.DONE: ("已办", "办"),
    Light.OVERDUE: ("逾期未见佐证", "逾"),
    Light.NOT_APPLICABLE: ("不适用", "免"),
    Light.TO_CHECK: ("待核", "核"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """佐证: a page that the crawl found, or what a person gave."""

    url: str = ""
    title: str = ""
    published_on: dt.date | None = None
    found_at: dt.datetime | None = None  # of a page: when the crawl first saw it
    by: str = ""  # of a person's
    role: Role | None = None
    note: str = ""
    at: dt.datetime | None = None  # of a person's: when it was recorded


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRow:
    """台账的一行: a duty of one unit, as it stands on a day."""

    plan: str
    duty: Duty
    unit: str  # Unit.name; a group of which the profile knows no unit stands under its own words
    part: str  # 责任, 配合, 涉及
    due_on: dt.date | None
    light: Light
    why: str = ""  # Chinese, what the light rests on
    evidence: tuple[Proof, ...] = ()  # people's first, then the newest pages
    pages: int = 0  # found by the crawl, listed or not
    workdays_left: int | None = None  # None: no day, or its calendar is not known
