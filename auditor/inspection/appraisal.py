"""年度考核: w·P + (1-w)·Y for every unit. P from frozen quarters and spot checks, Y from marks that people gave. Pure."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType

from auditor.inspection.prices import in_cents
from auditor.inspection.scheme import Scheme
from auditor.inspection.scoring import FULL, UnitScore
from auditor.models import Portal, Unit
from auditor.models.inspection import Result

NO_MARKS, NOT_LOOKED_AT, NOT_RANKED = "其他指标没有评全", "全年没有检查到", "未评定"
TASKS = "工作任务落实"  # the indicator that the task ledger counts


@dataclass(frozen=True, slots=True, kw_only=True)
class TasksTold:
    """How a unit's duties of the plan stand on the year's last day that was looked at."""

    done: int = 0
    late: int = 0  # their day has gone by and nothing is on record
    unknown: int = 0  # a person has to look, or had to: neither the one nor the other

    def mark(self, full: Decimal) -> Decimal | None:
        """The share of what was due that was done, of full marks; None where nothing can be told."""
        due = self.done + self.late
        return in_cents(full * self.done / due) if due else None

    @property
    def told(self) -> str:
        """In a sentence."""
        unknown = f"，待核{self.unknown}项不计" if self.unknown else ""
        return f"任务有佐证{self.done}项，逾期未见佐证{self.late}项{unknown}"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuarterTold:
    """One quarter of the year: None in `scores` where a unit was not checked; `frozen` False: nothing counts."""

    code: str  # Term.code
    frozen: bool = False
    scores: Mapping[str, Decimal | None] = field(default_factory=dict)  # by unit
    spot: Mapping[str, Decimal] = field(
        default_factory=dict
    )  # taken by its spot checks, and not by the quarter

    reckoned: Mapping[str, str] = field(default_factory=dict)  # by unit: how it was counted, in words
    waiting: int = 0  # faults that the quarter took no points for: not confirmed, or their units not told

    def counted(self, unit: str) -> Decimal | None:
        """What the quarter counts for in the year."""
        own = self.scores.get(unit)
        return None if own is None else max(Decimal(0), own - self.spot.get(unit, Decimal(0)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Appraised:
    """One unit's year. `total` None: a part of it is not known, and the notes say which."""

    unit: Unit
    counted: tuple[Decimal | None, ...]  # of the four quarters
    daily: Decimal | None  # P
    marks: Mapping[str, Decimal]
    other: Decimal | None  # Y
    total: Decimal | None
    band: str = NOT_RANKED
    rank: int | None = None  # inside its group
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """What the papers of a year are printed from."""

    portal: Portal
    period: str
    scheme: Scheme
    quarters: tuple[QuarterTold, ...]  # all four, in their order
    units: tuple[Appraised, ...]
    inspections: tuple[str, ...]  # the numbers of the frozen ones that it rests on
    rule_versions: Mapping[str, int]
    tasks: Mapping[str, TasksTold] = field(default_factory=dict)  # by unit; empty: no plan, or none counted
    tasks_on: dt.date | None = None

    @property
    def indicators(self) -> dict[str, Decimal]:
        """Everything that Y is made of, with its full marks."""
        counted = self.tasks or any(TASKS in one.marks for one in self.units)
        full = self.scheme.task_marks
        return {**self.scheme.indicators, **({TASKS: full} if counted and full else {})}


def told(code: str, scores: Iterable[UnitScore], spots: Iterable[Iterable[UnitScore]]) -> QuarterTold:
    """A frozen quarter with the frozen spot checks of its months; what the quarter charged they do not charge again."""
    own = {one.unit.name: one for one in scores}
    charged = {c.finding.fingerprint for one in own.values() for c in one.charges}
    taken: dict[str, dict[str, Decimal]] = {}
    for one in (unit for spot in spots for unit in spot):
        for charge in one.charges:
            if charge.finding.fingerprint not in charged:
                taken.setdefault(one.unit.name, {})[charge.finding.fingerprint] = charge.points
    return QuarterTold(
        code=code,
        frozen=True,
        scores={name: one.score for name, one in own.items()},
        spot={name: sum(points.values(), Decimal(0)) for name, points in taken.items()},
        reckoned={name: "；".join(one.reckoned) for name, one in own.items() if one.reckoned},
    )


def appraise(
    units: Sequence[Unit],
    quarters: Sequence[QuarterTold],
    marks: Mapping[str, Mapping[str, Decimal]],
    scheme: Scheme,
    tasks: Mapping[str, TasksTold] = MappingProxyType({}),
) -> tuple[Appraised, ...]:
    """Every unit in the portal's order, ranked inside its group; equal totals share a rank.

    `tasks`: how the duties of each stand; what a person gave for them counts in its place.
    """
    found = [
        _appraised(unit, quarters, marks.get(unit.name, {}), scheme, tasks.get(unit.name)) for unit in units
    ]
    return tuple(dataclasses.replace(one, rank=_rank(one, found)) for one in found)


def results(appraised: Iterable[Appraised]) -> tuple[Result, ...]:
    """As an inspection keeps them."""
    return tuple(
        Result(
            unit=one.unit.name,
            group=one.unit.group,
            score=one.total,
            rank=one.rank,
            band=one.band,
            notes=one.notes,
        )
        for one in appraised
    )


def _appraised(
    unit: Unit,
    quarters: Sequence[QuarterTold],
    given: Mapping[str, Decimal],
    scheme: Scheme,
    tasks: TasksTold | None,
) -> Appraised:
    marks = _with_tasks(given, scheme, tasks)
    counted = tuple(quarter.counted(unit.name) for quarter in quarters)
    known = [one for one in counted if one is not None]
    daily = in_cents(sum(known, Decimal(0)) / len(known)) if known else None
    other, share = _other(marks, scheme), scheme.daily_share or Decimal(1)
    total = None
    if daily is not None and (other is not None or share == 1):
        total = in_cents(share * daily + (1 - share) * (other or Decimal(0)))
    return Appraised(
        unit=unit,
        counted=counted,
        daily=daily,
        marks=marks,
        other=other,
        total=total,
        band=NOT_RANKED if total is None else scheme.band_of(total),
        notes=(*_notes(unit, quarters, daily, other, share), *([tasks.told] if tasks else [])),
    )


def _notes(
    unit: Unit,
    quarters: Sequence[QuarterTold],
    daily: Decimal | None,
    other: Decimal | None,
    share: Decimal,
) -> Iterable[str]:
    unchecked = [q.code for q in quarters if q.frozen and q.scores.get(unit.name) is None]
    if daily is None:
        yield NOT_LOOKED_AT
    elif unchecked:
        yield f"{'、'.join(unchecked)}没有检查到，按其余季度平均"
    if other is None and share < 1:
        yield NO_MARKS
    for how, codes in _reckoned(unit, quarters).items():
        yield f"{'、'.join(codes)}{how}"


def _reckoned(unit: Unit, quarters: Iterable[QuarterTold]) -> dict[str, list[str]]:
    """How the unit was counted, and in which quarters, where that was not fault by fault over all categories."""
    found: dict[str, list[str]] = {}
    for quarter in quarters:
        if how := quarter.reckoned.get(unit.name):
            found.setdefault(how, []).append(quarter.code)
    return found


def _other(marks: Mapping[str, Decimal], scheme: Scheme) -> Decimal | None:
    """The marks in percent; None where one is not given."""
    full = dict(scheme.indicators)
    if TASKS in marks and scheme.task_marks:
        full[TASKS] = scheme.task_marks
    if not full or any(name not in marks for name in full):
        return None
    given = sum((marks[name] for name in full), Decimal(0))
    return in_cents(given / sum(full.values()) * FULL)


def _with_tasks(given: Mapping[str, Decimal], scheme: Scheme, tasks: TasksTold | None) -> dict[str, Decimal]:
    counted = tasks.mark(scheme.task_marks) if tasks and scheme.task_marks else None
    return {**({} if counted is None else {TASKS: counted}), **given}


def _rank(one: Appraised, everyone: Iterable[Appraised]) -> int | None:
    if (own := one.total) is None:
        return None
    rivals = [o.total for o in everyone if o.unit.group == one.unit.group and o.total is not None]
    return 1 + sum(rival > own for rival in rivals)
