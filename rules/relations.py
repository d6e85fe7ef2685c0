"""Which papers and interpretations, consultations and feedbacks belong together.

A pair is made by a link, else by the 《title》 that a title names, within one unit, or in another's where the
companion's words also tell the paper's number: an office's paper is often explained by the bureau that wrote it.
What could mean two papers makes no pair: rules must never fail because a pair was not found.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from auditor.models import Document, DocumentClass, Page, Portal, Site
from auditor.models.address import canonical
from auditor.models.spaces import squeeze
from auditor.text.classify import document_number_of
from auditor.text.patterns import pattern

from .document_classes import PAPERS

_WORK = pattern(r"《((?:[^《》]|《[^《》]*》)+)》")
_ENCLOSED = pattern(r"(?:印发|转发|公布|发布|批转)(.+?)的?(?:通知|公告|通告|命令|令)$")
_MARKS = pattern(r"[《》〈〉<>“”\"\s]")
_STATE = pattern(
    r"[（(][^（()）]{0,12}(?:征求意见|送审|草案|意见)[^（()）]{0,8}[)）]|(?:征求意见稿|送审稿|草案)$"
)
_LEADS = pattern(
    r"^(?:[\u4e00-\u9fff]{2,14}(?:局|委员会|办公室|政府|办事处|中心)(?:政策)?(?:解读|图解|读懂)[:：|｜]"
    r"|【.{1,8}】|\[.{1,8}\]|(?:一图|一张图|图文|文字|政策|图说|视频|专家|负责人)*(?:读懂|解读|图解|看懂)[:：|｜]?)+"
)
_TAILS = pattern(
    r"(?:的|之)?(?:政策|文字|图文|图片|视频|专家|媒体|负责人|文件|深度|简明|相关)*(?:解读|图解|问答)(?:材料|稿|说明|之.{1,4})?(?:[（(].{1,12}[)）])?$"
)
_ASKING = pattern(
    r"^(?:公开|网上|面?向社会)*(?:征求|征集|听取)(?:社会|公众|各界|有关|对|关于)*"
    r"|(?:公开|网上|面?向社会)*(?:征求|征集|听取|意见|建议|采纳|反馈|吸收).*$"
)
_PLACE = pattern(r"^[\u4e00-\u9fff]{2,4}[县区](?!域|块)(?=.{6})")
_ON_TRIAL = pattern(r"[（(](?:试行|暂行)[)）]$")
_LABEL = pattern(r".{0,4}(?:解读|图解|读懂|原文|征求|征集|采纳|反馈).{0,4}$")
_LABELLED = pattern(_LABEL.pattern.replace("$", "(?:$|[：:])"))
_ASKED = pattern(
    _WORK.pattern + r"(?:[（(][^（()）]{0,20}[）)])?[^。；《》]{0,20}?(?:征求|征集|听取)[^。；《》]{0,8}意见"
)
BESIDE = pattern(r"(?:相关|关联)(?:链接|文件|政策|法规)")  # words of links that stand under such a heading
_NEAR_DAYS = 60
_LEAST_SHARED = 8  # characters of a name that say enough
_LEAST_TOPIC = 4  # characters in a row that both titles have, where each page leads to the other
_COMMON = pattern(  # what the titles of any two papers have in common
    r"(?:实施|工作|行动|管理|暂行|有关)*(?:方案|办法|意见|细则|规定|计划|规划|措施|政策|事项|通知|工作)"
    r"|进一步(?:加强|规范|做好)|(?:19|20)\d\d年度?"
)
_SUPERIOR = pattern(
    r"^(?:中共中央|中央|全国|国务院|国家|中华人民共和国|[\u4e00-\u9fff]{2,8}(?:省|自治区)(?!.{0,12}[市区县]))"
)
_CITY = pattern(r"^[\u4e00-\u9fff]{2,6}市(?:人民政府|委|政府|\S{2,10}(?:局|委员会|厅|办公室))")
_PLACED_SUPERIOR = pattern(r"上级|国务院|省级|省政府|市级|市政府|中央|国家")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two pages that belong together: the paper (or consultation), and what follows it."""

    paper: Page
    companion: Page
    forth: bool  # the paper links its companion
    back: bool  # the companion links the paper

    @property
    def linked(self) -> bool:
        """Whether a link made the pair, not a title."""
        return self.forth or self.back


def interpretations(site: Site) -> tuple[Pair, ...]:
    """Papers of the portal's units and the pages that interpret them."""
    return site.once(_interpretations).pairs


def answered(site: Site) -> frozenset[str]:
    """Canonical addresses of interpretations that a paper and they lead to each other, whatever their titles say."""
    matching = site.once(_interpretations)
    return frozenset(a for c in matching.companions if matching.mutual(a := canonical(c.url)))


def explained(site: Site) -> frozenset[str]:
    """Canonical addresses of papers that an interpretation and they lead to each other."""
    matching = site.once(_interpretations)
    return frozenset(a for c in matching.companions for a in matching.mutual(canonical(c.url)))


def shown_beside(site: Site) -> Mapping[str, frozenset[str]]:
    """Interpretations that lead to papers of the portal under a heading of their own (相关链接): canonical addresses."""
    return site.once(_shown_beside)


def _shown_beside(site: Site) -> dict[str, frozenset[str]]:
    papers = {canonical(page.url) for page in _readable(site, PAPERS)}
    shown = {
        canonical(page.url): {canonical(li.url) for li in page.frame_links if BESIDE.fullmatch(li.text)}
        for page in _readable(site, (DocumentClass.INTERPRETATION,))
    }
    return {address: frozenset(led & papers) for address, led in shown.items() if led & papers}


def _interpretations(site: Site) -> _Matching:
    papers = [p for p in _readable(site, PAPERS) if not is_superior(p, site.portal)]
    return _Matching(papers, list(_readable(site, (DocumentClass.INTERPRETATION,))), site.documents)


def feedbacks(site: Site) -> tuple[Pair, ...]:
    """Consultations and the pages that tell what became of the opinions."""
    return site.once(_feedbacks)


def _feedbacks(site: Site) -> tuple[Pair, ...]:
    asked = list(_readable(site, (DocumentClass.CONSULTATION,)))
    return _Matching(
        asked, list(_readable(site, (DocumentClass.CONSULTATION_FEEDBACK,))), site.documents
    ).pairs


def by_paper(pairs: Iterable[Pair]) -> Iterator[tuple[Page, list[Pair]]]:
    """The pairs of each paper."""
    found: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        found[canonical(pair.paper.url)].append(pair)
    for group in found.values():
        yield group[0].paper, group


def core(title: str) -> str:
    """What a title is about, without issuer, 关于印发…的通知, marks and the state of a draft."""
    plain = _STATE.sub("", _MARKS.sub("", title))
    if enclosed := _ENCLOSED.search(plain):
        return _STATE.sub("", enclosed.group(1))
    at = plain.find("关于")
    return plain[at:] if at > 0 else plain


def named_works(title: str) -> frozenset[str]:
    """The cores a companion's title may name: the 《…》 in it, else the title without 解读 or 征求意见."""
    squeezed = squeeze(title)
    if works := _WORK.findall(squeezed):
        return frozenset(name for work in works if len(name := core(work)) > 3)
    plain = topic(squeezed)
    asked = _ASKING.sub("", plain.removeprefix("关于"))
    cores = (
        core(plain),
        *(text.removesuffix("的") for text in (core(plain.removeprefix("关于")), core(asked))),
    )
    return frozenset(name for name in cores if len(name) > 5)


def topic(title: str) -> str:
    """What an interpretation's title is about, without the words that call it one."""
    return _TAILS.sub("", _LEADS.sub("", squeeze(title)))


def is_superior(page: Page, portal: Portal) -> bool:
    """Whether a paper was issued above the portal's own level: its interpretation is not this portal's duty."""
    issuer = squeeze(page.fields.get("issuer") or page.document.signed.issuer)
    if portal.unit_named(issuer):
        return False
    if any(_PLACED_SUPERIOR.search(level) for level in (page.section or "").split("/")[1:]):
        return True
    said = issuer or squeeze(page.title)
    return bool(_SUPERIOR.search(said) or (portal.units and _CITY.search(said)))


def leads(page: Page) -> frozenset[str]:
    """Canonical addresses that a page links, in its body or around it."""
    return body_leads(page) | {canonical(link.url) for link in page.frame_links}


def body_leads(page: Page) -> frozenset[str]:
    """Canonical addresses that the body links; a list of the newest papers beside it proves no relation."""
    urls = (*(link.url for link in page.links), *(attachment.url for attachment in page.attachments))
    return frozenset(canonical(url) for url in urls)


def _told(page: Page, label: re.Pattern[str] = _LABEL) -> frozenset[str]:
    """What the body links, and what a short label beside it names as its 解读, 原文 …"""
    labelled = (link.url for link in page.frame_links if label.match(squeeze(link.text)))
    return body_leads(page) | {canonical(url) for url in labelled}


def _readable(site: Site, classes: Sequence[DocumentClass]) -> Iterator[Page]:
    return (p for p in site.pages if p.document_class in classes and p.title and p.readable)


class _Matching:
    """Papers against companions, looked up by address and by core; linear in the number of pages."""

    def __init__(
        self, papers: Sequence[Page], companions: Sequence[Page], documents: Mapping[str, Document]
    ) -> None:
        self.papers, self.companions, self._documents = papers, companions, documents
        self.links = {canonical(p.url): leads(p) for p in (*papers, *companions)}

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """Every companion's paper or papers."""
        return tuple(pair for companion in self.companions for pair in self._of(companion))

    @cached_property
    def _papers_at(self) -> Mapping[str, Page]:
        return {canonical(p.url): p for p in self.papers}

    @cached_property
    def _papers_named(self) -> Mapping[tuple[str | None, str], list[Page]]:
        named: dict[tuple[str | None, str], list[Page]] = defaultdict(list)
        for paper in self.papers:
            for name in _cores(paper):
                named[paper.unit, name].append(paper)
        return named

    @cached_property
    def _papers_loosely(self) -> Mapping[tuple[str | None, str], list[Page]]:
        called: dict[tuple[str | None, str], list[Page]] = defaultdict(list)
        for paper in self.papers:
            for name in loose_names(paper):
                called[paper.unit, name].append(paper)
        return called

    @cached_property
    def _papers_of_any(self) -> Mapping[str, list[Page]]:
        named: dict[str, list[Page]] = defaultdict(list)
        for (_, name), papers in self._papers_named.items():
            named[name] += papers
        return named

    @cached_property
    def _linking(self) -> Mapping[str, list[Page]]:
        """Papers that link a companion's address."""
        found: dict[str, list[Page]] = defaultdict(list)
        wanted = {canonical(c.url) for c in self.companions}
        for paper in self.papers:
            for address in self.links[canonical(paper.url)] & wanted:
                found[address].append(paper)
        return found

    def _of(self, companion: Page) -> Iterator[Pair]:
        names, address = named_works(companion.title or ""), canonical(companion.url)
        linked = {canonical(p.url): p for p in self._linking.get(address, ())}
        linked |= {a: self._papers_at[a] for a in self.links[address] if a in self._papers_at}
        in_body = {a: p for a, p in linked.items() if a in _told(companion) or address in _told(p)}
        meant = {a: p for a, p in linked.items() if names & (_cores(p) | loose_names(p))}
        if not meant:
            told = _told(companion, _LABELLED)
            both = {a: p for a, p in linked.items() if a in told and address in _told(p, _LABELLED)}
            meant = both if len(both) == 1 else {}
        if not meant and not _WORK.search(companion.title or ""):
            near = {a: p for a, p in linked.items() if _share_a_name(names, _cores(p))}
            both = {a: p for a, p in self.mutual(address).items() if _share_a_topic(companion, p)}
            meant = next((found for found in (in_body, near, both) if len(found) == 1), {})
        meant = (
            meant
            or self._named(companion.unit, names)
            or self._named(companion.unit, self._asked(companion))
            or self._numbered(companion, names)
            or self._loosely(companion, names)
        )
        for paper in meant.values():
            yield Pair(
                paper,
                companion,
                forth=address in self.links[canonical(paper.url)],
                back=canonical(paper.url) in self.links[address],
            )

    def mutual(self, address: str) -> dict[str, Page]:
        """The papers that lead to a companion and that it leads to, by canonical address."""
        return {
            a: p for p in self._linking.get(address, ()) if (a := canonical(p.url)) in self.links[address]
        }

    def _named(self, unit: str | None, names: Iterable[str]) -> dict[str, Page]:
        return {canonical(p.url): p for name in names if (p := self._only(unit, name))}

    def _loosely(self, companion: Page, names: Iterable[str]) -> dict[str, Page]:
        """The one paper loosely called so and shown about the same time: a later one may have dropped the 试行."""
        near = (p for name in names for p in self._papers_loosely.get((companion.unit, name), ()))
        found = {canonical(p.url): p for p in near if _about_the_same_time(p, companion)}
        return found if len(found) == 1 else {}

    def _numbered(self, companion: Page, names: Iterable[str]) -> dict[str, Page]:
        """Papers of any unit that bear one of the names and whose number the companion's own words tell."""
        papers = {canonical(p.url): p for name in names for p in self._papers_of_any.get(name, ())}
        if not papers:
            return {}
        text = squeeze(self._documents.get(canonical(companion.url), companion.document).text)
        told = {
            a: p for a, p in papers.items() if (number := document_number_of(p)) and squeeze(number) in text
        }
        return told if len(told) == 1 else {}

    def _asked(self, companion: Page) -> frozenset[str]:
        """The one draft that a feedback's own words say opinions were asked on; none where it tells of several."""
        if companion.document_class is not DocumentClass.CONSULTATION_FEEDBACK:
            return frozenset()
        document = self._documents.get(canonical(companion.url), companion.document)
        works = {core(match[1]) for match in _ASKED.finditer(squeeze(document.text))}
        return frozenset(name for name in works if len(works) == 1 and len(name) > 5)

    def _only(self, unit: str | None, name: str) -> Page | None:
        named = self._papers_named.get((unit, name), ())
        return named[0] if len(named) == 1 else None


def _about_the_same_time(one: Page, other: Page) -> bool:
    first, second = one.shown_on, other.shown_on
    return first is not None and second is not None and abs((first - second).days) <= _NEAR_DAYS


def _share_a_name(names: Iterable[str], cores: Iterable[str]) -> bool:
    """Whether a linked paper's name goes on where the companion's ends, or the other way round: 行动, 行动方案."""
    pairs = (sorted((name, core), key=len) for core in cores for name in names)
    return any(len(short) >= _LEAST_SHARED and short in long for short, long in pairs)


def _share_a_topic(companion: Page, paper: Page) -> bool:
    """Whether words of the companion's title that are no common ones stand in the paper's."""
    named = squeeze(paper.title)
    parts = _COMMON.sub("|", topic(companion.title or "")).split("|")
    runs = (part[at : at + _LEAST_TOPIC] for part in parts for at in range(len(part) - _LEAST_TOPIC + 1))
    return any(run in named for run in runs)


def _cores(paper: Page) -> frozenset[str]:
    """What a paper may be named by: its title's core, the whole title, a draft's 《name》."""
    title = squeeze(paper.title)
    whole = _MARKS.sub("", title)
    asked = named_works(title) if paper.document_class is DocumentClass.CONSULTATION else frozenset[str]()
    at = whole.find("关于")
    return asked | {core(title), whole, whole[max(at, 0) :]}


def loose_names(paper: Page) -> frozenset[str]:
    """What its interpretation may call a paper beside its name: without the county it is for, without 试行."""
    if paper.document_class is DocumentClass.CONSULTATION:
        return frozenset()
    name = core(paper.title or "")
    lasting = _ON_TRIAL.sub("", name)
    return frozenset({lasting, _PLACE.sub("", name), _PLACE.sub("", lasting)} - {name})
