"""ANR001: an annual report published late, or not at all."""

import datetime as dt
from collections.abc import Iterator

from auditor.models import DocumentClass, Flaw, Page, SectionView, Severity, Site, Verdict
from auditor.portal import SectionKind
from auditor.rule import site_rule
from auditor.workdays import CALENDAR, UnknownYearError

from ..basis import REGULATION_49
from ..sections.freshness import judged_views
from .deadline import is_town, report_deadline, report_year


@site_rule(
    "ANR001",
    "政府信息公开年报逾期",
    Severity.SERIOUS,
    basis=(REGULATION_49,),
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
)
def late_report(site: Site) -> Iterator[Flaw]:
    """县级以上人民政府部门应当在每年1月31日前、政府应当在3月31日前公布上一年度政府信息公开工作年度报告。

    怎么算：从标题取报告年度和报告主体，公布日取页面显示的发布日期，期限当日公布不算逾期。期限是休息日的，其后第一个工作日（含）以前公布的只提示，之后的判不通过。
    2018年度及以前的报告按当时规定，一律为3月31日。缺年报：年报栏目完整读到、期限已过而没有该年度报告。
    转人工核对：镇、街道在2月1日至3月31日间公布的（条例未规定，按当年方案）；休息日顺延期内的；缺年报而栏目中有标题不含年份的信息的。
    改法：按期编制公布；逾期不因补发而消除。
    不管什么：显示日期在期限内、建立时间在期限后的看 LAG004；内容和表格看其他年报规则。
    """
    for page in site.pages:
        if page.document_class is DocumentClass.ANNUAL_REPORT and page.title and page.readable:
            yield from _late(page, page.title)
    for view, _visit in judged_views(site):
        if view.section.kind is SectionKind.ANNUAL_REPORT:
            yield from _missing(site, view)


def _late(page: Page, title: str) -> Iterator[Flaw]:
    deadline, shown_on = report_deadline(title), page.shown_on
    if deadline is None or shown_on is None or shown_on <= deadline:
        return
    doubt = _doubt(title, deadline, shown_on)
    yield Flaw(
        verdict=Verdict.REVIEW if doubt else Verdict.FAIL,
        message=f"《{title}》{shown_on}公布，晚于{deadline}"
        + (f"；{doubt}" if doubt else f"，逾期{(shown_on - deadline).days}天"),
        subject="逾期",
        quote=f"{page.labels.get('published_on') or page.labels.get('issued_on', '发布日期')}：{shown_on}",
        expected=f"{deadline}前公布",
        amount=(shown_on - deadline).days,
        page=page,
    )


def _doubt(title: str, deadline: dt.date, shown_on: dt.date) -> str:
    if shown_on <= _extended(deadline):
        return "期限当日是休息日，条例未规定顺延，仅作提示"
    if is_town(title) and shown_on <= dt.date(deadline.year, 3, 31):
        return "条例未规定镇和街道的公布期限，请按当年方案核对"
    return ""


def _extended(deadline: dt.date) -> dt.date:
    """The next working day after a rest-day deadline; a week's grace where that year's calendar is unknown."""
    try:
        return CALENDAR.on_or_after(deadline)
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
    if today <= _extended(deadline):
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
