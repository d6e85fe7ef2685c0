"""Rows of cells with merged ones written out -> Table. Pure; the same for web pages and Word files."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

from auditor.models import Table

MAX_CELLS = 20_000  # of one table; longer lists are kept to this many cells

C = TypeVar("C", bound=Hashable)


def table_of(rows: Sequence[Sequence[C | None]], words: Callable[[C], str], place: str = "") -> Table | None:
    """The table whose cells these are: a merged cell stands in every place it covers, None where there is none.

    Columns in which no cell begins are dropped: they only spell out how wide a cell is. None where nothing is said.
    """
    starts = sorted({column for row in rows for column in _starts(row)})
    kept = rows[: max(1, MAX_CELLS // max(1, len(starts)))]
    texts: dict[C | None, str] = {None: ""}
    for row in kept:
        texts.update((cell, _squeezed(words(cell))) for cell in row if cell is not None and cell not in texts)
    if not any(texts.values()):
        return None
    return Table(
        tuple(tuple(texts[row[column] if column < len(row) else None] for column in starts) for row in kept),
        place,
    )


def _starts(row: Sequence[object]) -> list[int]:
    return [
        column
        for column, cell in enumerate(row)
        if cell is not None and (not column or cell is not row[column - 1])
    ]


def _squeezed(text: str) -> str:
    return " ".join(text.split())
