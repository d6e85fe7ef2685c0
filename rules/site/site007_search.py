"""SITE007: no search on the home page."""

import re
from collections.abc import Iterator

from auditor.models import Flaw, Severity, Site, Verdict
from auditor.rule import site_rule
from auditor.text.patterns import pattern

from ..basis import SITE_INDICATORS
from ..looks import described
from .footer import dead_entrance, has_frames, home_page, says

_SEARCH = pattern(r"搜索|检索|搜一搜|查询|查找|找什么|关键[词字]|search|/so/|query", re.IGNORECASE)

_SITE_SEARCH = pattern(r"搜索|检索|搜一搜|/j?search|/so/", re.IGNORECASE)


@site_rule(
    "SITE007",
    "站内搜索不可用",
    Severity.ORDINARY,
    basis=(SITE_INDICATORS,),
    verdicts=(Verdict.REVIEW,),
    version=3,
)
def site_search(site: Site) -> Iterator[Flaw]:
    """首页应当提供站内搜索，能够搜到已经发布的信息。

    怎么算：首页的文字、输入框提示、按钮和链接中都没有读到搜索、检索，也没有读到检索用的输入框的，或者搜索链接相隔12小时以上多次打不开的，提示。
    转人工核对：机器只看有没有搜索入口；输入已知标题能不能搜到，由人实测（新发布的信息要隔1—2天）。
    不算：首页没有读到的；首页有一部分在嵌入页面里、没有读到的。
    改法：由平台运维单位接通站内搜索。
    不管什么：首页链接打不开看 LNK001。
    """
    home = home_page(site)
    if home is None:
        return
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
