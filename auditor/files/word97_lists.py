"""The lists of a binary Word file (.doc), for the numbers that Word puts before paragraphs by itself."""

from __future__ import annotations

import struct

from auditor.files.word97 import Word97
from auditor.files.word_numbers import Level, Numbers

_LISTS, _OVERRIDES = 73, 74  # PlfLst, PlfLfo
_LEVELS, _LIST_SIZE, _OVERRIDE_SIZE, _LEVEL_SIZE = 9, 28, 16, 28
_NO_STYLE = 0x0FFF
_SIMPLE, _LEGAL, _STARTS, _FORMATS = 0x01, 0x04, 0x10, 0x20
_FORMATS_OF = {  # nfc, as [MS-OSHARED] names them
    0: "decimal",
    1: "upperRoman",
    2: "lowerRoman",
    3: "upperLetter",
    4: "lowerLetter",
    10: "ideographDigital",
    11: "japaneseCounting",
    18: "decimalEnclosedCircle",
    22: "decimalZero",
    23: "bullet",
    30: "ideographTraditional",
    31: "ideographZodiac",
    33: "taiwaneseCounting",
    35: "taiwaneseCountingThousand",
    37: "chineseCounting",
    38: "chineseLegalSimplified",
    39: "chineseCountingThousand",
    255: "none",
}


def lists_of(file: Word97) -> Numbers:
    """The lists by their number in the file, and by the styles that belong to them."""
    found = Numbers()
    begin, length = file.span(_LISTS)
    if not length:
        return found
    levels, styles = _lists(file.table, begin, length)
    overrides = file.part(_OVERRIDES)
    count = struct.unpack_from("<I", overrides)[0] if len(overrides) >= 4 else 0
    at = 4 + count * _OVERRIDE_SIZE
    for n in range(min(count, len(overrides) // _OVERRIDE_SIZE)):
        own = struct.unpack_from("<I8xB", overrides, 4 + n * _OVERRIDE_SIZE)
        number, lsid = str(n + 1), own[0]
        found.lists[number] = str(lsid)
        found.levels |= {(number, level): shape for level, shape in levels.get(lsid, {}).items()}
        for style, level in styles.get(lsid, {}).items():
            found.styles.setdefault(str(style), (number, level))
        at += 4
        for _ in range(own[1]):
            starts, flags = struct.unpack_from("<iI", overrides, at)
            at += 8
            if flags & _FORMATS:
                found.levels[number, flags & 0xF], at = _level(overrides, at)
            elif flags & _STARTS:
                found.restarts[number, flags & 0xF] = starts
    return found


def _lists(
    table: bytes, begin: int, length: int
) -> tuple[dict[int, dict[int, Level]], dict[int, dict[int, int]]]:
    """By a list's own number: its levels, and the level of each style that belongs to it."""
    count = struct.unpack_from("<H", table, begin)[0]
    levels: dict[int, dict[int, Level]] = {}
    styles: dict[int, dict[int, int]] = {}
    at = begin + length
    for n in range(count):
        lsid, *linked, flags = struct.unpack_from("<I4x9HB", table, begin + 2 + n * _LIST_SIZE)
        styles[lsid] = {style: level for level, style in enumerate(linked) if style != _NO_STYLE}
        levels[lsid] = {}
        for level in range(1 if flags & _SIMPLE else _LEVELS):
            levels[lsid][level], at = _level(table, at)
    return levels, styles


def _level(table: bytes, at: int) -> tuple[Level, int]:
    """The level (LVL) that begins there, and where it ends."""
    start, nfc, flags = struct.unpack_from("<iBB", table, at)
    characters, paragraph = struct.unpack_from("<BB", table, at + 24)
    at += _LEVEL_SIZE + characters + paragraph
    count = struct.unpack_from("<H", table, at)[0]
    units = struct.unpack_from(f"<{count}H", table, at + 2)
    text = "".join(f"%{unit + 1}" if unit < _LEVELS else chr(unit) for unit in units)
    return Level(start, _FORMATS_OF.get(nfc, "decimal"), text, bool(flags & _LEGAL)), at + 2 + 2 * count
