"""COL008: a section under construction, or one that only leads to another site's home page."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from auditor.models import Flaw, SectionView, Severity, Site, Verdict, Visit
from auditor.rule import site_rule
from auditor.text.patterns import pattern

from ..basis import SITE_GUIDELINE
from ..hosts import host, is_below

_UNDER_WAY = pattern(
    r"(?:建设|完善|充实|整理|筹建|筹备|开发|制作|改版|更新)(?:之|当)?中|正在(?:建设|完善|充实|整理|筹建|筹备|开发|制作|改版|更新|升级)"
    r"|敬请(?:期待|关注)|即将(?:开通|上线|推出|开放)|[暂尚]未(?:开通|上线|建成)|under construction|coming soon",
    re.IGNORECASE,
)
_MAINTAINED = pattern(
    r"(?:升级|维护|检修|调试)+(?:之|当)?中|正在(?:维护|检修|调试)|(?:升级|系统)维护"
)  # may pass by itself
_ABOUT_ITSELF = pattern(
    rf"^(?:本|该)?(?:栏目|页面|网页|网站|频道|内容|资料|信息)[,，]?.{{0,2}}(?:{_UNDER_WAY.pattern})|^敬请期待[!！。]?$",
    re.IGNORECASE,
)
_FRONT = frozenset({"", "/", "/index.html", "/index.htm", "/index.shtml", "/index.jsp"})


@site_rule(
    "COL008",
    "建设中或仅外链",
    Severity.ORDINARY,
    basis=(SITE_GUIDELINE,),
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
    version=3,
)
def under_construction(site: Site) -> Iterator[Flaw]:
    """对外展示的栏目应当有实际内容，不得显示“正在建设”“敬请期待”，不得整栏跳转到站外首页。

    怎么算：最近一次读取，栏目页显示“建设中”“敬请期待”等而没有条目的，不合格。
    转人工核对：栏目跳转到站外网站首页的；列出的信息全都链接到站外网站首页，或者标题都只说栏目在建设的；显示“升级维护中”而没有条目的。
    不算：跳转到上级统一平台中本单位页面（不是首页）的；跳转到本门户其他栏目的；有条目而栏目说明中提到建设的；没有读到的栏目。
    改法：没有建好的栏目先不对外展示；改为链接到具体内容页。
    不管什么：空白栏目看 COL001，“暂无信息”看 COL014。
    """
    own = [name.split(":")[0] for name in site.portal.hosts]
    for view in site.sections:
        visit = view.last_readable
        if visit is None or visit is not view.visits[-1] or not view.section.period.covers(site.as_of.date()):
            continue
        if sign := _sign(view, visit, own):
            verdict, message, quote = sign
            yield _flaw(view, visit, verdict, f"“{view.section.title}”栏目{message}", quote)


def _sign(view: SectionView, visit: Visit, own: list[str]) -> tuple[Verdict, str, str] | None:
    """What shows that the section holds nothing of its own: verdict, message and quote."""
    note = (visit.note or "") if not visit.entry_count else ""
    if _UNDER_WAY.search(note):
        return Verdict.FAIL, f"显示“{note}”，没有内容", note
    if _MAINTAINED.search(note):
        return Verdict.REVIEW, f"显示“{note}”，没有内容，请核对是否一时维护", note
    entries = view.entries
    if entries and all(_ABOUT_ITSELF.search(entry.title) for entry in entries):
        return Verdict.REVIEW, f"只有“{entries[0].title}”，没有内容，请核对", entries[0].title
    if entries and all(_leaves(entry.url, own) for entry in entries):
        fronts = sorted({entry.url for entry in entries})
        return Verdict.REVIEW, f"的{len(entries)}条信息都只链接到站外首页，请核对", "；".join(fronts[:5])
    if _leaves(visit.redirected_to, own):
        target = visit.redirected_to or ""
        return Verdict.REVIEW, f"整栏跳转到站外首页{target}，请核对", target
    return None


def _leaves(url: str | None, own: list[str]) -> bool:
    """Whether the address is the front page of a site other than the portal."""
    name = host(url or "")
    if not name or any(is_below(name, domain) for domain in own):
        return False
    parts = urlsplit(url or "")
    return parts.path in _FRONT and not parts.query


def _flaw(view: SectionView, visit: Visit, verdict: Verdict, message: str, quote: str) -> Flaw:
    return Flaw(
        verdict=verdict,
        message=message,
        quote=quote,
        expected="栏目有实际内容",
        section=view.section,
        capture=visit.capture,
    )
