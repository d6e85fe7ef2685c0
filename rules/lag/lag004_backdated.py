"""LAG004: signs that the shown publication date is earlier than the real one. Evidence for a person, never a deduction."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from auditor.models import DocumentClass, Flaw, Page, Severity, Site, Verdict
from auditor.models.address import canonical
from auditor.rule import site_rule
from auditor.workdays import Calendar, UnknownYearError

from ..basis import SITE_INDICATORS
from ..moved import stood_before
from ..report_deadline import report_deadline
from .address_dates import later_addresses

_Exceeds = Callable[[dt.date, dt.date], bool]


@site_rule(
    "LAG004",
    "疑似倒填发布日期",
    Severity.SERIOUS,
    basis=(SITE_INDICATORS,),
    verdicts=(Verdict.REVIEW,),
    version=3,
)
def backdated(
    site: Site,
    *,
    tolerance_workdays: int = 1,
    migration_days: int = 366,
    batch_pages: int = 10,
    batch_spread_days: int = 60,
    against_each: int = 19,
) -> Iterator[Flaw]:
    """页面显示的发布日期应当是真实的发布日期；有迹象表明信息在更晚的时间才发布的，由人工核对。

    怎么算：两类迹象。一是系统留下的建立时间（文档编号、网址日期）比显示日期晚1个工作日以上；年报显示的日期在法定期限内、建立时间在期限后的，晚1天也提示。
    网址里有日期的门户，网址日期与显示日期一致的网页有不一致的19倍以上（选项against_each），网址日期晚1个工作日以上的也算。
    二是抓取记录：某日完整读到栏目列表而没有这一条，以后才出现，显示的日期却早于那一天1个工作日以上。
    只作为线索，机器一律不扣分；迁移、重新录入、先存草稿后发布都会使建立时间变晚。
    不算：建立时间比显示日期晚一年以上的（历史信息迁移）；同一天建立10条以上、显示日期相差60天以上的（成批迁移）；没有发布日期的；标题和正文相同的一条早就在别的地址上见过的（信息搬了家）。
    改法：如实填写发布日期；确因迁移等造成的，说明情况。
    不管什么：按显示日期就已超期的看 LAG001。
    """
    migrated = _migration_days(site.pages, batch_pages, batch_spread_days)
    exceeds = partial(_exceeds, tolerance_workdays, site.calendar)
    addressed = later_addresses(site, exceeds, against_each)
    for page in site.pages:
        shown_on = page.shown_on
        if not shown_on or not page.readable or stood_before(site, page):
            continue
        signs = [*_recorded_late(page, shown_on, migrated, exceeds, migration_days)]
        signs += _appeared_late(page, shown_on, exceeds)
        day = addressed.get(canonical(page.url))
        if day and (day - shown_on).days <= migration_days:
            signs.append(f"网址里的日期是{day}，本网站其他网页的网址日期与显示日期一致")
        if signs:
            yield Flaw(
                verdict=Verdict.REVIEW,
                message=f"《{page.title or page.url}》显示{shown_on}发布，但{'；'.join(signs)}，请人工核对是否倒填日期",
                quote=f"{page.labels.get('published_on') or page.labels.get('issued_on', '发布日期')}：{shown_on}",
                expected="显示日期与实际发布日期一致",
                page=page,
            )


def _recorded_late(
    page: Page, shown_on: dt.date, migrated: frozenset[dt.date], exceeds: _Exceeds, migration_days: int
) -> Iterator[str]:
    if page.recorded_at is None:
        return
    recorded_on = page.recorded_at.date()
    if recorded_on in migrated or (recorded_on - shown_on).days > migration_days:
        return
    if exceeds(shown_on, recorded_on) or _crosses_deadline(page, shown_on, recorded_on):
        yield f"{page.recorded_from or '系统记录'}的建立时间是{page.recorded_at:%Y-%m-%d %H:%M}"


def _appeared_late(page: Page, shown_on: dt.date, exceeds: _Exceeds) -> Iterator[str]:
    absent_at, first_seen_at = page.last_absent_at, page.first_seen_at
    if absent_at is None or first_seen_at is None or not exceeds(shown_on, absent_at.date()):
        return
    yield f"{absent_at:%Y-%m-%d %H:%M}读取栏目时没有这一条，{first_seen_at:%Y-%m-%d %H:%M}才首次出现"


def _exceeds(workdays: int, calendar: Calendar, shown_on: dt.date, later_on: dt.date) -> bool:
    try:
        return calendar.between(shown_on, later_on) > workdays
    except UnknownYearError:  # without the year's calendar a week of days is more than any tolerance in use
        return (later_on - shown_on).days > workdays + 7


def _crosses_deadline(page: Page, shown_on: dt.date, recorded_on: dt.date) -> bool:
    if page.document_class is not DocumentClass.ANNUAL_REPORT or not page.title:
        return False
    deadline = report_deadline(page.title)
    return deadline is not None and shown_on <= deadline < recorded_on


def _migration_days(pages: Sequence[Page], batch: int, spread: int) -> frozenset[dt.date]:
    """Days on which so many records of so different dates were made that it was a migration."""
    shown: dict[dt.date, list[dt.date]] = defaultdict(list)
    for page in pages:
        if page.recorded_at and page.shown_on:
            shown[page.recorded_at.date()].append(page.shown_on)
    return frozenset(
        day for day, dates in shown.items() if len(dates) >= batch and (max(dates) - min(dates)).days > spread
    )
