"""Periods that a notice states twice: their length and their days, their last day and their close."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from auditor.text.numerals import read_number
from auditor.text.patterns import pattern
from auditor.workdays import Calendar, UnknownYearError

_NUMBER = r"(?:\d{1,2}|[二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_DAYS = (
    r"(?:自|从)?(?:(?P<year>20\d\d)年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})日(?:\d{1,2}时)?(?:起)?(?:至|到|—+|-+|\uff5e|~)"
    r"(?:(?P<year2>20\d\d)年)?(?:(?P<month2>\d{1,2})月)?(?P<day2>\d{1,2})日"
)
_WHAT = "公示|公告|报名|征求意见|征集|申报|受理|公布"
_LENGTH = pattern(
    rf"(?P<what>{_WHAT})(?:期限?|时间|时限)(?:为|是|：)?(?P<count>{_NUMBER})(?:个)?(?P<unit>工作日|自然日|日|天)"
)
_PERIOD = pattern(rf"(?P<what>{_WHAT})(?:的?(?:期限?|时间|起止时间))?(?:为|是|：|:)?{_DAYS}")
_SHOWN = pattern(
    rf"公示(?:期限?|时间)?(?:为|是|：|:)?(?:{_NUMBER}个?(?:工作日|自然日|日|天))?(?:，即|[，：:（(即])?{_DAYS}"
)
_BEHIND = pattern(rf"(?:，|：|:|（|\(|，即|即){_DAYS}")  # right behind the length
_IN_ALL = pattern(  # 6月1日至6月7日，共9天
    rf"{_DAYS}(?:，|（|\(|,)?(?:共计?|总计|为期)(?P<count>{_NUMBER})(?:个)?(?P<unit>工作日|自然日|日|天)"
)
_LASTS = pattern(  # 共5天，自8月3日至8月5日
    rf"(?:共计?|总计|为期)(?P<count>{_NUMBER})(?:个)?(?P<unit>工作日|自然日|日|天)(?:，|（|\(|,|：)?(?:时间)?(?:为|即)?{_DAYS}"
)
_IN_ALL_TOLD = pattern(
    r"日[，（(,]?(?:共|总计|为期)|(?:共计?|总计|为期)[^，。\n]{1,3}(?:日|天)"
)  # a cheap look first
_CLOSE = pattern(
    r"(?P<what>报名|申报|征求意见|征集|受理|公示)(?:的)?截止(?:时间|日期|日)?(?:为|是|：|:)?(?:(?P<year>20\d\d)年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})日"
)

_ASKED = ("征集", "征求意见")
_REPLY = pattern(  # 请于10月31日前反馈
    r"(?<!各单位)(?<!各部门)请(?:您|有意见者)?(?:于|在)(?:(?P<year>20\d\d)年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})日(?:\d{1,2}时|下班)?(?:之?前|以前)"
    r"(?:反馈(?!.{0,4}回执)|[^。；，\n]{0,12}(?:提出|提交|反馈|反映)[^。；，\n]{0,6}(?:意见|建议)|将[^。；，\n]{0,6}(?:意见|建议)[^。；\n]{0,12}(?:反馈|提交|发|寄))"
)

Contradiction = tuple[str, str]  # what is quoted, what is wrong


def period_faults(text: str, year: int | None, calendar: Calendar) -> Iterator[Contradiction]:
    """Those of a text; `year` is meant where none is told, nothing is said where that is not known. Several periods of one name are left to people,
    but for those of 公示 that begin on one day."""
    lengths = _alone(_LENGTH, text)
    closes = _alone(_CLOSE, text) if "截止" in text else {}
    replies = list(_REPLY.finditer(text)) if "请" in text else []
    periods = _alone(_PERIOD, text) if lengths or closes or len(replies) == 1 else {}
    for what, length in lengths.items():
        behind = _BEHIND.match(text, length.end())
        if period := behind or periods.get(what):
            yield from _unlike(length, period, year, calendar)
    yield from _counted_otherwise(text, year, calendar)
    yield from _shown_twice(text, year)
    for what, period in periods.items():
        close, days = closes.get(what), _days(period, year)
        if close and days and (int(close["month"]), int(close["day"])) != (days[1].month, days[1].day):
            yield f"{period.group()}……{close.group()}", f"{what}的最后一天与截止日期不同"
    asked = [period for what, period in periods.items() if what in _ASKED]
    if len(asked) == len(replies) == 1 and (days := _days(asked[0], year)):
        answered = (int(replies[0]["month"]), int(replies[0]["day"]))
        last = (days[1], days[1] + dt.timedelta(days=1))  # by the last day, or before the day behind it
        if answered not in {(day.month, day.day) for day in last}:
            yield f"{asked[0].group()}……{replies[0].group()}", "征求意见的最后一天与要求反馈的日期不同"


def _counted_otherwise(text: str, year: int | None, calendar: Calendar) -> Iterator[Contradiction]:
    """6月1日至6月7日，共9天; days may be meant that are worked."""
    told = (*_IN_ALL.finditer(text), *_LASTS.finditer(text)) if _IN_ALL_TOLD.search(text) else ()
    for match in told:
        days = _days(match, year)
        held = _workdays(days, calendar) if days else None
        if (
            days
            and held is not None
            and read_number(match["count"]) not in _counts(days, held, match["unit"])
        ):
            yield match.group(), f"写明{match['count']}{match['unit']}，起止日期不是"


def _counts(days: tuple[dt.date, dt.date], worked: int, unit: str) -> set[int]:
    """How many days it may be said to be: from the first to the last, or between; or the worked ones."""
    between = (days[1] - days[0]).days
    return {worked} if unit == "工作日" else {between, between + 1, worked}


def _shown_twice(text: str, year: int | None) -> Iterator[Contradiction]:
    """公示期9月14日至18日……公示期9月14日至25日: a notice is shown for one period."""
    told = list(_SHOWN.finditer(text)) if text.count("公示") > 1 else []
    for one, other in pairwise(told):
        first, second = _days(one, year), _days(other, year)
        if first and second and first[0] == second[0] and first[1] != second[1]:
            yield f"{one.group()}……{other.group()}", "公示期的最后一天前后不同"


def _alone(sought: re.Pattern[str], text: str) -> dict[str, re.Match[str]]:
    """What is told of each thing that is told of once."""
    found = list(sought.finditer(text))
    times = Counter(match["what"] for match in found)
    return {match["what"]: match for match in found if times[match["what"]] == 1}


def _unlike(
    length: re.Match[str], period: re.Match[str], year: int | None, calendar: Calendar
) -> Iterator[Contradiction]:
    days = _days(period, year)
    if days is None:
        return
    told, is_worked = read_number(length["count"]), length["unit"] == "工作日"
    held = _workdays(days, calendar) if is_worked else (days[1] - days[0]).days + 1
    if held is None or (told <= held if is_worked else told in (held, held - 1)):
        return
    said, unit = period.group().lstrip("，：:（("), length["unit"]
    yield f"{length.group()}……{said}", f"写明{told}{unit}，起止日期却是{held}{unit}"


def _days(match: re.Match[str], year: int | None) -> tuple[dt.date, dt.date] | None:
    first_year = int(match["year"] or year or 0)
    try:  # the year 0 is none
        first = dt.date(first_year, int(match["month"]), int(match["day"]))
        last = dt.date(
            int(match["year2"] or first_year), int(match["month2"] or match["month"]), int(match["day2"])
        )
    except ValueError:
        return None
    return (first, last) if first <= last else None


def _workdays(days: tuple[dt.date, dt.date], calendar: Calendar) -> int | None:
    """Working days from the first to the last, both counted; None where the calendar does not know the year."""
    try:
        return calendar.between(days[0] - dt.timedelta(days=1), days[1])
    except UnknownYearError:
        return None
