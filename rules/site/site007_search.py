"""SITE007: no search on the home page."""

import re
from collections.abc import Iterator

from auditor.models import SEARCH_FORM, Flaw, Page, Severity, Site, Verdict
from auditor.models.address import canonical
from auditor.rule import site_rule
from auditor.text.patterns import pattern

from ..basis import SITE_INDICATORS
from ..looks import dead_looks, described
from .footer import all_links, columns_with_footers, dead_entrance, has_frames, home_page, says

_SEARCH = pattern(r"搜索|检索|搜一搜|查询|查找|找什么|关键[词字]|search|/so/|query", re.IGNORECASE)

_SITE_SEARCH = pattern(r"搜索|检索|搜一搜|/j?search|/so/", re.IGNORECASE)


@site_rule(
    "SITE007",
    "站内搜索不可用",
    Severity.ORDINARY,
    basis=(SITE_INDICATORS,),
    verdicts=(Verdict.REVIEW,),
    version=4,
)
def site_search(site: Site) -> Iterator[Flaw]:
    """首页应当提供站内搜索，能够搜到已经发布的信息。

    怎么算：首页的文字、输入框提示、按钮和链接中都没有读到搜索、检索，也没有读到检索用的输入框的，或者搜索链接、搜索框提交的地址相隔12小时以上多次打不开的，提示；单位专栏另有搜索框的，同样查，每个单位报一条。
    转人工核对：机器只看有没有搜索入口；输入已知标题能不能搜到，由人实测（新发布的信息要隔1—2天）。
    不算：首页没有读到的；首页有一部分在嵌入页面里、没有读到的。
    改法：由平台运维单位接通站内搜索。
    不管什么：首页链接打不开看 LNK001。
    """
    home = home_page(site)
    if home is None:
        return
    yield from _on_unit_pages(site, home)
    dead = dead_entrance(site, home, _SITE_SEARCH)
    if dead is None and (says(home, _SEARCH) or has_frames(home)):
        return
    fault = "站内搜索入口打不开" if dead else "没有读到站内搜索入口"
    yield Flaw(
        verdict=Verdict.REVIEW,
        message=f"首页{fault}，请打开核对并实测",
        subject="站内搜索",
        quote="；".join(described(look) for look in dead or ()),
        expected="首页有可用的搜索框",
        page=home,
    )


def _on_unit_pages(site: Site, home: Page) -> Iterator[Flaw]:
    """A box in a unit's template that leads elsewhere than the home page's, and nowhere: once a unit."""
    told = {canonical(link.url) for link in all_links(home)}
    seen: set[str | None] = set()
    for page in columns_with_footers(site):
        boxes = {canonical(x.url) for x in page.frame_links if x.text == SEARCH_FORM} - told
        probes = (p for p in site.probes if boxes and canonical(p.url) in boxes)
        dead = next(filter(None, (dead_looks(p.looks, apart_hours=12, silent_looks=3) for p in probes)), ())
        if dead and page.unit not in seen:
            seen.add(page.unit)
            yield Flaw(
                verdict=Verdict.REVIEW,
                message=f"{page.unit}栏目页的搜索框提交后打不开，请打开核对并实测",
                subject="站内搜索",
                quote="；".join(described(look) for look in dead),
                expected="搜索框可用",
                page=page,
            )
