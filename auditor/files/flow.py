"""Words that stand somewhere on a page -> its text in reading order: rows, columns, table rows, lines joined into paragraphs.

A printed line is no paragraph. Places are counted from the upper left corner, in whatever unit the page has.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import NamedTuple

from auditor.files.wrapped import glued, is_ended, is_item, is_rest_of_title, is_titled, stands_alone
from auditor.models import Paragraph
from auditor.models.spaces import squeeze

_GAP = 1.2  # of the height of the words: more room than that sets cells apart
_TWICE = 0.25  # of the height: the same words no further away are the same ink
_RAGGED = 3.0  # of the height: lines that are not justified end as near to the margin
_INDENT = 1.2  # of the height: a line that begins so far in begins a paragraph
_PROSE_ROWS = 6  # rows side by side that make two columns and no table
_PROSE = 8  # characters of a line of a column
_LONGEST = 5_000  # characters; no paragraph is longer
_EDGE = 2  # lines at the head and the foot of a page that may be repeated on the others
_PAGE_NUMBER = re.compile(
    r"(?:[-—–─_~·•\s]*|第\s*|Page\s*)\d{1,4}(?:\s*页)?(?:\s*(?:/|of|[，,]?\s*共)\s*\d{1,4}\s*页?)?[-—–─_~·•\s]*",
    re.I,
)
WIDE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’—…]")


class Piece(NamedTuple):
    """Words painted at one go, and their box."""

    top: float
    left: float
    bottom: float
    right: float
    text: str

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it stands; `block` numbers the column it is in, `cell` says that it is a row or a cell of a table."""

    text: str
    top: float
    left: float
    right: float
    height: float
    block: int = 0
    cell: bool = False


@dataclass(slots=True)
class _Block:
    """What the lines of a column have in common."""

    left: float
    right: float


@dataclass(slots=True)
class _Joining:
    """A paragraph in the making."""

    text: str
    last: Line
    page: int
    indented: bool
    block: _Block


def lines_of(pieces: Iterable[Piece], tabled: Sequence[Line] = ()) -> list[Line]:
    """The lines of one page in reading order; `tabled`: rows of ruled tables, put in at their height."""
    rows = [_cells(row) for row in _rows(_once(pieces))]
    lines: list[Line] = []
    block = 0
    for stretch, gutter in _stretches(rows):
        if gutter is None:
            lines += _plain_lines(stretch, block)
        else:
            for side in (0, 1):
                block += 1
                column = [[p for p in row if (p.left >= gutter) == bool(side)] for row in stretch]
                lines += _plain_lines([row for row in column if row], block)
        block += 1
    for row in tabled:
        at = next((n for n, line in enumerate(lines) if line.top > row.top), len(lines))
        lines.insert(at, row)
    return lines


def paragraphs_of_pages(pages: Sequence[Sequence[Line]]) -> tuple[list[Paragraph], list[Paragraph]]:
    """The text of all pages, and apart from it what is repeated at the head or the foot of pages; page numbers go."""
    pages, repeated = _without_edges(pages)
    done: list[Paragraph] = []
    open_: _Joining | None = None
    for number, lines in enumerate(pages, 1):
        blocks = _blocks(lines)
        for line in lines:
            if line.cell:
                done += _closed(open_)
                open_ = None
                done.append(Paragraph(line.text, in_table=True, place=f"第{number}页"))
                continue
            if open_ and _goes_on(open_, line, number, blocks[line.block]):
                open_.text = glued(open_.text, line.text)
                open_.last, open_.page, open_.block = line, number, blocks[line.block]
                continue
            done += _closed(open_)
            open_ = _begun(line, number, blocks[line.block])
    return [*done, *_closed(open_)], repeated


def _once(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Each piece once: what is painted twice, a little aside, is bold by hand or stands in a template too."""
    seen: dict[str, list[Piece]] = {}
    for piece in pieces:
        slack = _TWICE * piece.height
        same = seen.setdefault(piece.text, [])
        if not any(abs(p.left - piece.left) < slack and abs(p.middle - piece.middle) < slack for p in same):
            same.append(piece)
            yield piece


def _rows(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    """Pieces whose middles lie within half a line of each other, from left to right."""
    row: list[Piece] = []
    for piece in sorted(pieces, key=lambda piece: piece.middle):
        if row and piece.middle - row[0].middle > max(row[0].height, piece.height) / 2:
            yield sorted(row, key=lambda piece: piece.left)
            row = []
        row.append(piece)
    if row:
        yield sorted(row, key=lambda piece: piece.left)


def _cells(row: list[Piece]) -> list[Piece]:
    """Neighbours of a row put together, but where much room is between them."""
    cells: list[Piece] = []
    for piece in row:
        last = cells[-1] if cells else None
        room = piece.left - last.right if last else 0.0
        if last is None or room > _GAP * max(last.height, piece.height):
            cells.append(piece)
            continue
        blank = " " if room > piece.height / 2 or (room > piece.height / 5 and not _wide(last, piece)) else ""
        cells[-1] = Piece(
            min(last.top, piece.top),
            last.left,
            max(last.bottom, piece.bottom),
            max(last.right, piece.right),
            f"{last.text}{blank}{piece.text}",
        )
    return cells


def _wide(last: Piece, piece: Piece) -> bool:
    return bool(WIDE.match(last.text[-1:]) or WIDE.match(piece.text[:1]))


def _stretches(rows: list[list[Piece]]) -> Iterator[tuple[list[list[Piece]], float | None]]:
    """The rows in stretches, each with the place where it falls into two columns of prose, if it does."""
    begun = 0
    at = 0
    while at < len(rows):
        gutter, end = _gutter(rows, at)
        if gutter is None:
            at += 1
            continue
        if begun < at:
            yield rows[begun:at], None
        yield rows[at:end], gutter
        begun = at = end
    if begun < len(rows):
        yield rows[begun:], None


def _gutter(rows: list[list[Piece]], at: int) -> tuple[float | None, int]:
    """The middle of the room between two long lines side by side, where enough rows below leave it free too."""
    if len(rows[at]) != 2 or min(len(squeeze(piece.text)) for piece in rows[at]) < _PROSE:
        return None, at
    left, right = rows[at][0].right, rows[at][1].left
    end, both = at, 0
    while end < len(rows) and len(rows[end]) <= 2:
        low = max((p.right for p in rows[end] if p.left < left), default=left)
        high = min((p.left for p in rows[end] if p.left >= left), default=right)
        if max(left, low) >= min(right, high):
            break
        left, right = max(left, low), min(right, high)
        both += len(rows[end]) == 2 and min(len(squeeze(piece.text)) for piece in rows[end]) >= _PROSE
        end += 1
    enough = both >= _PROSE_ROWS and both * 10 >= (end - at) * 6
    return ((left + right) / 2, end) if enough else (None, at)


def _plain_lines(rows: list[list[Piece]], block: int) -> Iterator[Line]:
    """Rows of cells that stand under each other are rows of a table; other wide gaps are the writer's."""
    for n, row in enumerate(rows):
        near = rows[max(0, n - 1) : n] + rows[n + 1 : n + 2]
        is_table = len(row) > 2 or (len(row) == 2 and any(_aligned(row, other) for other in near))
        joined = ("\t" if is_table else "　　").join(
            piece.text.strip() if is_table else piece.text for piece in row
        )
        yield Line(
            joined.rstrip(),
            row[0].top,
            row[0].left,
            row[-1].right,
            median(piece.height for piece in row),
            block,
            is_table,
        )


def _aligned(row: list[Piece], other: list[Piece]) -> bool:
    """Whether a cell right of the first begins, ends or is centred where one of the other row does."""
    if len(other) < 2:
        return False
    near = row[0].height
    return any(
        abs(a.left - b.left) < near / 2 or abs(a.left + a.right - b.left - b.right) < near
        for a in row[1:]
        for b in other[1:]
    )


def _without_edges(pages: Sequence[Sequence[Line]]) -> tuple[list[list[Line]], list[Paragraph]]:
    edges = Counter(key for lines in pages for key in {_key(line) for line in _edge(lines)})
    often = {key for key, count in edges.items() if key and count > 1 and count * 2 >= len(pages)}
    repeated: dict[str, Paragraph] = {}
    kept: list[list[Line]] = []
    for lines in pages:
        out = {id(line) for line in _ends(lines) if _PAGE_NUMBER.fullmatch(line.text.strip())}
        for line in _edge(lines):
            if _key(line) in often:
                out.add(id(line))
                repeated.setdefault(_key(line), Paragraph(line.text.strip(), place="页眉页脚", aside=True))
        kept.append([line for line in lines if id(line) not in out])
    return kept, list(repeated.values())


def _edge(lines: Sequence[Line]) -> list[Line]:
    """The highest and the lowest lines of a page that are no table's no title and no sentence."""
    ends = _ends(lines)
    size = median(line.height for line in lines if line.text.strip()) if ends else 0.0
    return [line for line in ends if line.height <= 1.1 * size and _may_repeat(line)]


def _ends(lines: Sequence[Line]) -> list[Line]:
    """The highest and the lowest lines of a page."""
    by_height = sorted((line for line in lines if line.text.strip()), key=lambda line: line.top)
    return by_height[:_EDGE] + by_height[max(_EDGE, len(by_height) - _EDGE) :]


def _may_repeat(line: Line) -> bool:
    return not (line.cell or is_ended(line.text.strip()) or "关于" in line.text)


def _key(line: Line) -> str:
    """What is the same of a header on every page: its words without numbers, and where it stands."""
    words = "" if line.text.lstrip().startswith("附") else re.sub(r"[\d\W]+", "", line.text)
    return f"{words}@{round(line.top / max(line.height, 1.0))}" if words else ""


def _blocks(lines: Sequence[Line]) -> dict[int, _Block]:
    found: dict[int, _Block] = {}
    for block in {line.block for line in lines}:
        own = [line for line in lines if line.block == block and not line.cell] or [
            line for line in lines if line.block == block
        ]
        found[block] = _Block(min(line.left for line in own), max(line.right for line in own))
    return found


def _begun(line: Line, page: int, block: _Block) -> _Joining:
    return _Joining(line.text, line, page, _is_indented(line, block), block)


def _is_indented(line: Line, block: _Block) -> bool:
    return line.text[:1].isspace() or line.left - block.left > _INDENT * line.height


def _is_centred(line: Line, block: _Block) -> bool:
    """Whether as much room is left before the line as behind it."""
    before, behind = line.left - block.left, block.right - line.right
    return before > _INDENT * line.height and abs(before - behind) < line.height


def _is_full(line: Line, block: _Block, room: float = _GAP) -> bool:
    return block.right - line.right < room * line.height and block.right - block.left > 12 * line.height


def _goes_on(above: _Joining, line: Line, page: int, block: _Block) -> bool:
    """Whether the line is the rest of the paragraph above it."""
    if len(above.text) > _LONGEST:
        return False
    last, before, text = above.last, above.text.strip(), line.text.strip()
    if not text or not before or stands_alone(before) or stands_alone(text):
        return False
    if not 0.85 < line.height / max(last.height, 0.1) < 1.18:
        return False
    if page == above.page and last.block == line.block and line.top - last.top > 2.6 * line.height:
        return False
    if is_rest_of_title(before, text):
        return True
    if _is_indented(line, block):
        return False
    if is_ended(before):
        return (
            above.indented
            and before[-1] not in ":："
            and _is_full(last, above.block, _RAGGED if _is_prose(text) else _GAP)
            and not is_item(text)
        )
    if _is_full(last, above.block):
        return not is_titled(before)
    if is_titled(before) or _is_centred(last, above.block):
        return False
    return above.indented and not is_item(text) and _is_prose(before)


def _is_prose(text: str) -> bool:
    return len(squeeze(text)) >= _PROSE or text[-1:] in "，、"


def _closed(open_: _Joining | None) -> Iterator[Paragraph]:
    if open_ is not None:
        yield Paragraph(open_.text.rstrip(), place=f"第{open_.page}页")
