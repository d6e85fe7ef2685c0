"""The characters of a PDF's page with their boxes, put together as far as they were painted at one go."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from auditor.files.flow import WIDE, Piece
from auditor.files.words import plain

Bounds = tuple[float, float, float, float]  # left, bottom, right, top, in the page's own space

_SAMPLE = 200  # characters that tell which way a page is written
_ROOM = 0.8  # of the height: a gap as wide ends a piece
_SMALLEST = 0.5
_ROOM_ONLY = (
    "room"  # between characters, where none was painted: a blank of Latin words, or lines set to one width
)


class _Char(NamedTuple):
    text: str
    box: Bounds
    way: int  # quarter turns with the clock, as pdfium tells them
    is_room: bool = False  # a blank that pdfium made of the room between two others


def pieces_of(layer: Any, shown: Bounds, covered: Sequence[Bounds]) -> tuple[list[Piece], str, int]:
    """The pieces a page shows, a black box as ■; words written another way (watermarks); which way the page is written."""
    count = pdfium.FPDFText_CountChars(layer)
    step = max(1, count // _SAMPLE)
    ways = Counter(_way(layer, n) for n in range(0, count, step))
    way = ways.most_common(1)[0][0] if ways else 0
    pieces: list[Piece] = []
    aside: list[str] = []
    blank = ""
    for char in _chars(layer, count, way):
        if char is None:
            blank = "\n"
        elif char.way != way:
            aside.append(char.text)
        elif char.text.isspace() and char.text != "\u3000":
            blank = blank or (_ROOM_ONLY if char.is_room else char.text)
        elif _is_within(char.box, shown):
            text = "■" if any(_is_within(char.box, box) for box in covered) else char.text
            if not (text == "■" and pieces and pieces[-1].text.endswith("■")):
                _take(pieces, Piece(*_upright(char.box, way), text), blank)
            blank = ""
    return [p._replace(text=_surrogates_joined(plain(p.text))) for p in pieces], plain("".join(aside)), way


def _chars(layer: Any, count: int, way: int) -> Iterator[_Char | None]:
    """Each character; None where a line ends."""
    box = pdfium.FS_RECTF()
    for n in range(count):
        code = pdfium.FPDFText_GetUnicode(layer, n)
        if code in (10, 13):
            yield None
            continue
        if not pdfium.FPDFText_GetLooseCharBox(layer, n, box):
            continue
        bounds = (box.left, min(box.bottom, box.top), box.right, max(box.bottom, box.top))
        if code == 32:
            yield _Char(" ", bounds, way, is_room=pdfium.FPDFText_IsGenerated(layer, n) == 1)
        else:
            yield _Char(chr(code) if code < 0x110000 else "", bounds, _way(layer, n))


def _way(layer: Any, n: int) -> int:
    angle: float = pdfium.FPDFText_GetCharAngle(layer, n)
    turns = angle / (math.pi / 2)
    return round(turns) % 4 if abs(turns - round(turns)) < 0.05 and angle >= 0 else 9


def _upright(box: Bounds, way: int) -> tuple[float, float, float, float]:
    """Top, left, bottom and right as a reader of lines that run this way sees them."""
    left, bottom, right, top = box
    return {
        3: (left, bottom, right, top),
        2: (bottom, -right, top, -left),
        1: (-right, -top, -left, -bottom),
    }.get(way, (-top, left, -bottom, right))


def upright_segment(segment: Bounds, way: int) -> Bounds:
    """A stroke (x, y, x, y) as `_upright` turns what it runs beside."""
    x0, y0, x1, y1 = segment
    return {3: (y0, x0, y1, x1), 2: (-x0, y0, -x1, y1), 1: (-y0, -x0, -y1, -x1)}.get(way, (x0, -y0, x1, -y1))


def _is_within(box: Bounds, around: Bounds) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return around[0] <= x <= around[2] and around[1] <= y <= around[3]


def _take(pieces: list[Piece], new: Piece, blank: str) -> None:
    """Put the character to the piece before it where it goes on its line."""
    if new.height < _SMALLEST:
        new = new._replace(top=new.bottom - (pieces[-1].height if pieces else _SMALLEST))
    last = pieces[-1] if pieces else None
    if last is None or blank == "\n" or not _follows(last, new):
        pieces.append(new)
        return
    pieces[-1] = Piece(
        min(last.top, new.top),
        last.left,
        max(last.bottom, new.bottom),
        max(last.right, new.right),
        f"{last.text}{_blank_between(last.text, blank, new.text)}{new.text}",
    )


def _blank_between(before: str, blank: str, after: str) -> str:
    """Room beside a Chinese character is the setter's, no blank: 2018 年 in a line set to one width."""
    if blank != _ROOM_ONLY:
        return blank
    return "" if WIDE.match(before[-1:]) or WIDE.match(after) else " "


def _follows(last: Piece, new: Piece) -> bool:
    high = max(last.height, new.height)
    room = new.left - last.right
    return abs(new.middle - last.middle) < high / 3 and -high / 2 < room < _ROOM * high


def _surrogates_joined(text: str) -> str:
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
