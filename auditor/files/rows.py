"""Rows of cells as paragraphs: a row is one line, so that a number stands beside the name it belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from auditor.models import Paragraph
from auditor.models.spaces import fold
from auditor.text.glyphs import settle, settled


def row_line(cells: Iterable[str], place: str) -> Iterator[Paragraph]:
    """The row as one paragraph, cells set apart by a tab; nothing for an empty row."""
    words = [fold(cell) for cell in cells]
    text = "\t".join(word for word in words if word)
    if text:
        yield settled(Paragraph(text, in_table=True, place=place))


def squared(rows: Iterable[Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    """Rows of one length, without the empty columns at their right."""
    kept = [[settle(cell) for cell in row] for row in rows]
    width = max((n + 1 for row in kept for n, cell in enumerate(row) if cell), default=0)
    return tuple(tuple((row + [""] * width)[:width]) for row in kept)
