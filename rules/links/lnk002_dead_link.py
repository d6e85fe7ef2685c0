"""LNK002: a link inside the portal that leads nowhere."""

from collections.abc import Iterator, Mapping

from auditor.models import Flaw, Page, Severity, Site, Verdict
from auditor.models.address import canonical
from auditor.rule import site_rule

from ..basis import SITE_INDICATORS
from ..entrances import error_entrances, search_forms
from ..hosts import is_own, is_stand_in
from ..looks import Reach, dead_looks, described, reach, was_read
from .home import home_links


@site_rule(
    "LNK002", "页面死链", Severity.MINOR, basis=(SITE_INDICATORS,), verdicts=(Verdict.FAIL,), version=6
)
def dead_link(site: Site, *, apart_hours: int = 12, silent_looks: int = 3) -> Iterator[Flaw]:
    """页面上的链接应当能够打开。

    怎么算：服务器答复不存在（404、410）的，相隔12小时以上两次都如此才算；无应答或服务器错误的，要三次。最近一次能打开的不算。同一链接全站只计一次。
    不算：拒绝访问（401、403、412、429）和需要登录的链接，站外链接，延迟加载的占位图；站内搜索和找错的入口（看 SITE007、SITE006）；以前打开过、现在栏目和页面都不再链接的内容页（看 COL012），档案里已经没有的栏目的列表不算链接。
    改法：更正地址；目标已撤下的删去链接或者做跳转。
    不管什么：附件打不开看 LNK003，首页链接看 LNK001，首页本身看 SITE001。
    """
    pages = {canonical(page.url): page for page in site.pages}
    attachments = {canonical(a.url) for page in site.pages for a in page.attachments}
    others = attachments | _dropped(site, pages) | home_links(site).keys() | {canonical(site.portal.home)}
    others |= search_forms(site) | error_entrances(site)
    for probe in site.probes:
        dead = dead_looks(probe.looks, apart_hours=apart_hours, silent_looks=silent_looks)
        if not dead or canonical(probe.url) in others or is_stand_in(probe.url):
            continue
        if not is_own(probe.url, site.portal.hosts):
            continue
        page = next((pages[c] for c in map(canonical, probe.referrers) if c in pages), None)
        where = f"《{page.title}》" if page and page.title else (probe.referrers or ("页面",))[0]
        yield Flaw(
            verdict=Verdict.FAIL,
            message=f"{where}上的链接无法打开：{probe.url}",
            quote="；".join(described(look) for look in dead),
            expected="链接能够打开",
            url=probe.url,
            page=page,
            page_url=page.url if page else next(iter(probe.referrers), None),
        )


def _dropped(site: Site, pages: Mapping[str, Page]) -> set[str]:
    """Articles once read that do not answer now and that no list or page links any more."""
    silent = {canonical(p.url) for p in site.probes if p.looks and reach(p.looks[-1]) is not Reach.ALIVE}
    known = {address for address in silent & pages.keys() if was_read(pages[address])}
    if not known:
        return known
    listed = (canonical(entry.url) for view in site.sections for entry in view.entries)
    lists = {canonical(view.section.url or "") for view in site.sections}
    pages_now = (page for page in site.pages if not page.is_section or canonical(page.url) in lists)
    linked = (canonical(x.url) for page in pages_now for x in (*page.links, *page.frame_links))
    return known - {*listed, *linked}
