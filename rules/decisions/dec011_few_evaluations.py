"""DEC011: too few evaluations of policies in a year."""

from collections.abc import Iterator

from auditor.models import Flaw, Section, Severity, Site, Verdict
from auditor.rule import site_rule
from auditor.text.patterns import pattern

from ..basis import DECISION_REVIEW
from .yearly import titles_of_year

_EVALUATED = pattern(
    r"(?:政策|决策|文件|规划|方案|办法|措施|规定|细则|意见).{0,20}(?:后评估|评价|评估)(?:结果|报告|情况|工作)?|后评估"
)
_ANYTHING = pattern(r"\S")
_PLACE = pattern(r"评价|评估|决策")
_KEPT = pattern(r"(?:政策|决策|文件)[^/]{0,4}(?:后评估|评价|评估)")
_NOT_POLICY = pattern(r"绩效评价|风险评估|环境影响|资产评估|信用评价|质量评价|人才评价|职称")


@site_rule(
    "DEC011",
    "政策评价不足",
    Severity.ORDINARY,
    basis=(DECISION_REVIEW,),
    verdicts=(Verdict.REVIEW,),
    version=4,
)
def few_evaluations(site: Site, *, per_year: int = 5) -> Iterator[Flaw]:
    """政策评价每年宜不少于5项，年底前公开评价结果和运用情况。

    怎么算：查上一年：全站上一年发布、标题写明政策评价或后评估的信息少于5条的，提示一条。
    转人工核对：全部，几项评价可能合在一页，结果运用由人核对。
    不算：绩效评价、风险评估等不是政策评价的；网站上一年没有任何信息的；上一年一条没有而当年已经够数的（多为新设的栏目）；既没有决策、评价栏目，也没有评价信息的。
    改法：补充公开评价结果和运用情况。
    不管什么：评价过程材料由检查人查台账。
    """
    year = site.as_of.year - 1
    if not titles_of_year(site, year, _ANYTHING) or not _has_place(site):
        return
    found = _found(site, year)
    if len(found) < per_year and (found or len(_found(site, site.as_of.year)) < per_year):
        section = _section(site)
        yield Flaw(
            verdict=Verdict.REVIEW,
            message=f"{year}年政策评价的信息{len(found)}条，少于{per_year}项，请人工核对",
            subject=f"{year}年",
            quote="；".join(found[:3]) or "没有找到",
            expected=f"全年不少于{per_year}项，公开结果和运用情况",
            amount=per_year - len(found),
            section=section,
            url=None if section else site.portal.home,
        )


def _section(site: Site) -> Section | None:
    """The one section kept for evaluations."""
    named = [view.section for view in site.sections if _KEPT.search(view.section.path)]
    return named[0] if len(named) == 1 else None


def _found(site: Site, year: int) -> list[str]:
    return [t for t in titles_of_year(site, year, _EVALUATED) if not _NOT_POLICY.search(t)]


def _has_place(site: Site) -> bool:
    """Whether decisions or evaluations are published here at all."""
    named = any(_PLACE.search(view.section.path) for view in site.sections)
    return named or any(_EVALUATED.search(page.title or "") for page in site.pages)
