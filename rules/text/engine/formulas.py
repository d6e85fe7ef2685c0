"""Formulas of official papers that lack a character: 现将有关事通知如下, 各有单位, 形成工作合。

`formulas.txt` holds them; a character with - behind it may be left out, for laws, reports or news do without it. What is left
of a formula beside the gap may belong to a neighbouring word where it is one character (通报下|发): then a mark must stand there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import groupby
from pathlib import Path

_FILE = Path(__file__).with_name("formulas.txt")
_MAY_LACK = re.compile("(.)-")
_HAN = "[\u4e00-\u9fff]"
_MARKS = "。："
_CLOSED = "(?=[，。；])"  # what stands behind a formula that lost its last character
_SHORT = 3  # characters that may be part of anything: marks must stand on both sides

Lack = tuple[int, str]  # where the character is missing: right before; the formula


def lacking_formulas(text: str) -> Iterator[Lack]:
    """Such places."""
    sought, known = _variants()
    for match in sought.finditer(text):
        gap, formula = known[match.group()]
        yield match.start() + min(gap, len(match.group()) - 1), formula.rstrip(_MARKS)


@cache
def _variants() -> tuple[re.Pattern[str], dict[str, Lack]]:
    """What finds them, and by what is found: where its gap is, and the formula."""
    known: dict[str, Lack] = {}
    sought: dict[str, str] = {}
    for line in _FILE.read_text("utf-8").split():
        formula = line.replace("-", "")
        for gap in _gaps(line):
            lacking = formula[:gap] + formula[gap + 1 :]
            known.setdefault(lacking, (gap, formula))
            sought.setdefault(lacking, _behind_head(lacking, gap))
    by_head = groupby(sorted(sought), key=lambda lacking: lacking[:2])
    return re.compile(
        "|".join(f"{head}(?:{'|'.join(map(sought.__getitem__, its))})" for head, its in by_head)
    ), known


def _gaps(line: str) -> Iterator[int]:
    """The characters of a formula, but for its first, that must not be missing."""
    formula, at = _MAY_LACK.sub(r"\1", line), 0
    may_lack = set[int]()
    for char in line:
        if char == "-":
            may_lack.add(at - 1)
        else:
            at += 1
    least = len(formula) - (formula[-1] in _MARKS or len(formula) <= _SHORT)
    yield from (gap for gap in range(1, least) if gap not in may_lack)


def _behind_head(lacking: str, gap: int) -> str:
    """What follows its first two characters, with what must not stand around it."""
    words = lacking.rstrip(_MARKS)
    if gap == len(lacking):
        return lacking[2:] + _CLOSED
    before = f"(?<!{_HAN}{lacking[:2]})" if gap == 1 or len(words) <= _SHORT else ""
    behind = f"(?!{_HAN})" if gap == len(words) - 1 or len(words) <= _SHORT else ""
    return before + lacking[2:] + behind
