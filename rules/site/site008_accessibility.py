"""SITE008: no entrance for elderly and disabled readers."""

import re
from collections import defaultdict
from collections.abc import Iterator

from auditor.models import Flaw, Page, PageKind, Severity, Site, Verdict
from auditor.rule import site_rule
from auditor.text.patterns import pattern

from ..basis import SITE_INDICATORS
from ..looks import described
from .footer import columns_with_footers, dead_entrance, home_page, says

_ENTRANCE = pattern(
    r"无障碍|适老|长者|长辈|老年人?(?:版|模式|专区|关怀|通道|频道)|关怀(?:版|模式)|大字|读屏|语音播报|wza|slh\b|/aria\w*\.js|canyou|accessib|barrier",
    re.IGNORECASE,
)

_FEWEST_PAGES = 3  # of a unit, before what they lack is believed to be its template's


@site_rule(
    "SITE008", "适老化无障碍", Severity.MINOR, basis=(SITE_INDICATORS,), verdicts=(Verdict.REVIEW,), version=4
)
def accessibility(site: Site) -> Iterator[Flaw]:
    """首页应当有适老化、无障碍浏览的入口。

    怎么算：首页的文字、图片说明和链接中都没有读到“无障碍”“关怀版”“长者模式”一类入口的，或者入口的链接相隔12小时以上多次打不开的，提示；首页有入口，而一个单位各栏目的页面都没有的，每个单位提示一条。
    转人工核对：读屏插件多由脚本写入，入口是否可用要由人实测，机器不判错。
    不算：首页没有读到的。
    改法：由平台运维单位接入适老化、无障碍浏览功能。
    不管什么：页脚要素看 SITE003。
    """
    home = home_page(site)
    if home is None:
        return
    yield from _on_home(site, home)
    if says(home, _ENTRANCE):
        yield from _on_unit_pages(site)


def _on_home(site: Site, home: Page) -> Iterator[Flaw]:
    dead = dead_entrance(site, home, _ENTRANCE)
    if dead is None and says(home, _ENTRANCE):
        return
    fault = "适老化、无障碍入口打不开" if dead else "没有读到适老化、无障碍入口，可能由脚本写入"
    yield Flaw(
        verdict=Verdict.REVIEW,
        message=f"首页{fault}，请打开核对",
        subject="无障碍入口",
        quote="；".join(described(look) for look in dead or ()),
        expected="首页有可用的无障碍浏览入口",
        page=home,
    )


def _on_unit_pages(site: Site) -> Iterator[Flaw]:
    """Units none of whose sections' pages offers what the home page does."""
    pages: dict[str, list[Page]] = defaultdict(list)
    for page in columns_with_footers(site):
        if page.unit and page.kind is PageKind.LIST:
            pages[page.unit].append(page)
    for unit, shown in pages.items():
        if len(shown) >= _FEWEST_PAGES and not any(says(page, _ENTRANCE) for page in shown):
            yield Flaw(
                verdict=Verdict.REVIEW,
                message=f"{unit}各栏目的页面没有读到适老化、无障碍入口，首页有，请打开核对",
                subject=f"{unit}无障碍入口",
                expected="单位专栏与首页一样有无障碍浏览入口",
                page=shown[0],
            )
