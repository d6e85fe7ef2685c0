"""Small Word 97 files (.doc), written as [MS-DOC] lays them down: one text in pieces, its paragraphs and what is marked."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import NamedTuple

from made_files import ole_of

PAGE = 512
TEXT_AT = 4 * PAGE
DELETED, INSERTED, HIDDEN = 0x0800, 0x0801, 0x083C
CELL = struct.pack("<HB", 0x2416, 1)
ROW_END = CELL + struct.pack("<HB", 0x2417, 1)
LISTED = struct.pack("<HHHB", 0x460B, 1, 0x260A, 0)


class Block(NamedTuple):
    """A paragraph, or a cell where `stated` says so; `marked`: (from, to, what) of characters in it."""

    text: str
    stated: bytes = b""
    end: str = "\r"
    marked: tuple[tuple[int, int, int], ...] = ()


def doc(
    blocks: Sequence[Block | str],
    *,
    footer: str = "",
    note: str = "",
    lists: bool = False,
    ident: int = 0xA5EC,
) -> bytes:
    """`footer`, `note`: lines beside the text; `lists`: one list, whose numbers are 一、二、"""
    told = [block if isinstance(block, Block) else Block(block) for block in blocks]
    beside = [Block(text) for text in (note, footer) if text]
    lengths = [sum(len(b.text) + 1 for b in told), len(note) + bool(note), len(footer) + bool(footer)]
    units = "".join(b.text + b.end for b in (*told, *beside))
    words = units.encode("utf-16-le")
    half = len(units) // 2  # two pieces, the later one first in the file
    first, later = words[: 2 * half], words[2 * half :]

    def place(at: int) -> int:
        return TEXT_AT + (len(later) + 2 * at if at < half else 2 * (at - half))

    paragraphs, marks, at = [], [], 0
    for block in (*told, *beside):
        end = at + len(block.text)
        paragraphs.append((place(end), place(end) + 2, bytes(2) + block.stated))
        marks += [
            (place(at + n), place(at + n) + 2, struct.pack("<HB", what, 1))
            for begin, until, what in block.marked
            for n in range(begin, until)
        ]
        at = end + 1
    table = bytearray(b"\0")
    spans = {}

    def put(number: int, part: bytes, behind: bytes = b"") -> None:
        spans[number] = (len(table), len(part))
        table.extend(part + behind)

    pieces = struct.pack("<III", 0, half, len(units)) + b"".join(
        struct.pack("<HIH", 0, begin, 0) for begin in (TEXT_AT + len(later), TEXT_AT)
    )
    put(33, b"\x01\x02\x00ab\x02" + struct.pack("<I", len(pieces)) + pieces)
    put(12, struct.pack("<III", 0, 1 << 30, 2))
    put(13, struct.pack("<III", 0, 1 << 30, 3))
    if lists:
        level = struct.pack("<iBB", 1, 37, 0) + bytes(18) + bytes(4) + struct.pack("<HHH", 2, 0, ord("、"))
        put(73, struct.pack("<HII", 1, 7, 0) + struct.pack("<9H", *[0x0FFF] * 9) + b"\x01\x00", level)
        put(74, struct.pack("<II", 1, 7) + bytes(12) + struct.pack("<I", 0xFFFFFFFF))
    parts = b"".join(struct.pack("<II", *spans.get(n, (0, 0))) for n in range(93))
    longs = [0, 0, 0, lengths[0], lengths[1], lengths[2], *[0] * 16]
    main = struct.pack("<HH6xH20x", ident, 0x00C1, 0x0200) + struct.pack("<H28xH", 14, len(longs))
    main += struct.pack(f"<{len(longs)}i", *longs) + struct.pack("<H", 93) + parts
    main = main.ljust(2 * PAGE, b"\0") + _page(sorted(marks), 1) + _page(sorted(paragraphs), 13)
    return ole_of(
        {"1Table": bytes(table).ljust(4096, b"\0"), "WordDocument": (main + later + first).ljust(4096, b"\0")}
    )


def _page(runs: Sequence[tuple[int, int, bytes]], width: int) -> bytes:
    """A formatted page (FKP) of these runs; what lies between them is stated nothing of."""
    bounds = sorted({bound for begin, end, _ in runs for bound in (begin, end)} | {0})
    stated = {begin: said for begin, _, said in runs}
    offsets, at, room = b"", PAGE - 2, bytearray(PAGE)
    for begin in bounds[:-1]:
        said = stated.get(begin, b"")
        packed = said and (
            bytes([len(said)]) + said if width == 1 else bytes([0, (len(said) + 1) // 2]) + said
        )
        if packed:
            at = (at - len(packed) - 1) // 2 * 2
            room[at : at + len(packed)] = packed
        offsets += bytes([at // 2 if packed else 0]) + bytes(width - 1)
    head = struct.pack(f"<{len(bounds)}I", *bounds) + offsets if len(bounds) > 1 else bytes(8)
    assert len(head) <= at, "more than one page holds"
    room[: len(head)] = head
    room[PAGE - 1] = max(len(bounds) - 1, 0)
    return bytes(room)
