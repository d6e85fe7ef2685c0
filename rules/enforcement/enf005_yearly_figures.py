"""ENF005: no figures of last year's enforcement by the end of January."""

import datetime as dt
import re
from collections.abc import Iterator

from auditor.models import Flaw, SectionView, Severity, Site, Verdict
from auditor.portal import SectionKind
from auditor.rule import site_rule

from ..basis import ENFORCEMENT_NOTICE
from ..coverage import any_title, shelves, site_titles


@site_rule(
    "ENF005",
    "年度执法数据未公开",
    Severity.ORDINARY,
    basis=(ENFORCEMENT_NOTICE,),
    verdicts=(Verdict.REVIEW,),
)
def yearly_figures(site: Site, *, grace_days: int = 7) -> Iterator[Flaw]:
    """行政执法机关应当在每年1月31日前公开本机关上年度行政执法总体情况有关数据。

    怎么算：2月7日以后，单位的行政执法栏目读全了，而栏目里没有标题写明上年度执法数据、统计或总体情况的，列出来核对。
    转人工核对：全部，标题可能换了说法，数据也可能放在年报里。
    不算：由司法局等汇总公布了全区数据的；没有行政执法栏目的单位；栏目空白的（看 COL001）。
    改法：补充公开上年度行政执法数据。
    不管什么：单件决定公示得晚看 ENF001、ENF002。
    """
    year, today = site.as_of.year - 1, site.as_of.date()
    figures = re.compile(
        rf"{year}年?度?(?!\d).{{0,30}}(?:执法|许可|处罚).{{0,20}}(?:数据|统计|总体|情况|年报|年度报告)"
    )
    summed = re.compile(
        rf"(?:全区|全市|全县|各单位).{{0,10}}{figures.pattern}|{figures.pattern}.{{0,10}}汇总"
    )
    if today < dt.date(today.year, 1, 31) + dt.timedelta(days=grace_days) or any_title(
        site_titles(site), summed
    ):
        return
    for shelf in shelves(site, _is_enforcement):
        if shelf.titles and not any_title(shelf.titles, figures):
            yield Flaw(
                verdict=Verdict.REVIEW,
                message=f"没有找到{year}年度行政执法总体情况数据，请人工核对",
                subject=f"{year}年度",
                quote=f"栏目现有：{'；'.join(shelf.titles[:3])}",
                expected=f"{today.year}年1月31日前公开{year}年度数据",
                section=shelf.views[0].section,
            )


def _is_enforcement(view: SectionView) -> bool:
    return view.section.kind is SectionKind.ENFORCEMENT
