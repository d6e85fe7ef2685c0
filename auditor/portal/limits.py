"""时限 in a plan's words -> a deadline. What is not plain is told, not guessed."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from auditor.models import Deadline, DeadlineClass
from auditor.models.spaces import squeeze
from auditor.rule.words import listed
from auditor.text.numerals import read_number

_NUMBER = r"(\d+|[一二两三四五六七八九十]+)"
_WITHIN = re.compile(rf"(?<![\d月]){_NUMBER}(?:个?(工作日)|个?(小时)|个?(?:自然日|日|天)(?:之内|以内|内))")
_YEARLY = re.compile(rf"(?:每年|次年|下一?年度?){_NUMBER}月(?:{_NUMBER}[日号]|[底末])")
_DAY = re.compile(rf"(?:(\d{{4}})年)?{_NUMBER}月(?:{_NUMBER}[日号]|份?[底末])")
_ISO = re.compile(
    r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:00:00:00)?(?!\d)"
)  # as a sheet's cell has a day
_YEAR_END = re.compile(r"(?:(\d{4})年)?(?:年[底末]|年内)|(\d{4})年[底末]")
_QUARTER_END = re.compile(r"(?:(\d{4})年)?第?([一二三四1-4])季度(?:[底末]|内)")
_HALF = re.compile(r"(?:(\d{4})年)?上半年(?:[底末]|内|前|完成|$)")
_TIMES = re.compile(rf"(?:不少于|至少\D{{0,8}}?|不低于){_NUMBER}(?:次|场|期|篇)")
_EACH_YEAR = re.compile(rf"每年[^。；]{{0,16}}(?:不少于|至少\D{{0,8}}?|不低于){_NUMBER}(?:次|场|期|篇)")
_A_YEAR, _A_QUARTER = re.compile("全年|每年|年内|年度|一年"), re.compile("[每按]季度?")
_CONTINUOUS = listed(__file__, "{continuous}")
_OF_PLAN = listed(__file__, "本?(?:工作|实施)?{papers}(?:正式)?{issued}")
_START = listed(__file__, "^自|{starts}$")
_KINDS = (DeadlineClass.EVENT_WD, DeadlineClass.EVENT_H, DeadlineClass.EVENT_D)
LAWS = Path(__file__).with_name("lawful_limits.toml")


@dataclass(frozen=True, slots=True)
class Limit:
    """What a row's words came to. `doubt`: Chinese, what was not understood."""

    deadline: Deadline | None = None
    basis: str = ""
    doubt: str = ""


def read_limit(words: str, requirement: str, *, issued_on: dt.date, year: int) -> Limit:
    """The deadline of a row by its 时限 and what it asks; days without a year are of `year`, the plan's."""
    limit, asked = squeeze(words), squeeze(requirement)
    found = _plain(limit, issued_on, year)
    if found.deadline is None or found.deadline.kind is DeadlineClass.CONTINUOUS:
        if law := _lawful(asked):
            return law
        if found.deadline and (times := _EACH_YEAR.search(asked)):
            return Limit(_by_count(read_number(_digits(times[1])), dt.date(year, 12, 31)))
        return found
    return _counted(found, f"{limit}；{asked}") if found.deadline.kind is DeadlineClass.FIXED else found


def _plain(limit: str, issued_on: dt.date, year: int) -> Limit:
    if not limit:
        return Limit(doubt="没有写时限")
    if within := _WITHIN.search(limit):
        return Limit(_event(limit, within, issued_on))
    if yearly := _YEARLY.search(limit):
        return _annual(yearly)
    days = _days(limit, year)
    if len(days) > 1:
        return Limit(doubt=f"时限“{limit}”写了几个日期，请分成几行")
    if days:
        if days[0] < issued_on:
            return Limit(doubt=f"时限“{limit}”是{days[0]}，早于方案印发日{issued_on}")
        return Limit(Deadline(kind=DeadlineClass.FIXED, due_on=days[0]))
    if (times := _TIMES.findall(limit)) and (counted := _so_often(limit, times, year)):
        return counted
    if _CONTINUOUS.search(limit):
        return Limit(Deadline(kind=DeadlineClass.CONTINUOUS, number=1))
    return Limit(doubt=f"时限“{limit}”算不出日期")


def _so_often(limit: str, times: Sequence[str], year: int) -> Limit | None:
    """A limit that is a number of times: by the end of the year, or in each quarter."""
    by_quarter, by_year = bool(_A_QUARTER.search(limit)), bool(_A_YEAR.search(limit))
    if len(times) > 1 or by_quarter == by_year:
        return Limit(doubt=f"时限“{limit}”写的次数看不懂") if len(times) > 1 or by_quarter else None
    number = read_number(_digits(times[0]))
    if by_quarter:
        return Limit(Deadline(kind=DeadlineClass.CONTINUOUS, number=number))
    return Limit(_by_count(number, dt.date(year, 12, 31)))


def _event(limit: str, within: re.Match[str], issued_on: dt.date) -> Deadline:
    kind = _KINDS[0] if within[2] else _KINDS[1] if within[3] else _KINDS[2]
    event = limit[: within.start()]
    while (cut := _START.sub("", event)) != event:
        event = cut
    return Deadline(
        kind=kind,
        number=read_number(_digits(within[1])),
        event=event,
        event_on=issued_on if _OF_PLAN.fullmatch(event) else None,
    )


def _annual(yearly: re.Match[str]) -> Limit:
    month = read_number(_digits(yearly[1]))
    try:
        day = read_number(yearly[2]) if yearly[2] else monthrange(2023, month)[1]
        dt.date(2023, month, day)
    except ValueError:
        return Limit(doubt=f"时限“{yearly[0]}”没有这一天")
    return Limit(Deadline(kind=DeadlineClass.ANNUAL, month_day=(month, day)))


def _days(limit: str, year: int) -> Sequence[dt.date]:
    """Every day that the words name, once each; a month's, quarter's or year's end is its last day."""
    found: dict[dt.date, None] = {}
    for match in _DAY.finditer(limit):
        own, month = int(match[1] or year), read_number(_digits(match[2]))
        try:
            day = read_number(match[3]) if match[3] else monthrange(own, month)[1]
            found[dt.date(own, month, day)] = None
        except ValueError:
            continue
    for match in _ISO.finditer(limit):
        try:
            found[dt.date(int(match[1]), int(match[2]), int(match[3]))] = None
        except ValueError:
            continue
    for match in _YEAR_END.finditer(limit):
        found[dt.date(int(match[1] or match[2] or year), 12, 31)] = None
    for match in _QUARTER_END.finditer(limit):
        month = read_number(match[2]) * 3
        own = int(match[1] or year)
        found[dt.date(own, month, monthrange(own, month)[1])] = None
    for match in _HALF.finditer(limit):
        found[dt.date(int(match[1] or year), 6, 30)] = None
    return list(found)


def _counted(found: Limit, asked: str) -> Limit:
    """How many times the row asks for by its day."""
    numbers = {read_number(_digits(number)) for number in _TIMES.findall(asked)}
    if not numbers or found.deadline is None or found.deadline.due_on is None:
        return found
    if len(numbers) > 1:
        return replace(found, doubt=f"要求里写了几个次数（{'、'.join(map(str, sorted(numbers)))}），没有采用")
    return Limit(_by_count(numbers.pop(), found.deadline.due_on))


def _by_count(number: int, due_on: dt.date) -> Deadline:
    return Deadline(kind=DeadlineClass.COUNT_BY, number=number, due_on=due_on)


def _digits(number: str) -> str:
    return number.replace("两", "二")


def _lawful(asked: str) -> Limit | None:
    return next((limit for words, limit in _laws() if all(word in asked for word in words)), None)


@cache
def _laws() -> tuple[tuple[tuple[str, ...], Limit], ...]:
    rows = tomllib.loads(LAWS.read_text("utf-8"))["laws"]
    return tuple((tuple(row["words"]), _law(row)) for row in rows)


def _law(row: dict[str, object]) -> Limit:
    month_day = row.get("month_day")
    deadline = Deadline(
        kind=DeadlineClass(str(row["class"])),
        number=int(str(row.get("number", 0))),
        month_day=(month_day[0], month_day[1]) if isinstance(month_day, list) else None,
        event=str(row.get("event", "")),
    )
    return Limit(deadline, basis=str(row["basis"]))
