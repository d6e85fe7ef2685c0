"""Half-width punctuation in Chinese text: where it stands and what it should read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .pairing import pair_off

_HAN = re.compile("[\u3400-\u9fff〇]")
_OPAQUE = re.compile(
    r"(?:https?|ftp)://[\x21-\x7e]+|www\.[\x21-\x7e]+|(?<![\w.+-])[\w.+-]+@[\w.-]+|&#?\w{1,10};|[{<\[][\x20-\x7e]{0,200}[}>\]]",
    re.IGNORECASE | re.ASCII,
)
_MARK = re.compile(r"(?<![,:;?!])[,:;?!](?![,:;?!])")
_WIDE = str.maketrans("(),:;?!", "（），：；？！")
_UNIT = (
    r"[十百千万亿]*(?:(?:平方|立方|人民币)?(?:元|美元|人|户|件|个|次|项|家|名|处|篇|条|期|台|辆|套|所|座|份|吨|克|公斤|千克"
    r"|米|厘米|毫米|千米|公里|亩|公顷|升|度|千瓦|千瓦时|小时|分钟|天|日|月|年|岁|万|亿)(?:[/·每](?:人|年|月|日|天|亩|次|户|平方米|吨))?)"
)
_CAPTION = re.compile(rf"单位[:：]\s*{_UNIT}(?![\u3400-\u9fff])")
_EXEMPT = re.compile(rf"第?[一二三四五六七八九十百〇零\d\s]+|{_UNIT}")  # numbering, units of measure
_RATIO = re.compile(r"[^，。；,;]{0,16}[=\uff1d为是]\s*\d+\s*[:：∶]\s*\d")
_SIGNS = frozenset("《》〈〉〔〕（）、。")
_QUOTES = frozenset("“”‘’")  # used in other languages too
_CONTEXT = 6  # characters quoted on either side
_QUOTED = 60
_LONGEST = 300  # characters of a bracket that is looked at


@dataclass(frozen=True, slots=True)
class Spot:
    """Words with a half-width sign, as they stand and as they should be."""

    quote: str
    expected: str


def half_width_spots(text: str, *, in_table: bool) -> Iterator[Spot]:
    """Every spot of one line, brackets first. In a table a sign counts only between two Chinese characters."""
    masked = _CAPTION.sub(_blank, _OPAQUE.sub(_blank, text))
    if not _is_chinese(masked):
        return
    for opening, closing in pair_off(masked).pairs:
        words = masked[opening.at : closing.at + 1] if closing.at - opening.at < _LONGEST else ""
        if _is_misused_bracket(words):
            yield _bracketed(text[opening.at : closing.at + 1])
    for match in _MARK.finditer(masked):
        if _is_misplaced(masked, match.start(), in_table):
            yield _around(text, match.start())


def _blank(match: re.Match[str]) -> str:
    return "\ufffc" * len(match.group())


def _is_chinese(text: str) -> bool:
    letters = sum(char.isascii() and char.isalpha() for char in text)
    return len(_HAN.findall(text)) * 2 > letters


def _is_misused_bracket(words: str) -> bool:
    if words[:1] != "(" and words[-1:] != ")":
        return False
    return bool(_HAN.search(words)) and not _EXEMPT.fullmatch(words[1:-1])


def _is_misplaced(text: str, at: int, in_table: bool) -> bool:
    before, after = text[max(0, at - 1) : at], text[at + 1 : at + 9].lstrip(" ")[:1]
    left, right = bool(_HAN.match(before)), bool(_HAN.match(after))
    if text[at] == ":" and _RATIO.match(text, at + 1):
        return False
    if in_table:
        return left and right
    if right and before.isdigit():
        return text[at] != ":"
    chinese_sides = left or right or before in _SIGNS
    return chinese_sides and _may_precede(before) and _may_follow(after)


def _may_precede(char: str) -> bool:
    return char in _SIGNS or char in _QUOTES or bool(_HAN.match(char))


def _may_follow(char: str) -> bool:
    return not char or char.isdigit() or _may_precede(char)


def _bracketed(words: str) -> Spot:
    return Spot(words[:_QUOTED], f"（{words[1:-1]}）")


def _around(text: str, at: int) -> Spot:
    before, after = text[max(0, at - _CONTEXT) : at], text[at + 1 : at + 1 + _CONTEXT]
    return Spot(before + text[at] + after, before + text[at].translate(_WIDE) + after.lstrip(" "))
