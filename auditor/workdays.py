"""工作日: the calendar of the State Council's offices, with 调休. An unknown year raises; nothing is guessed.

The start day is not counted. Sources: 国务院办公厅 holiday notices as packed in chinesecalendar, plus a table
the operator keeps for a year announced since.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

import chinese_calendar

BEIJING = ZoneInfo("Asia/Shanghai")


class UnknownYearError(ValueError):
    """The holiday notice of this year is not known: whoever asked must answer `review`."""

    def __init__(self, year: int) -> None:
        super().__init__(f"{year} 年的放假调休安排未收录，无法计算工作日")
        self.year = year


@dataclass(frozen=True, slots=True)
class Calendar:
    """Working days by the packed notices, with days that an operator added (True: a working day)."""

    extra: Mapping[dt.date, bool] = field(default_factory=dict)
    extra_years: frozenset[int] = frozenset()  # years the table covers in full

    def is_workday(self, day: dt.date) -> bool:
        """Whether offices work that day. Raises UnknownYearError."""
        if day in self.extra:
            return self.extra[day]
        if day.year in self.extra_years:
            return day.weekday() < 5
        try:
            return bool(chinese_calendar.is_workday(day))  # type: ignore[no-untyped-call]
        except NotImplementedError:
            raise UnknownYearError(day.year) from None

    def add(self, start: dt.date, workdays: int) -> dt.date:
        """The day that is `workdays` working days after `start`. Raises UnknownYearError."""
        day, left = start, workdays
        while left:
            day = _next(day)
            left -= self.is_workday(day)
        return day

    def before(self, end: dt.date, workdays: int) -> dt.date:
        """The day that is `workdays` working days before `end`. Raises UnknownYearError."""
        day, left = end, workdays
        while left:
            day -= dt.timedelta(days=1)
            left -= self.is_workday(day)
        return day

    def between(self, start: dt.date, end: dt.date) -> int:
        """Working days after `start` up to and including `end`; 0 where `end` is not later. Raises UnknownYearError."""
        days = (end - start).days
        return sum(self.is_workday(start + dt.timedelta(days=n)) for n in range(1, days + 1))

    def on_or_after(self, day: dt.date) -> dt.date:
        """`day` itself, or the next working day where it is a rest day. Raises UnknownYearError."""
        while not self.is_workday(day):
            day = _next(day)
        return day


def _next(day: dt.date) -> dt.date:
    if day == dt.date.max:
        raise UnknownYearError(day.year + 1)
    return day + dt.timedelta(days=1)


CALENDAR = Calendar()
