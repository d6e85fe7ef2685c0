"""LNK001: a link on the home page that leads nowhere."""

from collections.abc import Iterator

from auditor.models import Flaw, PageKind, Severity, Site, Verdict
from auditor.models.address import canonical
from auditor.rule import site_rule

from ..basis import SITE_INDICATORS
from ..hosts import is_own
from ..looks import dead_looks, described
from .home import home_links


@site_rule(
    "LNK001",
    "首页死链",
    Severity.ORDINARY,
    basis=(SITE_INDICATORS,),
    verdicts=(Verdict.FAIL,),
    covers=("LNK002",),
    version=2,
)
def home_dead_link(site: Site, *, apart_hours: int = 12, looks: int = 3) -> Iterator[Flaw]:
    """首页上的链接应当能够打开。

    怎么算：首页的链接，相隔12小时以上的三次都打不开（404、410、无应答或者服务器错误）才算。同一链接只计一次，计入本条的不再计入 LNK002。
    不算：拒绝访问（401、403、412、429）、需要登录、被防火墙拦截的；最近一次能打开的；站外链接；限速造成的个别失败。
    改法：更正地址；目标已撤下的删去链接或者做跳转。
    不管什么：其他页面的链接看 LNK002，图片看 LNK008，首页本身打不开看 SITE001。
    """
    home, linked = canonical(site.portal.home), home_links(site)
    page = next((p for p in site.pages if p.kind is PageKind.HOME and canonical(p.url) == home), None)
    for probe in site.probes:
        key = canonical(probe.url)
        dead = dead_looks(probe.looks, apart_hours=apart_hours, silent_looks=looks)
        if key in linked and key != home and len(dead) >= looks and is_own(probe.url, site.portal.hosts):
            words = f"“{linked[key]}”" if linked[key] else ""
            yield Flaw(
                verdict=Verdict.FAIL,
                message=f"首页的链接{words}无法打开：{probe.url}",
                quote="；".join(described(look) for look in dead),
                expected="链接能够打开",
                url=probe.url,
                page=page,
            )
