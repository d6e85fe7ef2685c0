"""Ruled tables: words between four ruled lines are a cell, cells between the same two lines are a row."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import inf
from typing import NamedTuple

from auditor.files.flow import Line, Piece, lines_of

_MOST = 3_000  # rules of one page; of drawings with more, no table is read
_SHORTEST = 4.0  # of a rule, in the page's unit
_SAME = 1.5  # rules as near as this are one


class Rule(NamedTuple):
    """A ruled line: where it lies across its direction, and from where to where it runs."""

    at: float
    begin: float
    end: float


class Grid(NamedTuple):
    """The ruled lines of a page, each sorted by where they lie."""

    across: list[Rule]
    down: list[Rule]


def grid_of(segments: Iterable[tuple[float, float, float, float]], slack: float = 0.8) -> Grid:
    """(x, y, x, y) of straight strokes -> those that run level or upright, far enough to be a rule."""
    across: list[Rule] = []
    down: list[Rule] = []
    for x0, y0, x1, y1 in segments:
        if abs(y1 - y0) <= slack and abs(x1 - x0) >= _SHORTEST:
            across.append(Rule((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
        elif abs(x1 - x0) <= slack and abs(y1 - y0) >= _SHORTEST:
            down.append(Rule((x0 + x1) / 2, min(y0, y1), max(y0, y1)))
    if len(across) + len(down) > _MOST:
        return Grid([], [])
    return Grid(sorted(across), sorted(down))


def tabled(pieces: Sequence[Piece], grid: Grid) -> tuple[list[Piece], list[Line]]:
    """The pieces that stand in no ruled row of several cells, and those rows as lines."""
    if len(grid.across) < 2 or len(grid.down) < 2:
        return list(pieces), []
    cells: dict[tuple[float, float], list[Piece]] = defaultdict(list)
    loose: list[Piece] = []
    for piece in pieces:
        place = _place(piece, grid)
        if place is None:
            loose.append(piece)
        else:
            cells[place].append(piece)
    rows: dict[float, list[tuple[float, list[Piece]]]] = defaultdict(list)
    for (top, left), inside in sorted(cells.items()):
        near = next((other for other in rows if other == top or abs(other - top) <= _SAME), top)
        rows[near].append((left, inside))
    lines = []
    for row in rows.values():
        if len(row) < 2 and not _is_ruled(row[0][1][0], grid):
            loose += (piece for _, inside in row for piece in inside)
        else:
            lines.append(_line([inside for _, inside in sorted(row, key=lambda cell: cell[0])]))
    return loose, lines


def _is_ruled(piece: Piece, grid: Grid) -> bool:
    """Whether the row that the words stand in has several cells, all others of them empty."""
    passing = sorted(rule.at for rule in grid.down if rule.begin <= piece.middle <= rule.end)
    return sum(b - a > _SAME for a, b in pairwise(passing)) > 1


def _place(piece: Piece, grid: Grid) -> tuple[float, float] | None:
    """The rules over and left of the words, where they stand between four."""
    x, y = (piece.left + min(piece.right, piece.left + piece.height)) / 2, piece.middle
    top, bottom = _around(grid.across, y, x)
    left, right = _around(grid.down, x, y)
    if left is None or right is None or (top is None and bottom is None):
        return None
    return -inf if top is None else top, left  # a row may go on from the page before, or on the next


def _around(rules: list[Rule], at: float, along: float) -> tuple[float | None, float | None]:
    """The nearest rules before and behind a place that pass by it."""
    split = bisect_left(rules, (at,))
    before = next(
        (rule.at for rule in reversed(rules[:split]) if rule.begin - _SAME <= along <= rule.end + _SAME), None
    )
    behind = next(
        (rule.at for rule in rules[split:] if rule.begin - _SAME <= along <= rule.end + _SAME), None
    )
    return before, behind


def _line(cells: Sequence[Sequence[Piece]]) -> Line:
    texts = ["".join(line.text.strip() for line in lines_of(inside)) for inside in cells]
    pieces = [piece for inside in cells for piece in inside]
    return Line(
        "\t".join(text.replace("\t", " ") for text in texts),
        min(piece.top for piece in pieces),
        min(piece.left for piece in pieces),
        max(piece.right for piece in pieces),
        pieces[0].height,
        cell=True,
    )
