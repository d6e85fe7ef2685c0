"""SITE001: the home page does not answer."""

import datetime as dt
from collections.abc import Iterator, Sequence

from auditor.models import Flaw, Look, Severity, Site, Verdict
from auditor.models.address import canonical
from auditor.rule import site_rule

from ..basis import SITE_INDICATORS
from ..looks import Reach, dead_looks, described, reach


@site_rule(
    "SITE001", "可用性", Severity.VETO, basis=(SITE_INDICATORS,), verdicts=(Verdict.REVIEW,), version=2
)
def availability(
    site: Site,
    *,
    days: int = 7,
    looks_a_day: int = 20,
    warn_percent: float = 3,
    veto_percent: float = 5,
    apart_hours: int = 12,
) -> Iterator[Flaw]:
    """网站首页应当能够正常访问，一周内不能访问的比例不得达到5%。

    怎么算：两种情形。一是相隔12小时以上的三次访问首页都没有应答、服务器错误或者404；二是检查日和以前7个整天的监测记录不少于140次（每天20次），
    不能访问的比例达到3%提示预警、达到5%提示否决线。
    转人工核对：网络故障也会造成访问失败，一律由人换网络、多点复核后认定，机器不判错。
    不算：拒绝访问（401、403、412、429）；监测次数不足的，不计算比例。
    改法：由平台运维单位排查服务器、域名解析和防火墙。
    不管什么：首页上的链接打不开看 LNK001。
    """
    home = canonical(site.portal.home) if site.portal.home else ""
    looks = next((probe.looks for probe in site.probes if home and canonical(probe.url) == home), ())
    if dead := dead_looks(looks, apart_hours=apart_hours, silent_looks=3):
        message = f"首页连续{len(dead)}次打不开，请换网络复核"
        yield _flaw(site, message, "；".join(described(look) for look in dead), None)
        return
    since = (site.as_of - dt.timedelta(days=days)).replace(hour=0, minute=0, second=0, microsecond=0)
    recent = [look for look in looks if since <= look.at <= site.as_of and reach(look) is not Reach.REFUSED]
    if len(recent) < days * looks_a_day:
        return
    percent = 100 * _failures(recent) / len(recent)
    if percent >= warn_percent:
        line = "达到否决线" if percent >= veto_percent else "达到预警线"
        words = f"{days}天内访问首页{len(recent)}次，失败{_failures(recent)}次（{percent:.1f}%）"
        yield _flaw(site, f"{words}，{line}，请多点复核", words, round(percent))


def _failures(looks: Sequence[Look]) -> int:
    return sum(reach(look) is not Reach.ALIVE for look in looks)


def _flaw(site: Site, message: str, quote: str, amount: int | None) -> Flaw:
    return Flaw(
        verdict=Verdict.REVIEW,
        message=message,
        subject="首页可用性",
        quote=quote,
        expected="首页能够访问",
        amount=amount,
        url=site.portal.home,
    )
