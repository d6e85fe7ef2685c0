"""抽测报告: the pages drawn, why, what the machine found on each, and room for the inspector's own finding."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from auditor.config.whole_file import whole_file
from auditor.inspection.rows import Row
from auditor.inspection.sample import Drawable
from auditor.inspection.settling import Amendment
from auditor.inspection.spot import Examined, SpotCheck
from auditor.models import Unchecked
from auditor.models.inspection import Inspection, Result
from reports import narrative
from reports.cover import UNSTAMPED, Cover, Stamp, cover
from reports.ledger_sheet import guarded
from reports.printing import print_page

_FRAME = ("规范网址", "网址", "责任单位", "栏目路径", "月份", "发布日期", "风险", "信息标题")


@dataclass(frozen=True, slots=True)
class DrawnPage:
    """One line of the list."""

    examined: Examined
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnUnit:
    """What was drawn of one unit, and what came of it."""

    unit: str
    sections: int
    pages: int
    newest: int
    risky: int
    by_lot: int
    failed: int
    doubtful: int
    result: Result | None

    @property
    def drawn(self) -> int:
        """How many of its pages were drawn."""
        return self.newest + self.risky + self.by_lot


@dataclass(frozen=True, slots=True, kw_only=True)
class SpotReport:
    """Everything the report prints, in its order."""

    inspection: Inspection
    cover: Cover
    signer: str
    portal: str
    period: str
    scheme: str
    units: tuple[DrawnUnit, ...]
    pages: tuple[DrawnPage, ...]
    frame_size: int
    failed: int
    doubtful: int
    checked: tuple[str, ...]
    unchecked: tuple[Unchecked, ...]
    amendments: tuple[Amendment, ...]  # decided after the units had been told
    untouched: Mapping[str, tuple[str, ...]]  # by unit: sections with pages of which none was drawn


def build(inspection: Inspection, drawn: SpotCheck, stamp: Stamp = UNSTAMPED) -> SpotReport:
    """The report of one spot check; nothing in it depends on the day it is printed."""
    looked_at = drawn.inspected
    places = {unit.name: place for place, unit in enumerate(looked_at.portal.units)}
    in_order = sorted(drawn.pages, key=lambda one: places[one.page.unit])
    pages = tuple(DrawnPage(one, tuple(drawn.rows_on(one))) for one in in_order)
    return SpotReport(
        inspection=inspection,
        cover=cover(stamp, looked_at.coverage, inspection.window.since, looked_at.as_of),
        signer=looked_at.portal.operator or looked_at.portal.name,
        portal=looked_at.portal.name,
        period=looked_at.period,
        scheme=looked_at.scheme.name,
        units=tuple(_units(inspection, drawn, pages)),
        pages=pages,
        frame_size=len(drawn.frame),
        failed=sum(not row.doubtful for row in looked_at.rows),
        doubtful=sum(row.doubtful for row in looked_at.rows),
        checked=narrative.checked(looked_at.coverage),
        unchecked=looked_at.coverage.unchecked,
        amendments=drawn.amendments,
        untouched=_untouched(drawn),
    )


def write(report: SpotReport, out_dir: Path) -> Path:
    """Print the report as one HTML file; returns its path."""
    return print_page("spot_check.html", out_dir / "spot_check.html", report=report)


def write_frame(frame: Iterable[Drawable], path: Path) -> Path:
    """Every page that could be drawn, with all the draw looks at; a byte order mark, for spreadsheet programs."""
    with whole_file(path) as part, part.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(_FRAME)
        for one in sorted(frame, key=lambda one: one.address):
            day = one.published_on.isoformat() if one.published_on else ""
            cells = (one.address, one.url, *one.stratum, day, "、".join(one.risks), one.title)
            writer.writerow([guarded(cell) for cell in cells])
    return path


def _units(inspection: Inspection, drawn: SpotCheck, pages: Sequence[DrawnPage]) -> Iterable[DrawnUnit]:
    results = {one.unit: one for one in inspection.scores}
    rows = drawn.inspected.rows
    for unit in drawn.inspected.portal.units:
        own = [one for one in drawn.frame if one.unit == unit.name]
        ways = Counter(one.examined.why[:2] for one in pages if one.examined.page.unit == unit.name)
        yield DrawnUnit(
            unit=unit.name,
            sections=len({one.section for one in own}),
            pages=len(own),
            newest=ways["最新"],
            risky=ways["风险"],
            by_lot=ways["随机"],
            failed=sum(not row.doubtful for row in rows if row.unit == unit.name),
            doubtful=sum(row.doubtful for row in rows if row.unit == unit.name),
            result=results.get(unit.name),
        )


def _untouched(drawn: SpotCheck) -> dict[str, tuple[str, ...]]:
    there = {(one.unit, one.section) for one in drawn.frame}
    left = sorted(there - {(one.page.unit, one.page.section) for one in drawn.pages})
    units = (unit.name for unit in drawn.inspected.portal.units)
    by_unit = {name: tuple(section for unit, section in left if unit == name) for name in units}
    return {name: sections for name, sections in by_unit.items() if sections}
