"""年度考核: four quarters side by side, the marks for the rest, ranked by group; as a page and as a sheet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from auditor.inspection.appraisal import Appraised, Year
from auditor.inspection.period import Term
from auditor.models.inspection import Inspection
from auditor.text.wording import points
from reports.cover import UNSTAMPED, Stamp, cover_of_year, standing_of
from reports.printing import print_page
from reports.workbook import Column, Value, write_table

_DRAFT = "机器初稿　以正式印发的结果为准"
_AUTHOR = "政务公开检查系统"


@dataclass(frozen=True, slots=True)
class Group:
    """Units that are ranked against each other, best first; those without a total last."""

    name: str
    units: tuple[Appraised, ...]


def groups(year: Year) -> tuple[Group, ...]:
    """The groups in the order of the portal's units."""
    names = dict.fromkeys(one.unit.group for one in year.units)
    ranked = sorted(year.units, key=lambda one: one.rank or len(year.units) + 1)
    return tuple(Group(name, tuple(one for one in ranked if one.unit.group == name)) for name in names)


def write(year: Year, inspection: Inspection, out_dir: Path, stamp: Stamp = UNSTAMPED) -> Path:
    """Print the appraisal as one HTML file; returns its path."""
    share = year.scheme.daily_share or Decimal(1)
    return print_page(
        "appraisal.html",
        out_dir / "appraisal.html",
        year=year,
        standing=standing_of(stamp, _DRAFT),
        inspection=inspection,
        on_cover=cover_of_year(stamp, year, inspection.coverage),
        groups=groups(year),
        quarters=[f"第{number}季度" for number in range(1, len(year.quarters) + 1)],
        daily=points(share * 100),
        other=points((1 - share) * 100),
        signer=year.portal.operator or year.portal.name,
    )


def write_xlsx(year: Year, path: Path) -> Path:
    """The same as a workbook, its own time the end of the year. Returns the path."""
    heads = (
        *(Column(Term.read(quarter.code).name, 9) for quarter in year.quarters),
        Column("日常得分", 8),
        *(Column(name, 10) for name in year.indicators),
        Column("其他指标得分", 9),
        Column("年度得分", 8),
        Column("组内名次", 6),
        Column("等次", 7),
        Column("说明", 28),
    )
    columns = (Column("分组", 8), Column("单位", 22), *heads)
    end = dt.datetime(int(year.quarters[0].code[:4]), 12, 31, tzinfo=dt.UTC)
    return write_table(path, year.period, columns, _cells(year), author=_AUTHOR, created_at=end)


def _cells(year: Year) -> Iterator[list[Value]]:
    for group in groups(year):
        for one in group.units:
            marks = (one.marks.get(name) for name in year.indicators)
            numbers = (*one.counted, one.daily, *marks, one.other, one.total)
            cells = (None if number is None else float(number) for number in numbers)
            yield [group.name, one.unit.name, *cells, one.rank, one.band, "；".join(one.notes)]
