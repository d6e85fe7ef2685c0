"""TXT011: a date that does not exist, or a weekday that does not belong to it."""

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

from auditor.models import Flaw, Page, Severity, Site, Verdict
from auditor.rule import page_rule
from auditor.text.figures import beginning_with_figures
from auditor.text.numerals import read_number
from auditor.text.patterns import pattern

from ..basis import SITE_INDICATORS
from .date_ranges import range_faults
from .hours import hour_faults

_DAY_SIGN = r"(?:日|号(?![\u4e00-\u9fff\d])|号(?=[前起至到上下]|[之以][前后]))"
_YEAR = r"(?<!\d)(?P<year>(?:19|20)\d\d)\s*年\s*"
_WEEKDAY = r"(?:\s*(?:上午|下午|晚上?|早上))?\s*[（(，,]?\s*(?:星期|周|礼拜)\s*(?P<name>[一二三四五六日天])"
_DATE = pattern(
    rf"(?:{_YEAR})?(?<![\d.共期满])(?<![^公阳]历)(?P<month>\d{{1,2}})\s*月\s*(?P<day>\d{{1,2}})\s*"
    rf"{_DAY_SIGN}(?:{_WEEKDAY})?"
)
_WRITTEN = pattern(  # 二〇二三年二月三十日
    "(?P<year>[一二][〇○零一二三四五六七八九]{3})年(?P<month>十[一二三四]?|[一二三四五六七八九])月"
    rf"(?P<day>[二三]?十[一二三四五六七八九]?|[一二三四五六七八九]){_DAY_SIGN}"
)
_WRITTEN_MONTH = pattern(
    "(?P<year>[一二][〇○零一二三四五六七八九]{3})年(?P<month>十[三四五六七八九])月(?!龄|[一二三四五六七八九十])"
)
_HAN_DAY = (
    pattern(  # 六月三十一日, which no calendar has, the lunar one neither; 二月三十日, which only that has
        "(?<![年〇○零一二三四五六七八九十历共期满第闰])(?P<month>十[一二]?|[一二三四五六七八九])月"
        rf"(?P<day>三十[一二三]|(?<=二月)三十){_DAY_SIGN}"
    )
)
_SLASHED = pattern(
    r"(?<![\d/\-.A-Za-z号])(?P<year>20\d\d)/(?P<month>\d{1,2})/(?P<day>\d{1,2})(?P<hour>\s*\d{1,2}[:：]\d\d)?(?![\d/\-.A-Za-z])"
)
_DASHED = pattern(
    r"(?:时间|日期|期限|自|至|于|到|截至|截止|—|\uff5e|~)[为是定在：:\s]*(?P<year>20\d\d)(?P<sign>[-/.])(?P<month>\d{1,2})(?P=sign)"
    r"(?P<day>\d{1,2})(?![\d\-/.A-Za-z])"
)
_FIGURES_APART = pattern(r"\d[-/.]\d")  # no date with strokes or dots is without
_MONTH = pattern(rf"{_YEAR}(?P<month>\d{{1,2}})\s*月(?![龄\d])")
_DENIED = pattern("[”」』]?[：，]?日历上没有")
_LUNAR = pattern("农历|阴历|夏历|旧历|藏历|回历|傣历|不存在")
_NAMES = "一二三四五六日"
_EQUAL = pattern(
    r"[（(](?:农历|阴历|夏历|旧历)(?![）)])"
)  # 5月1日（农历三月初三）: the day itself is a solar one
_BEFORE = 12  # characters before a date where its calendar may be named
_LEAP = "2000"  # a year with every day a date without year may mean


@page_rule(
    "TXT011",
    "日期与星期非法",
    Severity.ORDINARY,
    basis=(SITE_INDICATORS,),
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
    version=7,
)
def impossible_date(page: Page, _site: Site, *, near_days: int = 60) -> Iterator[Flaw]:
    """日期真实存在，与所写的星期相符。

    怎么算：公历日期日历上没有的（2023年2月29日、9月31日、2022年13月、二〇二三年二月三十日，六月三十一日，写明时间的2023-06-31、2023/13/01）不合格，没有写年份的2月29日不算；
    起讫日期的后一天日历上没有的（9月25日至31日），两个年份都写了而后一天早于前一天的，不合格；
    年月日俱全、后面紧接着写了星期几而与日历不符的（包括省略年、月的后一天），不合格；日期后面写着25时至29时、60分以上的，不合格。相同的只报一次。
    转人工核对：没有写年份、离发布日期不超过60天的日期，按发布时的年份与所写的星期不符的；没有写年份、后一天早于前一天的；同一天的起讫时刻后一个早于前一个的；没有写明是时间的2023/13/01；没有写年份的“二月三十日”（可能是农历）。
    不算：农历等其他历法；没有写年份而离发布日期较远、前文或者标题提到别的年份的日期的星期；不紧接日期的星期；年份区间、编号；说明没有这一天的。
    改法：核对原始资料，改正日期或者星期。
    不管什么：落款日期的格式看 FMT008，日期先后看 FLD007。
    """
    text = page.document.text
    shown: set[str] = set()
    for match in _dates(text):
        fault = _fault(match)
        if not fault or match.group() in shown or _is_of_another_calendar(text, match):
            continue
        shown.add(match.group())
        yield _flaw(match, _force(match), fault)
    for match, verdict, fault in range_faults(text):
        if match.group() not in shown and not _is_of_another_calendar(text, match):
            shown.add(match.group())
            yield _flaw(match, verdict, fault)
    for match, verdict, fault in hour_faults(text):
        yield _flaw(match, verdict, fault)
    for match in beginning_with_figures(_DATE, text):
        day = _near(match, page.shown_on, near_days)
        if day is None or match.group() in shown or _is_of_another_calendar(text, match):
            continue
        if _names_another_year(page.title or "", text, match, day) or match["name"].replace(
            "天", "日"
        ) == _weekday(day):
            continue
        shown.add(match.group())
        yield _flaw(match, Verdict.REVIEW, f"：{day.year}年的这一天是星期{_weekday(day)}，请核对")


def _flaw(match: re.Match[str], verdict: Verdict, fault: str) -> Flaw:
    return Flaw(
        verdict=verdict,
        message=f"“{match.group()}”{fault}",
        subject=match.group(),
        quote=match.group(),
        expected="日历上有的日期和相符的星期",
    )


def _near(match: re.Match[str], published: dt.date | None, days: int) -> dt.date | None:
    """The day meant by a date with a weekday and no year: that nearest to publication, if it is near."""
    if match["year"] or not match["name"] or published is None:
        return None
    month, day = int(match["month"]), int(match["day"])
    for year in (published.year, published.year - 1, published.year + 1):
        if (
            dt.MINYEAR <= year <= dt.MAXYEAR
            and 1 <= month <= 12
            and 1 <= day <= calendar.monthrange(year, month)[1]
        ):
            meant = dt.date(year, month, day)
            if abs((meant - published).days) <= days:
                return meant
    return None


def _names_another_year(title: str, text: str, match: re.Match[str], day: dt.date) -> bool:
    """Whether the last year named in the paragraph before the date, or else in the title, is another one."""
    before = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
    years = re.findall(_YEAR, before) or re.findall(_YEAR, title)
    return bool(years) and int(years[-1]) != day.year


def _weekday(day: dt.date) -> str:
    return _NAMES[day.weekday()]


def _dates(text: str) -> Iterator[re.Match[str]]:
    yield from beginning_with_figures(_DATE, text)
    yield from _WRITTEN.finditer(text)
    yield from _WRITTEN_MONTH.finditer(text)
    for match in _HAN_DAY.finditer(text) if "月三十" in text else ():
        if match["day"] != "三十" or not _LUNAR.search(text):
            yield match
    yield from _set_apart(text) if _FIGURES_APART.search(text) else ()
    for match in beginning_with_figures(_MONTH, text):
        if int(match["month"]) > 12 and not _DATE.match(text, match.start()):
            yield match


def _set_apart(text: str) -> Iterator[re.Match[str]]:
    """Figures with strokes or dots between."""
    dashed = list(_DASHED.finditer(text))
    yield from dashed
    told = {match.start("year") for match in dashed}
    slashed = beginning_with_figures(_SLASHED, text)
    yield from (match for match in slashed if match.start("year") not in told)


def _is_of_another_calendar(text: str, match: re.Match[str]) -> bool:
    if _DENIED.match(text, match.end()):
        return True
    if _EQUAL.match(text, match.end()):
        return False
    return _LUNAR.search(text, max(0, match.start() - _BEFORE), match.end() + 3) is not None


def _force(match: re.Match[str]) -> Verdict:
    """Figures with strokes between are a date for certain where an hour follows; 二月三十日 may be a lunar one."""
    if match.re.pattern == _SLASHED.pattern and not match["hour"]:
        return Verdict.REVIEW
    return Verdict.REVIEW if match.re.pattern == _HAN_DAY.pattern and match["day"] == "三十" else Verdict.FAIL


def _fault(match: re.Match[str]) -> str:
    given: dict[str, Any] = {"year": None, **match.groupdict()}
    year, month, day = (
        read_number(words) for words in (given["year"] or _LEAP, given["month"], given.get("day") or "1")
    )
    if given["year"] is None and month > 12:  # 历时13月20日
        return ""
    if not 1 <= month <= 12 or not 1 <= day <= calendar.monthrange(year, month)[1]:
        return "：日历上没有这一天" if "day" in given else "：日历上没有这个月"
    if given["year"] is None or given.get("name") is None:
        return ""
    name = _NAMES[dt.date(year, month, day).weekday()]
    return "" if given["name"].replace("天", "日") == name else f"：这一天是星期{name}"
