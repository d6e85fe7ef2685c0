"""检查: a spot check, a quarter, a special topic or a year, from its draft to the record that never changes again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from auditor.models.portal import Period
from auditor.models.role import Role
from auditor.models.run import Coverage


class InspectionKind(StrEnum):
    """What an inspection looks at."""

    SPOT = "spot"  # 日常抽测: pages drawn by lot
    QUARTER = "quarter"  # 季度检查: everything
    SPECIAL = "special"  # 专项检查: some rules over what is stored
    YEAR = "year"  # 年度考核: the year's quarters and other indicators

    @property
    def label(self) -> str:
        """The Chinese name that people read."""
        return _KINDS[self]


_KINDS = {
    InspectionKind.SPOT: "日常抽测",
    InspectionKind.QUARTER: "季度检查",
    InspectionKind.SPECIAL: "专项检查",
    InspectionKind.YEAR: "年度考核",
}


class InspectionState(StrEnum):
    """The life of an inspection."""

    DRAFT = "draft"
    CONSULTED = "consulted"  # sent to the units, which may appeal
    FROZEN = "frozen"  # a record: nothing changes it
    ISSUED = "issued"

    @property
    def label(self) -> str:
        """The Chinese name that people read."""
        return _STATES[self]


_STATES = {
    InspectionState.DRAFT: "草稿",
    InspectionState.CONSULTED: "征求意见",
    InspectionState.FROZEN: "已冻结",
    InspectionState.ISSUED: "已印发",
}


RECORDS = (InspectionState.FROZEN, InspectionState.ISSUED)


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionEvent:
    """One thing somebody did with an inspection. They are only ever added."""

    act: str  # open / send / freeze / issue
    at: dt.datetime
    by: str
    role: Role
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """What a unit says of a figure that it disputes; printed beside it."""

    figure: str
    unit: str
    text: str
    by: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Stratum:
    """One layer of a frame: pages of one unit, section and month, and how many were drawn."""

    unit: str
    section: str
    month: str  # 2026-05, or 日期不详
    pages: int
    drawn: int


@dataclass(frozen=True, slots=True)
class Sampled:
    """A page that was drawn; `why` in Chinese."""

    unit: str
    section: str
    url: str
    title: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What one unit came to. `score` None: nothing of it was checked."""

    unit: str
    group: str
    score: Decimal | None
    deducted: Mapping[str, Decimal] = field(default_factory=dict)  # by category
    rank: int | None = None  # inside the group
    band: str = ""
    ceiling: str | None = None  # the best band that a fault of it allows
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection:
    """What `auditor inspect show` prints. `seed`, `frame_hash`, `strata` and `sample`: of a spot check alone."""

    number: str
    kind: InspectionKind
    portal: str  # Portal.id
    period: str  # Term.code
    window: Period  # the days that were looked at
    state: InspectionState = InspectionState.DRAFT
    scheme: str
    rule_versions: Mapping[str, int]
    seed: int | None = None
    frame_hash: str | None = None
    strata: tuple[Stratum, ...] = ()
    sample: tuple[Sampled, ...] = ()
    coverage: Coverage
    scores: tuple[Result, ...]
    data_hash: str | None = None  # of everything but the state
    appeal_workdays: int
    document_number: str | None = None  # 文号 of the 通报 that it was issued by
    issued_on: dt.date | None = None
    appeal_by: dt.date | None = None  # the last day for an appeal; None: not sent, or holidays unknown
