"""Half-width punctuation in Chinese text: where it stands and what it should read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.rule.words import listed
from auditor.text.patterns import pattern

from .misformed import Spot, misformed_spots
from .pairing import pair_off

_HAN = pattern("[\u3400-\u9fff〇]")
_LATIN = pattern("[A-Za-z]")  # BIM(建筑信息模型): set as the term itself is
_OPAQUE = pattern(
    r"(?:https?|ftp)://[\x21-\x7e]+|www\.[\x21-\x7e]+|(?<![\w.+-])[\w.+-]+@[\w.-]+|&#?\w{1,10};|[{<\[][\x20-\x7e]{0,200}[}>\]]",
    re.IGNORECASE | re.ASCII,
)
_MARK = pattern(r"(?<![,:;?!])[,:;?!](?![,:;?!])")
_WIDE = str.maketrans("(),:;?!", "（），：；？！")
_UNIT = r"[十百千万亿]*(?:(?:平方|立方|人民币)?{units}(?:[/·每](?:人|年|月|日|天|亩|次|户|平方米|吨))?)"
_CAPTION = listed(__file__, r"单位[:：]\s*" + _UNIT + r"(?![\u3400-\u9fff])")
_EXEMPT = listed(__file__, r"第?[一二三四五六七八九十百〇零\d\s]+|" + _UNIT)
_RATIO = pattern(r"[^，。；,;]{0,16}[=\uff1d为是]\s*\d+\s*[:：∶]\s*\d")
_SIGN = pattern(r"[(),:;?!\"'.<-]")  # most lines hold none
_SIGNS = frozenset("《》〈〉〔〕（）、。")
_QUOTES = frozenset("“”‘’")  # used in other languages too
_NOTHING = "\ufffc"  # stands for words that are not looked at
_CONTEXT = 6  # characters quoted on either side
_QUOTED = 60
_LONGEST = 300  # characters of a bracket that is looked at


def half_width_spots(text: str, *, in_table: bool) -> Iterator[Spot]:
    """Every spot of one line, brackets first. In a table a sign counts only between two Chinese characters."""
    if not _SIGN.search(text):
        return
    masked = _CAPTION.sub(_blank, _OPAQUE.sub(_blank, text))
    if not _is_chinese(masked):
        return
    yield from misformed_spots(masked, text, in_table=in_table)
    signs = list(masked)
    for start, end in _misused_brackets(masked):
        signs[start + 1 : end] = _NOTHING * (end - start - 1)  # signs within are told with their bracket
        yield _bracketed(text[start : end + 1])
    rest = "".join(signs)
    marks = (match.start() for match in _MARK.finditer(rest))
    for near in _neighbours([at for at in marks if _is_misplaced(rest, at, in_table)]):
        yield _around(text, near)


def _misused_brackets(text: str) -> Iterator[tuple[int, int]]:
    """Where half-width brackets stand around Chinese words; of nested ones the outermost."""
    told = 0
    for opening, closing in sorted(pair_off(text).pairs, key=lambda pair: pair[0].at):
        if told <= opening.at and closing.at - opening.at < _LONGEST:
            words = text[opening.at : closing.at + 1]
            if (
                (words[0] == "(" or words[-1] == ")")
                and not _LATIN.match(text, opening.at - 1)
                and _HAN.search(words)
                and not _EXEMPT.fullmatch(words[1:-1])
            ):
                told = closing.at
                yield opening.at, closing.at


def _neighbours(marks: list[int]) -> Iterator[list[int]]:
    """Marks whose quoted surroundings overlap, told together as far as a quote goes."""
    group: list[int] = []
    for at in marks:
        if group and (at - group[-1] > 2 * _CONTEXT or at - group[0] > _QUOTED - 2 * _CONTEXT):
            yield group
            group = []
        group.append(at)
    if group:
        yield group


def _blank(match: re.Match[str]) -> str:
    return _NOTHING * len(match.group())


def _is_chinese(text: str) -> bool:
    letters = sum(char.isascii() and char.isalpha() for char in text)
    return len(_HAN.findall(text)) * 2 > letters


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


def _around(text: str, marks: list[int]) -> Spot:
    start, end = max(0, marks[0] - _CONTEXT), marks[-1] + 1 + _CONTEXT
    wide = "".join(c.translate(_WIDE) if at in marks else c for at, c in enumerate(text[start:end], start))
    return Spot(text[start:end], re.sub("(?<=[，：；？！]) +", "", wide))
