"""COL012: what was published is gone."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator

from auditor.models import Flaw, Look, Page, Probe, SectionView, Severity, Site, Verdict
from auditor.models.address import canonical
from auditor.models.spaces import squeeze
from auditor.rule import site_rule
from auditor.text.patterns import pattern

from ..basis import REGULATION_5, SITE_INDICATORS
from ..looks import Reach, dead_looks, described, reach, was_read

_ONE_NIGHT = dt.timedelta(hours=12)
_EXPLAINS = pattern("(?:撤下|撤回|下线|删除|撤销).{0,20}(?:说明|公告|告知)")
_TAKEN_BACK = pattern(  # a remark on the page itself; 更正公告 and 关于撤销……的公告 are information of their own
    r"[（(【\[](?:[^（）()【】\[\]]{0,8})(?:更正|撤回|撤销|作废)[^（）()【】\[\]]{0,8}[)）】\]]|^(?:已?(?:更正|撤回|撤销|作废))[:：]"
)


@site_rule(
    "COL012",
    "已公开信息消失",
    Severity.SERIOUS,
    basis=(REGULATION_5, SITE_INDICATORS),
    verdicts=(Verdict.REVIEW,),
    version=4,
)
def vanished(site: Site, *, apart_hours: int = 12, silent_looks: int = 6) -> Iterator[Flaw]:
    """已经公开的信息应当保持可以查阅，撤下的应当有更正、撤回的说明。

    怎么算：以前抓取到正文的内容页，现在相隔12小时以上两次都答复不存在（404、410），或者连续六次没有应答、服务器错误的；
    只看到一次不存在，而它所在的栏目这次完整读到、已经不再列出它、仍列着比它早的信息的，也算。
    转人工核对：一律由人核对有没有撤下的审批记录，机器不判错。
    不算：改版换了地址、按标题还能找到同一条信息的；做了跳转的；另有一条关于撤下的说明，写着它的标题的；标题用括号注明更正、撤回的（“更正公告”本身是一条信息，照查）；拒绝访问的；个别晚上没有应答的。
    改法：误删的恢复；因保密、隐私撤下的，留存记录并在原处说明。
    不管什么：从来没有打开过的链接看 LNK002，附件看 LNK003。
    """
    articles = {canonical(page.url): page for page in site.pages if was_read(page)}
    explained = _explained(site)
    titles = Counter(squeeze(page.title) for page in articles.values() if page.readable)
    for probe in site.probes:
        page = articles.get(canonical(probe.url))
        if page is None or titles[squeeze(page.title)] > page.readable:
            continue
        title = squeeze(page.title)
        if _TAKEN_BACK.search(title) or (title and title in explained):
            continue
        dead = dead_looks(probe.looks, apart_hours=apart_hours, silent_looks=silent_looks)
        if dead := dead or _struck_off(site, page, probe):
            yield Flaw(
                verdict=Verdict.REVIEW,
                message=f"《{page.title or page.url}》以前可以打开，现在已不存在，请核对有无撤下的说明和记录",
                quote="；".join(described(look) for look in dead),
                expected="信息可以查阅，或者有撤下说明",
                page=page,
            )


def _explained(site: Site) -> str:
    """What the portal's own statements on pages taken down say."""
    told = (page for page in site.pages if page.readable and _EXPLAINS.search(page.title or ""))
    documents = (site.documents.get(canonical(page.url), page.document) for page in told)
    return squeeze("\n".join(document.text for document in documents))


def _struck_off(site: Site, page: Page, probe: Probe) -> tuple[Look, ...]:
    """The last look where it met nothing and the page's list, read whole as late, has dropped it from among its rows.

    Two witnesses of one night: an address that fails for a while stays listed, and what is listed no more may stand.
    """
    last, view = probe.looks[-1] if probe.looks else None, _view(site, page)
    visit = view.visits[-1] if view and view.visits else None
    if not last or not view or not visit or visit is not view.last_readable or reach(last) is not Reach.GONE:
        return ()
    listed = {canonical(entry.url) for entry in view.entries}
    shown_on = page.shown_on
    older = shown_on and any(e.published_on and e.published_on < shown_on for e in view.entries)
    apart = abs(visit.visited_at - last.at) < _ONE_NIGHT
    return (last,) if older and apart and canonical(page.url) not in listed else ()


def _view(site: Site, page: Page) -> SectionView | None:
    return next((v for v in site.sections if page.section_url and v.section.url == page.section_url), None)
