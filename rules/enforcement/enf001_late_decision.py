"""ENF001: a permit or penalty shown later than seven working days after the decision."""

from collections.abc import Iterator

from auditor.models import Flaw, Page, PageKind, Severity, Site, Verdict
from auditor.models.spaces import squeeze_lines
from auditor.rule import page_rule
from auditor.text.patterns import pattern

from ..basis import ENFORCEMENT_NOTICE
from .decided import (
    OTHER_ENFORCEMENT,
    PERMIT_OR_PENALTY,
    context_of,
    decision_days,
    is_decision,
    late_decisions,
)

_LABELS = pattern(r"处罚(?:依据|内容|结果|种类|事由|机关)[:：]|违法(?:事实|事由|行为)[:：]|罚款\d")
_ENOUGH = 2  # labels that only a penalty has


def _tells_of_penalty(page: Page) -> bool:
    return len(set(_LABELS.findall(squeeze_lines(page.document.text)))) >= _ENOUGH


@page_rule(
    "ENF001",
    "许可处罚公示超7个工作日",
    Severity.SERIOUS,
    basis=(ENFORCEMENT_NOTICE,),
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
    version=5,
    covers=("LAG001",),
)
def late_decision(page: Page, site: Site, *, limit_workdays: int = 7) -> Iterator[Flaw]:
    """行政许可、行政处罚的执法决定信息应当在决定作出之日起7个工作日内公开。

    怎么算：标题、栏目或日期的标签是行政许可、行政处罚，或者正文列有处罚依据、处罚内容等两项以上的内容页，正文、表格写明“决定日期”“处罚日期”“许可日期”的（决定书全文看落款），从次日起按国务院办公厅放假调休安排数工作日，第7个工作日公示不算超期；公示日取页面“发布日期”。一页列了几项的，全部超期才判不通过。
    转人工核对：决定日期只在正文里叙述的；一页列了几项，只有较早的超期的；页面没有“发布日期”的；间隔约一年以上、多为迁移补录的。
    不算：统计、目录、流程、事前公示、告知、催告、拟处罚等不是决定的页面；立案、受理、送达、有效期、公示截止的日期；没有写明决定日期的；当年放假安排未收录的。
    改法：在时限内公示；本网站之外先在信用平台公示的，凭记录申诉。
    不管什么：检查、强制等其他执法决定看 ENF002，要素不全看 ENF004；决定超期的不再按一般公开时限（LAG001）计。
    """
    title = squeeze_lines(page.title or "")
    if page.kind is not PageKind.ARTICLE or not is_decision(page):
        return
    said = " ".join((context_of(page), *decision_days(title, page.document).values()))
    in_place = (PERMIT_OR_PENALTY.search(said) or _tells_of_penalty(page)) and not OTHER_ENFORCEMENT.search(
        title
    )
    if PERMIT_OR_PENALTY.search(title) or in_place:
        yield from late_decisions(page, limit_workdays, site.calendar)
