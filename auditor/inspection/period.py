"""The periods an inspection is for: a month, a quarter or a year."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Literal

from auditor.models.spaces import squeeze

Months = Literal[1, 3, 12]
_MONTHS: dict[str, Months] = {
    "spot_check": 1,
    "annual_appraisal": 12,
}  # by scheme; quarterly where it is not here


_FORMS: tuple[tuple[Months, str], ...] = (
    (3, r"(20\d\d)-?[Qq]([1-4])"),
    (3, r"(20\d\d)年第?([1-4一二三四])季度"),
    (1, r"(20\d\d)(?:-|年)(0?[1-9]|1[0-2])月?"),
    (12, r"(20\d\d)(?:年度?)?()"),
)
_ORDINALS = {"": 1, "一": 1, "二": 2, "三": 3, "四": 4}


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

    @classmethod
    def read(cls, text: str) -> Term:
        """The one that a person names: 2026Q2, 2026年第2季度, 2026-05, 2026年5月, 2026, 2026年度.

        Raises ValueError with a sentence that says what would be right.
        """
        for months, form in _FORMS:
            if found := re.fullmatch(form, squeeze(text)):
                return cls(months, int(found[1]), _ORDINALS.get(found[2]) or int(found[2]))
        raise ValueError(f"“{text}”不是检查时段，应当写成 2026Q2 或者 2026年第2季度")

    @property
    def name(self) -> str:
        """As papers print it: 2026年4月, 2026年第2季度, 2026年度."""
        if self.months == 12:
            return f"{self.year}年度"
        return f"{self.year}年{self.number}月" if self.months == 1 else f"{self.year}年第{self.number}季度"

    @property
    def code(self) -> str:
        """As numbers of inspections carry it: 2026-04, 2026Q2, 2026."""
        if self.months == 12:
            return str(self.year)
        return f"{self.year}-{self.number:02d}" if self.months == 1 else f"{self.year}Q{self.number}"

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
    def following(self) -> Term:
        """The one just after."""
        return Term.of(self.months, self.last_on + dt.timedelta(days=1))

    @property
    def previous(self) -> Term:
        """The one just before."""
        return Term.of(self.months, self.first_on - dt.timedelta(days=1))
