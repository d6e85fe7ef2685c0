"""表三 of an annual report, found by the words of their rows and columns, never by position alone.

A table that cannot be read with certainty is `Unread`: then no sum of it is judged. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from auditor.models import Table
from auditor.models.spaces import squeeze
from auditor.text.patterns import pattern

from .cells import UncertainError, Unread, number, plain

COLUMNS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
NEW, CARRIED, ALL_HANDLED, CARRIED_ON = "新收", "上年结转", "办理结果总计", "结转下年度"
ROWS: Mapping[str, re.Pattern[str]] = {  # tried in this order
    name: pattern(tell)
    for name, tell in (
        (CARRIED_ON, r"结转.{0,2}下(?:一)?年"),
        (CARRIED, r"上(?:一)?年.{0,3}结转"),
        (NEW, r"新收"),
        ("部分公开", r"部分公开"),
        ("予以公开", r"予以公开"),
        ("国家秘密", r"国家秘密"),
        ("法律禁止", r"禁止公开"),
        ("三安全一稳定", r"三安全一稳定"),
        ("第三方", r"第三方"),
        ("内部事务", r"内部事务"),
        ("过程性", r"过程性"),
        ("执法案卷", r"执法案卷"),
        ("行政查询", r"行政查询"),
        ("不掌握", r"不掌握"),
        ("另行制作", r"没有现成|另行制作"),
        ("不明确", r"补正后.*不明确"),
        ("信访", r"信访"),
        ("重复申请", r"^.{0,3}重复申请"),
        ("公开出版物", r"出版物"),
        ("大量反复", r"大量反复"),
        ("重新出具", r"重新出具"),
        ("逾期不补正", r"逾期不补正"),
        ("逾期未缴费", r"收费通知|缴纳费用"),
        ("其他处理", r"^(?:\(六\)|六、)?其[他它]处理$|^\(?[3三]?\)?[.、]?其[他它]$"),
        (ALL_HANDLED, r"^(?:\(?[七7]\)?[.、]?)?[总合]计$"),
    )
}
HANDLED = tuple(name for name in ROWS if name not in (CARRIED_ON, CARRIED, NEW, ALL_HANDLED))
OUTCOMES = {  # kinds of answers and the rows that they sum up
    "予以公开": ("予以公开",),
    "部分公开": ("部分公开",),
    "不予公开": (
        *("国家秘密", "法律禁止", "三安全一稳定", "第三方"),
        *("内部事务", "过程性", "执法案卷", "行政查询"),
    ),
    "无法提供": ("不掌握", "另行制作", "不明确"),
    "不予处理": ("信访", "重复申请", "公开出版物", "大量反复", "重新出具"),
    "其他处理": ("逾期不补正", "逾期未缴费", "其他处理"),
}
_COLUMN_TELLS = {
    "自然人": pattern(r"自然人"),
    "商业企业": pattern(r"商业企业"),
    "科研机构": pattern(r"科研机构"),
    "社会公益组织": pattern(r"(?:社会)?公益组织"),
    "法律服务机构": pattern(r"法律服务机构"),
    "其他": pattern(r"其[他它]"),
    "总计": pattern(r"[总合]计"),
}
_COLUMN_ORDERS = (COLUMNS, (COLUMNS[0], COLUMNS[-1], *COLUMNS[1:-1]))  # as read off split header rows
_HEADER_ROWS = 6


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the label as it stands and the numbers by column."""

    label: str
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Requests:
    """表三: 收到和处理政府信息公开申请情况."""

    columns: tuple[str, ...]
    rows: Mapping[str, Row]

    @property
    def missing(self) -> tuple[str, ...]:
        """Columns and rows of the format that the table lacks."""
        columns = [f"{name}列" for name in COLUMNS if name not in self.columns]
        return (*columns, *(f"{name}行" for name in ROWS if name not in self.rows))

    def column(self, name: str) -> Mapping[str, int]:
        """The numbers of one column by row."""
        place = self.columns.index(name)
        return {key: row.numbers[place] for key, row in self.rows.items()}


@lru_cache(maxsize=16)
def read_requests(tables: tuple[Table, ...]) -> Requests | Unread | None:
    """表三; None where no table has its first row."""
    start = next(
        ((t, r) for t, table in enumerate(tables) for r, row in enumerate(table.rows) if _opens(row)), None
    )
    if start is None:
        return None
    try:
        return _requests(tables, *start)
    except UncertainError as why:
        return Unread(f"表三{why}")


def _opens(row: Sequence[str]) -> bool:
    return any("新收" in cell and "申请" in cell for cell in map(squeeze, row))


def _requests(tables: Sequence[Table], at: int, index: int) -> Requests:
    table = tables[at]
    header = list(table.rows[max(0, index - _HEADER_ROWS) : index])
    if not header and at and len(tables[at - 1].rows[0]) == len(table.rows[0]):
        header = list(tables[at - 1].rows[-_HEADER_ROWS:])
    names, first = _columns(header)
    rows: dict[str, Row] = {}
    for row, place in _data_rows(tables[at:], index, first):
        named = _named_row(row, place, len(names))
        if named is None:
            continue
        name, read = named
        if name in rows:
            raise UncertainError(f"有两行“{read.label}”")
        rows[name] = read
        if name == CARRIED_ON:
            return Requests(names, rows)
    raise UncertainError("没有读到“结转下年度继续办理”一行")


def _data_rows(tables: Sequence[Table], index: int, first: int) -> Iterator[tuple[Sequence[str], int]]:
    """The rows from `index` of the first table on, then those of the tables it was split into.

    A later piece may lack label columns that the first has; the numbers stand at its right.
    """
    width = len(tables[0].rows[0])
    yield from ((row, first) for row in tables[0].rows[index:])
    for piece in tables[1:]:
        shift = width - len(piece.rows[0])
        if not 0 <= shift < first:
            return
        yield from ((row, first - shift) for row in piece.rows)


def _columns(header: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], int]:
    """The number columns in order and where the first stands."""
    width = len(header[0]) if header else 0
    lowest = [_column_name([row[place] for row in header]) for place in range(width)]
    places = [place for place, name in enumerate(lowest) if name]
    names = tuple(name for name in lowest if name)
    in_order = tuple(dict.fromkeys(name for row in header for cell in row if (name := _name_of_column(cell))))
    is_block = places and places[-1] - places[0] + 1 == len(names) == len(in_order)
    if is_block and len(set(names)) == len(names) >= 5:
        return names, places[0]
    if in_order in _COLUMN_ORDERS and width > len(COLUMNS):
        return COLUMNS, width - len(COLUMNS)
    raise UncertainError("的列名认不全")


def _column_name(cells: Sequence[str]) -> str | None:
    """The lowest filled cell's name; a unit note above the names does not count."""
    filled = [cell for cell in cells if squeeze(cell)]
    return _name_of_column(filled[-1]) if filled else None


def _name_of_column(cell: str) -> str | None:
    words = plain(cell)
    return next((name for name, tell in _COLUMN_TELLS.items() if tell.fullmatch(words)), None)


def _named_row(row: Sequence[str], first: int, width: int) -> tuple[str, Row] | None:
    """The row's name and numbers; None for a row that only repeats titles or is empty."""
    labels, cells = [squeeze(cell) for cell in row[:first]], list(row[first : first + width])
    while labels and labels[-1].isascii() and labels[-1].isdigit() and cells and not squeeze(cells[-1]):
        cells = [
            labels.pop(),
            *cells[:-1],
        ]  # a merged label ended a row too early: the row stands one cell left
    label = next((text for text in reversed(labels) if text), "")
    name = next((name for name, tell in ROWS.items() if tell.search(plain(label))), None)
    if name == "其他处理" and label.endswith("处理") and not any(map(squeeze, cells)):
        return None  # in the present format a title over three rows
    if name is None and not any(squeeze(cell) and number(cell) is not None for cell in cells):
        return None
    if name is None:
        raise UncertainError(f"有认不出的行“{label[:20]}”")
    numbers = [number(cell) for cell in cells]
    if None in numbers or len(numbers) != width or any(map(squeeze, row[first + width :])):
        raise UncertainError(f"“{label[:20]}”一行有认不出的数字")
    return name, Row(label, tuple(n for n in numbers if n is not None))
