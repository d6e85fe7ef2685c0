"""Ranges of dates in which the second day leans on the first: 9月25日至31日, 2023年9月25日（星期一）至27日（星期三）."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator

from auditor.models import Verdict
from auditor.text.figures import beginning_with_figures
from auditor.text.patterns import pattern

_NAME = r"(?:\s*[（(，,]?\s*(?:星期|周|礼拜)\s*{}[一二三四五六日天]\s*[)）]?)?"
_RANGE = pattern(
    r"(?:(?<!\d)(?P<year>(?:19|20)\d\d)\s*年\s*)?(?<![\d.历共期满])(?P<month>\d{1,2})\s*月\s*(?P<day>\d{1,2})\s*日?"
    + _NAME.format("")
    + r"\s*(?:至|到|[—–~\uff5e\uff0d-]{1,2})\s*"
    + r"(?:(?P<year2>(?:19|20)\d\d)\s*年\s*)?(?:(?P<month2>\d{1,2})\s*月\s*)?(?P<day2>\d{1,2})\s*日"
    + r"(?:\s*[（(，,]?\s*(?:星期|周|礼拜)\s*(?P<name>[一二三四五六日天])(?!\s*[至到、和—~-]))?"
)
_NAMES = "一二三四五六日"
_LEAP = "2000"  # a year with every day that a date without year may mean
_TURN = 2  # months by which a range may not run back: one from September to May ends in the next year


def range_faults(text: str) -> Iterator[tuple[re.Match[str], Verdict, str]]:
    """What is wrong with the second day of a range, or with the order of both; not with a date whole by itself."""
    for match in beginning_with_figures(_RANGE, text):
        if fault := _fault(match):
            yield match, *fault


def _fault(match: re.Match[str]) -> tuple[Verdict, str] | None:
    years = match["year2"] or match["year"]
    first = _day(int(match["year"] or _LEAP), int(match["month"]), int(match["day"]))
    month = int(match["month2"] or match["month"])
    second = _day(int(years or _LEAP), month, int(match["day2"]))
    if first is None or not 1 <= month <= 12:
        return None  # told as a date of its own
    if second is None:
        return None if match["month2"] else (Verdict.FAIL, f"：{month}月没有{int(match['day2'])}日")
    if second < first and not (match["year2"] and not match["year"]):
        return _backwards(match, first, second)
    if years and match["name"] and not (match["year2"] and match["month2"]):
        name = _NAMES[second.weekday()]
        if match["name"].replace("天", "日") != name:
            return Verdict.FAIL, f"：{second}是星期{name}"
    return None


def _backwards(match: re.Match[str], first: dt.date, second: dt.date) -> tuple[Verdict, str] | None:
    if match["year"] and match["year2"]:
        return Verdict.FAIL, "：结束的日期早于开始的日期"
    if first.month - second.month <= _TURN:
        return Verdict.REVIEW, "：结束的日期早于开始的日期，请核对"
    return None


def _day(year: int, month: int, day: int) -> dt.date | None:
    exists = 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]
    return dt.date(year, month, day) if exists else None
