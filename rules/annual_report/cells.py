"""What one cell of a report's table says. Pure."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from auditor.models.spaces import squeeze
from auditor.text.patterns import pattern

_NUMBER = pattern(r"(\d{1,15}|\d{1,3}(?:,\d{3}){1,4})[件宗条]?")
_NOTHING = frozenset({"", "-", "--", "—", "——", "–", "/", "\\", "无", "零"})


@dataclass(frozen=True, slots=True)
class Unread:
    """Why a table that is there could not be read, in Chinese."""

    why: str


class UncertainError(Exception):
    """What makes the reading uncertain, in Chinese."""


def number(text: str) -> int | None:
    """The count a cell states; nothing, a dash or 无 is 0, what is no count is None."""
    value = plain(text)
    if value in _NOTHING:
        return 0
    match = _NUMBER.fullmatch(value)
    return int(match.group(1).replace(",", "")) if match else None


def plain(cell: str) -> str:
    """The words free of white space, full-width letters, digits and brackets made half-width."""
    return squeeze(unicodedata.normalize("NFKC", cell))
