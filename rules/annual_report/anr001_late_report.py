"""ANR001: an annual report published late, or not at all."""

import datetime as dt
from collections.abc import Iterator

from auditor.models import DocumentClass, Flaw, Page, SectionKind, SectionView, Severity, Site, Verdict
from auditor.rule import site_rule
from auditor.workdays import Calendar, UnknownYearError

from ..basis import REGULATION_49
from ..freshness import judged_views
from ..report_deadline import is_town, report_deadline, report_year
from .successive import body_of, is_mended


@site_rule(
    "ANR001",
    "政府信息公开年报逾期",
    Severity.SERIOUS,
    basis=(REGULATION_49,),
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
    version=3,
)
def late_report(site: Site, *, migrated_days: int = 365) -> Iterator[Flaw]:
    """县级以上人民政府部门应当在每年1月31日前、政府应当在3月31日前公布上一年度政府信息公开工作年度报告。

    怎么算：从标题取报告年度和报告主体，公布日取页面显示的发布日期，期限当日公布不算逾期。期限是休息日的，其后第一个工作日（含）以前公布的只提示，之后的判不通过。
    2018年度及以前的报告按当时规定，一律为3月31日。缺年报：年报栏目完整读到、期限已过而没有该年度报告。
    转人工核对：标题写明更正、修订的；晚了一年以上（选项migrated_days）、多为网站迁移补录的；镇、街道在2月1日至3月31日间公布的（条例未规定，按当年方案）；休息日顺延期内的；缺年报而栏目中有标题不含年份的信息的。
    不算：同一机关同一年度的年报另有一篇按期公布的。
    改法：按期编制公布；逾期不因补发而消除。
    不管什么：显示日期在期限内、建立时间在期限后的看 LAG004；内容和表格看其他年报规则。
    """
    reports = [
        page
        for page in site.pages
        if page.document_class is DocumentClass.ANNUAL_REPORT and page.title and page.readable
    ]
    late = {page.url: days for page in reports if (days := _days_late(page)) > 0}
    in_time = {_whose(page) for page in reports if page.url not in late and page.shown_on}
    for page in reports:
        if page.url in late and _whose(page) not in in_time:
            yield _late(page, late[page.url], migrated_days, site.calendar)
    for view, _visit in judged_views(site):
        if view.section.kind is SectionKind.ANNUAL_REPORT:
            yield from _missing(site, view)


def _days_late(page: Page) -> int:
    """0 where a date is not known or the day was kept."""
    deadline, shown_on = report_deadline(page.title or ""), page.shown_on
    return max(0, (shown_on - deadline).days) if deadline and shown_on else 0


def _whose(page: Page) -> tuple[str, str, int | None]:
    return page.unit or "", body_of(page) or page.url, report_year(page.title or "")


def _late(page: Page, days: int, migrated_days: int, calendar: Calendar) -> Flaw:
    title, shown_on = page.title or "", page.shown_on or dt.date.max
    deadline = shown_on - dt.timedelta(days)
    extended = _extended(deadline, calendar)
    doubt = _doubt(title, deadline, shown_on, extended) or _republished(page, days > migrated_days)
    return Flaw(
        verdict=Verdict.REVIEW if doubt else Verdict.FAIL,
        message=f"《{title}》{shown_on}公布，晚于{deadline}" + (f"；{doubt}" if doubt else f"，逾期{days}天"),
        subject="逾期",
        quote=f"{page.labels.get('published_on') or page.labels.get('issued_on', '发布日期')}：{shown_on}",
        expected=f"{deadline}前公布",
        amount=days,
        page=page,
    )


def _doubt(title: str, deadline: dt.date, shown_on: dt.date, extended: dt.date) -> str:
    if shown_on <= extended:
        return "期限当日是休息日，条例未规定顺延，仅作提示"
    if is_town(title) and shown_on <= dt.date(deadline.year, 3, 31):
        return "条例未规定镇和街道的公布期限，请按当年方案核对"
    return ""


def _republished(page: Page, long_after: bool) -> str:
    """Why this may not be the report's first publication; empty where nothing says so."""
    if is_mended(page):
        return "该年度年报可能此前已经公布，请核对是否更正重发"
    return "间隔过长，可能是网站迁移补录，请核对首次公布的日期" if long_after else ""


def _extended(deadline: dt.date, calendar: Calendar) -> dt.date:
    """The next working day after a rest-day deadline; a week's grace where that year's calendar is unknown."""
    try:
        return calendar.on_or_after(deadline)
    except UnknownYearError:
        return deadline + dt.timedelta(days=7)


def _missing(site: Site, view: SectionView) -> Iterator[Flaw]:
    year, today = site.as_of.year - 1, site.as_of.date()
    titles = [entry.title for entry in view.entries]
    wanted = f"{view.section.unit}{year}年政府信息公开工作年度报告"
    deadline = report_deadline(wanted)
    if not titles or deadline is None or any(report_year(title) == year for title in titles):
        return
    if is_town(wanted):
        deadline = dt.date(year + 1, 3, 31)
    if today <= _extended(deadline, site.calendar):
        return
    unsure = any(report_year(title) is None for title in titles)
    yield Flaw(
        verdict=Verdict.REVIEW if unsure else Verdict.FAIL,
        message=f"“{view.section.title}”栏目没有{year}年度报告"
        + ("；有标题不含年份的信息，请人工核对" if unsure else ""),
        subject=f"缺{year}年度",
        quote=f"栏目现有：{'；'.join(titles[:3])}",
        expected=f"{deadline}前公布{year}年度报告",
        section=view.section,
        capture=view.visits[-1].capture,
    )
