"""Sections found on a portal that its profile lacks, written as TOML for a person to accept. Nothing is settled here."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from auditor.models import Page, Portal, Section, SectionKind, Unit
from auditor.models.address import canonical
from auditor.models.spaces import fold
from spiders.discover.feed import Proposal
from spiders.listing.listing import Listing

_SITE = re.compile(r"/(site_[^/]+)/")
_HOME = {"首页", "网站首页", "当前位置", "您现在的位置", "您的位置", "主页", "正文", "列表"}
_SEPARATORS = re.compile(r"[>»/:：\\-]+")
_KINDS: tuple[tuple[str, SectionKind], ...] = (
    (r"公开(?:工作)?年(?:度报告|报)|年度报告$", SectionKind.ANNUAL_REPORT),
    (r"依申请公开", SectionKind.ON_REQUEST),
    (r"基本目录|主动公开目录|公开目录", SectionKind.CATALOGUE),
    (r"公开指南$", SectionKind.GUIDE),
    (r"公开制度|工作制度", SectionKind.REGULATIONS),
    (r"规范性文件", SectionKind.NORMATIVE),
    (r"政策解读|文件解读|解读", SectionKind.INTERPRETATION),
    (r"结果反馈|采纳|征集反馈|意见反馈", SectionKind.CONSULTATION_FEEDBACK),
    (r"意见征集|征求意见|民意征集|征集调查", SectionKind.CONSULTATION),
    (r"重大(?:行政)?决策", SectionKind.DECISION),
    (r"预算|决算|预决算|财政资金", SectionKind.BUDGET),
    (r"政府采购|采购", SectionKind.PROCUREMENT),
    (r"重大(?:建设)?项目", SectionKind.PROJECT),
    (r"行政(?:执法|处罚|许可|强制|检查)|双随机", SectionKind.ENFORCEMENT),
    (r"社会救助|社会保障|养老|扶贫|乡村振兴|民生", SectionKind.ASSISTANCE),
    (r"统计", SectionKind.STATISTICS),
    (r"规划|计划", SectionKind.PLAN),
    (r"机构(?:职能|概况|简介|设置)|领导(?:信息|之窗|分工|简介)|内设机构|部门职责", SectionKind.ORGANISATION),
    (r"信访", SectionKind.PETITION),
    (r"公示", SectionKind.PUBLIC_NOTICE),
    (r"通知|公告|通告", SectionKind.NOTICE),
    (r"政策文件|文件$|其他公文|公文", SectionKind.POLICY),
    (r"动态|要闻|新闻", SectionKind.NEWS),
)


@dataclass(frozen=True, slots=True)
class DiscoveredSection:
    """A section page as the crawl found it."""

    url: str
    title: str
    breadcrumb: tuple[str, ...] = ()
    site_name: str | None = None  # SiteName or ColumnType of the page's metas
    listing: Listing | None = None
    feed: Proposal | None = None  # the interface that fills its list, as a browser saw it asked
    words: str = ""  # more that the page says of itself and that may name its unit

    @classmethod
    def of(cls, page: Page, listing: Listing | None = None) -> DiscoveredSection:
        """A section as its extracted page shows it; the metas of the 47号 annex speak first."""
        metas = page.metas
        named = metas.get("SiteName") or metas.get("ColumnType")
        title = metas.get("ColumnName") or page.title or ""
        words = " ".join(filter(None, (page.title, metas.get("ColumnDescription"))))
        return cls(page.url, title, page.breadcrumb, named, listing, words=words)


@dataclass(frozen=True, slots=True)
class Guess:
    """The unit a section seems to belong to, and what says so."""

    unit: str
    why: str
    sure: bool


def propose(portal: Portal, pages: Iterable[DiscoveredSection]) -> str:
    """`[[sections]]` entries for the sections that the profile lacks; those without a known unit are commented out."""
    known = {canonical(section.url): section for section in portal.sections if section.url}
    pages = list(pages)
    fresh = {canonical(page.url): page for page in pages if canonical(page.url) not in known}
    owners = _site_owners(portal)
    blocks = [_block(portal, page, owners) for page in sorted(fresh.values(), key=lambda page: page.url)]
    blocks += [
        _feed_note(section, page)
        for page in pages
        if (section := known.get(canonical(page.url))) and section.feed is None and page.feed
    ]
    head = f"# 在“{_plain(portal.name)}”发现的档案以外的栏目：{len(fresh)}个。请逐条核对后并入档案。\n"
    return "\n".join([head, *blocks]) if blocks else "# 未发现档案以外的栏目。\n"


def guess_unit(portal: Portal, page: DiscoveredSection, owners: Mapping[str, str]) -> Guess | None:
    """The unit by its site folder, its name in the metas, the breadcrumb or the title; None where none or several fit."""
    if (site := _SITE.search(page.url)) and site.group(1) in owners:
        return Guess(owners[site.group(1)], f"与档案中同一子站 {site.group(1)} 的栏目一致", sure=True)
    if unit := portal.unit_named(page.site_name):
        return Guess(unit.name, f"页面元数据写明“{_plain(page.site_name or '')}”", sure=True)
    for level in reversed(page.breadcrumb):
        if unit := portal.unit_named(level):
            return Guess(unit.name, f"导航路径中有“{_plain(level)}”", sure=True)
    said = page.words or page.title
    named = {unit.name for unit in portal.units if any(name in said for name in _names(unit))}
    if len(named) == 1:
        return Guess(named.pop(), f"页面标题“{_plain(said)}”中有单位名称", sure=False)
    return None


def guess_kind(title: str) -> SectionKind | None:
    """The kind that a section's title says; None where it says none."""
    return next((kind for pattern, kind in _KINDS if re.search(pattern, title)), None)


def _site_owners(portal: Portal) -> Mapping[str, str]:
    """Site folder to unit, where every known section of the folder is of one unit."""
    pairs = {(m.group(1), s.unit) for s in portal.sections if s.url and (m := _SITE.search(s.url))}
    count = Counter(site for site, _ in pairs)
    return {site: unit for site, unit in pairs if count[site] == 1}


def _block(portal: Portal, page: DiscoveredSection, owners: Mapping[str, str]) -> str:
    guess, path = guess_unit(portal, page, owners), _path(portal, page)
    kind = _kind(page, path)
    lines = [
        "[[sections]]",
        f"unit = {_quoted(guess.unit if guess else '')}",
        f"path = {_quoted(path)}",
        f"url = {_quoted(page.url)}",
        f"kind = {_quoted(kind.value if kind else '')}",
        "# update_within_days = 365",
        "statutory = true" if "法定主动公开" in path else "# statutory = true",
        *(page.feed.lines() if page.feed else ()),
    ]
    if not (guess and kind and path):
        lines = [line if line.startswith("#") else f"# {line}" for line in lines]
    return "\n".join([*(f"# {remark}" for remark in _remarks(page, guess, kind, path)), *lines, ""])


def _feed_note(section: Section, page: DiscoveredSection) -> str:
    """The interface of a section that the profile has, for a person to write below it."""
    assert page.feed is not None
    name = _plain(f"{section.unit} {section.path}")
    head = f"# 档案里的栏目“{name}”（{_plain(page.url)}）由脚本填充，可以改读它的接口。核对后去掉行首的 #，写在这个栏目下面："
    return "\n".join([head, *(f"# {line}" for line in page.feed.lines()), ""])


def _remarks(
    page: DiscoveredSection, guess: Guess | None, kind: SectionKind | None, path: str
) -> Iterator[str]:
    """Why each part was guessed, and what a person has to fill in."""
    if guess:
        yield f"单位：{_plain(guess.why)}（{'较有把握' if guess.sure else '把握不大，请核对'}）"
    else:
        signed = f"页面署名“{_plain(page.site_name)}”" if page.site_name else "页面没有署名"
        yield f"单位：未能判断，请填写后去掉行首的 #（{signed}）"
    yield f"类型：按栏目名称推测为 {kind.value}" if kind else "类型：未能判断，请填写 kind 后去掉行首的 #"
    if not path:
        yield "栏目名称：页面未写明，请填写 path"
    if page.listing:
        yield from first_look(page.listing)
    if page.feed:
        yield "列表由脚本填充，浏览器里看到的接口写在 [sections.feed]，比用浏览器读省事"


def first_look(listing: Listing) -> Iterator[str]:
    """What the visit saw, for the person who decides."""
    dates = [entry.published_on for entry in listing.entries if entry.published_on]
    newest = f"，最新一条{max(dates).isoformat()}" if dates else ""
    if listing.redirected_to:
        yield f"该地址跳转到 {_plain(listing.redirected_to)}"
    elif listing.course.moves and listing.course.steps and not listing.entries:
        yield f"条目不在这一页上，由{listing.course.by}给出（{_plain(listing.course.steps[0].url)}），这里没有读，可用 auditor probe 试读"
    elif listing.why:
        yield f"列表未完整读到：{_plain(listing.why)}（读到{len(listing.entries)}条{newest}）"
    elif listing.aggregates:
        yield f"父栏目，汇总{len(listing.children)}个下级栏目"
    else:
        yield f"首页列表{len(listing.entries)}条{newest}" + (
            f"；说明：{_plain(listing.note)}" if listing.note else ""
        )


def _kind(page: DiscoveredSection, path: str) -> SectionKind | None:
    if page.listing and page.listing.aggregates:
        return SectionKind.PARENT
    return guess_kind(path.rpartition("/")[2])


def _path(portal: Portal, page: DiscoveredSection) -> str:
    """The breadcrumb's levels without home and unit, else the page's title without site and unit."""
    levels = [level for level in map(_level, page.breadcrumb) if level and level not in _HOME]
    kept = [level for level in levels if portal.unit_named(level) is None and level != portal.name]
    own = _level(_own_title(portal, page))
    return "/".join(kept if own in kept else [*kept, *filter(None, [own])])


def _own_title(portal: Portal, page: DiscoveredSection) -> str:
    parts = [part.strip() for part in re.split(r"[-_—|\u2013]+", page.title)]
    foreign = {portal.name, page.site_name or ""}
    return next((p for p in parts if p and p not in foreign and portal.unit_named(p) is None), "")


def _level(text: str) -> str:
    return _SEPARATORS.sub(" ", _plain(text)).strip()


def _names(unit: Unit) -> Sequence[str]:
    return [name for name in (unit.name, *unit.aliases) if len(name) > 2]


def _plain(text: str) -> str:
    """One printable line, as a TOML comment must be."""
    return fold("".join(c if c.isprintable() else " " for c in text))


def _quoted(text: str) -> str:
    return json.dumps(_plain(text), ensure_ascii=False)
