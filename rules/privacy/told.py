"""Personal numbers with what is said of them: in a line, over two lines, in a cell and over several cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from auditor.models import Document, Paragraph

from .cells import cell_at, cells, tables_of

Find = Callable[[str], Iterator[re.Match[str]]]
_BEFORE = 60  # characters before a number that may say what it is
_CONTEXT = 24  # characters of a line in which a number broken over two lines stands
_LABEL = 20  # characters of a line of its own that says what the number on the next line is


@dataclass(frozen=True, slots=True)
class Told:
    """A number; the words before and behind it, the heading and the cell before of its cell; whether it stood in one piece."""

    number: str
    before: str
    label: str
    place: str
    is_whole: bool = True
    after: str = ""


def told_numbers(document: Document, find: Find) -> Iterator[Told]:
    """Every number that `find` knows, those in one piece first."""
    yield from _in_lines(document, find)
    yield from _over_lines(document.paragraphs, find)
    yield from _over_cells(document, find)


def _in_lines(document: Document, find: Find) -> Iterator[Told]:
    found = [(k, p, m) for k, p in enumerate(document.paragraphs) for m in find(p.text)]
    table = cells(document) if any(p.in_table for _, p, _ in found) else {}
    for k, paragraph, match in found:
        before = paragraph.text[max(0, match.start() - _BEFORE) : match.start()]
        label = cell_at(table, paragraph, match).label
        before = before or _line_above(document.paragraphs, k)
        after = paragraph.text[match.end() :]
        yield Told(match.group(), before, label, paragraph.place, after=after)


def _line_above(paragraphs: Sequence[Paragraph], k: int) -> str:
    above = paragraphs[k - 1].text.strip() if k and not paragraphs[k].in_table else ""
    return above if len(above) <= _LABEL else ""


def _over_lines(paragraphs: Sequence[Paragraph], find: Find) -> Iterator[Told]:
    for k, (one, other) in enumerate(pairwise(paragraphs)):
        head, tail = one.text.rstrip(), _from_line(paragraphs, k + 1)
        if one.in_table or other.in_table or not (head[-1:].isdigit() and tail[:1].isalnum()):
            continue
        for match in find(head[-_CONTEXT:] + tail[:_CONTEXT]):
            edge = min(len(head), _CONTEXT)
            if match.start() < edge < match.end():
                before = head[: len(head) - edge + match.start()][-_BEFORE:]
                yield Told(match.group(), before, "", one.place, is_whole=False)


def _from_line(paragraphs: Sequence[Paragraph], k: int) -> str:
    """The line's words; where it is nothing but a few digits, with the next one's behind them."""
    words = paragraphs[k].text.strip()
    goes_on = words.isdigit() and len(words) < _CONTEXT and k + 1 < len(paragraphs)
    return words + paragraphs[k + 1].text.lstrip() if goes_on else words


def _over_cells(document: Document, find: Find) -> Iterator[Told]:
    for table in tables_of(document):
        head = " ".join(table.rows[0]) if table.rows else ""
        for row in table.rows:
            line = " ".join(row)
            for match in find(line):
                if not any(match.group() in cell for cell in row):
                    before = line[max(0, match.start() - _BEFORE) : match.start()]
                    yield Told(match.group(), before, head, table.place, is_whole=False)
