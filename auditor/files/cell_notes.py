"""Notes on the cells of an XLS workbook, by its records: a drawn object of the kind note, then its text ([MS-XLS] 2.4.181, 2.4.329)."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator

import olefile

from auditor.files.words import plain

_OBJECT, _TEXT, _MORE = 0x5D, 0x1B6, 0x3C
_IS_NOTE = b"\x19\x00"  # the kind of an object, behind the four bytes that begin its first part
_KIND = slice(4, 6)
_LENGTH = slice(10, 12)  # characters, in the head of a text
_ENCODINGS = {
    0: ("latin-1", 1),
    1: ("utf-16-le", 2),
}  # by the byte before the characters: how, and bytes each


def cell_notes(body: bytes) -> list[str]:
    """The words of each note; none where the container holds no workbook of this kind, or a damaged one."""
    try:
        with olefile.OleFileIO(io.BytesIO(body)) as container:
            workbook = container.openstream("Workbook").read() if container.exists("Workbook") else b""
    except (OSError, ValueError, IndexError, TypeError, AttributeError):
        return []
    return [text for said in _texts(workbook) if (text := plain(said).strip())]


def _texts(workbook: bytes) -> Iterator[str]:
    is_note, left, said = False, 0, ""
    for kind, data in _records(workbook):
        if kind == _OBJECT:
            is_note = data[_KIND] == _IS_NOTE
        elif kind == _TEXT:
            left, said = int.from_bytes(data[_LENGTH], "little") if is_note else 0, ""
        elif kind == _MORE and left and data[:1] and data[0] in _ENCODINGS:
            encoding, width = _ENCODINGS[data[0]]
            piece = data[1 : 1 + left * width].decode(encoding, "replace")
            left, said = left - len(piece), said + piece
            if left <= 0:
                yield said


def _records(workbook: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 4 <= len(workbook):
        kind, size = struct.unpack_from("<HH", workbook, at)
        yield kind, workbook[at + 4 : at + 4 + size]
        at += 4 + size
