"""ENF001: a permit or penalty shown later than seven working days after the decision."""

from collections.abc import Iterator

from auditor.models import Flaw, Page, PageKind, Severity, Site, Verdict
from auditor.rule import page_rule

from ..basis import ENFORCEMENT_NOTICE
from .decided import NOT_A_DECISION, PERMIT_OR_PENALTY, late_decisions


@page_rule(
    "ENF001",
    "许可处罚公示超7个工作日",
    Severity.SERIOUS,
    basis=(ENFORCEMENT_NOTICE,),
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
)
def late_decision(page: Page, _site: Site, *, limit_workdays: int = 7) -> Iterator[Flaw]:
    """行政许可、行政处罚的执法决定信息应当在决定作出之日起7个工作日内公开。

    怎么算：标题是行政许可、行政处罚公示的内容页，正文写明“决定日期”的，从次日起按国务院办公厅放假调休安排数工作日，第7个工作日公示不算超期；公示日取页面“发布日期”。
    转人工核对：一页列了几项不同日期的决定的；页面没有“发布日期”的；间隔约一年以上、多为迁移补录的。
    不算：统计、目录、流程、事前公示、拟处罚告知等不是决定的页面；没有写明决定日期的；当年放假安排未收录的。
    改法：在时限内公示；本网站之外先在信用平台公示的，凭记录申诉。
    不管什么：检查、强制等其他执法决定看 ENF002，要素不全看 ENF004。
    """
    title = "".join((page.title or "").split())
    if page.kind is PageKind.ARTICLE and PERMIT_OR_PENALTY.search(title) and not NOT_A_DECISION.search(title):
        yield from late_decisions(page, limit_workdays)
