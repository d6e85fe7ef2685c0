"""GRS001: a quarter without any activity of the 政务公开专区."""

import datetime as dt
import re
from collections.abc import Iterator

from auditor.models import Flaw, Severity, Site, Verdict
from auditor.rule import site_rule

from ..basis import GRASSROOTS_NOTICE, PLAN_ITEMS

_ACTIVITY = re.compile(
    r"政务公开(?:专区|体验区|主题日|开放日|日活动|进|宣传|宣讲)|政府开放日|(?:专区|大厅).{0,12}(?:解读|辅导|演示|体验)|政策(?:宣讲|解读)进"
)


@site_rule(
    "GRS001",
    "基层公开专区无活动",
    Severity.NOTE,
    basis=(GRASSROOTS_NOTICE, PLAN_ITEMS[33]),
    verdicts=(Verdict.REVIEW,),
)
def activities(site: Site, *, per_quarter: int = 1) -> Iterator[Flaw]:
    """政务公开专区宜每季度开展政策解读、办事辅导、平台演示等活动。

    怎么算：上一个整季度里，全站标题写明专区活动、政府开放日、政策宣讲等的信息少于1条的，提示一条。
    转人工核对：全部，活动可能没有发信息，由主管单位提供场次台账和照片。
    不算：本网站在该季度没有任何信息的（不是没有活动，是没有读到）。
    改法：补充活动，及时发布信息。
    不管什么：村务栏、微信群等定点公开看 GRS002。
    """
    start, end = _last_quarter(site.as_of.date())
    shown = [page for page in site.pages if page.shown_on and start <= page.shown_on <= end]
    found = [page for page in shown if _ACTIVITY.search(page.title or "")]
    if shown and len(found) < per_quarter:
        yield Flaw(
            verdict=Verdict.REVIEW,
            message=f"{start}至{end}没有找到政务公开专区活动的信息，请人工核对",
            subject=f"{start}至{end}",
            quote=f"找到{len(found)}条",
            expected=f"每季度不少于{per_quarter}次",
            url=site.portal.home,
        )


def _last_quarter(today: dt.date) -> tuple[dt.date, dt.date]:
    end = dt.date(today.year, (today.month - 1) // 3 * 3 + 1, 1) - dt.timedelta(days=1)
    return dt.date(end.year, end.month - 2, 1), end
