"""Word 97 to 2003 (.doc, .wps): the words of the binary file and what is stated of them, as [MS-DOC] lays it down."""

from __future__ import annotations

import io
import struct
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import olefile

from auditor.files.faults import MAX_CHARACTERS, UnreadableFileError, broken

_WORD97 = 0xA5EC  # wIdent of the information block; older Word has another
_OTHER_TABLE = 0x0200  # fWhichTblStm
_CHPX, _PAPX, _CLX = 12, 13, 33  # places in the block's list of parts (FibRgFcLcb97)
_SUBDOCUMENTS = (3, 4, 5, 7, 8, 9, 10)  # places of their lengths in FibRgLw97
_PAGE = 512
_MOST = 2 * MAX_CHARACTERS  # of the text and what stands beside it
_COMPRESSED = 1 << 30
_OPERANDS = {
    0: 1,
    1: 1,
    2: 2,
    3: 4,
    4: 2,
    5: 2,
    7: 3,
}  # bytes of a modifier's operand by its spra; 6: told in it
_TABLE_SPRM = 0xD608  # sprmTDefTable tells its length in two bytes
_DELETED, _INSERTED, _VANISHED = 0x0800, 0x0801, 0x083C
_IN_TABLE, _ROW_ENDS, _LIST_LEVEL, _LIST = 0x2416, 0x2417, 0x260A, 0x460B

Sprms = dict[int, int]


class Text(NamedTuple):
    """Words in the order of the document, one character a code unit, and where each stands in the file."""

    units: str
    places: array[int]


class Run(NamedTuple):
    """What is stated of the characters from one place in the file to another."""

    begin: int
    end: int
    style: int  # of a paragraph
    sprms: Sprms


@dataclass(frozen=True, slots=True)
class Word97:
    """The parts of a binary Word file."""

    main: bytes
    table: bytes
    _parts: int  # where the list of parts begins in the information block
    lengths: tuple[
        int, ...
    ]  # characters of the text, notes, headers, comments, endnotes, boxes, boxes of headers

    def part(self, number: int) -> bytes:
        """One part of the table stream, by its place in the list of parts; b"" where it has none."""
        begin, length = self.span(number)
        return self.table[begin : begin + length]

    def span(self, number: int) -> tuple[int, int]:
        """Where that part begins in the table stream, and its length."""
        begin, length = struct.unpack_from("<II", self.main, self._parts + 8 * number)
        return begin, length

    def text(self) -> Text:
        """The words of the text and of all that stands beside it."""
        units: list[str] = []
        places = array("I")
        for place, count, width in self._pieces():
            words = self.main[place : place + min(count, _MOST - len(places)) * width]
            units.append(
                words.decode("cp1252", "replace")
                if width == 1
                else "".join(map(chr, struct.unpack(f"<{len(words) // 2}H", words[: len(words) // 2 * 2])))
            )
            places.extend(range(place, place + len(units[-1]) * width, width))
        return Text("".join(units), places)

    def _pieces(self) -> Iterator[tuple[int, int, int]]:
        """(place in the file, characters, bytes of each) of the pieces that make the text, in order."""
        clx, at = self.part(_CLX), 0
        while clx[at : at + 1] == b"\x01":
            at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
        if clx[at : at + 1] != b"\x02":
            raise broken()
        plc = clx[at + 5 : at + 5 + struct.unpack_from("<I", clx, at + 1)[0]]
        count = (len(plc) - 4) // 12
        ends = struct.unpack_from(f"<{count + 1}I", plc)
        for n in range(count):
            place = struct.unpack_from("<I", plc, 4 * (count + 1) + 8 * n + 2)[0]
            length = ends[n + 1] - ends[n]
            if length < 0:
                raise broken()
            if place & _COMPRESSED:
                yield (place & (_COMPRESSED - 1)) // 2, length, 1
            else:
                yield place & (_COMPRESSED - 1), length, 2

    def character_runs(self) -> list[Run]:
        """Stretches of characters that are deleted, inserted or hidden."""
        marked = {_DELETED, _INSERTED, _VANISHED}
        return [run for run in self._runs(_CHPX) if marked & {k for k, v in run.sprms.items() if v}]

    def paragraph_runs(self) -> list[Run]:
        """What is stated of each paragraph."""
        return sorted(self._runs(_PAPX))

    def _runs(self, part: int) -> Iterator[Run]:
        plc = self.part(part)
        count = (len(plc) - 4) // 8
        for n in range(max(count, 0)):
            page = (struct.unpack_from("<I", plc, 4 * (count + 1) + 4 * n)[0] & 0x3FFFFF) * _PAGE
            sheet = self.main[page : page + _PAGE]
            if len(sheet) < _PAGE:
                raise broken()
            yield from _page_runs(sheet, is_paragraphs=part == _PAPX)


def opened(body: bytes) -> Word97 | None:
    """The parts; None for the Word of before 1997. Raises UnreadableFileError."""
    try:
        with olefile.OleFileIO(io.BytesIO(body)) as container:
            main = container.openstream("WordDocument").read()
            ident, flags = struct.unpack_from("<H8xH", main)
            if ident != _WORD97:
                return None
            table = container.openstream("1Table" if flags & _OTHER_TABLE else "0Table").read()
        shorts = struct.unpack_from("<H", main, 32)[0]
        longs_at = 34 + 2 * shorts + 2
        longs = struct.unpack_from("<H", main, longs_at - 2)[0]
        if longs <= max(_SUBDOCUMENTS):
            raise broken()
        lengths = [struct.unpack_from("<i", main, longs_at + 4 * n)[0] for n in _SUBDOCUMENTS]
        return Word97(main, table, longs_at + 4 * longs + 2, tuple(max(0, length) for length in lengths))
    except UnreadableFileError:
        raise
    except (OSError, ValueError, IndexError, TypeError, AttributeError, struct.error) as error:
        raise broken() from error


def run_at(runs: list[Run], place: int) -> Run | None:
    """The run that holds a place, of runs in their order."""
    at = bisect_right(runs, place, key=lambda run: run.begin) - 1
    return runs[at] if at >= 0 and place < runs[at].end else None


def is_row_end(run: Run | None) -> bool:
    """Whether the paragraph is no cell but the end of a row."""
    return bool(run and run.sprms.get(_ROW_ENDS))


def is_in_table(run: Run | None) -> bool:
    """Whether the paragraph stands in a cell."""
    return bool(run and run.sprms.get(_IN_TABLE))


def is_unseen(run: Run) -> bool:
    """Whether the characters are deleted or hidden."""
    return bool(run.sprms.get(_DELETED) or run.sprms.get(_VANISHED))


def is_revision(run: Run) -> bool:
    """Whether the characters are inserted or deleted with the changes tracked."""
    return bool(run.sprms.get(_DELETED) or run.sprms.get(_INSERTED))


def list_of(run: Run) -> tuple[int | None, int | None]:
    """The list and the level that the paragraph itself names; 0 is no list."""
    return run.sprms.get(_LIST), run.sprms.get(_LIST_LEVEL)


def _page_runs(sheet: bytes, *, is_paragraphs: bool) -> Iterator[Run]:
    """The runs of one formatted page (FKP)."""
    count = sheet[_PAGE - 1]
    ends = struct.unpack_from(f"<{count + 1}I", sheet)
    for n in range(count):
        at = 2 * sheet[4 * (count + 1) + n * (13 if is_paragraphs else 1)]
        if not is_paragraphs:
            yield Run(ends[n], ends[n + 1], 0, _sprms(sheet[at + 1 : at + 1 + sheet[at]]) if at else {})
            continue
        length, begin = (2 * sheet[at] - 1, at + 1) if sheet[at] else (2 * sheet[at + 1], at + 2)
        stated = sheet[begin : begin + length] if at else b""
        style = int.from_bytes(stated[:2], "little")
        yield Run(ends[n], ends[n + 1], style, _sprms(stated[2:]))


def _sprms(stated: bytes) -> Sprms:
    """The modifiers of a run and the first bytes of their operands as numbers."""
    found: Sprms = {}
    at = 0
    while at + 2 < len(stated):
        sprm = int.from_bytes(stated[at : at + 2], "little")
        spra = sprm >> 13
        at += 2
        if spra == 6:
            wide = sprm == _TABLE_SPRM
            size = int.from_bytes(stated[at : at + 2], "little") + 1 if wide else stated[at] + 1
        else:
            size = _OPERANDS[spra]
        found[sprm] = int.from_bytes(stated[at : at + min(size, 4)], "little")
        at += size
    return found
