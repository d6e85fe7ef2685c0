"""Formulas of official papers that lack a character: 现将有关事通知如下, 各有单位, 形成工作合。

`formulas.txt` holds them; a character with - behind it may be left out, for laws, reports or news do without it. What is left
of a formula beside the gap may belong to a neighbouring word where it is one character (通报下|发): then a mark must stand there.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("formulas.txt")
_MAY_LACK = re.compile("(.)-")
_MARKS = "。："
_CLOSING = "，。；"  # what stands behind a formula that lost its last character
_SHORT = 3  # characters that may be part of anything: marks must stand on both sides
_HEAD = 3  # characters by which they are looked up


@dataclass(frozen=True, slots=True)
class _Lacking:
    """A formula without the character at `gap`: its words."""

    words: str
    formula: str
    gap: int

    def stands(self, text: str, at: int) -> bool:
        """Whether it stands there, with a mark where one must stand."""
        end = at + len(self.words)
        if not text.startswith(self.words, at):
            return False
        before, behind = text[at - 1 : at] if at else "", text[end : end + 1]
        if self.gap == len(self.words):
            return behind != "" and behind in _CLOSING
        bare = len(self.words.rstrip(_MARKS))
        if (self.gap == 1 or bare <= _SHORT) and _is_han(before):
            return False
        return not ((self.gap == bare - 1 or bare <= _SHORT) and _is_han(behind))


def lacking_formulas(text: str) -> Iterator[tuple[int, str]]:
    """Such places: the character right behind the gap, or the last one, and the formula."""
    sought, known = _known()
    for match in sought.finditer(text):
        at = match.start()
        for lacking in known.get(text[at : at + _HEAD], ()):
            if lacking.stands(text, at):
                yield at + min(lacking.gap, len(lacking.words) - 1), lacking.formula.rstrip(_MARKS)
                break


@cache
def _known() -> tuple[re.Pattern[str], Mapping[str, tuple[_Lacking, ...]]]:
    """All of them, by their first three characters, with what finds places that may be such three."""
    found: dict[str, dict[str, _Lacking]] = defaultdict(dict)
    for line in _FILE.read_text("utf-8").split():
        formula = line.replace("-", "")
        for gap in _gaps(line):
            words = formula[:gap] + formula[gap + 1 :]
            found[words[:_HEAD]].setdefault(words, _Lacking(words, formula, gap))
    first, *others = ("".join(sorted(set(chars))) for chars in zip(*found, strict=True))
    sought = re.compile(f"[{first}](?={''.join(f'[{chars}]' for chars in others)})")
    return sought, {head: tuple(its.values()) for head, its in found.items()}


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


def _is_han(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"
