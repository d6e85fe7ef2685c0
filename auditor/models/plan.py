"""工作方案: what an office laid down for a year, item by item."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from auditor.models.basis import Basis
from auditor.models.duty import Duty


@dataclass(frozen=True, slots=True)
class PlanItem:
    """One item of a plan: its words in citations (第12项, 三（二）) and the codes of the checks that look after it."""

    article: str
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanTask:
    """A task that a plan wants done once, by a day, with results whose titles hold every keyword."""

    name: str
    unit: str  # Unit.name
    due_on: dt.date
    keywords: tuple[str, ...]
    since_on: dt.date | None = None  # the earliest day a result may be of
    count: int = 1  # how many results
    article: str = ""  # the item of the plan that sets it


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A plan as its office issued it. It is cited from the day of issue until `until`, both included; None: open."""

    name: str
    issued_on: dt.date
    document_number: str = ""
    until: dt.date | None = None
    items: tuple[PlanItem, ...] = ()
    tasks: tuple[PlanTask, ...] = ()
    duties: tuple[Duty, ...] = ()  # 工作台账: every row of its table of tasks

    def in_force(self, day: dt.date) -> bool:
        """Whether findings made on `day` may cite it."""
        return self.issued_on <= day and (self.until is None or day <= self.until)

    def basis(self, article: str) -> Basis:
        """One of its items as what a finding rests on; the office wrote it, so it is verified."""
        number = f"（{self.document_number}）" if self.document_number else ""
        return Basis(f"《{self.name}》{number}", article, verified=True, binding=True)

    def bases(self, code: str) -> Iterator[Basis]:
        """Its items that name the code, in their order."""
        return (self.basis(item.article) for item in self.items if code in item.codes)
