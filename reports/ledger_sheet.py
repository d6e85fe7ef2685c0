"""问题台账 as a spreadsheet: XLSX for offices, CSV for everything else. Crawled text never becomes a formula."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from auditor.inspection.scheme import Scheme
from auditor.models import Finding, Unit
from reports.printing import is_web
from reports.rows import Row, charges_by_unit, rows_of
from reports.wording import instant

A4 = 9  # as the format numbers paper
MOST_TEXT = 32_767  # characters Excel takes in one cell
MOST_LINK = 2_079  # and in a link
MOST_LINKS = 65_000  # on one sheet; a workbook with more is reported as damaged


class Column(NamedTuple):
    """One column: its head, its width in characters, and what it shows of a row."""

    head: str
    width: int
    field: str


COLUMNS = (
    Column("问题编号", 15, "id"),
    Column("序号", 6, "serial"),
    Column("责任单位", 20, "unit"),
    Column("栏目路径", 24, "section"),
    Column("信息标题", 34, "title"),
    Column("链接", 30, "url"),
    Column("规则码", 9, "code"),
    Column("问题类型", 18, "name"),
    Column("问题描述", 44, "message"),
    Column("原文", 28, "quote"),
    Column("应为", 24, "expected"),
    Column("依据", 34, "basis"),
    Column("快照", 18, "capture"),
    Column("抓取时间", 16, "fetched_at"),
    Column("严重程度", 9, "severity"),
    Column("扣分", 7, "points"),
    Column("扣分说明", 18, "points_note"),
    Column("判定方式", 11, "verdict"),
    Column("首次发现", 16, "first_seen_at"),
    Column("整改时限", 12, "rectify_by"),
    Column("状态", 8, "state"),
)
FILLED_IN = ("整改情况", "新链接", "复查日期", "复查结果", "申诉情况", "销号日期", "备注")  # by people
_HEADS = (*(column.head for column in COLUMNS), *FILLED_IN)


def write_xlsx(
    findings: Iterable[Finding],
    path: Path,
    *,
    units: Sequence[Unit] = (),
    scheme: Scheme | None = None,
    rectify_by: dt.date | None = None,
) -> Path:
    """The ledger as a workbook; `units` gives the order, `scheme` the points. Returns the path."""
    rows = _rows(findings, units, scheme, rectify_by)
    book = Workbook(write_only=True)
    sheet = book.create_sheet("问题台账")
    sheet.freeze_panes = "A2"
    for number, width in enumerate((*(c.width for c in COLUMNS), *(14 for _ in FILLED_IN)), 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(_HEADS))}{len(rows) + 1}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"
    sheet.append([_head(sheet, head) for head in _HEADS])
    for row in rows:
        cells = [_cell(sheet, column, getattr(row, column.field)) for column in COLUMNS]
        sheet.append([_linked(cell) if len(rows) <= MOST_LINKS else cell for cell in cells])
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return path


def write_csv(
    findings: Iterable[Finding],
    path: Path,
    *,
    units: Sequence[Unit] = (),
    scheme: Scheme | None = None,
    rectify_by: dt.date | None = None,
) -> Path:
    """The same as CSV with a byte order mark, which spreadsheet programs need to read Chinese."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(_HEADS)
        for row in _rows(findings, units, scheme, rectify_by):
            writer.writerow([*_texts(row), *("" for _ in FILLED_IN)])
    return path


def guarded(text: str) -> str:
    """The text with a leading apostrophe where a spreadsheet program would take it for a formula."""
    return (
        f"'{text}"
        if text.lstrip().startswith(("=", "+", "-", "@")) or text.startswith(("\t", "\r"))
        else text
    )


def _rows(
    findings: Iterable[Finding], units: Sequence[Unit], scheme: Scheme | None, by: dt.date | None
) -> tuple[Row, ...]:
    kept = list(findings)
    charges: Mapping[str, Any] | None = charges_by_unit(kept, scheme) if scheme else None
    return rows_of(kept, units, charges=charges, rectify_by=by)


def _texts(row: Row) -> Iterator[str]:
    for column in COLUMNS:
        value = _value(getattr(row, column.field))
        yield guarded(value) if isinstance(value, str) else str(value)


def _value(value: Any) -> Any:
    """What a cell holds: numbers and days as such, instants as Beijing reads them."""
    if isinstance(value, dt.datetime):
        return instant(value)
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, str):
        return ILLEGAL_CHARACTERS_RE.sub("", value)[:MOST_TEXT]
    return "" if value is None else value


def _cell(sheet: Any, column: Column, value: Any) -> Any:
    cell = WriteOnlyCell(sheet, _value(value))
    cell.alignment = Alignment(vertical="top", wrap_text=column.field not in ("url", "capture"))
    if isinstance(cell.value, str):
        cell.data_type = "s"  # text, also where it begins with =
        cell.quotePrefix = cell.value.startswith(("=", "+", "-", "@"))
    return cell


def _linked(cell: Any) -> Any:
    """The cell, clickable where it holds nothing but a web address."""
    if isinstance(cell.value, str) and is_web(cell.value) and len(cell.value) <= MOST_LINK:
        cell.hyperlink = cell.value
        cell.font = Font(color="1E3D63", underline="single")
    return cell


def _head(sheet: Any, text: str) -> Any:
    cell = WriteOnlyCell(sheet, text)
    cell.font = Font(bold=True)
    cell.fill = PatternFill("solid", fgColor="E8ECF1")
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    return cell
