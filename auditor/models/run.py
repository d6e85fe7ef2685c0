"""A run and what it saw: the nouns of crawl, judgement and night."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

_FOR_OPERATORS = re.compile("（请运维人员[^（）]*）")


@dataclass(frozen=True, slots=True)
class Unchecked:
    """Something that was to be checked and was not, with the Chinese reason."""

    what: str  # an address, a section path, a rule
    why: str
    unit: str | None = None

    @property
    def cause(self) -> str:
        """The reason as papers tell it: what to install is said to the operator alone."""
        return _FOR_OPERATORS.sub("", self.why)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What a run saw of one unit. Pages are sections and articles; a page that is gone (404, 410) has answered."""

    unit: str
    pages: int = 0
    pages_read: int = 0
    pages_failed: int = 0  # and those that were not asked
    sections: int = 0
    sections_read: int = 0  # be what they showed believed or not
    seen: int = 0  # addresses of every kind that answered
    failed: int = 0  # and those that did not
    pages_resting: int = 0  # left alone tonight: what they said last stands
    resting: int = 0  # the same of addresses of every kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What a run saw of what it planned: printed in every report, and what decides whether a night is void."""

    planned: int = 0  # addresses
    fetched: int = 0  # answered with a body
    unchanged: int = 0  # answered 304
    failed: int = 0
    gone: int = (
        0  # of these, pages that are gone (404, 410) and stand in no list that was read: taken down, or moved
    )
    unasked: int = 0  # of hosts, or parts of them, that were left in peace
    pending: int = 0  # left for the next night
    resting: int = 0  # old and quiet, and left alone tonight: neither planned, nor seen, nor missed
    sections: int = 0
    sections_read: int = 0
    sections_unknown: int = 0  # of the profile, whose address is not known yet
    pages_by_unit: Mapping[str, int] = field(default_factory=dict)
    sections_by_unit: Mapping[str, int] = field(default_factory=dict)
    parts: tuple[Part, ...] = ()
    unchecked: tuple[Unchecked, ...] = ()


class RunState(StrEnum):
    """The life of a run."""

    PLANNED = "planned"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    VOID = "void"  # saw too little: recorded, opens and closes nothing
    PARTIAL = "partial"  # some units were seen too little of: theirs stands as it stood
    HELD = "held"  # would move the ledger out of all proportion: waits for the next night or a person

    @property
    def believed(self) -> bool:
        """Whether the ledger was moved by it."""
        return self in (RunState.DONE, RunState.PARTIAL)

    @property
    def label(self) -> str:
        """The Chinese name that people read."""
        return _LABELS[self]


_LABELS = {
    RunState.PLANNED: "待运行",
    RunState.RUNNING: "运行中",
    RunState.DONE: "完成",
    RunState.FAILED: "未完成",
    RunState.VOID: "作废",
    RunState.PARTIAL: "部分完成",
    RunState.HELD: "待确认",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One crawl, judgement or night, as `auditor runs` shows it."""

    id: int
    portal: str
    kind: str  # crawl / judge / nightly
    state: RunState
    as_of: dt.datetime
    planned_at: dt.datetime
    started_at: dt.datetime | None = None
    ended_at: dt.datetime | None = None
    why: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)  # of a running crawl: as it stands this moment
    beat_at: dt.datetime | None = None  # the last sign of life of its process
    alive: bool = True  # False: planned or running, but its process is gone
