"""SITE002: nothing new on the home page."""

import datetime as dt
from collections.abc import Iterator

from auditor.models import Flaw, Page, PageKind, Severity, Site, Verdict
from auditor.models.address import canonical
from auditor.rule import site_rule
from auditor.text.dates import parse_date
from auditor.text.patterns import pattern

from ..basis import SITE_INDICATORS
from .footer import home_page

_DAY = pattern(r"20\d\d\s*(?:年\s*\d{1,2}\s*月\s*\d{1,2}\s*日|-\d{1,2}-\d{1,2}|/\d{1,2}/\d{1,2})")
_SHORT = pattern(r"(?<![\d./年-])(\d{2})[-/.](\d{2})(?![\d/-]|\.\d|\s*(?:%|小时|岁|元|人|℃))")
_TODAY = pattern(rf"(?:今天|今日|现在|当前)[^，。；\d]{{0,4}}{_DAY.pattern}")
_FEWEST_DATED = 3


@site_rule(
    "SITE002", "首页更新", Severity.VETO, basis=(SITE_INDICATORS,), verdicts=(Verdict.REVIEW,), version=2
)
def home_update(site: Site, *, warn_days: int = 10, veto_days: int = 14) -> Iterator[Flaw]:
    """首页信息应当及时更新，不得超过14天没有更新。

    怎么算：取首页链接到的信息的发布日期和首页上写出的日期中最新的一个，距检查日超过10天提示预警，超过14天提示否决线；第10天、第14天不算超过。
    转人工核对：首页上转载、跳到外站的信息机器读不到日期，一律由人打开首页核对。
    只写月日的（09-04）算作检查日以前最近的那一天。
    不算：首页没有读到，或者首页上读到日期的信息不足3条的；轮播图不算更新；在检查日以后的日期；“今天是……”。
    改法：及时更新首页信息。
    不管什么：各栏目不更新看 COL002、COL003、COL004。
    """
    home = home_page(site)
    today = site.as_of.date()
    if home is None:
        return
    linked = {canonical(link.url) for link in home.links}
    dates = [day for page in _articles(site, linked) if (day := page.shown_on)]
    dates += _written(home.frame_text, today)
    dates = [day for day in dates if day <= today]
    if len(dates) < _FEWEST_DATED or (today - max(dates)).days <= warn_days:
        return
    days = (today - max(dates)).days
    line = "超过14天的否决线" if days > veto_days else "达到预警线"
    yield Flaw(
        verdict=Verdict.REVIEW,
        message=f"首页最新一条信息是{max(dates)}的，至检查日已{days}天，{line.replace('14', str(veto_days))}，请打开首页核对",
        subject="首页更新",
        quote=f"最近的日期：{max(dates)}",
        expected=f"{veto_days}天内更新",
        amount=days,
        page=home,
    )


def _written(text: str, today: dt.date) -> Iterator[dt.date]:
    """Dates that stand on the home page; a month and a day are the latest such day that is past."""
    text = _TODAY.sub("", text)
    for match in _DAY.finditer(text):
        if day := parse_date(match.group()):
            yield day
    for match in _SHORT.finditer(_DAY.sub("", text)):
        tries = (parse_date(f"{today.year - ago}-{match[1]}-{match[2]}") for ago in (0, 1))
        if day := next((day for day in tries if day and day <= today), None):
            yield day


def _articles(site: Site, linked: set[str]) -> Iterator[Page]:
    for page in site.pages:
        if page.kind is PageKind.ARTICLE and page.readable and canonical(page.url) in linked:
            yield page
