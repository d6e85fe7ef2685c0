"""The home page as the rules of the site read it: its words and links outside the headlines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from auditor.models import Link, Look, Page, PageKind, Site
from auditor.models.address import canonical
from auditor.text.patterns import pattern

from ..hosts import is_own
from ..looks import dead_looks

EMBEDDED = "嵌入页面"  # how a frame is told among the links
ELEMENTS = {
    "党政机关标识": pattern(r"conac\.cn|党政机关|事业单位标识|bszs"),
    "网站标识码": pattern(r"标识码"),
    "主办单位": pattern(r"主办|版权所有|主管"),
    "联系方式": pattern(r"联系(?:我们|电话|方式)|电话|邮箱|地址\s*[:：]|lxwm"),
    "ICP备案编号": pattern(r"ICP\s*备|备案(?:编)?号|miit(?:beian)?\.gov\.cn|beian\.miit", re.IGNORECASE),
    "公安机关备案标识": pattern(r"公网安备|公安备案|beian\.(?:mps\.)?gov\.cn"),
    "站点地图": pattern(r"(?:站点|网站)地图|网站导航|站点导航|sitemap", re.IGNORECASE),
}
_FEWEST_READ = 3  # elements found before a missing one is believed missing


def home_page(site: Site) -> Page | None:
    """The portal's home page as it was read; None where it was not."""
    homes = [
        p for p in site.pages if p.kind is PageKind.HOME and p.readable and (p.frame_text or p.frame_links)
    ]
    own = canonical(site.portal.home) if site.portal.home else ""
    return next((page for page in homes if canonical(page.url) == own), homes[0] if homes else None)


def columns_with_footers(site: Site) -> Iterator[Page]:
    """Pages that list a section, and further home pages, whose footer was read."""
    kinds = (PageKind.LIST, PageKind.HOME)
    return (page for page in site.pages if page.kind in kinds and page.readable and has_footer(page))


def missing_elements(page: Page) -> list[str]:
    """Elements of a footer that the page gives no sign of."""
    return [name for name, pattern in ELEMENTS.items() if not says(page, pattern)]


def has_frames(page: Page) -> bool:
    """Whether part of the page stands in a frame that was not read."""
    return any(link.text == EMBEDDED for link in page.frame_links)


def has_footer(page: Page) -> bool:
    """Whether the footer was read: enough of its elements are there, and none may stand in a frame."""
    return not has_frames(page) and len(ELEMENTS) - len(missing_elements(page)) >= _FEWEST_READ


def says(page: Page, pattern: re.Pattern[str]) -> bool:
    """Whether words, link texts or addresses of the page hold the pattern."""
    if pattern.search(page.frame_text):
        return True
    return any(pattern.search(link.text) or pattern.search(link.url) for link in all_links(page))


def all_links(page: Page) -> Iterator[Link]:
    """Links of the frame first, then every other."""
    yield from page.frame_links
    yield from page.links


def dead_entrance(site: Site, home: Page, sought: re.Pattern[str]) -> Sequence[Look] | None:
    """Looks that prove the site's own link with such words or address dead; None where there is none or it answers."""
    entrances = {canonical(link.url) for link in all_links(home) if sought.search(f"{link.text} {link.url}")}
    probes = (p for p in site.probes if canonical(p.url) in entrances and is_own(p.url, site.portal.hosts))
    found = (dead_looks(probe.looks, apart_hours=12, silent_looks=3) for probe in probes)
    return next((dead for dead in found if dead), None)
