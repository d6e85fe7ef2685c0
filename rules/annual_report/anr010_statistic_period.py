"""ANR010: the period of a report's figures is missing or of another year."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from auditor.models import Flaw, Page, Severity, Site, Verdict
from auditor.rule import page_rule
from auditor.text.numerals import read_number
from auditor.text.patterns import pattern

from ..basis import REPORT_FORMAT
from ..report_deadline import FIRST_OF_REVISED_LAW
from .report import REPORTS, Report, report_of

_YEAR = r"(20\d\d|二[〇○零ＯO][〇○零ＯO一二三四五六七八九]{2})"
_DAY = r"(\d{1,2}|[一二三四五六七八九十]{1,3})"  # or a month
_PERIOD = pattern(
    rf"{_YEAR}[年./．-](?:度|全年){{0,2}}[（(]?(?:即|自|从)?{_DAY}[月./．-](?:{_DAY}日?)?[^\d至到。；—－-]{{0,6}}?(?:至|到|—+|－+|-+|~|\uff5e|–)"
    rf"(?:{_YEAR}[年./．-]|同年|当年|本年)?度?{_DAY}[月./．-](?:{_DAY}日?|底|末)?"
)
_ABOUT_FIGURES = pattern(r"统计|数据|期限|报告期|时限|截止|起止")
_SAID_OTHERWISE = pattern(
    r"统计(?:范围|周期|口径|区间)|(?:统计|数据)[^。；\d]{0,8}(?:期限|时限|时间|期间|时段|截[至止])|数据统计|报告期"
)
_NEW_BODY = pattern(r"成立|组建|挂牌|新设|设立|机构改革|合并|划转|撤销|更名|改制")
_AROUND = 45


class _Period(NamedTuple):
    text: str
    begins: tuple[int, int, int]
    ends: tuple[int, int, int]


@page_rule(
    "ANR010",
    "统计期限缺或年份错",
    Severity.ORDINARY,
    basis=(REPORT_FORMAT,),
    classes=REPORTS,
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
    version=3,
)
def statistic_period(page: Page, _site: Site) -> Iterator[Flaw]:
    """年报宜写明数据的统计期限，自报告年度1月1日起至12月31日止。

    怎么算：报告年度取自标题；在“统计”“数据”“期限”附近找“某年某月某日至某月某日”（汉字数字、点号、短横日期一样认），年份与报告年度不同的，不合格；2021年度起的年报全文没有统计期限的，不合格。
    转人工核对：起止不是1月1日至12月31日的；写了统计期限而认不出起止的。
    不算：写明年内成立、组建的机关，从成立日起；别处写的活动起止时间；写了报告年度1月1日至12月31日、没有说是统计期限的；没有读到全文的。
    改法：写明“本报告所列数据的统计期限自某年1月1日起至某年12月31日止”，年份与报告年度一致。
    不管什么：标题年度看标题类规则，是否按期公布看 ANR001。
    """
    report = report_of(page)
    if report is None or not report.is_whole or report.year < FIRST_OF_REVISED_LAW:
        return
    text = report.text.replace("\n", "")
    periods = list(_periods(text, report.year))
    if not periods:
        yield from _missing(report, text)
    elif not any(_years(p) == {report.year} for p in periods):
        yield Flaw(
            verdict=Verdict.FAIL,
            message=f"{report.year}年度报告的统计期限写成“{periods[0].text}”",
            subject="统计期限",
            quote=periods[0].text,
            expected=f"{report.year}年1月1日至12月31日",
        )
    else:
        yield from _partial(report, periods, text)


def _periods(text: str, year: int) -> Iterator[_Period]:
    """Those that are told of figures, and the whole year of the report whatever it is told of."""
    for match in _PERIOD.finditer(text):
        around = text[max(0, match.start() - _AROUND) : match.end() + _AROUND]
        period = _period(match)
        if _ABOUT_FIGURES.search(around) or (period.begins, period.ends) == _whole(year):
            yield period


def _period(match: re.Match[str]) -> _Period:
    year, month, day, last_year, last_month, last_day = match.groups()
    ends = _day(last_year or year, last_month, last_day or "31")
    return _Period(match[0], _day(year, month, day or "1"), ends)


def _whole(year: int) -> tuple[tuple[int, int, int], tuple[int, int, int]]:
    return (year, 1, 1), (year, 12, 31)


def _day(year: str, month: str, day: str) -> tuple[int, int, int]:
    return read_number(year), read_number(month), read_number(day)


def _years(period: _Period) -> set[int]:
    return {period.begins[0], period.ends[0]}


def _missing(report: Report, text: str) -> Iterator[Flaw]:
    if not report.is_present_format:
        return
    said = _SAID_OTHERWISE.search(text)
    if said and f"{report.year}年" in text[said.start() : said.end() + _AROUND].partition("。")[0]:
        return
    yield Flaw(
        verdict=Verdict.REVIEW if said else Verdict.FAIL,
        message="统计期限的写法认不出，请核对" if said else "年报没有写明统计期限",
        subject="统计期限",
        quote=text[max(0, said.start() - 10) : said.end() + 40] if said else "",
        expected=f"{report.year}年1月1日至12月31日",
    )


def _partial(report: Report, periods: list[_Period], text: str) -> Iterator[Flaw]:
    if any((p.begins, p.ends) == _whole(report.year) for p in periods) or _NEW_BODY.search(text):
        return
    yield Flaw(
        verdict=Verdict.REVIEW,
        message=f"统计期限“{periods[0].text}”不是全年，请核对是否年内成立或撤并",
        subject="统计期限",
        quote=periods[0].text,
        expected=f"{report.year}年1月1日至12月31日",
    )
