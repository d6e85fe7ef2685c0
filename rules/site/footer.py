"""The home page as the rules of the site read it: its words and links outside the headlines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.address import canonical
from auditor.models import Link, Page, PageKind, Site

EMBEDDED = "嵌入页面"  # how a frame is told among the links


def home_page(site: Site) -> Page | None:
    """The portal's home page as it was read; None where it was not."""
    homes = [
        p for p in site.pages if p.kind is PageKind.HOME and p.readable and (p.frame_text or p.frame_links)
    ]
    own = canonical(site.portal.home) if site.portal.home else ""
    return next((page for page in homes if canonical(page.url) == own), homes[0] if homes else None)


def has_frames(page: Page) -> bool:
    """Whether part of the page stands in a frame that was not read."""
    return any(link.text == EMBEDDED for link in page.frame_links)


def says(page: Page, pattern: re.Pattern[str]) -> bool:
    """Whether words, link texts or addresses of the page hold the pattern."""
    if pattern.search(page.frame_text):
        return True
    return any(pattern.search(link.text) or pattern.search(link.url) for link in all_links(page))


def all_links(page: Page) -> Iterator[Link]:
    """Links of the frame first, then every other."""
    yield from page.frame_links
    yield from page.links
