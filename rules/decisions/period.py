"""When a consultation is open, as its text says. An end that is not surely read makes no period."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from auditor.models import Page
from auditor.text.numerals import read_number
from auditor.text.patterns import pattern
from auditor.workdays import Calendar, UnknownYearError

_COUNT = r"(\d{1,3}|[一二三四五六七八九]?十[一二三四五六七八九]?|[五六七八九])\s*个?(工作日|自然日|天|日)(?!.{0,2}前)"
_MONTH_DAY = r"(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*[日号]?"
_WHOLE_DATE = r"(\d{4})\s*[年./-]\s*" + _MONTH_DAY
_DATE = r"(?:(\d{4})\s*[年./-]\s*)?" + _MONTH_DAY
_CLOCK = (
    r"(?:\s*[（(]?(?:星期|周)[一二三四五六日天][）)]?)?"
    r"(?:\s*(?:上午|下午|中午|晚上?)?\s*\d{1,2}\s*[:：时点]\s*(?:\d{1,2}分?)?(?:[:：]\d{2})?|\s*零时)?"
)
_RANGE = pattern(
    rf"(?<!\d){_DATE}{_CLOCK}\s*(?:起|开始)?\s*[，,]?\s*(?:至|到|—+|－|-+|–|~|\uff5e|―)\s*{_DATE}(?!\d)"
)
_STARTS = pattern(rf"(?:开始|起始)(?:时间|日期)\s*[:：]?\s*{_WHOLE_DATE}")
_ENDS = pattern(rf"(?:结束|截止|截至)(?:时间|日期)\s*[:：]?\s*(?:为|到|至)?\s*{_WHOLE_DATE}")
_PUBLISHING = "(?:公告|公示|通告|通知|公布|发布|刊登|公开)"
_SINCE_TODAY = pattern(
    rf"(?:(?:自|从)?本?{_PUBLISHING}{{1,2}}(?:之日|当日|日)|即日)起?[^。；\n\d一二三五六七八九十]{{0,16}}?{_COUNT}"
)
_SINCE_DATE = pattern(rf"{_WHOLE_DATE}\s*(?:之日)?起[^。；\n\d]{{0,8}}?{_COUNT}")
_WITHIN = pattern(
    rf"(?:征求意见|意见征集|征集|公示|反馈)(?:期限?|时间|时限)\s*(?:为|是|[:：])\s*{_COUNT}(?![至到—~\uff5e-])"
)
_COUNTED_FROM = pattern(  # 期限为30天，自公告之日起计算
    rf"期限(?:为|是|[:：])\s*{_COUNT}[^。；\n\d]{{0,6}}自[^。；\n\d]{{0,6}}{_PUBLISHING}{{1,2}}之日起"
)
_PLEASE = pattern(
    r"请(?:各[^。；\n]{1,12})?[于在]\s*(\d{1,3}|[一二三四五六七八九十]{1,3})\s*个?(工作日|自然日|天|日)(?:之|以)?内"
)
_UNTIL = pattern(
    rf"(?:于|在|截止到?|截至|至)\s*{_DATE}{_CLOCK}\s*(?:下班)?(?:之前|以前|前|止|截止)"
    rf"|(?:意见|建议|征集|反馈)(?:征集|反馈|提交)?截[止至](?:时间|日期)?(?:为|是|到|至|[:：])?\s*{_DATE}"
    rf"|(?:即日|{_PUBLISHING}{{1,2}}之日)起?\s*(?:至|到)\s*{_DATE}"
)
_SPELL = pattern(
    r"(?:于|在|请)([一两二12]\s*个?(?:周|星期))(?:之|以)?内|(?:期限?|时间|时限)(?:为|是|[:：])\s*([一两二12半]\s*个?(?:周|星期|月))"
)
_TIMES = {"一": 1, "1": 1, "两": 2, "二": 2, "2": 2, "半": 0.5}
_ABOUT = pattern(r"征求|征集|意见|反馈|建议|听取|公示期|截止|起止|时间|期限")
_OPINIONS = pattern(r"意见|建议|反馈")
_IN_FORCE = pattern(r"施行|实施|执行|生效|有效")
_OF_ANOTHER = pattern(
    r"(?:报名|听证|评审|统计|施行|实施)[^。；\n]{0,12}$"
)  # what the days right behind are of
_NEAR = 60
_FAR_DAYS = 120  # a day written without its year lies this close to the publication date, or is not known


@dataclass(frozen=True, slots=True)
class Period:
    """From the first day to the last, and the words that say so."""

    start_on: dt.date
    end_on: dt.date
    quote: str
    workdays: int | None = None  # the count, where the text gives working days

    @property
    def days(self) -> int:
        """Calendar days from the first day to the last, the first one not counted."""
        return (self.end_on - self.start_on).days


def consultation_period(page: Page, text: str, calendar: Calendar) -> Period | None:
    """The one period the text states; None where it states none, or two that differ."""
    found = list(_ranges(page, text)) or list(_counted(page, text, calendar)) or list(_until(page, text))
    return found[0] if len({(p.start_on, p.end_on) for p in found}) == 1 else None


def reversed_period(page: Page, text: str) -> Period | None:
    """The first period whose end stands before its start, both with their years: one of the two is mistyped."""
    spans = (period for period, is_dated in _spans(page, text) if is_dated and period.days < 0)
    return next(spans, None)


def _ranges(page: Page, text: str) -> Iterator[Period]:
    """自X起至Y止, X—Y, 开始时间X 结束时间Y."""
    yield from (period for period, _ in _spans(page, text) if period.days >= 0)
    opened, closed = _STARTS.search(text), _ENDS.search(text)
    start_on, end_on = (m and _date(m.groups(), page) for m in (opened, closed))
    if opened and closed and start_on and end_on:
        yield Period(start_on, end_on, f"{opened.group()}，{closed.group()}")


def _spans(page: Page, text: str) -> Iterator[tuple[Period, bool]]:
    """From one day to another, in whatever order, and whether both are written with their years."""
    for match in _RANGE.finditer(text):
        first, last = match.groups()[:3], match.groups()[3:]
        end_on = _date((last[0] or first[0], *last[1:]), page)
        start_on = _date((first[0] or last[0], *first[1:]), page)
        if _OF_ANOTHER.search(text[max(0, match.start() - _NEAR) : match.start()]):
            continue
        if start_on and end_on and _ABOUT.search(_around(text, match, 20)):
            yield Period(start_on, end_on, match.group().strip()), bool(first[0] and last[0])


def _counted(page: Page, text: str, calendar: Calendar) -> Iterator[Period]:
    """自发布之日起30日: counted from the day named, or from the publication date where the page shows one."""
    for form in (_SINCE_DATE, _SINCE_TODAY, _WITHIN, _COUNTED_FROM, _PLEASE):
        for match in form.finditer(text):
            *day, count, unit = match.groups()
            start_on = _date(day, page) if day else page.date("published_on")
            if _IN_FORCE.search(text[match.start() : match.end() + 8]):
                continue
            if start_on and _ABOUT.search(_around(text, match, 20)):
                yield from _after(start_on, read_number(count), unit, match.group(), calendar)
    for match in _SPELL.finditer(text):
        start_on = page.date("published_on")
        if start_on and _OPINIONS.search(_around(text, match, 20)):
            said = match[1] or match[2]
            days = int(_TIMES[said[0]] * (30 if said.endswith("月") else 7))
            yield from _after(start_on, days, "日", match.group(), calendar)


def _after(start_on: dt.date, count: int, unit: str, quote: str, calendar: Calendar) -> Iterator[Period]:
    try:
        if unit != "工作日":
            yield Period(start_on, start_on + dt.timedelta(days=count), quote)
        else:
            yield Period(start_on, calendar.add(start_on, count), quote, workdays=count)
    except (UnknownYearError, OverflowError):
        return


def _until(page: Page, text: str) -> Iterator[Period]:
    """请于7月31日前反馈: from the publication date to that day."""
    published_on = page.date("published_on")
    matches = [m for m in _UNTIL.finditer(text) if _OPINIONS.search(_around(text, m, _NEAR))]
    for match in matches or _ENDS.finditer(text):
        end_on = _date([group for group in match.groups() if group][-3:], page)
        if published_on and end_on:
            yield Period(published_on, end_on, match.group())


def _date(parts: Sequence[str | None], page: Page) -> dt.date | None:
    """A date whose year, where it is not written, is the publication year; None for December to January."""
    published_on = page.date("published_on")
    year, month, day = (None, *parts)[-3:]
    try:
        if year:
            return dt.date(int(year), int(month or 0), int(day or 0))
        if published_on is None:
            return None
        date = dt.date(published_on.year, int(month or 0), int(day or 0))
    except ValueError:
        return None
    return date if abs((date - published_on).days) <= _FAR_DAYS else None


def _around(text: str, match: re.Match[str], after: int) -> str:
    return text[max(0, match.start() - _NEAR) : match.end() + after]
