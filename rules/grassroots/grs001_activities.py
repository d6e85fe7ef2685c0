"""GRS001: a quarter without any activity of the 政务公开专区."""

import datetime as dt
from collections.abc import Iterator, Sequence

from auditor.models import Flaw, SectionKind, SectionView, Severity, Site, Verdict
from auditor.rule import site_rule
from auditor.text.patterns import pattern

from ..basis import GRASSROOTS_NOTICE
from ..freshness import judged_views

_ACTIVITY = pattern(
    r"政务公开.{0,10}(?:专区|体验区|主题日|开放日|日活动|进|宣传|宣讲|体验|活动)|政府开放日|走进.{0,10}(?:专区|政府|机关)"
    r"|(?:专区|体验区|大厅).{0,12}(?:解读|辅导|演示|体验|讲解|教)|政策.{0,4}(?:宣讲|解读|咨询).{0,6}(?:进|会|活动)|政策进"
)
_ZONE = pattern(r"公开(?:专区|体验区|服务区|专窗|驿站)")
_STANDING = pattern(r"简介|介绍|功能|一览|清单|制度|职责|地址|指引|分布|设置情况|平面图|规范")


@site_rule(
    "GRS001",
    "基层公开专区无活动",
    Severity.NOTE,
    basis=(GRASSROOTS_NOTICE,),
    verdicts=(Verdict.REVIEW,),
    version=2,
)
def activities(site: Site, *, per_quarter: int = 1) -> Iterator[Flaw]:
    """政务公开专区宜每季度开展政策解读、办事辅导、平台演示等活动。

    怎么算：网站有政务公开专区、体验区栏目，或者动态栏目列有上一个整季度的信息，而且这些栏目都读全了的，看上季度的信息：专区栏目里除简介、功能、清单外的，和全站标题写明专区活动、政府开放日、政策宣讲等的，合计少于1条的，提示一条。
    转人工核对：全部，活动可能没有发信息，由主管单位提供场次台账和照片。
    不算：没有专区栏目，动态栏目也没有列出该季度信息的；栏目没有读全的（不是没有活动，是没有读到）。
    改法：补充活动，及时发布信息。
    不管什么：村务栏、微信群等定点公开看 GRS002。
    """
    start, end = _last_quarter(site.as_of.date())
    zones = [view for view in site.sections if _ZONE.search(view.section.path)]
    expected = zones or [view for view in site.sections if view.section.kind is SectionKind.NEWS]
    if not _were_read(site, expected) or not (zones or _titles(site, expected, start, end)):
        return
    found = {t for t in _titles(site, None, start, end) if _ACTIVITY.search(t)} | _titles(
        site, zones, start, end
    )
    count = sum(not _STANDING.search(title) for title in found)
    if count < per_quarter:
        yield Flaw(
            verdict=Verdict.REVIEW,
            message=f"{start}至{end}没有找到政务公开专区活动的信息，请人工核对",
            subject=f"{start}至{end}",
            quote=f"找到{count}条",
            expected=f"每季度不少于{per_quarter}次",
            url=site.portal.home,
        )


def _were_read(site: Site, views: Sequence[SectionView]) -> bool:
    read = {id(view) for view, _ in judged_views(site)}
    return bool(views) and all(id(view) in read for view in views)


def _titles(site: Site, views: Sequence[SectionView] | None, start: dt.date, end: dt.date) -> set[str]:
    """Titles shown between the days in these sections; None: anywhere on the portal."""
    urls = None if views is None else {view.section.url for view in views}
    listed = [
        (e.published_on, e.title) for v in (site.sections if views is None else views) for e in v.entries
    ]
    listed += [(p.shown_on, p.title or "") for p in site.pages if urls is None or p.section_url in urls]
    return {title for day, title in listed if day and start <= day <= end}


def _last_quarter(today: dt.date) -> tuple[dt.date, dt.date]:
    end = dt.date(today.year, (today.month - 1) // 3 * 3 + 1, 1) - dt.timedelta(days=1)
    return dt.date(end.year, end.month - 2, 1), end
