"""LNK006: links that leave the government's sites, perhaps without a word."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from auditor.models import Flaw, Page, PageKind, Severity, Site, Verdict
from auditor.rule import site_rule
from auditor.text.patterns import pattern

from ..basis import SITE_GUIDELINE
from ..hosts import host, is_below, is_government, is_private

_LISTED = 10
_SCRIPT = pattern(r"\.js(?:\?|$)", re.IGNORECASE)
_JUDGED = (PageKind.HOME, PageKind.ARTICLE)
# The badge of public bodies, their domains, and hosts that the national platform for reporting errors has used.
_OFFICIAL = (
    "conac.cn",
    "xn--zfr164b",
    "xn--55qw42g",
    "政务",
    "公益",
    "kaipuyun.cn",
    "ucap.com.cn",
)


@site_rule(
    "LNK006", "外链未提示", Severity.NOTE, basis=(SITE_GUIDELINE,), verdicts=(Verdict.REVIEW,), version=2
)
def outside_link(site: Site, *, allowed: Sequence[str] = ()) -> Iterator[Flaw]:
    """链接到非政府网站的，应当有“即将离开本站”一类提示。

    怎么算：汇总首页和内容页正文里指向gov.cn以外的链接，整个门户合并报一条，列出最多的10个站点。
    转人工核对：提示窗口由脚本弹出，机器看不到，点开核对。
    不算：gov.cn、“.政务”“.公益”域名，党政机关标识、国家找错平台的链接；本门户和网页自己的域名；政府云存储、上级平台等，用选项allowed写明域名；附件和图片的存放地址；内网地址（看 LNK011）。
    改法：由平台运维单位在模板中加上离站提示。
    不管什么：涉赌涉黄的链接看 LNK007。
    """
    found: Counter[str] = Counter()
    for page in site.pages:
        if page.kind in _JUDGED and page.readable:
            found.update({host(url) for url in _left_by(page)})
    own = [*(name.split(":")[0] for name in site.portal.hosts), host(site.portal.home).removeprefix("www.")]
    ranked = sorted(found.items(), key=lambda each: (-each[1], each[0]))
    outside = {name: n for name, n in ranked if _is_outside(name, [*_OFFICIAL, *filter(None, own), *allowed])}
    if outside and site.portal.home:
        listed = "、".join(list(outside)[:_LISTED])
        yield Flaw(
            verdict=Verdict.REVIEW,
            message=f"首页、内容页有链接直接指向{len(outside)}个非政府网站（{listed}），请点开核对有无离站提示",
            subject="外链",
            quote=listed,
            expected="离开本站前有提示",
            amount=sum(outside.values()),
            url=site.portal.home,
        )


def _left_by(page: Page) -> Iterator[str]:
    """Addresses a reader of the page is sent to: no files, no scripts, nothing on its own host."""
    links = (*page.links, *page.frame_links) if page.kind is PageKind.HOME else page.links
    stays = {host(page.url), *(host(attachment.url) for attachment in page.attachments)}
    for link in links:
        if host(link.url) not in stays and not _SCRIPT.search(link.url):
            yield link.url


def _is_outside(name: str, allowed: Sequence[str]) -> bool:
    if not name or is_government(name) or is_private(name):
        return False
    return not any(is_below(name, domain) for domain in allowed)
