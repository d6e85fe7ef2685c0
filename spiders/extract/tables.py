"""The data tables of a body, with merged cells written out. Layout tables are left out."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from lxml import etree

from auditor.models import Table
from auditor.models.spaces import fold
from auditor.text.glyphs import settle

MAX_CELLS = 20_000  # of one table; longer lists are kept to this many cells
_MAX_COLUMNS = 200
_MAX_TABLES = 200
_FEWEST_TERMS = 3
_BREAKS = frozenset({"br", "p", "div", "li", "tr", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6"})
_SKIPPED = frozenset({"script", "style", "noscript", "template", "table"})  # a nested table is read by itself


def is_data(table: Any) -> bool:
    """A table with a row of two cells or more, a list of terms; single cells and a lone term are only layout."""
    if table.tag == "dl":
        return sum(1 for _ in table.iter("dt")) >= _FEWEST_TERMS and next(table.iter("dd"), None) is not None
    return any(sum(1 for _ in _cells(row)) > 1 for row in _rows(table))


def tables(container: Any) -> tuple[Table, ...]:
    """The tables of the body in order, outer ones before those inside them."""
    found = (table for table in islice(container.iter("table", "dl"), _MAX_TABLES) if is_data(table))
    read = (_terms(each) if each.tag == "dl" else _table(_written_out(each)) for each in found)
    return tuple(filter(None, read))


def _terms(terms: Any) -> Table:
    """A list of terms as rows: each term and what is said of it."""
    rows: list[list[str]] = []
    for element in terms.iter("dt", "dd"):
        text = fold(settle(_words(element)))
        if element.tag == "dt" or not rows:
            rows.append([text, ""])
        else:
            rows[-1][1] = f"{rows[-1][1]} {text}".strip()
    return Table(tuple(tuple(row) for row in rows[:MAX_CELLS]))


def _table(rows: list[list[Any | None]]) -> Table | None:
    """The texts of written-out cells; None where nothing is said.

    Columns in which no cell begins are dropped: they only spell out how wide a cell is.
    """
    starts = sorted({column for row in rows for column in _starts(row)})
    kept = rows[: max(1, MAX_CELLS // max(1, len(starts)))]
    cells = {cell for row in kept for cell in row if cell is not None}
    texts = {None: "", **{cell: fold(settle(_words(cell))) for cell in cells}}
    if not any(texts.values()):
        return None
    places = (tuple(row[column] if column < len(row) else None for column in starts) for row in kept)
    return Table(tuple(tuple(texts[cell] for cell in row) for row in places))


def _starts(row: list[Any | None]) -> Iterator[int]:
    for column, cell in enumerate(row):
        if cell is not None and (not column or cell is not row[column - 1]):
            yield column


def _rows(table: Any) -> Iterator[Any]:
    return (row for part in (table, *table) for row in part if row.tag == "tr")


def _cells(row: Any) -> Iterator[Any]:
    return (cell for cell in row if cell.tag in ("td", "th"))


def _written_out(table: Any) -> list[list[Any | None]]:
    """Each row's cells by column; a cell that spans stands in every place it covers."""
    rows = [row for row in _rows(table) if next(_cells(row), None) is not None]
    covered: list[dict[int, Any]] = [{} for _ in rows]
    budget = 10 * MAX_CELLS  # places that spans may cover, whatever they claim
    for index, row in enumerate(rows):
        column = 0
        for cell in _cells(row):
            while column in covered[index]:
                column += 1
            if column >= _MAX_COLUMNS or budget <= 0:
                break
            width = min(_span(cell, "colspan") or 1, _MAX_COLUMNS - column)
            height = min(_span(cell, "rowspan") or len(rows), len(rows) - index)
            budget -= width * height
            for below in covered[index : index + height]:
                for place in range(column, column + width):
                    below.setdefault(place, cell)
            column += width
    return [[places.get(column) for column in range(max(places, default=-1) + 1)] for places in covered]


def _span(cell: Any, name: str) -> int:
    """The span as a browser reads it: what is no number is 1, a rowspan of 0 reaches the table's end."""
    digits = (cell.get(name) or "1").strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 9 else 1


def _words(cell: Any) -> str:
    """The cell's own text; that of a table inside it is left to that table."""
    pieces: list[str] = []
    walk = etree.iterwalk(cell, events=("start", "end"))
    for event, node in walk:
        if node.tag in _BREAKS:
            pieces.append(" ")
        if event == "start" and node.tag in _SKIPPED:
            walk.skip_subtree()
        elif event == "start":
            pieces.append(node.text or "")
        elif node is not cell:
            pieces.append(node.tail or "")
    return "".join(pieces)
