"""A portal as it stands: its sections with their visits, its pages, the looks at its links."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeVar, cast

from auditor.models.document import Document
from auditor.models.kinds import DocumentClass as DocumentClass
from auditor.models.kinds import PageKind as PageKind
from auditor.models.kinds import ProblemKind as ProblemKind
from auditor.models.kinds import Severity as Severity
from auditor.models.kinds import Verdict as Verdict
from auditor.models.page import Entry, Look, Page
from auditor.models.portal import Portal, Section
from auditor.models.run import Coverage as Coverage
from auditor.models.run import Run as Run
from auditor.models.run import RunState as RunState
from auditor.models.run import Unchecked as Unchecked
from auditor.workdays import CALENDAR, Calendar

T = TypeVar("T")


class VisitState(StrEnum):
    """What a visit of a section's list came to."""

    READABLE = "readable"
    UNREADABLE = "unreadable"  # blocked, failed, scripted: says nothing about content
    PARTIAL = "partial"  # some of its pages were not read: proves presence, never absence
    HELD = "held"  # out of all proportion to what the list held: the same, until another night or a person says so too


@dataclass(frozen=True, slots=True)
class Visit:
    """One night's look at a section's list."""

    visited_at: dt.datetime
    state: VisitState
    why: str = ""  # Chinese reason where not readable
    entry_count: int = 0  # of a held list: as many as were read, believed or not
    newest_on: dt.date | None = None
    note: str | None = None  # the explanation shown in place of entries, e.g. 本栏目暂无…
    redirected_to: str | None = None
    aggregates: bool = False  # a parent that only gathers its children
    capture: str | None = None


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section with what its visits saw, oldest visit first."""

    section: Section
    visits: tuple[Visit, ...] = ()
    entries: tuple[Entry, ...] = ()  # the list as last read

    @property
    def last_readable(self) -> Visit | None:
        """The newest visit that read the whole list."""
        return next((v for v in reversed(self.visits) if v.state is VisitState.READABLE), None)

    @property
    def newest_state(self) -> VisitState | None:
        """What the newest visit came to; None where there was none."""
        return self.visits[-1].state if self.visits else None


@dataclass(frozen=True, slots=True)
class Probe:
    """An address linked from pages, and every look at it, oldest first."""

    url: str
    looks: tuple[Look, ...]
    referrers: tuple[str, ...] = ()  # addresses of pages that link it, first seen first


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A portal as it stands at `as_of`: what site rules reason over. Pages come without body text and links."""

    portal: Portal
    as_of: dt.datetime
    pages: Sequence[Page] = ()
    sections: Sequence[SectionView] = ()
    probes: Sequence[Probe] = ()
    calendar: Calendar = CALENDAR  # working days, with the operator's table for a year announced since
    documents: Mapping[str, Document] = field(
        default_factory=dict
    )  # body by canonical address, read when asked for
    _worked_out: dict[Any, Any] = field(init=False, default_factory=dict, compare=False, repr=False)

    @property
    def year(self) -> int:
        """Of the day judged from. A rule that looks at no more of the day is not asked again within the year."""
        return self.as_of.year

    def once(self, work: Callable[[Site], T]) -> T:
        """What `work` makes of this site: worked out once, however many rules ask."""
        if work not in self._worked_out:
            self._worked_out[work] = work(self)
        return cast(T, self._worked_out[work])
