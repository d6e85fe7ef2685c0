"""SITE010: a page that was there before the day it says it was published."""

import datetime as dt
from collections.abc import Iterator

from auditor.models import DocumentClass, Flaw, Page, PageKind, Severity, Site, Verdict
from auditor.rule import site_rule

from ..basis import SITE_INDICATORS

_CHINA = dt.timezone(dt.timedelta(hours=8))


@site_rule("SITE010", "模拟日期造假", Severity.VETO, basis=(SITE_INDICATORS,), verdicts=(Verdict.REVIEW,))
def refreshed_date(site: Site, *, tolerance_days: int = 1) -> Iterator[Flaw]:
    """页面显示的发布日期应当是首次发布的日期，不得用改日期的办法“刷新”旧信息。

    怎么算：页面现在显示的发布日期，比系统首次抓取到这个地址的日期晚1天以上，说明发布日期后来被改晚。
    转人工核对：只作为线索，机器不判错；要调出历次快照，对照正文有没有变化，更正后重新发布、同一地址换了内容的都会这样。
    不算：没有发布日期的；只有“发文日期”的；每次更新都改日期的目录、指南、机构职能等页面。
    改法：恢复首次发布的日期；确实更新了内容的，注明更新日期。
    不管什么：发布日期改早的（倒填）看 LAG004，发布日期在将来的看 FLD007。
    """
    for page in site.pages:
        if (
            page.kind is not PageKind.ARTICLE
            or not page.readable
            or page.document_class is DocumentClass.GUIDE
        ):
            continue
        shown_on, seen_on = page.date("published_on"), _first_seen(page)
        if not shown_on or not seen_on or shown_on > site.as_of.date():
            continue
        if (shown_on - seen_on).days > tolerance_days:
            yield Flaw(
                verdict=Verdict.REVIEW,
                message=f"《{page.title or page.url}》{seen_on}已经能够访问，现在显示的发布日期却是{shown_on}，请对照历次快照核对",
                quote=f"{page.labels.get('published_on', '发布日期')}：{shown_on}；首次抓取：{seen_on}",
                expected="首次发布的日期",
                amount=(shown_on - seen_on).days,
                page=page,
            )


def _first_seen(page: Page) -> dt.date | None:
    return page.first_seen_at.astimezone(_CHINA).date() if page.first_seen_at else None
