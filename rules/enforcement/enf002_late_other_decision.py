"""ENF002: another enforcement decision shown later than twenty working days."""

from collections.abc import Iterator

from auditor.models import Flaw, Page, PageKind, Severity, Site, Verdict
from auditor.models.spaces import squeeze_lines
from auditor.rule import page_rule

from ..basis import ENFORCEMENT_NOTICE
from .decided import (
    CHECKED_ON,
    OF_A_CHECK,
    OTHER_ENFORCEMENT,
    PERMIT_OR_PENALTY,
    context_of,
    is_decision,
    late_decisions,
)


@page_rule(
    "ENF002",
    "其他执法决定公示超20个工作日",
    Severity.ORDINARY,
    basis=(ENFORCEMENT_NOTICE,),
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
    version=6,
    covers=("LAG001",),
)
def late_other_decision(page: Page, site: Site, *, limit_workdays: int = 20) -> Iterator[Flaw]:
    """行政检查、行政强制等其他执法决定信息应当在决定作出之日起20个工作日内公开。

    怎么算：标题或栏目是行政检查、强制、征收等决定或结果公示的内容页，正文、表格写明决定（检查）日期的（决定书全文看落款），从次日起数工作日，第20个工作日公示不算超期。一页列了几项的，全部超期才判不通过。
    转人工核对：决定、检查的日期只在正文里叙述的；一页列了几项，只有较早的超期的；页面没有“发布日期”的；间隔约一年以上的；只写明检查日期的（检查之后才作出决定或得出结果）。
    不算：经审批不公开的执法决定；统计、目录、制度、计划、情况汇总等不是决定的页面；双随机抽查结果（看 ENF003）；没有写明日期的；当年放假安排未收录的。
    改法：在时限内公示。
    不管什么：行政许可和行政处罚看 ENF001。
    """
    title = squeeze_lines(page.title or "")
    if page.kind is not PageKind.ARTICLE or PERMIT_OR_PENALTY.search(title) or not is_decision(page):
        return
    place = context_of(page)
    in_place = OTHER_ENFORCEMENT.search(place) and not PERMIT_OR_PENALTY.search(place)
    of_a_check = OF_A_CHECK.search(title) and "执法" in place and not PERMIT_OR_PENALTY.search(place)
    if OTHER_ENFORCEMENT.search(title) or in_place or of_a_check:
        yield from late_decisions(page, limit_workdays, site.calendar, CHECKED_ON)
