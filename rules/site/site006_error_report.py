"""SITE006: the 政府网站找错 entrance is missing or leads elsewhere."""

import re
from collections.abc import Iterator

from auditor.models import Flaw, Link, Page, Severity, Site, Verdict
from auditor.models.address import canonical
from auditor.rule import site_rule
from auditor.text.patterns import pattern

from ..basis import SITE_INDICATORS
from ..entrances import ERROR_REPORT
from ..hosts import host, is_government
from ..looks import dead_looks
from .footer import all_links, columns_with_footers, has_frames, home_page

_ENTRANCE = pattern(r"jiucuo|/exposure/|pucha\.kaipuyun|(?:zfwz\w*|za)\.www\.gov\.cn", re.IGNORECASE)
_CODE = pattern(r"site_?code=(\w+)", re.IGNORECASE)
_PLATFORM = pattern(
    r"(?:^|\.)(?:kaipuyun\.cn|ucap\.com\.cn)$"
)  # hosts the national platform used besides its own


@site_rule(
    "SITE006",
    "找错入口不可用",
    Severity.ORDINARY,
    basis=(SITE_INDICATORS,),
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
    version=3,
)
def error_report(site: Site) -> Iterator[Flaw]:
    """首页应当有“政府网站找错”入口，并指向国务院办公厅的找错平台。

    怎么算：找错入口带的网站标识码不是本站的，或者入口在本站而多次打不开的，不合格；单位专栏的页脚另有入口的，同样查，每个单位报一条。
    转人工核对：首页没有读到找错入口（可能由脚本写入），或者有“找错”字样而没有链接、链接回到首页的；“找错”“纠错”链接只到本站页面，或者指向站外非政府网站的。
    不算：国务院办公厅平台自身的故障；入口由脚本图标显示的；首页没有读到的，页脚可能在嵌入页面里的（看 SITE003）。
    改法：按国务院办公厅提供的代码在页脚添加入口，填写本站标识码。
    不管什么：页脚其他要素看 SITE003。
    """
    home = home_page(site)
    if home is None:
        return
    yield from _on_home(site, home)
    yield from _on_unit_pages(site, home)


def _on_home(site: Site, home: Page) -> Iterator[Flaw]:
    found = [link for link in all_links(home) if _ENTRANCE.search(link.url) or ERROR_REPORT.search(link.text)]
    if not found:
        if ERROR_REPORT.search(home.frame_text):
            yield _flaw(Verdict.REVIEW, home, "首页的找错入口没有读到链接，请点开核对", "")
        elif not has_frames(home):
            words = "首页没有读到“政府网站找错”入口，可能由脚本写入，请打开核对"
            yield _flaw(Verdict.REVIEW, home, words, "")
        return
    for link in found:
        if fault := _fault(site, link):
            verdict, words = fault
            yield _flaw(verdict, home, words, link.url)
            return
    if all(host(link.url) == host(site.portal.home) and not _ENTRANCE.search(link.url) for link in found):
        words = "“找错”“纠错”链接只到本站页面，没有读到国务院办公厅找错平台的入口，请打开核对"
        yield _flaw(Verdict.REVIEW, home, words, found[0].url)


def _on_unit_pages(site: Site, home: Page) -> Iterator[Flaw]:
    """The site's own entrance in a unit's template, another than that of the home page, that does not open: once a unit."""
    told = {canonical(link.url) for link in all_links(home)}
    seen: set[str | None] = set()
    for page in columns_with_footers(site):
        led = (
            link for link in page.frame_links if ERROR_REPORT.search(link.text) or _ENTRANCE.search(link.url)
        )
        for link in led:
            fault = _fault(site, link) if canonical(link.url) not in told else None
            if fault and page.unit not in seen:
                seen.add(page.unit)
                yield _flaw(fault[0], page, f"{page.unit}栏目页的{fault[1]}", link.url)


def _fault(site: Site, link: Link) -> tuple[Verdict, str] | None:
    code = _CODE.search(link.url)
    if code and site.portal.site_code and code[1] != site.portal.site_code:
        return Verdict.FAIL, f"找错入口带的标识码是{code[1]}，不是本站的{site.portal.site_code}"
    if canonical(link.url) == canonical(site.portal.home):
        return Verdict.REVIEW, "找错入口的链接回到首页，请点开核对"
    name = host(link.url)
    looks = next((p.looks for p in site.probes if canonical(p.url) == canonical(link.url)), ())
    if name == host(site.portal.home) and dead_looks(looks, apart_hours=12, silent_looks=3):
        return Verdict.FAIL, "找错入口打不开"
    if name and not is_government(name) and not _PLATFORM.search(name) and name != host(site.portal.home):
        return Verdict.REVIEW, f"找错入口指向{name}，请核对"
    return None


def _flaw(verdict: Verdict, home: Page, message: str, quote: str) -> Flaw:
    return Flaw(
        verdict=verdict,
        message=message,
        subject="找错入口",
        quote=quote,
        expected="指向国务院办公厅“政府网站找错”平台",
        page=home,
    )
