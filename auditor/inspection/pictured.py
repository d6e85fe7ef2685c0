"""What the pictures of a quarter are drawn from, counted when it was drawn up and kept with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum


class DutyLook(StrEnum):
    """How a duty of a unit was looked at."""

    RULE = "rule"
    HAND = "hand"  # a person put something on record
    UNREADABLE = "unreadable"  # rules look after it, and nothing of the unit could be read
    NOT = "not"

    @property
    def label(self) -> str:
        """The Chinese name that people read."""
        return _LOOKS[self][0]

    @property
    def mark(self) -> str:
        """One character that tells it without colour."""
        return _LOOKS[self][1]


_LOOKS = {
    DutyLook.RULE: ("规则检查", "规"),
    DutyLook.HAND: ("人工登记", "人"),
    DutyLook.UNREADABLE: ("没有读到", "阻"),
    DutyLook.NOT: ("没有检查", "未"),
}


@dataclass(frozen=True, slots=True)
class DutyColumn:
    """A duty of the plan, or a category of the scheme where there is no plan."""

    number: str
    name: str


@dataclass(frozen=True, slots=True)
class UnitPicture:
    """One unit: when it was last looked at, what it published, what it promised."""

    unit: str
    looked_on: dt.date | None
    pieces: Mapping[str, int] = field(default_factory=dict)  # by month: 2026-05
    cycle_days: int | None = None  # the shortest that a section of it promises
    whole: bool = (
        False  # whether every list of it was read to its end: only then is a month without a piece told
    )
    tested: Mapping[str, DutyLook] = field(
        default_factory=dict
    )  # by DutyColumn.number; others do not bind it


@dataclass(frozen=True, slots=True)
class QuarterPoint:
    """An earlier quarter, as it was kept."""

    code: str
    units: int  # that were scored
    mean: Decimal | None
    problems: int


@dataclass(frozen=True, slots=True)
class Funnel:
    """Rows of the 台账 that lived in the period, and how far each came by `told_on`, None: by its day."""

    found: int = 0
    confirmed: int = 0
    notified: int = 0
    reported: int = 0
    rechecked: int = 0
    closed: int = 0
    acquitted: int = 0  # 误报 or 撤销
    told_on: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pictured:
    """Everything the pictures say beside what the quarter itself holds."""

    months: tuple[str, ...]  # twelve, the last that of the day
    whole_months: tuple[str, ...]  # of these: over by the day, and read as far back
    duties: tuple[DutyColumn, ...]
    plan: str  # "": the columns are the scheme's categories
    units: tuple[UnitPicture, ...]  # in the portal's order
    lags: tuple[int, ...]  # working days from 成文 to 发布, of what was published in the period
    undated: int  # of what was published in the period: a date or the calendar is missing
    earlier: tuple[QuarterPoint, ...]  # three at most, oldest first
    funnel: Funnel
