"""COL002: news that is two weeks old."""

import datetime as dt
from collections.abc import Iterator

from auditor.models import Flaw, SectionKind, Severity, Site, Verdict
from auditor.rule import site_rule

from ..basis import SITE_INDICATORS
from ..freshness import stale_flaws


@site_rule(
    "COL002",
    "动态要闻超2周未更新",
    Severity.ORDINARY,
    basis=(SITE_INDICATORS,),
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
)
def stale_news(site: Site, *, limit_days: int = 14) -> Iterator[Flaw]:
    """动态要闻类栏目应当至少每两周更新一次。

    怎么算：检查日减去栏目中日期最新的一条（不是排在最前的一条，置顶旧闻不算），超过14天为不更新，第14天不算；档案另定更新天数的从其规定。
    转人工核对：有信息但列表和内容页都没有日期。
    不算：没有完整读到的栏目、空白栏目、已申报零报告的栏目。
    改法：及时发布工作动态。
    不管什么：空白栏目看 COL001，通知公告和政策文件看 COL003，其他栏目看 COL004。
    """
    today = site.as_of.date()
    limits = {
        view.section: today - dt.timedelta(days=view.section.update_within_days or limit_days)
        for view in site.sections
        if view.section.kind is SectionKind.NEWS
    }
    yield from stale_flaws(site, limits, f"至少每{limit_days}天更新一次")
