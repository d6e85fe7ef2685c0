"""Quotation marks and brackets of one line, paired off as far as they go."""

from __future__ import annotations

import re
from dataclasses import dataclass

_OPENING = {"“": "“", "‘": "‘", "（": "（", "(": "（", "《": "《", "〔": "〔"}  # sign -> kind
_CLOSING = {"”": "“", "’": "‘", "）": "（", ")": "（", "》": "《", "〕": "〔"}
_LIST_HEAD = re.compile(r"^\s*(?:\d{1,3}|[一二三四五六七八九十]{1,3}|[A-Za-z])[)）]")
_LIST_INSIDE = re.compile(r"[：:；;，,。、\s](?:\d{1,2}|[a-z])[)）]")


@dataclass(frozen=True, slots=True)
class Mark:
    """One sign and where it stands."""

    sign: str
    at: int

    @property
    def kind(self) -> str:
        """The opening sign of its sort; half-width brackets are of the full-width sort."""
        return _OPENING.get(self.sign) or _CLOSING[self.sign]

    @property
    def opens(self) -> bool:
        """Whether it is an opening sign."""
        return self.sign in _OPENING


@dataclass(frozen=True, slots=True)
class Pairing:
    """The pairs of one line, and the signs left without a partner, in order."""

    pairs: tuple[tuple[Mark, Mark], ...]
    left_over: tuple[Mark, ...]


def pair_off(text: str) -> Pairing:
    """Pair signs of one kind, innermost first. List markers 1）, apostrophes and minutes of arc are no signs."""
    head = _LIST_HEAD.match(text)
    open_marks: list[Mark] = []
    pairs: list[tuple[Mark, Mark]] = []
    lone: list[Mark] = []
    for at in range(head.end() if head else 0, len(text)):
        if text[at] not in _OPENING and text[at] not in _CLOSING:
            continue
        mark = Mark(text[at], at)
        if mark.opens:
            open_marks.append(mark)
        elif partner := _last(open_marks, mark.kind):
            crossed = open_marks[open_marks.index(partner) + 1 :]
            lone += crossed
            del open_marks[open_marks.index(partner) :]
            pairs.append((partner, mark))
        else:
            lone.append(mark)
    left_over = sorted((*lone, *open_marks), key=lambda mark: mark.at)
    return Pairing(tuple(pairs), tuple(mark for mark in left_over if not _is_other_sign(text, mark)))


def _last(marks: list[Mark], kind: str) -> Mark | None:
    return next((mark for mark in reversed(marks) if mark.kind == kind), None)


def _is_other_sign(text: str, mark: Mark) -> bool:
    """Whether a lone sign serves as something else: an apostrophe, seconds of arc, a list marker."""
    before = text[mark.at - 1 : mark.at]
    if mark.kind in "“‘":
        around = before + text[mark.at + 1 : mark.at + 2]
        return any(char.isascii() and char.isalnum() for char in around)
    return mark.kind == "（" and _LIST_INSIDE.search(text) is not None
