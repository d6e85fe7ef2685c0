"""What became of the sections that a profile declares: seen with a list, or to be looked at by a person, and why."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from auditor.models import Portal, Section
from auditor.models.address import canonical
from auditor.models.spaces import fold
from spiders.discover.propose import DiscoveredSection, first_look


def declared(portal: Portal, pages: Sequence[DiscoveredSection], linked: Collection[str]) -> str:
    """Comments for the head of a proposal; `linked` holds what the pages that were seen lead to."""
    seen = {canonical(page.url): page for page in pages}
    told = [section for section in portal.sections if section.url]
    doubts = [(section, why) for section in told if (why := "；".join(_doubts(section, seen, linked)))]
    head = f"# 档案里有网址的栏目 {len(told)} 个，{len(told) - len(doubts)} 个看到了列表，也有链接走得到。"
    lines = [
        f"#   {fold(f'{section.unit} {section.path}')}（{section.url}）：{why}" for section, why in doubts
    ]
    return "\n".join([head, *(["# 要核对的："] if lines else []), *lines, ""])


def _doubts(section: Section, seen: dict[str, DiscoveredSection], linked: Collection[str]) -> Iterator[str]:
    key = canonical(section.url or "")
    page = seen.get(key)
    if page is None:
        yield "没有看到：打不开，或者没有轮到，原因见屏幕上的提示"
    elif page.listing and not page.listing.entries and not page.listing.article:
        yield from first_look(page.listing)
    if key not in linked:
        yield "首页和看过的各页都没有链接到它，可能改名或者下线"
