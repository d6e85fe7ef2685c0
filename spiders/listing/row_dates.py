"""The days that stand in a list row: whole dates only, by themselves, never completed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

from auditor.text.dates import find_date, parse_date
from spiders.html.visible import words

_PLAIN_DAY = re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}")
_OTHER_DAY = re.compile(r"截[止至]|有效期|施行|实施|生效|征集|征求|开始|结束|起止|公示期|报名|成文")
_MONTH_DAY = re.compile(r"[\[（(【]?(?:0?[1-9]|1[0-2])[-/.月](?:[0-2]?\d|3[01])日?[\])）】]?")
_DAY_HOLDERS = ("datetime", "title", "data-time", "data-date")
_SPLIT_DAYS = (
    re.compile(r"(?P<d>\d{1,2})日?\s+(?P<y>\d{4})\s?[-./年]\s?(?P<m>\d{1,2})月?"),
    re.compile(r"(?P<y>\d{4})\s?[-./年]\s?(?P<m>\d{1,2})月?\s+(?P<d>\d{1,2})日?"),
    re.compile(r"(?P<m>\d{1,2})\s?[-./月]\s?(?P<d>\d{1,2})日?\s+(?P<y>\d{4})年?"),
)


def has_date(row: Any) -> bool:
    """Whether a complete date stands in the row."""
    return next(dates(words(row)), None) is not None or bool(split_days(row) or held_days(row))


def shows_month_day(row: Any) -> bool:
    """Whether a day without its year stands by itself in the row: [01-17]."""
    return any(_MONTH_DAY.fullmatch(text) for text in _inner_words(row))


def is_date(text: str) -> bool:
    """Whether the text is a date and next to nothing else."""
    found = find_date(text)
    if found is None:
        return _split_day(text) is not None
    return len(text) - len(found[1]) <= 10 and not re.search(r"[^\W\d]{3,}", text)


def tells_day(text: str) -> bool:
    """Whether a date in the text may be the row's own: not one in prose, not a deadline."""
    if _OTHER_DAY.search(text):
        return False
    return is_date(text) or (len(text) <= 40 and _PLAIN_DAY.search(text) is not None)


def split_days(row: Any) -> set[dt.date]:
    """The days that stand in parts, as in a calendar leaf."""
    return set(filter(None, map(_split_day, _inner_words(row))))


def held_days(row: Any) -> set[dt.date]:
    """The days whose month and day are shown and whose year an attribute holds: <time datetime="2026-09-27">09-27</time>."""
    found = set()
    for element in row.iter("time", "span", "i", "em", "b"):
        shown = _MONTH_DAY.fullmatch(words(element)) if element.attrib else None
        held = next((told for name in _DAY_HOLDERS if (told := element.get(name))), "") if shown else ""
        day = parse_date(held[:10]) if held else None
        if shown and day and re.findall(r"\d+", shown.group()) == [f"{day:%m}", f"{day:%d}"]:
            found.add(day)
    return found


def day_apart(row: Any) -> dt.date | None:
    """The day of the term that a <dd> belongs to, or of the element beside a row, where that is nothing but a day: the
    one behind it, or the one before it where the first of all stands before its row."""
    if row.tag == "dd":
        return _lone_day(next((e for e in row.itersiblings(preceding=True) if e.tag == "dt"), None))
    if row.tag not in ("td", "div", "p", "li"):
        return None
    behind, before = _lone_day(row.getnext()), _lone_day(row.getprevious())
    if row.tag == "td":
        return before if _lone_day(row.getparent()[0]) else behind
    first = next((e for e in row.getparent() if isinstance(e.tag, str)), None)
    if _lone_day(first):  # day and row by turns
        return before if row.getnext() is None or behind else None
    return behind if row.getprevious() is None or before else None


def _lone_day(element: Any) -> dt.date | None:
    """The day that an element shows and nothing else."""
    if element is None or not isinstance(element.tag, str) or element.find(".//a") is not None:
        return None
    text = words(element)
    return parse_date(text.strip("[]（）()【】 ")) if text and is_date(text) else None


def dates(text: str) -> Iterator[dt.date]:
    """Every complete, existing date in the text."""
    while found := find_date(text):
        if found[0]:
            yield found[0]
        text = text.partition(found[1])[2]


def _split_day(text: str) -> dt.date | None:
    """A day whose parts stand apart, as in a calendar leaf: 14 over 2026-07."""
    match = next((m for pattern in _SPLIT_DAYS if (m := pattern.fullmatch(text))), None)
    return parse_date("{y}-{m}-{d}".format(**match.groupdict())) if match else None


def _inner_words(row: Any) -> Iterator[str]:
    return (words(e) for e in row.iterdescendants("div", "span", "p", "i", "em", "dt", "time", "td", "h4"))
