"""One table as an XLSX file, row by row, the same bytes for the same table. Nothing in it is ever a formula."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterable, Sequence
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from auditor.config.whole_file import whole_file
from reports.addresses import is_web


class Jump(NamedTuple):
    """A cell that leads to a sheet of the same workbook."""

    sheet: str


Value = str | float | dt.date | Jump | None

FORMULA_SIGNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")  # noqa: RUF001
_A4 = 9  # as the format numbers paper
_MARGIN = 0.4  # inches
_ACROSS = (
    190  # characters that a sheet across takes at four fifths of their size: smaller ones are read by nobody
)
_LINE, _TALLEST = (
    16.5,
    409.0,
)  # points: of a line, in the tallest of the usual fonts; of a row, as high as may be
_MOST_TEXT = 32_767  # characters Excel takes in one cell
_MOST_LINK = 2_079  # and in a link
_MOST_LINKS = 65_000  # on one sheet; a workbook with more is reported as damaged
_LONGEST_NAME = 31  # characters of a sheet's name
_NO_NAME = re.compile(r"[\[\]:*?/\\']")
_WORD = re.compile(r"[!-~]+|[^!-~]+")
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # no XML may hold them
_MASTHEAD = {"bold": True, "bg_color": "#E8ECF1", "align": "center", "valign": "vcenter", "text_wrap": True}
_LINK = {"font_color": "#1E3D63", "underline": 1}


class Column(NamedTuple):
    """One column of the table; `width` in characters."""

    head: str
    width: int


class Sheet(NamedTuple):
    """A sheet: its name as `sheet_names` makes it, its columns and its rows."""

    name: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Value]]


def sheet_names(names: Iterable[str]) -> list[str]:
    """The names as sheets may carry them: short, free of signs, each once whatever its case."""
    given: list[str] = []
    for name in names:
        bare = _NO_NAME.sub("_", plain(name)).strip() or "表"
        ways = (bare[:_LONGEST_NAME], *(f"{bare[: _LONGEST_NAME - 4]}_{n}" for n in range(2, 1000)))
        taken = {one.casefold() for one in given}
        given.append(next(way for way in ways if way.casefold() not in taken))
    return given


def plain(text: str) -> str:
    """The text without the characters that no cell can hold, as long as a cell may be."""
    bare = text if text.isprintable() else _NO_TEXT.sub("", text)
    return bare[:_MOST_TEXT]


def write_table(
    path: Path,
    name: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Value]],
    *,
    author: str,
    created_at: dt.datetime,
) -> Path:
    """Write the rows as a workbook of one sheet; returns the path. Raises OSError."""
    return write_book(path, [Sheet(name, columns, rows)], author=author, created_at=created_at)


def write_book(path: Path, sheets: Iterable[Sheet], *, author: str, created_at: dt.datetime) -> Path:
    """Write each sheet's rows under a frozen head with filters; returns the path.

    Printed on A4 across, the head on every page; a table that would be too small to read goes over several pages side by
    side, its first column on each.

    `created_at` is told as the file's own time. Raises OSError.
    """
    from xlsxwriter import Workbook  # takes its time, and CSV needs none of it

    whole = BytesIO()  # a zip file that could not be written complains once more when it is forgotten
    with whole_file(path) as part, TemporaryDirectory() as folder:
        book = Workbook(whole, {"constant_memory": True, "tmpdir": folder})
        book.set_properties({"author": author, "created": created_at.astimezone(dt.UTC)})
        looks = cache(lambda **more: book.add_format({"valign": "top", "text_wrap": True} | more))
        for one in sheets:
            _fill(book.add_worksheet(one.name), one, looks, book.add_format(_MASTHEAD))
        book.close()
        part.write_bytes(whole.getbuffer())
    return path


def _fill(sheet: Any, one: Sheet, looks: Any, masthead: Any) -> None:
    _lay_out(sheet, one.columns)
    heads = [column.head for column in one.columns]
    sheet.set_row(0, _height(one.columns, heads))
    sheet.write_row(0, 0, heads, masthead)
    cells = _Cells(sheet, looks)
    last = 0
    for last, row in enumerate(one.rows, 1):
        sheet.set_row(last, _height(one.columns, row))
        for place, value in enumerate(row):
            cells.write(last, place, value)
    sheet.autofilter(0, 0, last, len(one.columns) - 1)


def _height(columns: Iterable[Column], row: Iterable[Value]) -> float:
    """Points that the row's longest cell takes: not every program finds that out when it opens or prints a sheet."""
    lines = (
        sum(_lines(part, (column.width - 1) // 2 * 2) for part in value.split("\n"))
        for column, value in zip(columns, row, strict=True)
        if isinstance(value, str)
    )
    return min(_LINE * max(lines, default=1), _TALLEST)


def _lines(text: str, width: int) -> int:
    """How many lines it takes: what is written in Latin letters is parted only where it is longer than a line."""
    if _units(text) <= width:
        return 1
    lines, used = 1, 0
    for word in _WORD.findall(text):
        taken = _units(word)
        if word.isascii() and used and used + taken > width:
            lines, used = lines + 1, 0
        lines += (used + taken - 1) // width
        used = (used + taken - 1) % width + 1
    return lines


def _units(text: str) -> int:
    """How wide it is in figures: a Chinese character is two."""
    return len(text.encode("gb18030", "replace"))


def _lay_out(sheet: Any, columns: Sequence[Column]) -> None:
    sheet.freeze_panes(1, 0)
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width)
    sheet.set_landscape()
    sheet.hide_gridlines(0)  # printed too
    sheet.set_paper(_A4)
    sheet.set_margins(left=_MARGIN, right=_MARGIN, top=2 * _MARGIN, bottom=2 * _MARGIN)
    sheet.set_header("&C&A")
    sheet.set_footer("&C第&P页，共&N页")
    sheet.repeat_rows(0)
    first, *others = (column.width for column in columns)
    wide = max(1, math.ceil(sum(others) / (_ACROSS - first)))
    if wide > 1:
        sheet.repeat_columns(0)
    sheet.fit_to_pages(wide, 0)


class _Cells:
    """Writes one cell after another; web addresses can be clicked while the sheet takes links."""

    def __init__(self, sheet: Any, looks: Any) -> None:
        self._sheet = sheet
        self._links_left = _MOST_LINKS
        self._looks = looks

    def write(self, row: int, place: int, value: Value) -> None:
        """Put the value there; nothing for None."""
        if isinstance(value, Jump):
            target = f"internal:'{value.sheet}'!A1"
            self._sheet.write_url(row, place, target, self._looks(**_LINK), value.sheet)
        elif value == "":
            self._sheet.write_blank(row, place, None, self._looks())
        elif isinstance(value, str):
            self._write_text(row, place, plain(value))
        elif isinstance(value, dt.date):
            looks = self._looks(num_format="yyyy-mm-dd")
            self._sheet.write_datetime(row, place, value, looks)
        elif value is not None:
            self._sheet.write_number(row, place, value, self._looks())

    def _write_text(self, row: int, place: int, text: str) -> None:
        if self._links_left and is_web(text) and len(text.encode("utf-16-le")) // 2 <= _MOST_LINK:
            self._links_left -= 1
            self._sheet.write_url(row, place, text, self._looks(**_LINK))
            return
        quoted = {"quote_prefix": True} if text.startswith(FORMULA_SIGNS) else {}
        self._sheet.write_string(row, place, text, self._looks(**quoted))
