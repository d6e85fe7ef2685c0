"""A figure with its card, and a quarter while it is drawn."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from auditor.inspection.inspected import Inspected
from auditor.inspection.pictured import Pictured
from auditor.models.inspection import Remark
from auditor.text.wording import day, days, short
from reports.charts import BarChart
from reports.matrix import Matrix

FIGURES: Mapping[str, str] = {
    "tested": "检查覆盖图",
    "faults": "问题分布图",
    "trend": "近四个季度得分",
    "lag": "公开用时分布",
    "funnel": "整改进度",
    "pieces": "每月发布数量",
}


Leads = Callable[[str, str], str]  # unit and column -> address; "": all columns


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What one must know to read a figure."""

    means: str
    numerator: str
    denominator: str
    window: str
    silent: str  # what it does not say


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One picture. `bars` and `grid` None: there is nothing to draw, and `words` says why."""

    id: str
    card: Card
    bars: BarChart | None = None
    grid: Matrix | None = None
    words: tuple[str, ...] = ()
    keys: tuple[tuple[str, str], ...] = ()  # what short heads stand for
    remarks: tuple[Remark, ...] = ()

    @property
    def title(self) -> str:
        """Its name."""
        return FIGURES[self.id]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A quarter while it is drawn."""

    inspected: Inspected
    pictured: Pictured
    since: dt.date | None
    leads: Leads | None = None  # None: on paper

    @property
    def hrefs(self) -> dict[str, str]:
        """Where the label of each unit leads."""
        return {name: self.leads(name, "") for name in self.names} if self.leads else {}

    def href(self, unit: str, column: str) -> str:
        """Where a cell leads."""
        return self.leads(unit, column) if self.leads else ""

    @property
    def names(self) -> dict[str, str]:
        """What pictures call each unit."""
        return {unit.name: short(unit, 10) for unit in self.inspected.portal.units}

    @property
    def rows(self) -> list[tuple[str, str]]:
        """A line for every unit."""
        return list(self.names.items())

    @property
    def window(self) -> str:
        """The days of the period that were looked at."""
        until = self.inspected.as_of
        return days(self.since, until) if self.since else f"截至{day(until)}"
