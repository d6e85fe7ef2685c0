"""What a reader sees of a binary Word file (.doc): paragraphs, rows of tables, and apart from them what stands beside."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import replace

from auditor.files.faults import MAX_CHARACTERS, TOO_MUCH, broken
from auditor.files.rows import row_line, squared
from auditor.files.word97 import (
    Run,
    Text,
    Word97,
    is_in_table,
    is_revision,
    is_row_end,
    is_unseen,
    list_of,
    run_at,
)
from auditor.files.word97_lists import lists_of
from auditor.files.word_numbers import Numbers, numbered
from auditor.files.words import plain
from auditor.files.wrapped import rejoined
from auditor.models import FileContent, Paragraph, Table
from auditor.text.glyphs import settled
from auditor.text.paper import read_document

_PLACES = ("脚注", "页眉页脚", "批注", "尾注", "文本框", "文本框")
_COMMENTS = "批注"
_FIELD, _RESULT, _FIELD_ENDS, _CELL = "\x13", "\x14", "\x15", "\x07"
_ENDS = frozenset("\r\x07\x0c")
_SHOWN = {"\x0b": "\n", "\x0e": "\n", "\x1e": "-", "\t": "\t", "\xa0": " "}
_WORDLESS = re.compile(r"[\W\d]*")


class _Block:
    """One paragraph or cell: its words, those that are not shown, how it ended and what is stated of it."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.unseen: list[str] = []
        self.end = ""
        self.run: Run | None = None

    @property
    def text(self) -> str:
        joined = "".join(self.words).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        return plain(joined)


def word97_content(file: Word97) -> FileContent:
    """The document as readers see it; layout is not read. Raises UnreadableFileError."""
    try:
        return _content(file)
    except (struct.error, IndexError, ValueError, OverflowError) as error:
        raise broken() from error


def _content(file: Word97) -> FileContent:
    text, marked = file.text(), sorted(file.character_runs())
    runs, length = file.paragraph_runs(), file.lengths[0]
    blocks = list(_blocks(text, 0, min(length, MAX_CHARACTERS), runs, marked))
    tables: list[Table] = []
    paper = read_document(list(_paragraphs(blocks, _numbers(file, runs), tables)))
    beside: list[Paragraph] = []
    comments: list[str] = []
    begin = length
    for place, count in zip(_PLACES, file.lengths[1:], strict=True):
        lines = [b.text.strip() for b in _blocks(text, begin, begin + count, runs, marked)]
        begin += count
        if place == _COMMENTS:
            comments = [line for line in lines if line]
        else:
            beside += _aside(lines, place)
    unseen = [line for block in blocks if (line := "".join(block.unseen).strip())]
    return FileContent(
        document=replace(paper, paragraphs=(*paper.paragraphs, *beside), tables=tuple(tables)),
        failure=TOO_MUCH if length > MAX_CHARACTERS else None,
        hidden_text=plain("\n".join((*unseen, *comments))),
        revisions=sum(is_revision(run) for run in marked),
        comments=len(comments),
    )


def _numbers(file: Word97, runs: list[Run]) -> Numbers:
    """The lists; where they are damaged none, if no paragraph asks for one: a text without its numbers is another."""
    try:
        return lists_of(file)
    except struct.error:
        if any(list_of(run)[0] for run in runs):
            raise
        return Numbers()


def _blocks(text: Text, begin: int, end: int, runs: list[Run], marked: list[Run]) -> Iterator[_Block]:
    """The paragraphs and cells of a stretch of the text; of fields what they show."""
    fields: list[bool] = []  # of each field we are in: whether its result is reached
    block = _Block()
    for at in range(begin, min(end, len(text.places))):
        unit, place = text.units[at], text.places[at]
        if unit == _FIELD:
            fields.append(False)
        elif unit == _RESULT and fields:
            fields[-1] = True
        elif unit == _FIELD_ENDS and fields:
            fields.pop()
        elif unit in _ENDS:
            block.end, block.run = unit, run_at(runs, place)
            yield block
            block = _Block()
        elif all(fields) and (shown := _SHOWN.get(unit, unit if unit >= " " else "")):
            found = run_at(marked, place) if marked else None
            (block.unseen if found and is_unseen(found) else block.words).append(shown)
    if block.words or block.unseen:
        yield block


def _paragraphs(blocks: list[_Block], numbers: Numbers, tables: list[Table]) -> Iterator[Paragraph]:
    count = 0
    cells: list[str] = []
    rows: list[list[str]] = []
    inside: list[str] = []  # the paragraphs of the cell that is not ended yet
    for block in blocks:
        if block.end == _CELL:
            if is_row_end(block.run):
                rows.append(cells)
                yield from row_line(cells, f"表{len(tables) + 1}第{len(rows)}行")
                cells = []
            else:
                cells.append("\n".join((*inside, _numbered(block, numbers))).strip())
            inside = []
            continue
        if is_in_table(block.run):
            inside.append(_numbered(block, numbers))
            continue
        if rows:
            tables.append(Table(squared(rows), f"表{len(tables) + 1}"))
            rows = []
        for line in rejoined(_numbered(block, numbers).split("\n")):
            count += bool(line.strip())
            yield Paragraph(line.rstrip(), place=f"第{count}段" if line.strip() else "")
    if rows:
        tables.append(Table(squared(rows), f"表{len(tables) + 1}"))


def _numbered(block: _Block, numbers: Numbers) -> str:
    """Its words behind the number that Word shows before them."""
    text = block.text
    if block.run is None or not text.strip():
        return text
    own, level = list_of(block.run)
    number, usual = numbers.styles.get(str(block.run.style), ("", 0))
    shown = numbers.after(number if own is None else str(own), usual if level is None else level)
    return numbered(shown, text)


def _aside(lines: list[str], place: str) -> Iterator[Paragraph]:
    """Each line once; page numbers are none."""
    for line in dict.fromkeys(line for line in lines if not _WORDLESS.fullmatch(line)):
        yield settled(Paragraph(line, place=place, aside=True))
