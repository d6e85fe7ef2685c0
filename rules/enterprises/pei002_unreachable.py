"""PEI002: a listed public enterprise whose disclosure page cannot be reached."""

import re
from collections.abc import Iterator

from auditor.address import canonical
from auditor.models import Flaw, Severity, Site, Verdict
from auditor.rule import site_rule

from ..basis import ENTERPRISE_NOTICE, PLAN_ITEMS
from ..links.looks import dead_looks, described

_IS_LIST = re.compile(r"公共企事业单位")


@site_rule(
    "PEI002",
    "公企信息未汇聚",
    Severity.ORDINARY,
    basis=(ENTERPRISE_NOTICE, PLAN_ITEMS[32]),
    covers=("LNK002",),
)
def unreachable(site: Site, *, apart_hours: int = 12, silent_looks: int = 3) -> Iterator[Flaw]:
    """公共企事业单位清单里的链接应当能够打开。

    怎么算：标题或栏目是公共企事业单位的页面，正文里的链接相隔12小时以上两次都答复不存在，或者三次都无应答、服务器错误的，每个链接报一条。
    不算：拒绝访问的；最近一次能够打开的；没有去看过的站外链接。
    改法：更正链接，落到该单位的信息公开栏。
    不管什么：链接能打开但不是该单位公开栏的由人核对；清单过旧看 PEI001。
    """
    looks = {canonical(probe.url): probe.looks for probe in site.probes}
    for page in site.pages:
        if not page.readable or not _IS_LIST.search(f"{page.title} {page.section}"):
            continue
        for link in page.links:
            dead = dead_looks(
                looks.get(canonical(link.url), ()), apart_hours=apart_hours, silent_looks=silent_looks
            )
            if dead:
                yield Flaw(
                    verdict=Verdict.FAIL,
                    message=f"公共企事业单位“{link.text or link.url}”的链接打不开",
                    subject=canonical(link.url),
                    quote="；".join(described(look) for look in dead),
                    expected="链接能够打开，落到该单位的信息公开栏",
                    page=page,
                )
