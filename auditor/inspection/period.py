"""The periods an inspection is for: a month, a quarter or a year."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

Months = Literal[1, 3, 12]
_MONTHS: dict[str, Months] = {
    "spot_check": 1,
    "annual_appraisal": 12,
}  # by scheme; quarterly where it is not here


@dataclass(frozen=True, slots=True)
class Term:
    """检查时段: the `number`th month, quarter or year (always 1) of `year`; `months` long."""

    months: Months
    year: int
    number: int

    @classmethod
    def of(cls, months: Months, day: dt.date) -> Term:
        """The one that `day` lies in."""
        return cls(months, day.year, (day.month - 1) // months + 1)

    @classmethod
    def of_scheme(cls, scheme: str, day: dt.date) -> Term:
        """The one that an inspection by this scheme on `day` is for."""
        return cls.of(_MONTHS.get(scheme, 3), day)

    @property
    def name(self) -> str:
        """As papers print it: 2026年4月, 2026年第2季度, 2026年度."""
        if self.months == 12:
            return f"{self.year}年度"
        return f"{self.year}年{self.number}月" if self.months == 1 else f"{self.year}年第{self.number}季度"

    @property
    def first_on(self) -> dt.date:
        """The first day."""
        return dt.date(self.year, (self.number - 1) * self.months + 1, 1)

    @property
    def last_on(self) -> dt.date:
        """The last day."""
        years, month = divmod(self.number * self.months, 12)  # of the day after, month counted from 0
        return dt.date(self.year + years, month + 1, 1) - dt.timedelta(days=1)

    @property
    def previous(self) -> Term:
        """The one just before."""
        return Term.of(self.months, self.first_on - dt.timedelta(days=1))
