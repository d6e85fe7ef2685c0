"""SITE007: no search on the home page."""

import re
from collections.abc import Iterator, Sequence

from auditor.models import Flaw, Look, Page, Severity, Site, Verdict
from auditor.models.address import canonical
from auditor.rule import site_rule
from auditor.text.patterns import pattern

from ..basis import SITE_INDICATORS
from ..looks import Reach, dead_looks, described, reach
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

    怎么算：首页的文字、输入框提示、按钮和链接中都没有读到搜索、检索，也没有读到检索用的输入框的，或者搜索链接、搜索框提交的地址相隔12小时以上多次打不开的，提示；
    单位专栏的栏目页另有搜索，提交后答复不存在（404、410）的，每个单位提示一条。
    转人工核对：机器只看有没有搜索入口；输入已知标题能不能搜到，由人实测（新发布的信息要隔1—2天）。
    不算：首页没有读到的；首页有一部分在嵌入页面里、没有读到的。
    改法：由平台运维单位接通站内搜索。
    不管什么：首页链接打不开看 LNK001。
    """
    home = home_page(site)
    if home is None:
        return
    yield from _on_home(site, home)
    yield from _on_unit_pages(site, home)


def _on_home(site: Site, home: Page) -> Iterator[Flaw]:
    dead = dead_entrance(site, home, _SITE_SEARCH)
    if dead is None and (says(home, _SEARCH) or has_frames(home)):
        return
    fault = "站内搜索入口打不开" if dead else "没有读到站内搜索入口"
    yield _flaw(home, f"首页{fault}，请打开核对并实测", "站内搜索", dead or ())


def _on_unit_pages(site: Site, home: Page) -> Iterator[Flaw]:
    """The search of a unit's template, another than that of the home page, whose address is not there: once a unit."""
    told = {canonical(link.url) for link in all_links(home)}
    looks = {canonical(probe.url): probe.looks for probe in site.probes}
    seen: set[str | None] = set()
    for page in columns_with_footers(site):
        for link in page.frame_links:
            key = canonical(link.url)
            if key in told or page.unit in seen or not _SITE_SEARCH.search(f"{link.text} {link.url}"):
                continue
            dead = dead_looks(looks.get(key, ()), apart_hours=12, silent_looks=3)
            if dead and all(reach(look) is Reach.GONE for look in dead):
                seen.add(page.unit)
                words = f"{page.unit}各栏目页的站内搜索打不开，请打开核对并实测"
                yield _flaw(page, words, f"{page.unit}站内搜索", dead)


def _flaw(page: Page, message: str, subject: str, dead: Sequence[Look]) -> Flaw:
    return Flaw(
        verdict=Verdict.REVIEW,
        message=message,
        subject=subject,
        quote="；".join(described(look) for look in dead),
        expected="有可用的搜索框",
        page=page,
    )
