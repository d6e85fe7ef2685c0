"""Numbers as papers write them: 12, 十二, 一二."""

from __future__ import annotations

import re

_HAN = "零一二三四五六七八九"
_DIGITS = {c: i for i, c in enumerate(_HAN)} | {
    "〇": 0,
    "○": 0,
    "Ｏ": 0,
    "O": 0,
    "0": 0,
    "元": 1,
}


_HAN_YEAR = re.compile("二[〇零○ＯO][〇零○ＯO一二三四五六七八九]{2}(?=年)")


def read_number(text: str) -> int:
    """A part of a date, `2023`, `二〇二三`, `十二`, `二十一` as a number. ValueError where it is none: 十十."""
    if text.isdecimal() and text.isascii():
        return int(text)
    if "十" in text:
        tens, _, ones = text.partition("十")
        return (_digit(tens) if tens else 1) * 10 + (_digit(ones) if ones else 0)
    return int("".join(str(_DIGITS.get(c, c)) for c in text))


def with_arabic_years(text: str) -> str:
    """The text with years of Chinese digits in Arabic ones: 二〇二六年 is 2026年."""
    return _HAN_YEAR.sub(lambda year: str(read_number(year[0])), text)


def ordinal(number: int) -> str:
    """`一` ... `十`, `十一` ... for headings; 1 to 99."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_HAN[tens]}十"
    return head + (_HAN[ones] if ones or not tens else "")


def _digit(char: str) -> int:
    if char not in _DIGITS:
        raise ValueError(char)
    return _DIGITS[char]
