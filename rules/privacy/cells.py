"""What a table says about one of its cells: the words over and before it, and those beside it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from auditor.models import Document, Paragraph, Table
from auditor.models.spaces import squeeze


@dataclass(frozen=True, slots=True)
class Cell:
    """`label`: the column's heading and the cell before this one; `row` and `head`: every cell of each."""

    label: str = ""
    row: str = ""
    head: str = ""


NOWHERE = Cell()
_COMPARED = 500  # characters of a cell that is more than a text of its own


def cells(document: Document) -> Mapping[str, Cell]:
    """Every cell of the document's tables by its words without white space; of equal ones the first."""
    found: dict[str, Cell] = {}
    for table in tables_of(document):
        head = _head(table)
        over = " ".join(head)
        for row in table.rows:
            beside = " ".join(row)
            for top, before, words in zip(head, ("", *row), row, strict=False):
                found.setdefault(squeeze(words), Cell(f"{top} {before}", beside, over))
    return found


def tables_of(document: Document) -> Sequence[Table]:
    """The document's tables; of one that knows its rows as lines alone, these lines."""
    return document.tables or (_of_lines(document.paragraphs),)


def cell_at(found: Mapping[str, Cell], paragraph: Paragraph, match: re.Match[str]) -> Cell:
    """The cell in which a match of the paragraph stands; a row of a sheet is one line with tabs."""
    if not paragraph.in_table:
        return NOWHERE
    begin = paragraph.text.rfind("\t", 0, match.start()) + 1
    end = paragraph.text.find("\t", match.end())
    words = paragraph.text[begin : end if end >= 0 else None]
    return found.get(squeeze(words), NOWHERE) if len(words) <= _COMPARED else NOWHERE


def _head(table: Table) -> Sequence[str]:
    """The first row that is no title written over the whole width."""
    return next((row for row in table.rows if len(set(row)) > 1), ())


def _of_lines(paragraphs: Sequence[Paragraph]) -> Table:
    return Table(tuple(tuple(p.text.split("\t")) for p in paragraphs if p.in_table and "\t" in p.text))
