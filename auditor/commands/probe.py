"""`auditor probe`: how the list of one section was understood."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from auditor.commands.arguments import Profile
from auditor.commands.chinese import refuse
from auditor.commands.screen import complain, say

if TYPE_CHECKING:
    from auditor.models import Entry, Portal, Section
    from spiders.probe import Leaf, Probed

EXAMPLE = "auditor probe spiders/portals/wenchanghu.toml 区财政局/预决算"
_SHOWN = 3  # rows at either end

SectionName = Annotated[
    str,
    typer.Argument(metavar="栏目", help="栏目的路径、末级名称、“单位/栏目”或网址。", show_default=False),
]
Limit = Annotated[int, typer.Option("--limit", metavar="页数", help="最多看几页。", min=1)]


def probe(profile: Profile, section: SectionName, limit: Limit = 50) -> int:
    """试读一个栏目的列表，说明读到几条、日期、怎样翻页、共几条、凭什么认定到了末尾。不入库。"""
    from auditor.installation import open_profile
    from spiders.probe import Probed
    from spiders.probe import probe as look

    portal = open_profile(profile)
    chosen = _chosen(portal, section)
    say(f"栏目：{chosen.unit} {chosen.path}")
    say(f"网址：{chosen.url}")
    whole = False
    for number, seen in enumerate(look(portal, chosen, most=limit, tell=complain), 1):
        if isinstance(seen, Probed):
            whole = not seen.visit.why
            for line in _summary(seen):
                say(line)
        else:
            say(f"第 {number} 次请求 {seen.url}：{_page(seen)}")
    return 0 if whole else 1


def _chosen(portal: Portal, name: str) -> Section:
    """The one section of that name with an address."""
    found = [
        s
        for s in portal.sections
        if name in (s.url, s.path, s.title, f"{s.unit}/{s.path}", f"{s.unit}/{s.title}")
    ]
    if not found:
        refuse(f"档案里没有栏目“{name}”，可以写栏目的路径、“单位/栏目”或网址")
    known = [s for s in found if s.url]
    if not known:
        refuse(f"栏目“{name}”的网址还没有写进档案")
    if len(known) > 1:
        names = "、".join(f"{s.unit}/{s.path}" for s in known[:8])
        refuse(f"“{name}”对得上 {len(known)} 个栏目，请写“单位/栏目”：{names}")
    return known[0]


def _page(seen: Leaf) -> str:
    """What was read of one page, in a sentence."""
    listing = seen.listing
    course = listing.course
    undated = sum(entry.published_on is None for entry in listing.entries)
    parts = [f"读到 {len(listing.entries)} 条" + (f"（{undated} 条没有日期）" if undated else "")]
    if listing.note:
        parts.append(f"页面说明：{listing.note}")
    if course.total is not None:
        parts.append(f"写明共 {course.total} 条")
    if course.by:
        parts.append(f"条目在{course.by}里" if course.moves else f"凭{course.by}翻页")
    if course.steps:
        parts.append(f"下一个请求 {course.steps[0].method} {course.steps[0].url}")
    parts += [f"末尾：{course.end}"] if course.end else []
    if listing.years:
        parts.append("另有列表：" + "、".join(f"{year} 年" for year, _ in listing.years))
    parts += [f"没有看懂：{course.doubt}"] if course.doubt else []
    if listing.by_script and not (listing.entries or course.steps):
        parts.append("知道列表接口的，可以在档案里写 [sections.feed]")
    return "；".join(parts)


def _summary(seen: Probed) -> Iterator[str]:
    days = [entry.published_on for entry in seen.entries if entry.published_on]
    span = f"，日期从 {min(days)} 到 {max(days)}" if days else ""
    undated = len(seen.entries) - len(days)
    for title, rows in _ends(seen.entries):
        yield title
        yield from (f"　{entry.published_on or '没有日期'} {entry.title} {entry.url}" for entry in rows)
    yield f"共读到 {len(seen.entries)} 条{span}" + (f"，{undated} 条没有日期" if undated else "") + "。"
    if seen.visit.why:
        yield f"没有读完：{seen.visit.why}。"
    else:
        yield f"读完了：{seen.end or '没有后续页'}。"


def _ends(entries: tuple[Entry, ...]) -> Iterator[tuple[str, tuple[Entry, ...]]]:
    """The first rows and the last."""
    if len(entries) <= 2 * _SHOWN:
        if entries:
            yield "条目：", entries
        return
    yield "最前几条：", entries[:_SHOWN]
    yield "最后几条：", entries[-_SHOWN:]
