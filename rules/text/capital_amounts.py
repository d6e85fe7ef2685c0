"""Sums of money that stand in capitals (叁拾捌万元整) with figures beside them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from auditor.text.patterns import pattern

_DIGITS = {c: n for n, c in enumerate("零壹贰叁肆伍陆柒捌玖")}
_TENS = {"拾": 10, "佰": 100, "仟": 1000}
_CAPITALS = r"(?P<yuan>[壹贰叁肆伍陆柒捌玖拾佰仟万亿零]{1,20})[元圆](?:[整正]|(?P<jiao>[零壹贰叁肆伍陆柒捌玖])角)?(?:零?(?P<fen>[壹贰叁肆伍陆柒捌玖])分)?[整正]?"
_FIGURE = r"(?:小写)?[：:]?(?:人民币)?[¥￥]?(?P<figure>\d[\d,]{0,15}(?:\.\d{1,6})?)(?P<unit>万元|亿元|元)?"
_TOLD_TWICE = (
    pattern(rf"{_CAPITALS}[）)]?(?:[（(]|[，,、]?(?=小写|[¥￥])){_FIGURE}"),
    pattern(rf"{_FIGURE}[）)]?(?:[（(]|[，,、]?(?=大写))(?:大写)?[：:]?(?:人民币)?{_CAPITALS}"),
)
_UNITS = {None: 1, "元": 1, "万元": 10_000, "亿元": 100_000_000}


def unlike_amounts(text: str) -> Iterator[str]:
    """Amounts told in capitals and in figures side by side that are not one sum; capitals nobody can read say nothing."""
    if not any(mark in text for mark in "壹贰叁肆伍陆柒捌玖拾"):
        return
    for shape in _TOLD_TWICE:
        for match in shape.finditer(text):
            capital, unit = _yuan(match["yuan"]), _UNITS[match["unit"]]
            figure = Decimal(match["figure"].replace(",", ""))
            if capital is None or not (match["unit"] or "¥" in match.group() or "￥" in match.group()):
                continue
            told = capital + Decimal(_digit(match["jiao"])) / 10 + Decimal(_digit(match["fen"])) / 100
            if abs(told - figure * unit) >= _last_place(figure) * unit:  # 385678元 may be told as 38.57万元
                yield match.group()


def _yuan(capitals: str) -> Decimal | None:
    """The whole number; None where the characters stand in no order that a number has."""
    total, rest = 0, capitals
    for mark, worth in (("亿", 100_000_000), ("万", 10_000), ("", 1)):
        head, found, tail = rest.rpartition(mark) if mark else (rest, "", "")
        if mark and not found:
            continue
        section = _section(head)
        if section is None:
            return None
        total, rest = total + section * worth, tail if mark else ""
    return Decimal(total)


def _section(chars: str) -> int | None:
    """Up to four places: 叁仟零伍拾."""
    total, digit, below = 0, 0, 10_000
    for char in chars:
        if char in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[char]
        elif (tens := _TENS.get(char, 0)) and tens < below:
            total, digit, below = total + (digit or 1) * tens, 0, tens
        else:
            return None
    return total + digit


def _digit(char: str | None) -> int:
    return _DIGITS[char] if char else 0


def _last_place(figure: Decimal) -> Decimal:
    exponent = figure.as_tuple().exponent
    return Decimal(1).scaleb(exponent) if isinstance(exponent, int) else Decimal(1)
