"""The day that a field's value names, also as programs write it: 20240105, Fri Jan 05 09:30:00 CST 2024, 1704418200000.

Only for a value that is a date as a whole: in running text such digits are numbers of something else.
"""

from __future__ import annotations

import datetime as dt
import re

from auditor.text.dates import find_date
from auditor.text.numerals import read_number
from auditor.workdays import BEIJING

LONGEST = 60  # characters of a program's date with its zone in words
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_WEEKDAYS = frozenset("mon tue wed thu fri sat sun".split())
_PACKED = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)(?:[\sT]*\d\d:?\d\d(?::?\d\d)?)?")
_UNENDED = re.compile(r"(\d{4})\s*年\s*(\d{1,2}|元)\s*月\s*(\d{1,2})(?:\s+\d{1,2}[:：]\d\d(?:[:：]\d\d)?)?")
_ISO = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)")
_EPOCH = re.compile(r"1\d{9}(\d{3})?")
_WORD = re.compile(r"[^\s,]+")
_CLOCK = re.compile(r"(\d{1,2}):(\d\d)(?::\d\d)?")
_OURS = re.compile(r"CST|(?:GMT|UTC)?\+0?8(?::?00)?")
_GREENWICH = re.compile(r"GMT|UTC|Z|(?:GMT|UTC)?[+-]00:?00")
_NOTE = re.compile(r"\s*[（(][^（()）]{1,20}[)）]$")


def written_date(value: str) -> tuple[dt.date | None, str] | None:
    """The date of a value and its words, as find_date gives them; a program's instant counts by Beijing's clock."""
    words = value.strip()
    if len(words) <= LONGEST and (day := _by_program(words)):
        return day, words
    return find_date(value)


def _by_program(words: str) -> dt.date | None:
    try:
        if match := _PACKED.fullmatch(words) or _UNENDED.fullmatch(words):
            return dt.date(*(read_number(part) for part in match.groups()))
        if _ISO.fullmatch(words):
            return dt.datetime.fromisoformat(words).astimezone(BEIJING).date()
        if match := _EPOCH.fullmatch(words):
            return dt.datetime.fromtimestamp(int(words) / (1000 if match[1] else 1), BEIJING).date()
        instant = _english(_WORD.findall(_NOTE.sub("", words)))
    except ValueError:
        return None
    return instant.date() if instant else None


def _english(words: list[str]) -> dt.datetime | None:
    """Weekday, month, day, clock, zone and year in any order, each at most once; None where anything else stands."""
    told: dict[str, str] = {}
    for word in words:
        kind = _kind(word)
        if kind is None or kind in told:
            return None
        told[kind] = word
    if not told.keys() >= {"month", "day", "year"}:
        return None
    month = _MONTHS.index(told["month"][:3].lower()) + 1
    zone = dt.UTC if "greenwich" in told else BEIJING
    return dt.datetime(int(told["year"]), month, int(told["day"]), _hour(told), tzinfo=zone).astimezone(
        BEIJING
    )


def _hour(told: dict[str, str]) -> int:
    hour = int(told.get("clock", "0").partition(":")[0])
    return hour % 12 + (12 if told["half"] == "PM" else 0) if "half" in told else hour


def _kind(word: str) -> str | None:
    start = word[:3].lower()
    if word.isascii() and word.isdigit():
        return "year" if len(word) == 4 else "day" if len(word) < 3 else None
    if word.rstrip(".").isalpha() and (start in _MONTHS or start in _WEEKDAYS):
        return "month" if start in _MONTHS else "weekday"
    forms = {"clock": _CLOCK, "ours": _OURS, "greenwich": _GREENWICH}
    return next((kind for kind, form in forms.items() if form.fullmatch(word)), _half(word))


def _half(word: str) -> str | None:
    return "half" if word in ("AM", "PM") else None
