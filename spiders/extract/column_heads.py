"""Information tables that lie down: the labels stand in one row, their values in the row below."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from auditor.text.fields import field_of

_LONGEST_LABEL = 24
_ROWS = {"td": "tr", "th": "tr", "li": "ul"}
_MOST_CELLS = 16


def value_below(cell: Any, meanings: Mapping[str, str]) -> Any | None:
    """The cell below a label whose whole row is labels; None where the table is not of that kind: a list of papers has
    more than one row below its heads."""
    row = cell.getparent()
    if row is None or row.tag != _ROWS.get(cell.tag):
        return None
    beside = cell.getnext() if cell.getnext() is not None else cell.getprevious()
    if beside is None or not _is_label(beside, meanings) or not _are_heads(row, meanings):
        return None
    values = _row_after(row)
    if values is None or _known(values, meanings) or _places(values)[1] != _places(row)[1]:
        return None
    if next(values.iter("a"), None) is not None:
        return None  # another paper is named there
    further = _row_after(values)
    if further is not None and not _are_heads(further, meanings):
        return None
    place = _places(row)[0].get(cell)
    return next((below for below, at in _places(values)[0].items() if at == place), None)


def _are_heads(row: Any, meanings: Mapping[str, str]) -> bool:
    """Whether the row is labels alone: in one of labels and values side by side half of the cells are values."""
    cells = _cells(row)
    return 2 <= len(cells) <= _MOST_CELLS and 3 * _known(row, meanings) >= max(6, 2 * len(cells))


def _known(row: Any, meanings: Mapping[str, str]) -> int:
    """How many of its cells are labels of fields."""
    return sum(_is_label(cell, meanings) for cell in _cells(row))


def _is_label(cell: Any, meanings: Mapping[str, str]) -> bool:
    text = (cell.text or "" if len(cell) == 0 else "".join(cell.itertext())).strip()
    return 0 < len(text) <= _LONGEST_LABEL and field_of(text, meanings) is not None


def _cells(row: Any) -> list[Any]:
    return [cell for cell in row if cell.tag in _ROWS]


def _places(row: Any) -> tuple[dict[Any, int], int]:
    """The column that each cell begins in, and how many columns there are."""
    found, column = {}, 0
    for cell in _cells(row):
        found[cell] = column
        span = (cell.get("colspan") or "1").strip()
        column += int(span) if span.isdecimal() and len(span) < 3 and int(span) else 1
    return found, column


def _row_after(row: Any) -> Any | None:
    after = row.getnext()
    if after is None and row.tag == "tr" and row.getparent() is not None and row.getparent().tag == "thead":
        body = row.getparent().getnext()
        after = next(iter(body), None) if body is not None and body.tag == "tbody" else None
    return after if after is not None and after.tag == row.tag else None
