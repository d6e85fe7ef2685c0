"""ENF002: another enforcement decision shown later than twenty working days."""

from collections.abc import Iterator

from auditor.models import Flaw, Page, PageKind, Severity, Site, Verdict
from auditor.rule import page_rule

from ..basis import ENFORCEMENT_NOTICE
from .decided import NOT_A_DECISION, OTHER_ENFORCEMENT, PERMIT_OR_PENALTY, late_decisions


@page_rule(
    "ENF002",
    "其他执法决定公示超20个工作日",
    Severity.ORDINARY,
    basis=(ENFORCEMENT_NOTICE,),
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
)
def late_other_decision(page: Page, _site: Site, *, limit_workdays: int = 20) -> Iterator[Flaw]:
    """行政检查、行政强制等其他执法决定信息应当在决定作出之日起20个工作日内公开。

    怎么算：标题是行政检查、强制、征收等决定或结果公示的内容页，正文写明决定（检查）日期的，从次日起数工作日，第20个工作日公示不算超期。
    转人工核对：一页列了几项不同日期的；页面没有“发布日期”的；间隔约一年以上的。
    不算：经审批不公开的执法决定；统计、目录、制度、情况汇总等不是决定的页面；没有写明日期的；当年放假安排未收录的。
    改法：在时限内公示。
    不管什么：行政许可和行政处罚看 ENF001。
    """
    title = "".join((page.title or "").split())
    if page.kind is not PageKind.ARTICLE or PERMIT_OR_PENALTY.search(title) or NOT_A_DECISION.search(title):
        return
    if OTHER_ENFORCEMENT.search(title):
        yield from late_decisions(page, limit_workdays)
