"""Dates as official papers write them: digits and 〇零○一二三…十 forms. Never guesses a missing part."""

from __future__ import annotations

import datetime as dt
import re

from auditor.text.numerals import read_number

_HAN = "〇零○ＯO一二三四五六七八九十元"
_SIGNS = "-/.\uff0d\uff0f\uff0e\u2010\u2011\u2013\u2014\u2212"  # as typed, full-width, and the hyphens editors put there
_DIGIT_DATE = re.compile(
    r"(?<!\d)(\d{4})\s*(?:年\s*(\d{1,2}|元)\s*月\s*(\d{1,2})\s*[日号]"
    rf"|([{_SIGNS}])\s*(\d{{1,2}})\s*\4\s*(\d{{1,2}})(?!\d))"
)
_HAN_DATE = re.compile(rf"([{_HAN}]{{4}})\s*年\s*([{_HAN}\d]{{1,3}})\s*月\s*([{_HAN}\d]{{1,3}})\s*日")


def find_date(text: str) -> tuple[dt.date | None, str] | None:
    """The first complete date in `text` and its words; (None, words) for one that no calendar has.

    None where the text holds no complete date: a year or a month alone is never filled up.
    """
    found = [m for m in (_DIGIT_DATE.search(text), _HAN_DATE.search(text) if "日" in text else None) if m]
    if not found:
        return None
    match = min(found, key=lambda m: m.start())
    parts = [group for group in match.groups() if group and group not in _SIGNS]
    try:
        return dt.date(*(read_number(part) for part in parts[:3])), match.group()
    except ValueError:
        return None, match.group()


def parse_date(text: str | None) -> dt.date | None:
    """The first complete, existing date in `text`, else None."""
    found = find_date(text) if text else None
    return found[0] if found else None
