"""Dates as official papers write them: digits and 〇零○一二三…十 forms. Never guesses a missing part."""

from __future__ import annotations

import datetime as dt
import re

_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {
    "零": 0,
    "○": 0,
    "Ｏ": 0,
    "O": 0,
    "0": 0,
    "元": 1,
}
_HAN = "〇零○ＯO一二三四五六七八九十元"
_DIGIT_DATE = re.compile(
    r"(?<!\d)(\d{4})\s*(?:年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]|([-/.])\s*(\d{1,2})\s*\4\s*(\d{1,2})(?!\d))"
)
_HAN_DATE = re.compile(rf"([{_HAN}]{{4}})\s*年\s*([{_HAN}\d]{{1,3}})\s*月\s*([{_HAN}\d]{{1,3}})\s*日")


def find_date(text: str) -> tuple[dt.date | None, str] | None:
    """The first complete date in `text` and its words; (None, words) for one that no calendar has.

    None where the text holds no complete date: a year or a month alone is never filled up.
    """
    found = [m for m in (_DIGIT_DATE.search(text), _HAN_DATE.search(text)) if m]
    if not found:
        return None
    match = min(found, key=lambda m: m.start())
    parts = [group for group in match.groups() if group and group not in "-/."]
    try:
        return dt.date(*(read_number(part) for part in parts[:3])), match.group()
    except ValueError:
        return None, match.group()


def parse_date(text: str | None) -> dt.date | None:
    """The first complete, existing date in `text`, else None."""
    found = find_date(text) if text else None
    return found[0] if found else None


def read_number(text: str) -> int:
    """A part of a date, `2023`, `二〇二三`, `十二`, `二十一` as a number. ValueError where it is none: 十十."""
    if text.isdecimal() and text.isascii():
        return int(text)
    if "十" in text:
        tens, _, ones = text.partition("十")
        return (_digit(tens) if tens else 1) * 10 + (_digit(ones) if ones else 0)
    return int("".join(str(_DIGITS.get(c, c)) for c in text))


def _digit(char: str) -> int:
    if char not in _DIGITS:
        raise ValueError(char)
    return _DIGITS[char]
