"""问题清单 of each unit: a file that shows only that unit's own rows, and an index for the inspector."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from auditor.inspection.inspected import Inspected
from auditor.inspection.leave import Leave
from auditor.inspection.rows import NO_UNIT, Row
from auditor.inspection.scheme import Scheme
from auditor.inspection.scoring import FULL, UnitScore
from auditor.models import Unchecked
from reports.comparison import NO_EARLIER, Comparison, Tally, tally_told
from reports.cover import UNSTAMPED, Cover, Stamp, cover, standing_of
from reports.narrative import appeal_within, was_told
from reports.printing import print_page

_DRAFT = "机器初稿　以正式印发的通报为准"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitList:
    """What one unit receives."""

    cover: Cover
    standing: str  # draft or record, over the title
    unit: str
    group: str
    file: str
    portal: str
    period: str
    scheme: str
    as_of: dt.date
    score: UnitScore | None  # None: rows that belong to no unit
    rivals: int  # how many of its group were scored
    failed: tuple[Row, ...]
    doubtful: tuple[Row, ...]
    waiting: tuple[Row, ...]  # of a record: the machine is sure, and nobody confirmed it or told the unit
    urgent: frozenset[str]  # codes of what is to be seen to at once
    settled: tuple[Row, ...]  # cannot be mended, and were charged in an earlier period
    spared: tuple[Row, ...]  # a platform's, or a special case: nobody's points
    deductions: tuple[tuple[str, Decimal, Decimal], ...]  # category, points taken, cap; only where taken
    unchecked: tuple[Unchecked, ...]
    rectify_workdays: int
    told: bool  # whether each row has a day of its own
    appeal_within: str  # "": of a record
    rectify_by: dt.date | None
    followed_up: str  # what became of the last period's faults
    leave: Leave  # what is excused, of this unit


def build(
    inspected: Inspected,
    *,
    comparison: Comparison | None = None,
    since: dt.date | None = None,
    stamp: Stamp = UNSTAMPED,
) -> tuple[UnitList, ...]:
    """A list for every unit of the portal, also where there is nothing to mend; last the rows of no unit."""
    scheme, scores, rows, leave = inspected.scheme, inspected.scores, inspected.rows, inspected.leave
    named = {one.unit.name: one for one in scores}
    everything = (*rows, *inspected.settled, *inspected.spared, *leave.rows)
    strangers = dict.fromkeys(row.unit for row in everything if row.unit not in named)
    on_cover = cover(stamp, inspected.coverage, since, inspected.as_of)
    return tuple(
        UnitList(
            cover=on_cover,
            standing=standing_of(stamp, _DRAFT),
            unit=name,
            group=named[name].unit.group if name in named else "",
            file=_file_name(place, name),
            portal=inspected.portal.name,
            period=inspected.period,
            scheme=scheme.name,
            as_of=inspected.as_of,
            score=named.get(name),
            rivals=_rivals(named.get(name), scores),
            failed=tuple(row for row in rows if row.unit == name and row.failed),
            doubtful=tuple(row for row in rows if row.unit == name and row.doubtful),
            waiting=tuple(row for row in rows if row.unit == name and row.waits),
            urgent=scheme.urgent,
            settled=tuple(row for row in inspected.settled if row.unit == name),
            spared=tuple(row for row in inspected.spared if row.unit == name),
            deductions=_deductions(named.get(name), scheme),
            unchecked=tuple(item for item in inspected.coverage.unchecked if item.unit == name),
            rectify_workdays=scheme.rectify_workdays,
            told=inspected.rectify_by is None and was_told(row for row in rows if row.unit == name),
            appeal_within=appeal_within(scheme, stamp),
            rectify_by=inspected.rectify_by,
            followed_up=_followed_up(name, named.get(name), comparison),
            leave=leave.of(name),
        )
        for place, name in enumerate((*named, *strangers), 1)
    )


def write(lists: Sequence[UnitList], out_dir: Path, *, fixes: Mapping[str, str]) -> Path:
    """Print each list and the index; `fixes` says for each rule code how to mend. Returns the index's path."""
    folder = out_dir / "units"
    for one in lists:
        print_page("unit_list.html", folder / one.file, list=one, fixes=fixes, no_unit=NO_UNIT)
    return print_page("unit_index.html", folder / "index.html", lists=lists)


def _followed_up(unit: str, own: UnitScore | None, comparison: Comparison | None) -> str:
    """Nothing is said of nought where the unit was not checked in both periods."""
    if comparison is None:
        return NO_EARLIER
    tally = comparison.units.get(unit, Tally())
    if own and not tally.before and (own.score is None or unit not in comparison.scores):
        return f"本单位在{comparison.period}或者本期没有检查到，不作比较。"
    return f"与{comparison.period}相比，{tally_told(tally)}"


def _rivals(own: UnitScore | None, scores: Sequence[UnitScore]) -> int:
    return sum(s.score is not None and s.unit.group == own.unit.group for s in scores) if own else 0


def _deductions(own: UnitScore | None, scheme: Scheme) -> tuple[tuple[str, Decimal, Decimal], ...]:
    if own is None:
        return ()
    caps = {name: own.rebased.of(cap) if own.rebased else cap for name, cap in scheme.caps.items()}
    return tuple((name, points, caps.get(name, FULL)) for name, points in own.deducted.items() if points)


def _file_name(place: int, name: str) -> str:
    """`01-区财政局.html`: numbered, so that two units never share a file; free of path characters."""
    plain = re.sub(r'[\\/:*?"<>|.\s\x00-\x1f]+', "_", name)[:40]
    return f"{place:02d}-{plain}.html"
