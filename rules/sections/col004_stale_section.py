"""COL004: any other section past its update interval."""

import datetime as dt
from collections.abc import Iterator

from auditor.models import Flaw, Section, SectionKind, Severity, Site, Verdict
from auditor.rule import site_rule

from ..basis import SITE_INDICATORS
from ..freshness import stale_flaws

_ELSEWHERE = frozenset({SectionKind.NEWS, SectionKind.NOTICE, SectionKind.POLICY, SectionKind.NORMATIVE})


@site_rule(
    "COL004",
    "应更新未更新",
    Severity.ORDINARY,
    basis=(SITE_INDICATORS,),
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
)
def stale_section(site: Site, *, limit_days: int = 365) -> Iterator[Flaw]:
    """其他栏目应当按规定频次更新，没有另行规定的至少一年更新一次。

    怎么算：检查日减去最新一条的日期，超过档案规定的天数（未规定的按365天）为不更新，恰满不算。
    转人工核对：有信息但列表和内容页都没有日期。
    不算：指南、目录、制度、机构职能、依申请、规划计划、年报等静态栏目（档案明确规定了更新天数的除外）；没有完整读到的、空白的、已申报零报告的栏目。
    改法：按频次更新；确无新信息的，发布情况说明。
    不管什么：空白栏目看 COL001，动态看 COL002，公告和文件看 COL003，年报看 ANR001。
    """
    today = site.as_of.date()
    sections = [view.section for view in site.sections if _applies(view.section)]
    allowed = {section: section.update_within_days or limit_days for section in sections}
    limits = {section: today - dt.timedelta(days=days) for section, days in allowed.items()}
    yield from stale_flaws(site, limits, {section: _told(section, days) for section, days in allowed.items()})


def _told(section: Section, days: int) -> str:
    """A unit can tell by which of the two it is measured."""
    whose = "档案规定" if section.update_within_days else "没有另行规定的"
    return f"{whose}至少每{days}天更新一次"


def _applies(section: Section) -> bool:
    if section.kind in _ELSEWHERE:
        return False
    return section.update_within_days is not None or not section.kind.is_static
