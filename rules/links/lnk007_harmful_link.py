"""LNK007: a link that looks like gambling or pornography. The address is never printed so that it can be followed."""

import re
from collections.abc import Iterator

from auditor.models import Flaw, Link, Page, Severity, Site, Verdict
from auditor.rule import site_rule
from auditor.rule.words import listed
from auditor.text.patterns import pattern

from ..basis import SITE_INDICATORS
from ..hosts import defanged, host, is_government

_WORDS = listed(__file__, "{harmful}", re.IGNORECASE)
_AGAINST = pattern(r"打击|查处|整治|严禁|禁止|捣毁|侦破|破获|反诈|防范|举报|警惕|拒绝|抵制|宣判|受审|警示")
_HOST = pattern(
    r"casino|porn|(?:^|[.-])(?:bwin|lottery88|xxx|sex)[\w-]*\.|(?:^|[.-])bet(?:\d[\w-]*)?\.|\d{3}(?:bet|cp|vip)\."
    r"|(?:qipai|bocai|caipiao)[\w-]*\d{2}|\d{2}[\w-]*(?:qipai|bocai|caipiao)|baijiale|laohuji",
    re.IGNORECASE,
)


@site_rule(
    "LNK007", "暗链涉赌黄", Severity.VETO, basis=(SITE_INDICATORS,), verdicts=(Verdict.REVIEW,), version=3
)
def harmful_link(site: Site) -> Iterator[Flaw]:
    """页面不得有指向涉赌、涉黄等违法内容的链接。

    怎么算：看所有页面的链接，包括用样式隐藏的；链接文字有博彩、色情等字词并且指向gov.cn以外，或者域名像这类网站的，每个页面每个域名报一条。
    转人工核对：由安全人员在隔离环境中核对；报告中的地址已经打断，不能点开，请勿直接访问。
    不算：只是文字提到（打击赌博的新闻、通告）而没有链接的；链接文字是打击、查处、防范这类内容的；指向政府网站的链接。
    改法：立即断开链接，排查网页是否被篡改、域名是否过期被他人注册，清除后报主管部门。
    不管什么：外链没有提示看 LNK006。
    """
    for page in site.pages:
        told: set[str] = set()
        for link in (*page.links, *page.frame_links):
            name = host(link.url)
            if name and name not in told and _is_harmful(link, name):
                told.add(name)
                yield _flaw(page, link, name)


def _is_harmful(link: Link, name: str) -> bool:
    if is_government(name):
        return False
    offers = _WORDS.search(link.text) and not _AGAINST.search(link.text)
    return bool(offers or _HOST.search(name))


def _flaw(page: Page, link: Link, name: str) -> Flaw:
    return Flaw(
        verdict=Verdict.REVIEW,
        message=f"《{page.title or page.url}》有疑似涉赌、涉黄的链接“{link.text}”，请安全人员核对，勿直接访问",
        subject=defanged(name),
        quote=defanged(link.url),
        expected="没有违法链接",
        page=page,
    )
