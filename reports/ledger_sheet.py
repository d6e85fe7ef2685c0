"""问题台账 as a spreadsheet: XLSX for offices, CSV for everything else. Crawled text never becomes a formula."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple, TextIO

from auditor.config.whole_file import whole_file
from auditor.inspection.rows import Row
from auditor.text.terminal import harmless
from auditor.text.wording import instant
from reports.workbook import FORMULA_SIGNS, Column, Jump, Sheet, Value, plain, sheet_names, write_book


class _Column(NamedTuple):
    """What one column shows of a row."""

    field: str
    shown: Column
    of_row: bool = False  # of the row of the 台账 that speaks of it


_COLUMNS = (
    _Column("id", Column("问题编号", 17)),
    _Column("serial", Column("序号", 5)),
    _Column("unit", Column("责任单位", 14)),
    _Column("section", Column("栏目路径", 14)),
    _Column("title", Column("信息标题", 24)),
    _Column("opens", Column("链接", 30)),
    _Column("code", Column("规则码", 8)),
    _Column("name", Column("问题类型", 12)),
    _Column("message", Column("问题描述", 36)),
    _Column("quote", Column("原文", 24)),
    _Column("expected", Column("应为", 20)),
    _Column("basis", Column("依据", 26)),
    _Column("capture", Column("快照", 25)),
    _Column("fetched_at", Column("抓取时间", 11)),
    _Column("severity", Column("严重程度", 6)),
    _Column("points", Column("扣分", 6)),
    _Column("points_note", Column("扣分说明", 12)),
    _Column("verdict", Column("判定方式", 9)),
    _Column("first_seen_at", Column("首次发现", 11)),
    _Column("rectify_by", Column("整改时限", 11)),
    _Column("state", Column("状态", 8)),
    _Column("number", Column("台账编号", 10), of_row=True),
    _Column("state", Column("台账状态", 9), of_row=True),
    _Column("source", Column("来源", 8), of_row=True),
    _Column("confirmed_by", Column("确认人", 8), of_row=True),
    _Column("second_by", Column("第二人复核", 8), of_row=True),
    _Column("appeal", Column("申诉情况", 24), of_row=True),
    _Column("deviation", Column("扣分更正", 18), of_row=True),
)
_FILLED_IN = tuple(  # by people
    Column(head, 13) for head in ("整改情况", "新链接", "复查日期", "复查结果", "销号日期", "备注")
)
_SHOWN = (*(column.shown for column in _COLUMNS), *_FILLED_IN)
_LEDGER, _INDEX = "问题台账", "各单位"
_UNITS = (
    Column("工作表", 36),
    Column("责任单位", 36),
    Column("条数", 8),
    Column("机检", 8),
    Column("待核对", 8),
)
_AUTHOR = "政务公开检查系统"
_NO_TIME = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)  # of a ledger without findings


def write_xlsx(rows: Sequence[Row], path: Path) -> Path:
    """The ledger as a workbook: every row, a list of the units, and a sheet for each. Returns the path."""
    own: dict[str, list[Row]] = {}
    for row in rows:
        own.setdefault(row.unit, []).append(row)
    ledger, index, *names = sheet_names((_LEDGER, _INDEX, *own))
    counts: Iterable[list[Value]] = (
        [Jump(name), unit, len(rows), sum(row.failed for row in rows), sum(not row.failed for row in rows)]
        for name, (unit, rows) in zip(names, own.items(), strict=True)
    )
    sheets = [
        Sheet(ledger, _SHOWN, _cells(rows)),
        Sheet(index, _UNITS, counts),
        *(Sheet(name, _SHOWN, _cells(rows)) for name, rows in zip(names, own.values(), strict=True)),
    ]
    return write_book(path, sheets, author=_AUTHOR, created_at=_newest(rows))


def write_csv(rows: Iterable[Row], path: Path) -> Path:
    """The same as CSV with a byte order mark, which spreadsheet programs need to read Chinese."""
    with whole_file(path) as part, part.open("w", encoding="utf-8-sig", newline="") as file:
        print_csv(rows, file)
    return path


def print_csv(rows: Iterable[Row], file: TextIO) -> None:
    """The same, row by row to an open file or the screen, which obeys nothing that a page says."""
    writer = csv.writer(file)
    shown = harmless if file.isatty() else str
    writer.writerow([column.head for column in _SHOWN])
    for cells in _cells(rows):
        writer.writerow([shown(guarded(plain(cell))) if isinstance(cell, str) else cell for cell in cells])


def guarded(text: str) -> str:
    """The text with a leading apostrophe where a spreadsheet program would take it for a formula."""
    if text[:1].isalnum():  # as most begin
        return text
    is_formula = text.lstrip().startswith(FORMULA_SIGNS) or text.startswith(("\t", "\r"))
    return f"'{text}" if is_formula else text


def _cells(rows: Iterable[Row]) -> Iterator[list[Value]]:
    """The cells of each row; those that people fill in are empty."""
    for row in rows:
        yield [*(_cell(row, column) for column in _COLUMNS), *(None for _ in _FILLED_IN)]


def _cell(row: Row, column: _Column) -> Value:
    if column.of_row:
        return getattr(row.ruling, column.field, "")
    return _value(getattr(row, column.field))


def _value(value: Any) -> Value:
    """What a cell holds: numbers and days as such, instants as Beijing reads them."""
    if isinstance(value, dt.datetime):
        return instant(value)
    return float(value) if isinstance(value, Decimal) else value


def _newest(rows: Iterable[Row]) -> dt.datetime:
    """When the ledger's newest page was fetched: the sheet's own time, whenever it is written."""
    return max((row.fetched_at for row in rows if row.fetched_at), default=_NO_TIME)
