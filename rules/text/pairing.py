"""Quotation marks and brackets of one line, paired off as far as they go."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from auditor.text.patterns import pattern

_OPENING = {"“": "“", "‘": "‘", "（": "（", "(": "（", "《": "《", "〔": "〔"}  # sign -> kind
_CLOSING = {"”": "“", "’": "‘", "）": "（", ")": "（", "》": "《", "〕": "〔"}
_SIGN = pattern(f"[{''.join(map(re.escape, (*_OPENING, *_CLOSING)))}]")
_LIST_HEAD = pattern(r"^\s*(?:\d{1,3}|[一二三四五六七八九十]{1,3}|[A-Za-z])[)）]")
_LIST_INSIDE = pattern(r"[：:；;，,。、\s](?:\d{1,2}|[a-z])[)）]")


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


def has_marks(text: str) -> bool:
    """Whether there is anything to pair off."""
    return _SIGN.search(text) is not None


def pair_off(text: str) -> Pairing:
    """Pair signs of one kind, innermost first. List markers 1）, apostrophes and minutes of arc are no signs."""
    head = _LIST_HEAD.match(text)
    waiting: list[Mark] = []
    kinds: Counter[str] = Counter()
    pairs: list[tuple[Mark, Mark]] = []
    lone: list[Mark] = []
    for mark in _marks(text, head.end() if head else 0):
        if mark.opens:
            waiting.append(mark)
            kinds[mark.kind] += 1
        elif not kinds[mark.kind]:
            lone.append(mark)
        else:
            while (opening := waiting.pop()).kind != mark.kind:  # crossed: its own end is missing
                lone.append(opening)
                kinds[opening.kind] -= 1
            kinds[mark.kind] -= 1
            pairs.append((opening, mark))
    left_over = _without_other_signs(text, sorted((*lone, *waiting), key=lambda mark: mark.at))
    return Pairing(tuple(pairs), tuple(left_over))


def _marks(text: str, start: int) -> Iterator[Mark]:
    return (Mark(match.group(), match.start()) for match in _SIGN.finditer(text, start))


def _without_other_signs(text: str, marks: Iterable[Mark]) -> Iterator[Mark]:
    """Lone signs but for those that serve as something else: apostrophes, seconds of arc, list markers 1）."""
    has_list = _LIST_INSIDE.search(text) is not None
    for mark in marks:
        beside = text[max(0, mark.at - 1) : mark.at] + text[mark.at + 1 : mark.at + 2]
        if mark.kind in "“‘" and any(char.isascii() and char.isalnum() for char in beside):
            continue
        if mark.kind != "（" or not has_list:
            yield mark
