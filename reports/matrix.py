"""A table of marks as plain geometry; templates/matrix.html prints it as SVG. Each cell says its value: it reads in grey."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reports.charts import label_in

LEFT, SIDE, CELL, WIDE, ROW, LETTER = 168, 84, 22, 46, 26, 15
_LONGEST_HEAD = 10  # characters of a head that stands upright
_MOST_TOLD = 40  # cells that the description names


@dataclass(frozen=True, slots=True)
class Mark:
    """What one cell says: a few letters, how strong it is (0 to 4), and the whole in words."""

    text: str
    tone: int
    full: str
    href: str = ""  # where a reader goes on from it; "": nowhere


@dataclass(frozen=True, slots=True)
class Head:
    """A column: its letters stand one below the other where they would not fit beside each other."""

    x: float
    letters: tuple[str, ...]
    full: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One mark in its place."""

    x: float
    y: float
    mark: Mark


@dataclass(frozen=True, slots=True)
class Line:
    """A row: its label before, a few words behind."""

    y: float
    label: str
    full: str
    side: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Matrix:
    """A picture ready to print."""

    id: str
    title: str
    description: str  # the same facts in words
    heads: tuple[Head, ...]
    lines: tuple[Line, ...]
    cells: tuple[Cell, ...]
    legend: tuple[Mark, ...]
    side: str  # over the words behind the rows
    left: int
    top: int
    cell: int
    row: int
    width: int
    height: int

    @property
    def leads_on(self) -> bool:
        """Whether one can go on from it: then it is no picture but a group of links."""
        return any(line.href for line in self.lines)


def matrix(
    matrix_id: str,
    title: str,
    rows: Sequence[tuple[str, str]],
    columns: Sequence[tuple[str, str]],
    marks: Mapping[tuple[str, str], Mark],
    *,
    legend: Sequence[Mark] = (),
    side: str = "",
    sides: Mapping[str, str] | None = None,
    summary: str = "",
    wide: bool = False,
    hrefs: Mapping[str, str] | None = None,
) -> Matrix | None:
    """Rows and columns as (key, label), marks by both keys. None where there is nothing to show.

    `sides`: words behind a row; `hrefs`: where its label leads; `summary`: the description, where the cells are too many to be told one by one.
    """
    if not rows or not columns:
        return None
    size = WIDE if wide else CELL
    places = {key: LEFT + place * size for place, (key, _) in enumerate(columns)}
    heads = tuple(_head(places[key], label, wide) for key, label in columns)
    top = 12 + max(len(head.letters) for head in heads) * LETTER
    said, leads = sides or {}, hrefs or {}
    lines = tuple(
        Line(top + place * ROW, label_in(label, LEFT - 12), label, said.get(key, ""), leads.get(key, ""))
        for place, (key, label) in enumerate(rows)
    )
    heights = {key: line.y for (key, _), line in zip(rows, lines, strict=True)}
    cells = tuple(
        Cell(places[column], heights[row], mark)
        for (row, column), mark in marks.items()
        if row in heights and column in places
    )
    return Matrix(
        id=matrix_id,
        title=title,
        description=f"{title}：{summary or _told(cells)}",
        heads=heads,
        lines=lines,
        cells=cells,
        legend=tuple(legend),
        side=side,
        left=LEFT,
        top=top,
        cell=size,
        row=ROW,
        width=LEFT + len(columns) * size + (SIDE if side else 4),
        height=top + len(rows) * ROW + 4,
    )


def tone(value: int, most: int) -> int:
    """How strong a number looks beside the largest: 0 for nought, 1 to 4 by quarters."""
    return 0 if value <= 0 or most <= 0 else min(4, 1 + (value - 1) * 4 // most)


def _head(x: float, label: str, wide: bool) -> Head:
    short = label if len(label) <= _LONGEST_HEAD else label[: _LONGEST_HEAD - 1] + "…"
    return Head(x, (short,) if wide or (len(label) < 3 and label.isascii()) else tuple(short), label)


def _told(cells: Sequence[Cell]) -> str:
    named = [cell.mark.full for cell in cells if cell.mark.tone]
    more = f"；其余{len(named) - _MOST_TOLD}格略" if len(named) > _MOST_TOLD else ""
    return ("；".join(named[:_MOST_TOLD]) or "没有") + more + "。"
