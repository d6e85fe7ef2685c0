"""DEC012: opinions on a major decision asked for on the web site alone."""

import re
from collections.abc import Iterator

from auditor.models import DocumentClass, Flaw, Page, Severity, Site, Verdict
from auditor.rule import page_rule
from auditor.rule.words import listed
from auditor.text.patterns import pattern

from ..basis import DECISION_REGULATION
from .kinds import asks_for_opinions, in_decision_section, is_major, is_prolonging, text_of

_OTHER_WAYS = listed(__file__, "{other_ways}|寄[至到往：:]", re.IGNORECASE)
_ON_THE_SITE = pattern(r"网站|网页|在线|网上|页面|下方|留言|门户|按钮|政务网|(?:征集|互动|服务)平台")
_ANY_WAY = pattern(
    r"电话|[@\uff20]|邮|\d{7,}|\d{3,4}[-—－]\d{3,}|(?:[寄函送递]|交(?!通))(?:至|到|往|给)?[^。；\n]{0,12}(?:局|室|科|厅|处|号|楼)|扫码|二维码|QQ"
)
_STATED = pattern(  # 反馈方式：在本网站留言。
    r"(?:(?:反馈|提交|参与|征集)(?:意见)?(?:的)?(?:方式|渠道|途径)|(?:以下|下列)(?:方式|渠道|途径)(?:反馈|提出|提交|反映)?(?:意见)?)[：:]\s*"
    r"(?P<ways>(?:(?!\s*(?:[一二三四五六七八九十]+、)?(?:联系|咨询|附件|经办))[^\n]*\n?)+)"
)
_CLAUSES = pattern(r"[。；\n]+")
_WHO_TO_ASK = pattern(
    r"联系(?:人|电话|方式|单位|部门|科室)|咨询"
)  # a number to ask at is no way to tell an opinion
_TO_TELL = pattern(r"意见|建议|反馈|反映|提出|邮|[@\uff20]|地址|传真|微信|公众号")
_EXPLAINED = pattern(r"专业性|范围较小|特定(?:群体|对象)|仅涉及")


@page_rule(
    "DEC012",
    "征集渠道单一",
    Severity.NOTE,
    basis=(DECISION_REGULATION,),
    classes=(DocumentClass.CONSULTATION,),
    verdicts=(Verdict.REVIEW,),
    version=4,
)
def single_channel(page: Page, site: Site) -> Iterator[Flaw]:
    """重大行政决策征求意见宜采取座谈、听证、问卷、实地走访、新媒体等多种方式。

    怎么算：页面写明是重大行政决策、或者放在重大行政决策栏目的征集公告，正文里除网站、电子邮箱和联系电话以外找不到其他征求意见的途径，提示一条；别的征集公告只写了在网站上提交，没有邮箱、地址，也没有写可以打电话提意见的（联系人的电话不算），或者“反馈方式：”后面只写了网站的（联系电话另列，不算途径），同样提示。
    转人工核对：全部，线下方式可能另有记录。
    不算：不是重大行政决策、反馈方式里写有电话或邮箱的；说明专业性强、范围较小的。
    改法：拓宽渠道，并在公告里写明。
    不管什么：公告要素看 DEC005。
    """
    text = page.document.text
    if not asks_for_opinions(page) or is_prolonging(page):
        return
    said = text_of(site, page)
    if not (is_major(page, said) or in_decision_section(page, site) or _on_the_site_alone(text)):
        return
    if not _OTHER_WAYS.search(text) and not _EXPLAINED.search(text):
        yield Flaw(
            verdict=Verdict.REVIEW,
            message="征求意见公告没有写网站、电子邮箱以外的途径，请核对是否还有信函、座谈、问卷等",
            quote=text.strip()[:60],
            expected="网站、信函、新媒体、座谈、问卷等多种方式",
        )


def _on_the_site_alone(text: str) -> bool:
    """Whether the site is named as the way to answer, and nothing else that could be one; whom to ask is no such way."""
    stated = _STATED.search(text)
    clauses = _CLAUSES.split(stated["ways"] if stated else text)
    said = "\n".join(c for c in clauses if not _WHO_TO_ASK.search(c) or _TO_TELL.search(c))
    return bool(_ON_THE_SITE.search(said)) and not _ANY_WAY.search(said)
