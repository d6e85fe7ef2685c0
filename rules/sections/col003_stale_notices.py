"""COL003: notices and policy papers that are half a year old."""

import calendar
import datetime as dt
from collections.abc import Iterator

from auditor.models import Flaw, SectionKind, Severity, Site, Verdict
from auditor.rule import site_rule

from ..basis import SITE_INDICATORS
from ..freshness import stale_flaws

_KINDS = frozenset({SectionKind.NOTICE, SectionKind.POLICY, SectionKind.NORMATIVE})


@site_rule(
    "COL003",
    "通知公告、政策文件超6个月未更新",
    Severity.ORDINARY,
    basis=(SITE_INDICATORS,),
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
)
def stale_notices(site: Site, *, limit_months: int = 6) -> Iterator[Flaw]:
    """通知公告、政策文件类栏目应当至少每6个月更新一次。

    怎么算：以检查日倒推6个自然月的同一天为界，最新一条早于该日为不更新，恰为该日不算；档案另定更新天数的从其规定。
    转人工核对：有信息但列表和内容页都没有日期。
    不算：没有完整读到的栏目、空白栏目、已申报零报告的栏目。
    改法：及时发布；确无新文件的，发布情况说明。
    不管什么：空白栏目看 COL001，动态要闻看 COL002，其他栏目看 COL004。
    """
    today = site.as_of.date()
    limits = {
        view.section: today - dt.timedelta(days=view.section.update_within_days)
        if view.section.update_within_days
        else _months_before(today, limit_months)
        for view in site.sections
        if view.section.kind in _KINDS
    }
    yield from stale_flaws(site, limits, f"至少每{limit_months}个月更新一次")


def _months_before(day: dt.date, months: int) -> dt.date:
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
