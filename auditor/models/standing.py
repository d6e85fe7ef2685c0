"""What stands of one fault: the finding, its state and its clocks."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from auditor.models.finding import Finding


class StandingState(StrEnum):
    """Where a fault is in its life."""

    NEW = "new"  # 新增
    STANDING = "standing"  # 未整改
    FIXED = "fixed"  # 已整改
    REGRESSED = "regressed"  # 反弹: came back after it was fixed
    EXEMPTED = "exempted"  # 豁免: it is there, and the profile takes it out of lists and scores

    @property
    def label(self) -> str:
        """The Chinese name that reports print."""
        return _LABELS[self]


_LABELS = {
    StandingState.NEW: "新增",
    StandingState.STANDING: "未整改",
    StandingState.FIXED: "已整改",
    StandingState.REGRESSED: "反弹",
    StandingState.EXEMPTED: "豁免",
}

SETTLED = frozenset({StandingState.FIXED, StandingState.EXEMPTED})  # nothing is asked of anybody


@dataclass(frozen=True, slots=True)
class Spell:
    """One stretch of time in which the fault stood, ended by a fix."""

    first_seen_at: dt.datetime
    last_seen_at: dt.datetime
    fixed_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """A finding with its memory. The clock is the present spell's; ended spells are kept in `earlier`."""

    finding: Finding
    state: StandingState
    first_seen_at: dt.datetime
    last_seen_at: dt.datetime
    fixed_at: dt.datetime | None = None
    earlier: tuple[Spell, ...] = ()  # oldest first

    @property
    def fingerprint(self) -> str:
        """What tells this fault from every other."""
        return self.finding.fingerprint

    def stood_at(self, at: dt.datetime) -> bool:
        """Whether the ledger held it unmended at that instant."""
        stretches = [(spell.first_seen_at, spell.fixed_at) for spell in self.earlier]
        stretches.append((self.first_seen_at, self.fixed_at or dt.datetime.max.replace(tzinfo=dt.UTC)))
        return any(began <= at < ended for began, ended in stretches)

    def came_back_after(self, at: dt.datetime) -> bool:
        """Whether it was mended before and is there again, since then."""
        return bool(self.earlier) and self.first_seen_at > at
